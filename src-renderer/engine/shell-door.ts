import type { Port } from '../../src-main/contract/port.ts';
import {
  type ShellCallInput,
  type ShellCallName,
  type ShellCallOutput,
  type ShellTopicName,
  type ShellTopicValue,
  shellCalls,
  shellTopicSchemas,
} from '../../src-main/contract/shell-powers.ts';
import { type ClientMessage, fromWireError, serverMessageSchema } from '../../src-main/contract/wire.ts';
import { AppError } from '../../src-main/domain/app-error.ts';

/** The shell's few powers as the page sees them: dialogs, reveal, clipboard, print, menu. */
export type ShellDoor = {
  /** Rejects with an AppError. */
  call<N extends ShellCallName>(name: N, input: ShellCallInput<N>): Promise<ShellCallOutput<N>>;
  on<T extends ShellTopicName>(topic: T, listener: (value: ShellTopicValue<T>) => void): () => void;
  connect(port: Port): void;
};

type Waiting = { name: ShellCallName; resolve: (value: never) => void; reject: (error: AppError) => void };

/** Speaks the wire of the contract over the shell's port and checks every answer against the list of powers. */
export function createShellDoor(): ShellDoor {
  let port: Port | null = null;
  let nextId = 1;
  const waiting = new Map<number, Waiting>();
  const unsent: ClientMessage[] = [];
  const listeners = new Map<string, Set<(value: never) => void>>();

  function receive(raw: unknown): void {
    const message = serverMessageSchema.parse(raw);
    if (message.kind === 'event') {
      if (Object.hasOwn(shellTopicSchemas, message.topic)) {
        const value = shellTopicSchemas[message.topic as ShellTopicName].parse(message.value);
        for (const listener of listeners.get(message.topic) ?? []) {
          listener(value as never);
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
    const parsed = shellCalls[call.name].output.safeParse(message.value);
    if (parsed.success) {
      call.resolve(parsed.data as never);
    } else {
      call.reject(new AppError('internal', `The answer to ${call.name} has not the agreed form.`, {}, parsed.error));
    }
  }

  return {
    call(name, input) {
      const id = nextId++;
      return new Promise((resolve, reject) => {
        waiting.set(id, { name, resolve, reject });
        const message: ClientMessage = { kind: 'call', id, name, input };
        if (port === null) {
          unsent.push(message);
        } else {
          port.post(message);
        }
      });
    },
    on(topic, listener) {
      const set = listeners.get(topic) ?? new Set();
      listeners.set(topic, set);
      set.add(listener as (value: never) => void);
      return () => set.delete(listener as (value: never) => void);
    },
    connect(arrived) {
      port = arrived;
      arrived.onMessage(receive);
      for (const message of unsent.splice(0)) {
        arrived.post(message);
      }
    },
  };
}
