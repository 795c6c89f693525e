import { type FromChildMessage, hostOptionsSchema, toChildMessageSchema } from '../../contract/engine-host.ts';
import type { Port } from '../../contract/port.ts';
import { refuseNetwork } from '../../guard/refuse-network.ts';
import { systemClock } from '../clock.ts';
import { createEngine } from '../engine.ts';
import { stopOnUncaught } from './stop-on-uncaught.ts';

/** The engine as a Node child with an IPC channel (`serialization: 'advanced'`): where Electron's own Node is too old. */
type ChildPort = { readonly port: Port; deliver(message: unknown): void; closed(): void };

function send(message: FromChildMessage): void {
  if (process.connected) {
    process.send?.(message);
  }
}

function createChildPort(portId: number, onClosed: () => void): ChildPort {
  const listeners: ((message: unknown) => void)[] = [];
  const closers: (() => void)[] = [];
  let isClosed = false;
  function closed(): void {
    if (!isClosed) {
      isClosed = true;
      onClosed();
      for (const closer of closers) {
        closer();
      }
    }
  }
  return {
    port: {
      post(message) {
        if (!isClosed) {
          send({ kind: 'post', portId, message });
        }
      },
      onMessage: (listener) => listeners.push(listener),
      onClose: (listener) => closers.push(listener),
      close() {
        if (!isClosed) {
          send({ kind: 'close', portId });
          closed();
        }
      },
    },
    deliver(message) {
      for (const listener of listeners) {
        listener(message);
      }
    },
    closed,
  };
}

refuseNetwork();
stopOnUncaught();
const engine = createEngine({ ...hostOptionsSchema.parse(JSON.parse(process.argv.at(-1) ?? '')), clock: systemClock });
const ports = new Map<number, ChildPort>();

function quit(): void {
  engine.close().then(() => process.exit(0));
}

process.on('disconnect', quit);
process.on('SIGTERM', quit);
process.on('message', (raw) => {
  const message = toChildMessageSchema.parse(raw);
  switch (message.kind) {
    case 'attach': {
      const child = createChildPort(message.portId, () => ports.delete(message.portId));
      ports.set(message.portId, child);
      engine.attach(child.port, message.trust);
      return;
    }
    case 'post':
      // A message may cross with the closing of its port; the other side has been told.
      ports.get(message.portId)?.deliver(message.message);
      return;
    case 'close':
      ports.get(message.portId)?.closed();
      return;
    case 'quit':
      quit();
  }
});
send({ kind: 'ready' });
