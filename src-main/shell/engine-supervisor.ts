import type { CallInput, CallName, CallOutput } from '../contract/api.ts';
import { createEngineClient, type EngineClient } from '../contract/client.ts';
import { AppError, toAppError } from '../domain/app-error.ts';
import type { EngineProcess } from './engine-process.ts';
import type { RestartPolicy } from './restart-policy.ts';

/** What the supervisor needs and whom it tells. */
export type SupervisorOptions<PagePort> = {
  start(): EngineProcess<PagePort>;
  readonly policy: RestartPolicy;
  /** Milliseconds of a clock that does not go back. */
  now(): number;
  /** How long the engine may take to close the matter at the end, in milliseconds; then it is killed. */
  readonly patienceMillis: number;
  /** A (new) engine runs, with the matter open again if one was: the page may have its port. */
  onReady(): void;
  /** The engine stopped by itself and another one will follow. */
  onRestarting(reason: string): void;
  /** It stopped too often to be started again. */
  onGivenUp(reason: string): void;
  /** The engine is back, but the matter could not be opened again. */
  onReopenFailed(failure: AppError): void;
};

/** Keeps one engine running. */
export type EngineSupervisor<PagePort> = {
  start(): void;
  /** A port for the page, or null while no engine is ready; `onReady` says when to ask again. */
  attachPage(): PagePort | null;
  /** A call with the rights of the shell. Rejects with an AppError, `engine-gone` while there is no engine. */
  call<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>>;
  /** Starts again after it was given up. */
  retry(): void;
  /** Lets the engine close the matter and end; kills it when it takes too long. Safe to call twice. */
  close(): Promise<void>;
};

type Running<PagePort> = { readonly process: EngineProcess<PagePort>; readonly client: EngineClient; isReady: boolean };

/**
 * Starts the engine, watches it, and starts it again after a crash. The engine's ticket for the open matter is kept here, in
 * memory only, so that a new engine has the matter open before the page can ask it anything.
 */
export function createEngineSupervisor<PagePort>(options: SupervisorOptions<PagePort>): EngineSupervisor<PagePort> {
  let running: Running<PagePort> | null = null;
  let ticket: string | null = null;
  let waitingToStart: NodeJS.Timeout | null = null;
  let closing: Promise<void> | null = null;
  let whenStopped: (() => void) | null = null;

  function start(): void {
    waitingToStart = null;
    const process = options.start();
    const current: Running<PagePort> = { process, client: createEngineClient(process.attachShell()), isReady: false };
    running = current;
    process.onExit((code) => onExit(current, code));
    current.client.on('matter.ticket', (value) => {
      ticket = value;
    });
    void makeReady(current);
  }

  async function makeReady(current: Running<PagePort>): Promise<void> {
    if (ticket !== null) {
      try {
        await current.client.call('matters.reopen', { ticket });
      } catch (error) {
        const failure = toAppError(error);
        if (failure.code === 'engine-gone') {
          return;
        }
        ticket = null;
        options.onReopenFailed(failure);
      }
    }
    if (running === current && closing === null) {
      current.isReady = true;
      options.onReady();
    }
  }

  function onExit(ended: Running<PagePort>, code: number | null): void {
    if (running !== ended) {
      return;
    }
    running = null;
    whenStopped?.();
    if (closing !== null) {
      return;
    }
    const reason = code === null ? 'The engine was ended from outside.' : `The engine ended with code ${code}.`;
    const decision = options.policy.onStop(options.now());
    if (decision.kind === 'give-up') {
      options.onGivenUp(reason);
      return;
    }
    options.onRestarting(reason);
    waitingToStart = setTimeout(start, decision.delayMillis);
  }

  async function stopRunning(): Promise<void> {
    if (waitingToStart !== null) {
      clearTimeout(waitingToStart);
      waitingToStart = null;
    }
    ticket = null;
    const last = running;
    if (last === null) {
      return;
    }
    await new Promise<void>((resolve) => {
      const impatience = setTimeout(() => last.process.kill(), options.patienceMillis);
      whenStopped = () => {
        clearTimeout(impatience);
        resolve();
      };
      last.process.stop();
    });
  }

  return {
    start,
    attachPage: () => (running?.isReady === true ? running.process.attachPage() : null),
    call(name, input) {
      if (running === null) {
        return Promise.reject(
          new AppError('engine-gone', 'The engine is being started again; please repeat the action in a moment.'),
        );
      }
      return running.client.call(name, input);
    },
    retry() {
      if (running === null && waitingToStart === null && closing === null) {
        options.policy.reset();
        start();
      }
    },
    close() {
      closing ??= stopRunning();
      return closing;
    },
  };
}
