import { z } from 'zod';
import type { Footage } from '../../domain/footage.ts';
import { footageIdSchema } from '../../domain/identifier.ts';
import type { JobKind } from '../../domain/job.ts';
import { newestJobOf } from '../jobs/job-store.ts';
import type { OpenMatter } from '../matters/open-matter.ts';

/** What every job about one recording is given. */
export const footageInputSchema = z.strictObject({ footageId: footageIdSchema });
export type FootageInput = z.infer<typeof footageInputSchema>;

const titles: Partial<Record<JobKind, (name: string) => string>> = {
  'index-frames': (name) => `List the frames of ${name}`,
  'count-frames': (name) => `Check the number of frames of ${name}`,
  'render-peaks': (name) => `Draw the waveform of ${name}`,
  'render-filmstrip': (name) => `Draw the filmstrip of ${name}`,
  'render-proxy': (name) => `Make a playable copy of ${name}`,
};

/**
 * Enqueues the next jobs of a recording, inside the transaction that records what they build on. A job of that kind that
 * waits, runs or is done is not enqueued again, so that a job which is run twice has its followers once.
 */
export function enqueueFollowUps(matter: OpenMatter, footage: Footage, kinds: readonly JobKind[]): void {
  for (const kind of kinds) {
    const state = newestJobOf(matter.database, kind, footage.id)?.state;
    if (state === undefined || state === 'failed' || state === 'cancelled') {
      matter.jobs.enqueue({
        kind,
        title: titles[kind]?.(footage.originalName) ?? `${kind} ${footage.originalName}`,
        input: { footageId: footage.id },
        footageId: footage.id,
      });
    }
  }
}
