import { ptsOfFrame } from '../../domain/frame-index.ts';
import type { FrameInspection } from '../../domain/frame-inspection.ts';
import type { FrameNumber } from '../../domain/time.ts';
import { inspectFrames } from '../media/inspect-frames.ts';
import type { PictureSource } from './frame-pictures.ts';

/** Inspections that stay in memory; they are small. */
const mostKept = 4000;
/** Raw pictures that one run of the decoder may hold. */
const runBytes = 64 * 1024 * 1024;
/** Frames decoded ahead when one is asked for after another. */
const runAhead = 6;

/** What decoding says of frames of one open matter, remembered. */
export type FrameInspector = {
  /** Errors: those of `inspectFrames`. */
  inspect(source: PictureSource, frame: FrameNumber, signal: AbortSignal): Promise<FrameInspection>;
};

function mostFrames({ facts, index }: PictureSource): number {
  const stream = facts.streams.find((candidate) => candidate.stream === index.stream);
  const bytes = stream?.kind === 'video' ? stream.width * stream.height * 4 : runBytes;
  return Math.max(1, Math.floor(runBytes / Math.max(1, bytes)));
}

export function createFrameInspector(): FrameInspector {
  const kept = new Map<string, FrameInspection>();
  let last: { readonly footageId: string; readonly frame: number } | null = null;

  function keep(source: PictureSource, inspection: FrameInspection): void {
    kept.set(`${source.footageId} ${inspection.frame}`, inspection);
    for (const oldest of kept.keys()) {
      if (kept.size <= mostKept) {
        return;
      }
      kept.delete(oldest);
    }
  }

  /**
   * The frames worth decoding with this one: the frame before, for telling a duplicate, where it lies in the same group
   * of pictures and so costs nothing; and some ahead, when frames are asked for one after another.
   */
  function runAround(source: PictureSource, frame: FrameNumber): { first: FrameNumber; count: number } {
    const { index } = source;
    const isStepping = last?.footageId === source.footageId && frame - last.frame >= 1 && frame - last.frame <= 2;
    const limit = mostFrames(source);
    const hasBefore = frame > 0 && index.isKey[frame] !== 1 && limit > 1;
    const first = hasBefore && !kept.has(`${source.footageId} ${frame - 1}`) ? frame - 1 : frame;
    const ahead = isStepping ? runAhead : 0;
    const end = Math.min(index.count, frame + 1 + ahead, first + limit);
    return { first: first as FrameNumber, count: Math.max(end, frame + 1) - first };
  }

  return {
    async inspect(source, frame, signal) {
      ptsOfFrame(source.index, frame);
      const key = `${source.footageId} ${frame}`;
      const known = kept.get(key);
      if (known === undefined) {
        const { first, count } = runAround(source, frame);
        for (const inspection of await inspectFrames({ ...source, frame: first, count, signal })) {
          keep(source, inspection);
        }
      }
      last = { footageId: source.footageId, frame };
      const inspection = kept.get(key);
      return inspection ?? (await onlyThis(source, frame, signal));
    },
  };

  async function onlyThis(source: PictureSource, frame: FrameNumber, signal: AbortSignal): Promise<FrameInspection> {
    const [inspection] = await inspectFrames({ ...source, frame, count: 1, signal });
    if (inspection === undefined) {
      throw new RangeError(`Frame ${frame} was decoded without a picture.`);
    }
    keep(source, inspection);
    return inspection;
  }
}
