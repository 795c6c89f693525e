import type { z } from 'zod';
import { AppError } from '../domain/app-error.ts';
import { fromWireError, serverMessageSchema } from './wire.ts';

type Listener = (value: unknown) => void;
type Waiting = {
  readonly name: string;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: AppError) => void;
};

/** The asking side of the wire: which answer belongs to which call, and who listens to what. */
export type Answers = {
  /** The number under which the call is to be sent, and what will come of it. Rejects with an AppError. */
  expect(name: string): { readonly id: number; readonly answer: Promise<unknown> };
  /** Takes whatever the port brought. */
  receive(raw: unknown): void;
  /** Returns the function that stops listening. */
  on(topic: string, listener: Listener): () => void;
  /** No call that waits will be answered. */
  failAll(error: () => AppError): void;
};

/** Checks every answer and every event against the contract, given as its calls and topics. */
export function createAnswers(
  calls: Readonly<Record<string, { readonly output: z.ZodType }>>,
  topics: Readonly<Record<string, z.ZodType>>,
): Answers {
  let nextId = 1;
  const waiting = new Map<number, Waiting>();
  const listeners = new Map<string, Set<Listener>>();

  return {
    expect(name) {
      const id = nextId++;
      const answer = new Promise<unknown>((resolve, reject) => waiting.set(id, { name, resolve, reject }));
      return { id, answer };
    },
    receive(raw) {
      const message = serverMessageSchema.parse(raw);
      if (message.kind === 'event') {
        const topic = Object.hasOwn(topics, message.topic) ? topics[message.topic] : undefined;
        if (topic !== undefined) {
          const value = topic.parse(message.value);
          for (const listener of listeners.get(message.topic) ?? []) {
            listener(value);
          }
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
      const parsed = calls[call.name]?.output.safeParse(message.value);
      if (parsed?.success === true) {
        call.resolve(parsed.data);
      } else {
        call.reject(new AppError('internal', `The answer to ${call.name} has not the agreed form.`, {}, parsed?.error));
      }
    },
    on(topic, listener) {
      const set = listeners.get(topic) ?? new Set();
      listeners.set(topic, set);
      set.add(listener);
      return () => set.delete(listener);
    },
    failAll(error) {
      for (const call of waiting.values()) {
        call.reject(error());
      }
      waiting.clear();
    },
  };
}
