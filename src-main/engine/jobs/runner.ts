import { AppError } from '../../domain/app-error.ts';
import type { JobId } from '../../domain/identifier.ts';
import { isEnded, type Job, type JobKind, type JobLane, jobLanes } from '../../domain/job.ts';
import type { Clock } from '../clock.ts';
import type { EventHub } from '../event-hub.ts';
import type { OpenMatter } from '../matters/open-matter.ts';
import type { Database } from '../store/open.ts';
import { inTransaction } from '../store/transaction.ts';
import { writeNewJob } from './enqueue-job.ts';
import { cancelledError, type JobFailure, parseJobInput, toJobFailure } from './job-failure.ts';
import { type JobKindDefinition, type JobOutput, type JobProgress, stopReason } from './job-kind.ts';
import { pickNext, takeBackRunning } from './job-lanes.ts';
import { createJobProgress } from './job-progress.ts';
import type { JobRunner } from './job-runner.ts';
import {
  getJob,
  hasJob,
  hasPendingJobs,
  jobInputText,
  jobOutput,
  listJobs,
  markEnded,
  markQueued,
  markRetried,
  markRunning,
} from './job-store.ts';
import { createUnwrittenEnds } from './unwritten-ends.ts';

export type JobRunnerParts = {
  readonly database: Database;
  readonly events: EventHub;
  readonly clock: Clock;
  readonly isReadOnly: boolean;
  readonly kinds: readonly JobKindDefinition[];
};

type Running = {
  readonly job: Job;
  readonly abort: AbortController;
  settled: Promise<void>;
  /** Set when the job's own row could not be written while it worked. */
  writeFailure: JobFailure | null;
};

/** After the matter could not be written, the queue is looked at again this much later. */
const retryMillis = 10_000;

/**
 * The runner of one open matter. `bind` gives it the matter whose part it is, before `start`. Jobs are rows: what is
 * acknowledged survives the engine, and a job found running at start-up is queued again.
 */
