import type { EngineClient } from '../contract/client.ts';
import { AppError } from '../domain/app-error.ts';
import type { Job } from '../domain/job.ts';

function isEnded(job: Job): boolean {
  return job.state === 'done' || job.state === 'failed' || job.state === 'cancelled';
}

/** One line of progress for a person watching standard error. */
export function progressLine(job: Job): string {
  const amount = job.total === null ? `${job.done}` : `${job.done} of ${job.total}`;
  return `${job.state.padEnd(9)} ${job.title}${job.unit === '' || job.done === 0 ? '' : ` (${amount} ${job.unit})`}`;
}

/**
 * Waits until `isSettled` holds for the list of jobs, asked again after every change, and tells progress on standard
 * error: a line whenever a job changes its state and at most one a second while it works.
 */
async function followUntil(
  client: EngineClient,
  isSettled: (jobs: readonly Job[]) => boolean,
): Promise<readonly Job[]> {
  const told = new Map<string, { state: string; at: number }>();
  let wake: (() => void) | null = null;
  const stop = client.on('job.changed', (job) => {
    const last = told.get(job.id);
    const now = Date.now();
    if (last === undefined || last.state !== job.state || now - last.at > 1000) {
      told.set(job.id, { state: job.state, at: now });
      process.stderr.write(`${progressLine(job)}\n`);
    }
    if (isEnded(job)) {
      wake?.();
    }
  });
  try {
    for (;;) {
      const woken = new Promise<void>((resolve) => {
        wake = resolve;
      });
      const jobs = await client.call('jobs.list', {});
      if (isSettled(jobs)) {
        return jobs;
      }
      await Promise.race([woken, new Promise<void>((resolve) => setTimeout(resolve, 1000))]);
    }
  } finally {
    stop();
  }
}

/** Waits for one job. Errors: the job's own code and sentence when it failed or was cancelled. */
export async function followJob(client: EngineClient, id: string): Promise<Job> {
  const jobs = await followUntil(client, (all) => all.some((job) => job.id === id && isEnded(job)));
  const job = jobs.find((candidate) => candidate.id === id);
  if (job === undefined || job.state !== 'done') {
    throw new AppError('internal', job?.errorMessage ?? 'The work was cancelled before it was done.', {
      jobErrorCode: job?.errorCode ?? 'cancelled',
    });
  }
  return job;
}

/** Waits until nothing is queued or running. */
export async function followAllJobs(client: EngineClient): Promise<readonly Job[]> {
  return followUntil(client, (all) => all.every(isEnded));
}
