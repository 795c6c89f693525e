import { AppError } from '../../domain/app-error.ts';
import type { Footage } from '../../domain/footage.ts';
import type { FrameIndex } from '../../domain/frame-index.ts';
import { summariseFrameIndex } from '../../domain/frame-index-summary.ts';
import { defineJobKind, type JobContext } from '../jobs/job-kind.ts';
import type { OpenMatter } from '../matters/open-matter.ts';
import { indexFrames } from '../media/index-frames.ts';
import { inTransaction } from '../store/transaction.ts';
import { enqueueFollowUps, type FootageInput, footageInputSchema } from './follow-up.ts';
import { findFootage, footagePath, requireFacts } from './footage-store.ts';
import { saveFrameIndex } from './frame-index-store.ts';
import { recordReading } from './probe-footage-job.ts';

/** Lists every frame of a recording. One whose pictures cannot be read at all becomes `damaged`. */
export const indexFramesJob = defineJobKind<FootageInput>({
  kind: 'index-frames',
  lane: 'quick',
  unit: 'frames',
  inputSchema: footageInputSchema,
  async run(context) {
    const { matter, input } = context;
    const footage = findFootage(matter.database, input.footageId);
    const facts = requireFacts(matter.database, footage.id);
    const index = await readFrames(context, footage);
    if (index === null) {
      return { frameCount: 0 };
    }
    const summary = summariseFrameIndex(index);
    const madeAt = matter.clock.now();
    inTransaction(matter.database, () => {
      saveFrameIndex(matter.database, footage.id, { index, summary, madeAt });
      matter.custody.append({
        type: 'asset.meta',
        refs: [`asset:${footage.digest}`],
        data: {
          footageId: footage.id,
          stream: index.stream,
          frameCount: index.count,
          hiddenFrameCount: index.hidden.count,
          readFrom: index.readFrom,
          toolVersion: facts.toolVersion,
        },
      });
      enqueueFollowUps(matter, footage, [
        'render-filmstrip',
        ...(facts.needsProxy ? (['render-proxy'] as const) : []),
        'count-frames',
      ]);
    });
    matter.events.emit('footage.changed', { footageId: footage.id });
    return { frameCount: index.count };
  },
});

/** Null when the recording has no readable picture, which is then its state. */
async function readFrames(context: JobContext<FootageInput>, footage: Footage): Promise<FrameIndex | null> {
  const { matter, signal, progress } = context;
  const facts = requireFacts(matter.database, footage.id);
  try {
    const index = await indexFrames(footagePath(matter, footage), facts, { signal, onProgress: progress });
    if (index.count > 0) {
      return index;
    }
    recordDamaged(
      matter,
      footage,
      `"${footage.originalName}" holds no picture that can be shown. It is kept as received.`,
    );
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'media-unreadable') {
      throw error;
    }
    recordDamaged(matter, footage, error.message);
  }
  return null;
}

function recordDamaged(matter: OpenMatter, footage: Footage, stateReason: string): void {
  const facts = requireFacts(matter.database, footage.id);
  inTransaction(matter.database, () =>
    recordReading(matter, footage, { state: 'damaged', stateReason, facts, readAt: matter.clock.now() }),
  );
  matter.events.emit('footage.changed', { footageId: footage.id });
}
