import type { JobKind } from '../../src-main/domain/job.ts';
import type { TestMatter } from './open-test-matter.ts';

/** What is made of a recording for screens alone: packets, locks and stills are made of its original. */
const forScreens: ReadonlySet<JobKind> = new Set(['render-peaks', 'render-filmstrip', 'render-proxy']);

/** Brings files in until all is known of their frames. Waveforms, small pictures and playable copies are not made. */
export async function ingestFrames({ client, matter }: TestMatter, files: readonly string[]): Promise<void> {
  const { jobs } = matter();
  const stop = client.on('job.changed', ({ id, kind, state }) => {
    if (state === 'queued' && forScreens.has(kind)) {
      jobs.cancel(id);
    }
  });
  await client.call('footage.ingest', { paths: files.map((file) => ({ path: file })) });
  await jobs.whenIdle();
  stop();
}
