import { useRef } from 'react';
import type { Job, JobKind } from '../../src-main/domain/job.ts';
import { useTopic } from '../engine/use-engine.ts';
import { session } from '../session/session.ts';
import { showNotice, showSuccess } from '../ui/toast-store.ts';

/** Work that a reviewer waits for, so that its end is told wherever they are. */
const awaited: ReadonlySet<JobKind> = new Set<JobKind>(['seal-packet', 'verify-matter']);

/** Tells the end of awaited jobs, and every failure, unless the jobs themselves are on the screen. */
export function useJobNotices(): void {
  const told = useRef(new Set<Job['id']>());
  useTopic('job.changed', (job) => {
    if (job.state === 'queued' || job.state === 'running') {
      told.current.delete(job.id);
      return;
    }
    if (told.current.has(job.id) || session.getState().route.screen === 'jobs') {
      return;
    }
    told.current.add(job.id);
    if (job.state === 'failed') {
      showNotice(`“${job.title}” failed. The jobs say why.`);
    } else if (job.state === 'done' && awaited.has(job.kind)) {
      showSuccess(`Done: ${job.title}.`);
    }
  });
}
