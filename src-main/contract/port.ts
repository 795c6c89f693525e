/**
 * A transport that carries structured-clone messages in order: a MessagePort, a Node child's channel, or two ends in
 * memory. Anything that has these four members can host the engine.
 */
export type Port = {
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called once when the other end is gone. */
  onClose(listener: () => void): void;
  close(): void;
};

/** Two connected ends in memory, for tests and the CLI. Messages are cloned, as on a real transport, and arrive later. */
export function createPortPair(): readonly [Port, Port] {
  const ends = [newEnd(), newEnd()] as const;
  return [portOver(ends[0], ends[1]), portOver(ends[1], ends[0])];
}

type End = { listeners: ((message: unknown) => void)[]; closers: (() => void)[]; isClosed: boolean };

function newEnd(): End {
  return { listeners: [], closers: [], isClosed: false };
}

function portOver(own: End, other: End): Port {
  return {
    post(message) {
      const copy = structuredClone(message);
      queueMicrotask(() => {
        if (!other.isClosed) {
          for (const listener of other.listeners) {
            listener(copy);
          }
        }
      });
    },
    onMessage(listener) {
      own.listeners.push(listener);
    },
    onClose(listener) {
      own.closers.push(listener);
    },
    close() {
      for (const end of [own, other]) {
        if (!end.isClosed) {
          end.isClosed = true;
          for (const closer of end.closers) {
            closer();
          }
        }
      }
    },
  };
}
