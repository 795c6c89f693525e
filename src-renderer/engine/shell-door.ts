import { createAnswers } from '../../src-main/contract/answers.ts';
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
import type { ClientMessage } from '../../src-main/contract/wire.ts';

/** The shell's few powers as the page sees them: dialogs, reveal, clipboard, print, menu. */
export type ShellDoor = {
  /** Rejects with an AppError. */
  call<N extends ShellCallName>(name: N, input: ShellCallInput<N>): Promise<ShellCallOutput<N>>;
  on<T extends ShellTopicName>(topic: T, listener: (value: ShellTopicValue<T>) => void): () => void;
  connect(port: Port): void;
};

/** Speaks the wire of the contract over the shell's port and checks every answer against the list of powers. */
export function createShellDoor(): ShellDoor {
  let port: Port | null = null;
  const unsent: ClientMessage[] = [];
  const answers = createAnswers(shellCalls, shellTopicSchemas);

  async function call(name: ShellCallName, input: unknown): Promise<unknown> {
    const { id, answer } = answers.expect(name);
    const message: ClientMessage = { kind: 'call', id, name, input };
    if (port === null) {
      unsent.push(message);
    } else {
      port.post(message);
    }
    return await answer;
  }

  return {
    // What `answers` gives was read with the schema of that very call or topic.
    call: (name, input) => call(name, input) as Promise<never>,
    on: (topic, listener) => answers.on(topic, listener as (value: unknown) => void),
    connect(arrived) {
      port = arrived;
      arrived.onMessage(answers.receive);
      for (const message of unsent.splice(0)) {
        arrived.post(message);
      }
    },
  };
}
