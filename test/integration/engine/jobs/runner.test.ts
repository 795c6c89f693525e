import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { AppError } from '../../../../src-main/domain/app-error.ts';
import type { Job, JobKind, JobLane } from '../../../../src-main/domain/job.ts';
import { systemClock } from '../../../../src-main/engine/clock.ts';
import { createEventHub } from '../../../../src-main/engine/event-hub.ts';
import { defineJobKind, type JobContext, type JobKindDefinition } from '../../../../src-main/engine/jobs/job-kind.ts';
import { createJobRunner } from '../../../../src-main/engine/jobs/runner.ts';
import type { OpenMatter } from '../../../../src-main/engine/matters/open-matter.ts';
import { foundation } from '../../../../src-main/engine/store/migrations/0001-foundation.ts';
import { createDatabase, type Database } from '../../../../src-main/engine/store/open.ts';
import { inTransaction } from '../../../../src-main/engine/store/transaction.ts';

const inputSchema = z.strictObject({ name: z.string() });
type Input = z.infer<typeof inputSchema>;
type Run = (context: JobContext<Input>) => Promise<string>;

let folder: string;
let database: Database;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'runner-'));
  database = createDatabase(path.join(folder, 'jobs.db'), randomBytes(32));
  database.exec(foundation.sql);
});

afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true, force: true });
});

function kind(name: JobKind, lane: JobLane, run: Run, extra: Partial<JobKindDefinition<Input>> = {}) {
  return defineJobKind<Input>({ kind: name, lane, unit: 'steps', inputSchema, run, ...extra });
}

/** A runner over the test's database. The jobs of these tests need nothing of a matter but its database. */
function runnerWith(kinds: readonly JobKindDefinition[]) {
  const events = createEventHub();
  const told: Job[] = [];
  events.listen((topic, value) => {
    if (topic === 'job.changed') {
      told.push(value as Job);
    }
  });
  const { jobs, bind } = createJobRunner({ database, events, clock: systemClock, isReadOnly: false, kinds });
  bind({ database, jobs } as OpenMatter);
  return { jobs, told };
}

const ask = (name: JobKind, title = 'a job') => ({ kind: name, title, input: { name: title } });
const untilAborted = (signal: AbortSignal) =>
  new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new AppError('cancelled', 'Stopped.')), { once: true });
  });

describe('lanes', () => {
  it('runs lanes beside each other, one job at a time in disk and encode, two in quick, in order of arrival', async () => {
    let now = { disk: 0, encode: 0, quick: 0 };
    const most = { disk: 0, encode: 0, quick: 0, together: 0 };
    const order: string[] = [];
    const work =
      (lane: JobLane): Run =>
      async ({ input }) => {
        now = { ...now, [lane]: now[lane] + 1 };
        most[lane] = Math.max(most[lane], now[lane]);
        most.together = Math.max(most.together, now.disk + now.encode + now.quick);
        order.push(input.name);
        await new Promise((resolve) => setTimeout(resolve, 30));
        now = { ...now, [lane]: now[lane] - 1 };
        return input.name;
      };
    const { jobs } = runnerWith([
      kind('ingest-files', 'disk', work('disk')),
      kind('render-proxy', 'encode', work('encode')),
      kind('probe-footage', 'quick', work('quick')),
    ]);
    for (let at = 0; at < 4; at++) {
      jobs.enqueue(ask('ingest-files', `disk ${at}`));
      jobs.enqueue(ask('render-proxy', `encode ${at}`));
      jobs.enqueue(ask('probe-footage', `quick ${at}`));
    }
    jobs.start();
    await jobs.whenIdle();
    expect(most).toEqual({ disk: 1, encode: 1, quick: 2, together: 4 });
    for (const lane of ['disk', 'encode', 'quick']) {
      expect(order.filter((name) => name.startsWith(lane))).toEqual([0, 1, 2, 3].map((at) => `${lane} ${at}`));
    }
    expect(jobs.list().map((job) => job.state)).toEqual(Array(12).fill('done'));
    expect(jobs.list()[0]?.title).toBe('quick 3');
    await jobs.stop();
  });

  it('starts background jobs last and never in the last free place', async () => {
    const order: string[] = [];
    let background = 0;
    let mostBackground = 0;
    const { jobs } = runnerWith([
      kind('probe-footage', 'quick', async ({ input }) => {
        order.push(input.name);
        return 'x';
      }),
      kind(
        'count-frames',
        'quick',
        async ({ input }) => {
          background += 1;
          mostBackground = Math.max(mostBackground, background);
          order.push(input.name);
          await new Promise((resolve) => setTimeout(resolve, 20));
          background -= 1;
          return 'x';
        },
        { isBackground: true },
      ),
    ]);
    jobs.enqueue(ask('count-frames', 'check 1'));
    jobs.enqueue(ask('count-frames', 'check 2'));
    jobs.enqueue(ask('probe-footage', 'read 1'));
    jobs.enqueue(ask('probe-footage', 'read 2'));
    jobs.enqueue(ask('probe-footage', 'read 3'));
    jobs.start();
    await jobs.whenIdle();
    expect(order).toEqual(['read 1', 'read 2', 'read 3', 'check 1', 'check 2']);
    expect(mostBackground).toBe(1);
    await jobs.stop();
  });
});

