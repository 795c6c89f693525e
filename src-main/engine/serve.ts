import { type CallName, calls, shellTopics, type Trust } from '../contract/api.ts';
import type { Port } from '../contract/port.ts';
import { clientMessageSchema, type ServerMessage, toWireError } from '../contract/wire.ts';
import { AppError, toAppError } from '../domain/app-error.ts';
import { handlers } from './calls.ts';
import type { CallContext, EngineContext } from './engine-context.ts';

function isCallName(name: string): name is CallName {
  return Object.hasOwn(calls, name);
}

function parseInput(name: CallName, input: unknown): unknown {
  const parsed = calls[name].input.safeParse(input);
  if (!parsed.success) {
    const reasons = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'input'}: ${issue.message}`);
    throw new AppError('bad-request', `This could not be accepted: ${reasons.slice(0, 3).join('; ')}`, {
      call: name,
      reasons,
    });
  }
  return parsed.data;
}

/** Answers calls on one port until it closes. Every failure leaves as a code and a sentence; nothing is swallowed. */
export function serve(engine: EngineContext, port: Port, trust: Trust): void {
  const running = new Map<number, AbortController>();

  function post(message: ServerMessage): void {
    port.post(message);
  }

  async function answer(id: number, name: string, input: unknown, signal: AbortSignal): Promise<unknown> {
    if (!isCallName(name)) {
      throw new AppError('bad-request', `The engine knows no call named "${name.slice(0, 60)}".`);
    }
    if (calls[name].access === 'shell' && trust !== 'shell') {
      throw new AppError('not-permitted', `The window may not call ${name}.`);
    }
    const context: CallContext = {
      engine,
      trust,
      signal,
      matter() {
        if (engine.openMatter === null) {
          throw new AppError('no-matter-open', 'Open or create a matter first.');
        }
        return engine.openMatter;
      },
    };
    const handler = handlers[name] as (input: unknown, context: CallContext) => unknown;
    const value = await handler(parseInput(name, input), context);
    const output = calls[name].output.safeParse(value);
    if (!output.success) {
      throw new AppError(
        'internal',
        `The engine made an answer to ${name} that breaks the contract.`,
        { id },
        output.error,
      );
    }
    return output.data;
  }

  port.onMessage((raw) => {
    const parsed = clientMessageSchema.safeParse(raw);
    if (!parsed.success) {
      // A message without a valid id cannot be answered; the port's owner broke the protocol and is cut off.
      port.close();
      return;
    }
    const message = parsed.data;
    if (message.kind === 'cancel') {
      running.get(message.id)?.abort();
      return;
    }
    const controller = new AbortController();
    running.set(message.id, controller);
    answer(message.id, message.name, message.input, controller.signal)
      .then(
        (value) => post({ kind: 'result', id: message.id, value }),
        (thrown: unknown) => post({ kind: 'error', id: message.id, error: toWireError(toAppError(thrown)) }),
      )
      .finally(() => running.delete(message.id));
  });

  const stopListening = engine.events.listen((topic, value) => {
    if (trust === 'shell' || !shellTopics.has(topic)) {
      post({ kind: 'event', topic, value });
    }
  });

  port.onClose(() => {
    stopListening();
    for (const controller of running.values()) {
      controller.abort();
    }
  });
}
