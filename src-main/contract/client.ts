import { AppError } from '../domain/app-error.ts';
import { createAnswers } from './answers.ts';
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
import type { ClientMessage } from './wire.ts';

/** The engine as the renderer, the shell, the CLI and the tests see it. */
export type EngineClient = {
  /** Rejects with an AppError: the engine's own, `cancelled` after `signal`, or `engine-gone` when the engine stopped. */
  call<N extends CallName>(name: N, input: CallInput<N>, options?: { signal?: AbortSignal }): Promise<CallOutput<N>>;
  /** Returns the function that stops listening. */
  on<T extends TopicName>(topic: T, listener: (value: TopicValue<T>) => void): () => void;
  onGone(listener: () => void): void;
  close(): void;
};

function goneError(): AppError {
  return new AppError(
    'engine-gone',
    'The engine stopped before it answered. It is being started again; what was acknowledged is safe, please repeat the last action.',
  );
}

/** Speaks the contract over a port; checks every answer against it. */
export function createEngineClient(port: Port): EngineClient {
  let isGone = false;
  const answers = createAnswers(calls, topics);
  const goneListeners: (() => void)[] = [];

  port.onMessage(answers.receive);
  port.onClose(() => {
    isGone = true;
    answers.failAll(goneError);
    for (const listener of goneListeners) {
      listener();
    }
  });

  function post(message: ClientMessage): void {
    port.post(message);
  }

  async function call(name: CallName, input: unknown, signal: AbortSignal | undefined): Promise<unknown> {
    if (isGone) {
      throw goneError();
    }
    if (signal?.aborted) {
      throw new AppError('cancelled', 'The action was cancelled before it began.');
    }
    const { id, answer } = answers.expect(name);
    const onAbort = () => post({ kind: 'cancel', id });
    signal?.addEventListener('abort', onAbort, { once: true });
    try {
      post({ kind: 'call', id, name, input });
      return await answer;
    } finally {
      signal?.removeEventListener('abort', onAbort);
    }
  }

  return {
    // What `answers` gives was read with the schema of that very call or topic.
    call: (name, input, options) => call(name, input, options?.signal) as Promise<never>,
    on: (topic, listener) => answers.on(topic, listener as (value: unknown) => void),
    onGone(listener) {
      goneListeners.push(listener);
    },
    close() {
      port.close();
    },
  };
}
