import { AppError } from '../domain/app-error.ts';
import {
  type CallInput,
  type CallName,
  type CallOutput,
  calls,
  type TopicName,
  type TopicValue,
  topics,
} from './api.ts';
import type { Port } from './port.ts';
import { type ClientMessage, fromWireError, serverMessageSchema } from './wire.ts';

/** The engine as the renderer, the shell, the CLI and the tests see it. */
export type EngineClient = {
  /** Rejects with an AppError: the engine's own, `cancelled` after `signal`, or `engine-gone` when the engine stopped. */
  call<N extends CallName>(name: N, input: CallInput<N>, options?: { signal?: AbortSignal }): Promise<CallOutput<N>>;
  /** Returns the function that stops listening. */
  on<T extends TopicName>(topic: T, listener: (value: TopicValue<T>) => void): () => void;
  onGone(listener: () => void): void;
  close(): void;
};

type Waiting = { name: CallName; resolve: (value: never) => void; reject: (error: AppError) => void };

function goneError(): AppError {
  return new AppError(
    'engine-gone',
    'The engine stopped before it answered. It is being started again; what was acknowledged is safe, please repeat the last action.',
  );
}

/** Speaks the contract over a port; checks every answer against it. */
export function createEngineClient(port: Port): EngineClient {
  let nextId = 1;
  let isGone = false;
  const waiting = new Map<number, Waiting>();
  const listeners = new Map<string, Set<(value: never) => void>>();
  const goneListeners: (() => void)[] = [];

  port.onMessage((raw) => {
    const message = serverMessageSchema.parse(raw);
    if (message.kind === 'event') {
      if (!Object.hasOwn(topics, message.topic)) {
        return;
      }
      const value = topics[message.topic as TopicName].parse(message.value);
      for (const listener of listeners.get(message.topic) ?? []) {
        listener(value as never);
      }
      return;
    }
    const call = waiting.get(message.id);
    if (call === undefined) {
      return;
    }
    waiting.delete(message.id);
    if (message.kind === 'error') {
      call.reject(fromWireError(message.error));
      return;
    }
    const parsed = calls[call.name].output.safeParse(message.value);
    if (parsed.success) {
      call.resolve(parsed.data as never);
    } else {
      call.reject(
        new AppError('internal', `The engine's answer to ${call.name} has not the agreed form.`, {}, parsed.error),
      );
    }
  });

  port.onClose(() => {
    isGone = true;
    for (const call of waiting.values()) {
      call.reject(goneError());
    }
    waiting.clear();
    for (const listener of goneListeners) {
      listener();
    }
  });

  function post(message: ClientMessage): void {
    port.post(message);
  }

  return {
    call(name, input, options) {
      if (isGone) {
        return Promise.reject(goneError());
      }
      const id = nextId++;
      return new Promise((resolve, reject) => {
        const { signal } = options ?? {};
        const onAbort = () => post({ kind: 'cancel', id });
        if (signal?.aborted) {
          reject(new AppError('cancelled', 'The action was cancelled before it began.'));
          return;
        }
        signal?.addEventListener('abort', onAbort, { once: true });
        const settle = () => signal?.removeEventListener('abort', onAbort);
        waiting.set(id, {
          name,
          resolve: (value) => {
            settle();
            resolve(value);
          },
          reject: (error) => {
            settle();
            reject(error);
          },
        });
        post({ kind: 'call', id, name, input });
      });
    },
    on(topic, listener) {
      const set = listeners.get(topic) ?? new Set();
      listeners.set(topic, set);
      set.add(listener as (value: never) => void);
      return () => set.delete(listener as (value: never) => void);
    },
    onGone(listener) {
      goneListeners.push(listener);
    },
    close() {
      port.close();
    },
  };
}