export function createJobRunner(parts: JobRunnerParts): { jobs: JobRunner; bind(matter: OpenMatter): void } {
  const { database, events, clock } = parts;
  const kinds = new Map<JobKind, JobKindDefinition>(parts.kinds.map((kind) => [kind.kind, kind]));
  const running = new Map<JobId, Running>();
  const waiting = new Map<JobId, ((job: Job) => void)[]>();
  const idleWaiters: (() => void)[] = [];
  const unwritten = createUnwrittenEnds(database);
  let matter: OpenMatter | null = null;
  let isStarted = false;
  let isTickPlanned = false;
  const progress = createJobProgress(database, clock, (job) => events.emit('job.changed', job));

  function kindOf(kind: JobKind): JobKindDefinition {
    const definition = kinds.get(kind);
    if (definition === undefined) {
      throw new AppError('internal', `This version of the app cannot run jobs of the kind ${kind}.`, { kind });
    }
    return definition;
  }

  function requireWritable(): void {
    if (parts.isReadOnly) {
      throw new AppError('matter-read-only', 'This matter is open for reading only, so no work can be started in it.');
    }
  }

  function show(id: JobId): Job {
    return now(getJob(database, id));
  }

  /** The job as it is, where its row is behind. */
  function now(job: Job): Job {
    return unwritten.overlay(progress.overlay(job));
  }

  function tell(job: Job): void {
    events.emit('job.changed', job);
    if (!isEnded(job)) {
      return;
    }
    const resolvers = waiting.get(job.id) ?? [];
    waiting.delete(job.id);
    for (const resolve of resolvers) {
      resolve(job);
    }
  }

  function plan(): void {
    if (isTickPlanned || !isStarted) {
      return;
    }
    isTickPlanned = true;
    setImmediate(() => {
      isTickPlanned = false;
      tick();
    });
  }

  function tick(): void {
    if (!isStarted) {
      return;
    }
    if (!unwritten.write()) {
      setTimeout(plan, retryMillis).unref();
    }
    for (const lane of jobLanes) {
      while (startNextOf(lane)) {
        // Fill every free place of the lane.
      }
    }
    if (running.size === 0 && !hasPendingJobs(database, [...kinds.keys()], unwritten.ids())) {
      for (const resolve of idleWaiters.splice(0)) {
        resolve();
      }
    }
  }

  function startNextOf(lane: JobLane): boolean {
    const next = pickNext(
      database,
      lane,
      kinds.values(),
      [...running.values()].map((entry) => entry.job),
    );
    if (next === null) {
      return false;
    }
    try {
      startJob(next);
      return true;
    } catch (thrown) {
      const { code, message } = toJobFailure(thrown);
      tell({ ...next, errorCode: code, errorMessage: message });
      setTimeout(plan, retryMillis).unref();
      return false;
    }
  }

  function startJob(job: Job): void {
    inTransaction(database, () => markRunning(database, job.id, clock.now()));
    const entry: Running = {
      job: getJob(database, job.id),
      abort: new AbortController(),
      settled: Promise.resolve(),
      writeFailure: null,
    };
    running.set(job.id, entry);
    tell(entry.job);
    entry.settled = runJob(entry).then(
      (output) => settle(entry, { output }),
      (thrown: unknown) => settle(entry, { failure: toJobFailure(thrown) }),
    );
  }

  /** Progress comes from inside a tool's stream, where a throw would end the engine: a failed write ends the job instead. */
  function report(entry: Running, amount: JobProgress): void {
    if (running.get(entry.job.id) !== entry || entry.writeFailure !== null) {
      return;
    }
    try {
      progress.report(entry.job.id, amount);
    } catch (thrown) {
      entry.writeFailure = toJobFailure(thrown);
      entry.abort.abort();
    }
  }

  async function runJob(entry: Running): Promise<JobOutput> {
    const { job, abort } = entry;
    const definition = kindOf(job.kind);
    if (matter === null) {
      throw new AppError('internal', 'The job runner was started before it was given its matter.');
    }
    const input = parseJobInput(definition, jobInputText(database, job.id));
    if (input.error !== null) {
      throw input.error;
    }
    return definition.run({
      matter,
      jobId: job.id,
      input: input.value,
      signal: abort.signal,
      progress: (amount) => report(entry, amount),
    });
  }

  function settle(entry: Running, result: { output?: JobOutput; failure?: JobFailure }): void {
    const { job } = entry;
    const endProgress = progress.take(job.id);
    running.delete(job.id);
    try {
      inTransaction(database, () => {
        if (endProgress !== null) {
          const isWhole = result.failure === undefined && endProgress.total !== null;
          progress.write(job.id, isWhole ? { ...endProgress, done: endProgress.total ?? 0 } : endProgress);
        }
        recordEnd(entry, result);
      });
      tell(getJob(database, job.id));
    } catch (thrown) {
      tell(unwritten.add(job, clock.now(), entry.writeFailure ?? toJobFailure(thrown)));
    }
    plan();
  }

  function recordEnd(entry: Running, { output, failure }: { output?: JobOutput; failure?: JobFailure }): void {
    const { id } = entry.job;
    const at = clock.now();
    if (failure === undefined) {
      markEnded(database, id, { state: 'done', at, output: output ?? null });
    } else if (entry.writeFailure !== null) {
      markEnded(database, id, { state: 'failed', at, error: entry.writeFailure });
    } else if (entry.abort.signal.reason === stopReason) {
      markQueued(database, id, 1);
    } else if (entry.abort.signal.aborted) {
      markEnded(database, id, { state: 'cancelled', at, error: failure });
    } else {
      markEnded(database, id, { state: 'failed', at, error: failure });
    }
  }

  function cancelQueued(job: Job): void {
    inTransaction(database, () => {
      markEnded(database, job.id, { state: 'cancelled', at: clock.now(), error: cancelledError() });
      const definition = kindOf(job.kind);
      const input = parseJobInput(definition, jobInputText(database, job.id));
      if (definition.cancelQueued !== undefined && matter !== null && input.error === null) {
        definition.cancelQueued({ matter, input: input.value });
      }
    });
  }

  const jobs: JobRunner = {
    enqueue(request) {
      requireWritable();
      const job = writeNewJob(database, kindOf(request.kind), request, clock.now());
      // After the caller's transaction: what was rolled back is neither told nor started.
      setImmediate(() => {
        if (isStarted && database.open && hasJob(database, job.id)) {
          tell(show(job.id));
          plan();
        }
      });
      return job;
    },
    start() {
      if (!parts.isReadOnly) {
        takeBackRunning(database, clock);
        isStarted = true;
        plan();
      }
    },
    cancel(id) {
      const entry = running.get(id);
      if (entry !== undefined) {
        entry.abort.abort();
        return show(id);
      }
      const job = getJob(database, id);
      if (job.state === 'queued') {
        requireWritable();
        cancelQueued(job);
        tell(getJob(database, id));
        plan();
      }
      return getJob(database, id);
    },
    retry(id) {
      requireWritable();
      const job = getJob(database, id);
      if (job.state !== 'failed' && job.state !== 'cancelled') {
        throw new AppError('bad-request', 'Only a job that failed or was cancelled can be tried again.', { jobId: id });
      }
      inTransaction(database, () => markRetried(database, id));
      tell(getJob(database, id));
      plan();
      return getJob(database, id);
    },
    wait(id) {
      const job = getJob(database, id);
      if (isEnded(job) || !isStarted) {
        return Promise.resolve(job);
      }
      return new Promise((resolve) => {
        waiting.set(id, [...(waiting.get(id) ?? []), resolve]);
      });
    },
    whenIdle() {
      if (!isStarted) {
        return Promise.resolve();
      }
      return new Promise((resolve) => {
        idleWaiters.push(resolve);
        plan();
      });
    },
    output(id) {
      getJob(database, id);
      return jobOutput(database, id);
    },
    show,
    list: () => listJobs(database).map(now),
    async stop() {
      isStarted = false;
      const entries = [...running.values()];
      for (const entry of entries) {
        // The first reason stays: a job that a person cancelled a moment ago ends cancelled.
        entry.abort.abort(stopReason);
      }
      await Promise.all(entries.map((entry) => entry.settled));
      for (const [id, resolvers] of waiting) {
        for (const resolve of resolvers) {
          resolve(getJob(database, id));
        }
      }
      waiting.clear();
      for (const resolve of idleWaiters.splice(0)) {
        resolve();
      }
    },
  };
  return {
    jobs,
    bind(open) {
      matter = open;
    },
  };
}
