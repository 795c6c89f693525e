import { hostOptionsSchema, utilityMessageSchema } from '../../contract/engine-host.ts';
import type { Port } from '../../contract/port.ts';
import { refuseNetwork } from '../../guard/refuse-network.ts';
import { systemClock } from '../clock.ts';
import { createEngine } from '../engine.ts';
import { stopOnUncaught } from './stop-on-uncaught.ts';

/** The engine inside Electron's utility process. Electron's own types stay outside the engine: these are what is used. */
type MessageEvent = { readonly data: unknown; readonly ports: readonly MessagePortMain[] };
type MessagePortMain = {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: MessageEvent) => void): void;
  on(event: 'close', listener: () => void): void;
  start(): void;
  close(): void;
};
type ParentPort = { on(event: 'message', listener: (event: MessageEvent) => void): void };

function requireParentPort(): ParentPort {
  const { parentPort } = process as unknown as { parentPort?: ParentPort };
  if (parentPort === undefined) {
    throw new Error('This program is the engine of a window and runs as its utility process only.');
  }
  return parentPort;
}

/** Listeners are in place before the port starts, so no message is missed. */
function portOver(channel: MessagePortMain): Port {
  return {
    post: (message) => channel.postMessage(message),
    onMessage(listener) {
      channel.on('message', (event) => listener(event.data));
    },
    onClose(listener) {
      channel.on('close', listener);
    },
    close: () => channel.close(),
  };
}

refuseNetwork();
stopOnUncaught();
const engine = createEngine({ ...hostOptionsSchema.parse(JSON.parse(process.argv.at(-1) ?? '')), clock: systemClock });

function quit(): void {
  engine.close().then(() => process.exit(0));
}

process.on('SIGTERM', quit);
requireParentPort().on('message', ({ data, ports }) => {
  const message = utilityMessageSchema.parse(data);
  if (message.kind === 'quit') {
    quit();
    return;
  }
  const [channel] = ports;
  if (channel === undefined) {
    throw new Error('The shell sent no port to attach.');
  }
  engine.attach(portOver(channel), message.trust);
  channel.start();
});
