import { EventEmitter } from 'node:events';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { createEngineClient } from '../../src-main/contract/client.ts';
import type { Port } from '../../src-main/contract/port.ts';

/**
 * A program of its own that plays Electron's utility process around `entry/electron.ts`: `process.parentPort` and ports
 * with the members of MessagePortMain. Says what the engine answers to `app.about`, then asks it to quit.
 */
const parentPort = new EventEmitter();
Object.defineProperty(process, 'parentPort', { value: parentPort });

/** Node's port gives the bare message; Electron's wraps it in an event. */
function asMain(port: MessagePort) {
  return {
    postMessage: (message: unknown) => port.postMessage(message),
    on(event: 'message' | 'close', listener: (event: { data: unknown; ports: [] }) => void) {
      port.on(event, (data: unknown) => listener({ data, ports: [] }));
    },
    start: () => port.start(),
    close: () => port.close(),
  };
}

await import('../../src-main/engine/entry/electron.ts');
const { port1, port2 } = new MessageChannel();
const own: Port = {
  post: (message) => port1.postMessage(message),
  onMessage: (listener) => void port1.on('message', listener),
  onClose: (listener) => void port1.on('close', listener),
  close: () => port1.close(),
};
const client = createEngineClient(own);
parentPort.emit('message', { data: { kind: 'attach', trust: 'page' }, ports: [asMain(port2)] });
const about = await client.call('app.about', {});
const refused = await client.call('grants.add', { paths: [] }).catch((thrown: unknown) => thrown);
process.stdout.write(
  `${JSON.stringify({ about, refused: refused instanceof Error && 'code' in refused ? refused.code : null })}\n`,
);
parentPort.emit('message', { data: { kind: 'quit' }, ports: [] });
