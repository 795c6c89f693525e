import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPortPair, type Port } from '../../../src-main/contract/port.ts';
import { type ClientMessage, clientMessageSchema } from '../../../src-main/contract/wire.ts';
import type { AppError } from '../../../src-main/domain/app-error.ts';
import type { EngineProcess } from '../../../src-main/shell/engine-process.ts';
import { createEngineSupervisor } from '../../../src-main/shell/engine-supervisor.ts';
import { createRestartPolicy } from '../../../src-main/shell/restart-policy.ts';

/** An engine's process as the supervisor sees it, played by the test. */
class PlayedProcess implements EngineProcess<string> {
  readonly asked: ClientMessage[] = [];
  isStopAsked = false;
  isKilled = false;
  private readonly engineEnd: Port;
  private readonly shellEnd: Port;
  private exitListener: ((code: number | null) => void) | null = null;
  private readonly answer: (message: ClientMessage, port: Port) => void;

  constructor(answer: (message: ClientMessage, port: Port) => void) {
    this.answer = answer;
    [this.engineEnd, this.shellEnd] = createPortPair();
    this.engineEnd.onMessage((raw) => {
      const message = clientMessageSchema.parse(raw);
      this.asked.push(message);
      this.answer(message, this.engineEnd);
    });
  }
  attachShell() {
    return this.shellEnd;
  }
  attachPage() {
    return 'a port';
  }
  onExit(listener: (code: number | null) => void) {
    this.exitListener = listener;
  }
  stop() {
    this.isStopAsked = true;
  }
  kill() {
    this.isKilled = true;
    this.die(null);
  }
  emit(topic: string, value: unknown) {
    this.engineEnd.post({ kind: 'event', topic, value });
  }
  die(code: number | null) {
    this.engineEnd.close();
    this.exitListener?.(code);
  }
}

const silent = () => undefined;

function supervise(answer: (message: ClientMessage, port: Port) => void = silent) {
  const runs: PlayedProcess[] = [];
  const told: string[] = [];
  const failures: AppError[] = [];
  const supervisor = createEngineSupervisor<string>({
    start: () => {
      const run = new PlayedProcess(answer);
      runs.push(run);
      return run;
    },
    policy: createRestartPolicy(),
    now: () => Date.now(),
    patienceMillis: 5000,
    onReady: () => told.push('ready'),
    onRestarting: (reason) => told.push(reason),
    onGivenUp: (reason) => told.push(`given up: ${reason}`),
    onReopenFailed: (failure) => failures.push(failure),
  });
  supervisor.start();
  const last = () => {
    const run = runs.at(-1);
    if (run === undefined) {
      throw new Error('No engine was started.');
    }
    return run;
  };
  return { supervisor, runs, last, told, failures };
}

const summaryless: (message: ClientMessage, port: Port) => void = (message, port) => {
  if (message.kind === 'call') {
    port.post({
      kind: 'error',
      id: message.id,
      error: { code: 'matter-missing', message: 'The folder is gone.', details: {} },
    });
  }
};

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the engine supervisor', () => {
  it('gives the page a port only while an engine is ready', async () => {
    const { supervisor, last, told } = supervise();
    await vi.advanceTimersByTimeAsync(0);
    expect(told).toEqual(['ready']);
    expect(supervisor.attachPage()).toBe('a port');
    last().die(1);
    expect(supervisor.attachPage()).toBeNull();
    await expect(supervisor.call('matters.current', {})).rejects.toMatchObject({ code: 'engine-gone' });
  });

  it('starts a new engine after a crash and fails what was under way', async () => {
    const { supervisor, runs, last, told } = supervise();
    const underWay = supervisor.call('matters.current', {});
    const failed = expect(underWay).rejects.toMatchObject({ code: 'engine-gone' });
    last().die(null);
    await failed;
    await vi.advanceTimersByTimeAsync(100);
    expect(runs).toHaveLength(2);
    expect(told).toEqual(['ready', 'The engine was ended from outside.', 'ready']);
  });

  it('opens the matter again, with the ticket of before, before the page gets its port', async () => {
    const { supervisor, last, told } = supervise();
    last().emit('matter.ticket', 'the ticket');
    await vi.advanceTimersByTimeAsync(0);
    last().die(139);
    await vi.advanceTimersByTimeAsync(100);
    expect(last().asked).toEqual([{ kind: 'call', id: 1, name: 'matters.reopen', input: { ticket: 'the ticket' } }]);
    expect(supervisor.attachPage()).toBeNull();
    expect(told).toEqual(['ready', 'The engine ended with code 139.']);
  });

  it('asks for nothing after the matter was closed', async () => {
    const { last, told } = supervise();
    last().emit('matter.ticket', 'the ticket');
    last().emit('matter.ticket', null);
    await vi.advanceTimersByTimeAsync(0);
    last().die(null);
    await vi.advanceTimersByTimeAsync(100);
    expect(last().asked).toEqual([]);
    expect(told.at(-1)).toBe('ready');
  });

  it('says so when the matter cannot be opened again, and goes on without it', async () => {
    const { last, told, failures } = supervise(summaryless);
    last().emit('matter.ticket', 'the ticket');
    await vi.advanceTimersByTimeAsync(0);
    last().die(null);
    await vi.advanceTimersByTimeAsync(100);
    expect(failures.map(({ code }) => code)).toEqual(['matter-missing']);
    expect(told.at(-1)).toBe('ready');
    last().die(null);
    await vi.advanceTimersByTimeAsync(400);
    expect(last().asked).toEqual([]);
  });

  it('keeps the ticket when the new engine dies while it opens the matter', async () => {
    const { runs, last, failures } = supervise();
    last().emit('matter.ticket', 'the ticket');
    await vi.advanceTimersByTimeAsync(0);
    last().die(null);
    await vi.advanceTimersByTimeAsync(100);
    last().die(null);
    await vi.advanceTimersByTimeAsync(400);
    expect(runs).toHaveLength(3);
    expect(last().asked).toHaveLength(1);
    expect(failures).toEqual([]);
  });

  it('gives up after five stops within a minute and tries again when asked', async () => {
    const { supervisor, runs, last, told } = supervise();
    for (let stop = 0; stop < 5; stop += 1) {
      last().die(1);
      await vi.advanceTimersByTimeAsync(10_000);
    }
    expect(runs).toHaveLength(5);
    expect(told.at(-1)).toBe('given up: The engine ended with code 1.');
    supervisor.retry();
    supervisor.retry();
    expect(runs).toHaveLength(6);
  });

  it('lets the engine end by itself at the end, and does not start another', async () => {
    const { supervisor, runs, last, told } = supervise();
    await vi.advanceTimersByTimeAsync(0);
    const closed = supervisor.close();
    expect(last().isStopAsked).toBe(true);
    await vi.advanceTimersByTimeAsync(4999);
    last().die(0);
    await closed;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(last().isKilled).toBe(false);
    expect(runs).toHaveLength(1);
    expect(told).toEqual(['ready']);
  });

  it('kills an engine that does not end', async () => {
    const { supervisor, last } = supervise();
    const closed = supervisor.close();
    await vi.advanceTimersByTimeAsync(5000);
    await closed;
    expect(last().isKilled).toBe(true);
  });

  it('starts nothing when it is closed between two engines', async () => {
    const { supervisor, runs, last } = supervise();
    last().die(1);
    await supervisor.close();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(runs).toHaveLength(1);
  });
});
