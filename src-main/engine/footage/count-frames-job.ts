import { defineJobKind } from '../jobs/job-kind.ts';
import { countDecodedFrames } from '../media/index-frames.ts';
import { inTransaction } from '../store/transaction.ts';
import { type FootageInput, footageInputSchema } from './follow-up.ts';
import { findFootage, footagePath, requireFacts } from './footage-store.ts';
import { loadFrameIndex, requireFrameIndexSummary, saveFrameIndexSummary } from './frame-index-store.ts';
import { recordReading } from './probe-footage-job.ts';

/**
 * Decodes the whole recording and compares the number of pictures with the FrameIndex: agreement is marked, a difference
 * is shown as the recording's state and entered in the custody log.
 */
export const countFramesJob = defineJobKind<FootageInput>({
  kind: 'count-frames',
  lane: 'quick',
  unit: 'frames',
  isBackground: true,
  inputSchema: footageInputSchema,
  async run({ matter, input, signal, progress }) {
    const footage = findFootage(matter.database, input.footageId);
    const facts = requireFacts(matter.database, footage.id);
    const { stream, count: listed } = loadFrameIndex(matter.database, footage.id);
    const decoded = await countDecodedFrames(footagePath(matter, footage), stream, {
      signal,
      onProgress: ({ done }) => progress({ done: Math.min(done, listed), total: listed, unit: 'frames' }),
    });
    const isEqual = decoded === listed;
    inTransaction(matter.database, () => {
      const summary = requireFrameIndexSummary(matter.database, footage.id);
      saveFrameIndexSummary(matter.database, footage.id, { ...summary, isCountVerified: isEqual });
      if (isEqual) {
        matter.custody.append({
          type: 'asset.meta',
          refs: [`asset:${footage.digest}`],
          data: { footageId: footage.id, stream, frameCount: listed, decodedFrameCount: decoded },
        });
      } else {
        recordReading(matter, footage, {
          state: 'readable',
          stateReason: `A full decode of "${footage.originalName}" gave ${decoded} pictures where its list of frames has ${listed}. Compare frame numbers near the end with care.`,
          facts,
          readAt: matter.clock.now(),
        });
      }
    });
    matter.events.emit('footage.changed', { footageId: footage.id });
    return { listed, decoded };
  },
});