describe('rows', () => {
  it('starts nothing of a transaction that was rolled back, and everything of one that was not', async () => {
    const ran: string[] = [];
    const { jobs, told } = runnerWith([
      kind('probe-footage', 'quick', async ({ input }) => {
        ran.push(input.name);
        return 'x';
      }),
    ]);
    jobs.start();
    expect(() =>
      inTransaction(database, () => {
        jobs.enqueue(ask('probe-footage', 'undone'));
        throw new Error('roll back');
      }),
    ).toThrow('roll back');
    inTransaction(database, () => jobs.enqueue(ask('probe-footage', 'kept')));
    await new Promise((resolve) => setImmediate(resolve));
    await jobs.whenIdle();
    expect(ran).toEqual(['kept']);
    expect(new Set(told.map((job) => job.title))).toEqual(new Set(['kept']));
    await jobs.stop();
  });

  it('lets a job enqueue its followers in the transaction that records its result', async () => {
    const ran: string[] = [];
    const { jobs } = runnerWith([
      kind('probe-footage', 'quick', async ({ matter, input }) => {
        ran.push(input.name);
        if (input.name === 'first') {
          inTransaction(matter.database, () => matter.jobs.enqueue(ask('probe-footage', 'second')));
        }
        return input.name;
      }),
    ]);
    jobs.start();
    const first = jobs.enqueue(ask('probe-footage', 'first'));
    await jobs.whenIdle();
    expect(ran).toEqual(['first', 'second']);
    expect(jobs.output(first.id)).toBe('first');
    await jobs.stop();
  });

  it('keeps a job whose stored input cannot be read, failed and shown', async () => {
    const { jobs } = runnerWith([kind('probe-footage', 'quick', async () => 'x')]);
    const job = jobs.enqueue(ask('probe-footage'));
    database.prepare('UPDATE job SET input = ? WHERE id = ?').run('{"name": 7}', job.id);
    const other = jobs.enqueue(ask('probe-footage', 'other'));
    database.prepare('UPDATE job SET input = ? WHERE id = ?').run('not json', other.id);
    jobs.start();
    await jobs.whenIdle();
    expect(jobs.list().map(({ state, errorCode }) => [state, errorCode])).toEqual([
      ['failed', 'bad-request'],
      ['failed', 'bad-request'],
    ]);
    expect(() => jobs.enqueue({ kind: 'probe-footage', title: 'x', input: { name: 7 } })).toThrow(AppError);
    await jobs.stop();
  });

  it('keeps code, sentence and details of an error, and tries again when asked', async () => {
    let isBroken = true;
    const { jobs } = runnerWith([
      kind('render-proxy', 'encode', async () => {
        if (isBroken) {
          throw new AppError('tool-failed', 'The tool stopped.', { argv: ['ffmpeg', '-i'], exitCode: 1 });
        }
        return 'made';
      }),
    ]);
    jobs.start();
    const { id } = jobs.enqueue(ask('render-proxy'));
    expect(await jobs.wait(id)).toMatchObject({
      state: 'failed',
      errorCode: 'tool-failed',
      errorMessage: 'The tool stopped.',
      attempts: 1,
    });
    const row = database.prepare('SELECT error_details AS details FROM job WHERE id = ?').get(id);
    expect(row).toEqual({ details: '{"argv":["ffmpeg","-i"],"exitCode":1}' });
    isBroken = false;
    expect(jobs.retry(id).state).toBe('queued');
    expect(await jobs.wait(id)).toMatchObject({ state: 'done', errorCode: null, errorMessage: null });
    expect(() => jobs.retry(id)).toThrow(/failed or was cancelled/);
    await jobs.stop();
  });
});

describe('progress', () => {
  it('tells at most five a second, shows the newest at once and leaves the last in the row', async () => {
    const seen: (number | null)[] = [];
    const { jobs, told } = runnerWith([
      kind('ingest-files', 'disk', async ({ progress, jobId }) => {
        for (let done = 1; done <= 600; done++) {
          progress({ done, total: 600, unit: 'bytes' });
          seen.push(jobs.show(jobId).done);
          await new Promise((resolve) => setTimeout(resolve, 1));
        }
        return 'x';
      }),
    ]);
    jobs.start();
    const startedAt = performance.now();
    const { id } = jobs.enqueue(ask('ingest-files'));
    await jobs.wait(id);
    const seconds = (performance.now() - startedAt) / 1000;
    const running = told.filter((job) => job.state === 'running' && job.done > 0);
    expect(running.length).toBeGreaterThan(1);
    expect(running.length).toBeLessThanOrEqual(Math.ceil(seconds * 5) + 1);
    expect(seen.at(-1)).toBe(600);
    expect(jobs.show(id)).toMatchObject({ state: 'done', done: 600, total: 600, unit: 'bytes' });
    await jobs.stop();
  });
});

