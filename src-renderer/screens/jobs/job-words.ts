import type { Job, JobKind, JobState } from '../../../src-main/domain/job.ts';
import type { BadgeTone } from '../../ui/badge.tsx';

export const jobKindNames: Readonly<Record<JobKind, string>> = {
  'ingest-files': 'Taking in files',
  'probe-footage': 'Reading what a file says of itself',
  'index-frames': 'Listing every frame',
  'count-frames': 'Counting frames by decoding',
  'render-peaks': 'Drawing the sound',
  'render-filmstrip': 'Making the filmstrip',
  'render-proxy': 'Making a playable copy',
  'lock-frames': 'Locking the frames of annotations',
  'check-locks': 'Checking every frame lock',
  'seal-packet': 'Sealing a packet',
  'hand-over': 'Handing over a packet',
  'verify-matter': 'Verifying the matter',
};

export const jobStateNames: Readonly<Record<JobState, string>> = {
  queued: 'Waiting',
  running: 'Running',
  done: 'Done',
  failed: 'Failed',
  cancelled: 'Cancelled',
};

export const jobStateTones: Readonly<Record<JobState, BadgeTone>> = {
  queued: 'neutral',
  running: 'info',
  done: 'good',
  failed: 'danger',
  cancelled: 'neutral',
};

export function isActive(job: Pick<Job, 'state'>): boolean {
  return job.state === 'queued' || job.state === 'running';
}

/** Running first, then waiting in their order, then the ended ones, newest first. */
export function sortJobs(jobs: readonly Job[]): readonly Job[] {
  const rank = (job: Job) => (job.state === 'running' ? 0 : job.state === 'queued' ? 1 : 2);
  return jobs.toSorted((a, b) => {
    const byRank = rank(a) - rank(b);
    if (byRank !== 0) {
      return byRank;
    }
    return rank(a) === 2 ? (b.endedAt ?? b.createdAt) - (a.endedAt ?? a.createdAt) : a.createdAt - b.createdAt;
  });
}
