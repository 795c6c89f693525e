import { AppError } from '../../domain/app-error.ts';
import type { Footage } from '../../domain/footage.ts';
import type { JobKind } from '../../domain/job.ts';
import type { RecordingFacts } from '../../domain/recording-facts.ts';
import { defineJobKind, type JobContext } from '../jobs/job-kind.ts';
import type { OpenMatter } from '../matters/open-matter.ts';
import { probeRecording } from '../media/ffprobe.ts';
import { inTransaction } from '../store/transaction.ts';
import { enqueueFollowUps, type FootageInput, footageInputSchema } from './follow-up.ts';
import { type FootageReading, findFootage, footagePath, saveReading } from './footage-store.ts';

/**
 * Reads what a recording says of itself and decides what can be done with it. A file that is damaged or no recording is
 * a result, not a failure of the job.
 */
export const probeFootageJob = defineJobKind<FootageInput>({
  kind: 'probe-footage',
  lane: 'quick',
  unit: 'recordings',
  inputSchema: footageInputSchema,
  async run(context) {
    const { matter, input } = context;
    const footage = findFootage(matter.database, input.footageId);
    const reading = await readRecording(context, footage);
    inTransaction(matter.database, () => {
      recordReading(matter, footage, reading);
      enqueueFollowUps(matter, footage, followersOf(reading.facts));
    });
    matter.events.emit('footage.changed', { footageId: footage.id });
    return { state: reading.state };
  },
});

async function readRecording({ matter, signal }: JobContext<FootageInput>, footage: Footage): Promise<FootageReading> {
  const readAt = matter.clock.now();
  try {
    const facts = await probeRecording(footagePath(matter, footage), {
      originalName: footage.originalName,
      modifiedAt: footage.sourceModifiedAt,
      signal,
    });
    if (facts.mainVideoStream !== null) {
      return { state: 'readable', stateReason: '', facts, readAt };
    }
    if (facts.mainAudioStream !== null) {
      return { state: 'audio-only', stateReason: 'This recording holds sound and no moving pictures.', facts, readAt };
    }
    const stateReason = `"${footage.originalName}" holds neither moving pictures nor sound. It is kept exactly as received.`;
    return { state: 'not-media', stateReason, facts, readAt };
  } catch (error) {
    if (error instanceof AppError && error.code === 'media-unsupported') {
      return { state: 'not-media', stateReason: error.message, facts: null, readAt };
    }
    if (error instanceof AppError && error.code === 'media-unreadable') {
      return { state: 'damaged', stateReason: error.message, facts: null, readAt };
    }
    throw error;
  }
}

function followersOf(facts: RecordingFacts | null): JobKind[] {
  if (facts === null) {
    return [];
  }
  return [
    ...(facts.mainVideoStream === null ? [] : (['index-frames'] as const)),
    ...(facts.mainAudioStream === null ? [] : (['render-peaks'] as const)),
  ];
}

/** Writes a reading with its custody entry. Call inside a transaction. */
export function recordReading(matter: OpenMatter, footage: Footage, reading: FootageReading): void {
  saveReading(matter.database, footage.id, reading);
  matter.custody.append({
    type: 'asset.meta',
    refs: [`asset:${footage.digest}`],
    data: {
      footageId: footage.id,
      state: reading.state,
      reason: reading.stateReason.toWellFormed(),
      container: reading.facts?.container ?? null,
      toolVersion: reading.facts?.toolVersion ?? null,
    },
  });
}