describe('cancel and stop', () => {
  it('cancels a running job through its signal and a queued one at once, with the word of its room', async () => {
    const told: string[] = [];
    const { jobs } = runnerWith([
      kind('ingest-files', 'disk', ({ signal }) => untilAborted(signal), {
        cancelQueued: ({ input }) => {
          told.push(input.name);
        },
      }),
    ]);
    jobs.start();
    const first = jobs.enqueue(ask('ingest-files', 'first'));
    const second = jobs.enqueue(ask('ingest-files', 'second'));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(jobs.cancel(second.id)).toMatchObject({ state: 'cancelled', errorCode: 'cancelled' });
    expect(told).toEqual(['second']);
    expect(jobs.cancel(first.id).state).toBe('running');
    expect(await jobs.wait(first.id)).toMatchObject({ state: 'cancelled' });
    expect(jobs.cancel(first.id).state).toBe('cancelled');
    expect(told).toEqual(['second']);
    await jobs.stop();
  });

  it('puts running jobs back in the queue when it stops, and says nothing against them', async () => {
    const { jobs } = runnerWith([kind('ingest-files', 'disk', ({ signal }) => untilAborted(signal))]);
    jobs.start();
    const { id } = jobs.enqueue(ask('ingest-files'));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(jobs.show(id)).toMatchObject({ state: 'running', attempts: 1 });
    const waiting = jobs.wait(id);
    await jobs.stop();
    expect(await waiting).toMatchObject({ state: 'queued', attempts: 0 });
  });
});

describe('after the engine died', () => {
  it('queues what was running, and sets aside a job that was running three times when the engine died', async () => {
    const ran: string[] = [];
    const kinds = [
      kind('ingest-files', 'disk', async ({ input }) => {
        ran.push(input.name);
        return 'x';
      }),
    ];
    const before = runnerWith(kinds);
    const once = before.jobs.enqueue(ask('ingest-files', 'once'));
    const often = before.jobs.enqueue(ask('ingest-files', 'often'));
    database.prepare("UPDATE job SET state = 'running', attempts = 1 WHERE id = ?").run(once.id);
    database.prepare("UPDATE job SET state = 'running', attempts = 3 WHERE id = ?").run(often.id);

    const after = runnerWith(kinds);
    after.jobs.start();
    await after.jobs.whenIdle();
    expect(ran).toEqual(['once']);
    expect(after.jobs.show(once.id)).toMatchObject({ state: 'done', attempts: 2 });
    expect(after.jobs.show(often.id)).toMatchObject({ state: 'failed', attempts: 3 });
    expect(after.jobs.show(often.id).errorMessage).toMatch(/stopped 3 times/);
    after.jobs.retry(often.id);
    expect(await after.jobs.wait(often.id)).toMatchObject({ state: 'done', attempts: 1 });
    await after.jobs.stop();
  });
});

describe('a matter that cannot be written', () => {
  it('fails the job in words when its progress cannot be stored, and the engine lives on', async () => {
    const { jobs, told } = runnerWith([
      kind('ingest-files', 'disk', async ({ progress, signal }) => {
        database.pragma('query_only = ON');
        for (let done = 1; !signal.aborted && done < 10_000; done++) {
          progress({ done, total: null, unit: 'bytes' });
          await new Promise((resolve) => setTimeout(resolve, 1));
        }
        throw new AppError('cancelled', 'Stopped.');
      }),
    ]);
    jobs.start();
    const { id } = jobs.enqueue(ask('ingest-files'));
    const ended = await jobs.wait(id);
    expect(ended).toMatchObject({ state: 'failed', errorCode: 'internal' });
    expect(told.at(-1)).toMatchObject({ state: 'failed' });
    await jobs.whenIdle();
    expect(jobs.list()).toMatchObject([{ id, state: 'failed' }]);
    expect(database.prepare('SELECT state FROM job').get()).toEqual({ state: 'running' });
    database.pragma('query_only = OFF');
    await jobs.whenIdle();
    expect(database.prepare('SELECT state FROM job').get()).toEqual({ state: 'failed' });
    await jobs.stop();
  });

  it('starts nothing in a matter that is open for reading only', async () => {
    const events = createEventHub();
    const kinds = [kind('ingest-files', 'disk', async () => 'x')];
    const { jobs } = createJobRunner({ database, events, clock: systemClock, isReadOnly: true, kinds });
    jobs.start();
    expect(() => jobs.enqueue(ask('ingest-files'))).toThrow(/reading only/);
    await jobs.whenIdle();
    await jobs.stop();
  });
});
