import type { Port } from '../contract/port.ts';
import {
  type ShellCallInput,
  type ShellCallName,
  type ShellCallOutput,
  type ShellTopicName,
  type ShellTopicValue,
  shellCalls,
} from '../contract/shell-powers.ts';
import { clientMessageSchema, type ServerMessage, toWireError } from '../contract/wire.ts';
import { AppError, toAppError } from '../domain/app-error.ts';

/** One function for each power the shell lends. */
export type ShellHandlers = {
  readonly [N in ShellCallName]: (input: ShellCallInput<N>) => ShellCallOutput<N> | Promise<ShellCallOutput<N>>;
};

/** The shell's end of the port it shares with the page. */
export type ShellService = {
  emit<T extends ShellTopicName>(topic: T, value: ShellTopicValue<T>): void;
};

function isShellCallName(name: string): name is ShellCallName {
  return Object.hasOwn(shellCalls, name);
}

async function answer(handlers: ShellHandlers, name: string, input: unknown): Promise<unknown> {
  if (!isShellCallName(name)) {
    throw new AppError('bad-request', `The shell lends no power named "${name.slice(0, 60)}".`);
  }
  const parsed = shellCalls[name].input.safeParse(input);
  if (!parsed.success) {
    const reasons = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'input'}: ${issue.message}`);
    throw new AppError('bad-request', `This could not be accepted: ${reasons.slice(0, 3).join('; ')}`, { call: name });
  }
  const handler = handlers[name] as (input: unknown) => unknown;
  return shellCalls[name].output.parse(await handler(parsed.data));
}

/** Serves the shell's powers on one port until it closes. Every failure leaves as a code and a sentence. */
export function serveShell(port: Port, handlers: ShellHandlers): ShellService {
  let isOpen = true;
  const post = (message: ServerMessage) => {
    if (isOpen) {
      port.post(message);
    }
  };
  port.onClose(() => {
    isOpen = false;
  });
  port.onMessage((raw) => {
    const parsed = clientMessageSchema.safeParse(raw);
    if (!parsed.success) {
      // Whoever breaks the protocol is cut off: without a valid id there is nothing to answer to.
      port.close();
      return;
    }
    const message = parsed.data;
    if (message.kind === 'cancel') {
      return;
    }
    answer(handlers, message.name, message.input).then(
      (value) => post({ kind: 'result', id: message.id, value }),
      (thrown: unknown) => post({ kind: 'error', id: message.id, error: toWireError(toAppError(thrown)) }),
    );
  });
  return { emit: (topic, value) => post({ kind: 'event', topic, value }) };
}
