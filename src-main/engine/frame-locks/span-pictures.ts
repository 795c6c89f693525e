import { createHash } from 'node:crypto';
import { AppError } from '../../domain/app-error.ts';
import { digestSchema } from '../../domain/digest.ts';
import type { Footage } from '../../domain/footage.ts';
import { type FrameIndex, ptsOfFrame } from '../../domain/frame-index.ts';
import type { LockedPicture } from '../../domain/frame-lock.ts';
import type { FootageId } from '../../domain/identifier.ts';
import type { RecordingFacts } from '../../domain/recording-facts.ts';
import type { FrameNumber, FrameSpan } from '../../domain/time.ts';
import { findFootage, footagePath, requireFacts } from '../footage/footage-store.ts';
import { loadFrameIndex } from '../footage/frame-index-store.ts';
import type { OpenMatter } from '../matters/open-matter.ts';
import { decodePictures } from '../media/decode-pictures.ts';

/** One recording as a lock is made of it. */
export type LockSource = {
  readonly footage: Footage;
  readonly facts: RecordingFacts;
  readonly index: FrameIndex;
  readonly path: string;
};

/** Errors: `not-found` when the recording has not been read. */
export function lockSource(matter: OpenMatter, footageId: FootageId): LockSource {
  const footage = findFootage(matter.database, footageId);
  return {
    footage,
    facts: requireFacts(matter.database, footageId),
    index: loadFrameIndex(matter.database, footageId),
    path: footagePath(matter, footage),
  };
}

export type SpanPictures = {
  readonly first: LockedPicture;
  readonly last: LockedPicture;
  readonly toolVersion: string;
};

/** Frames that lie this close are decoded in one run. */
const nearFrames = 8;
/** Raw pictures that one run may hold. */
const runBytes = 96 * 1024 * 1024;

export function lastFrameOf(span: Pick<FrameSpan, 'outFrame'>): FrameNumber {
  return (span.outFrame - 1) as FrameNumber;
}

function longestRun({ facts, index }: LockSource): number {
  const stream = facts.streams.find((candidate) => candidate.stream === index.stream);
  const bytes = stream?.kind === 'video' ? stream.width * stream.height * 4 : runBytes;
  return Math.max(1, Math.min(64, Math.floor(runBytes / Math.max(1, bytes))));
}

/** Groups frames into runs worth decoding at once: near to each other, and not too long to be held in memory. */
export function planRuns(frames: readonly number[], longest: number): { first: number; last: number }[] {
  const runs: { first: number; last: number }[] = [];
  for (const frame of [...new Set(frames)].sort((a, b) => a - b)) {
    const run = runs.at(-1);
    if (run !== undefined && frame - run.last <= nearFrames && frame - run.first < longest) {
      run.last = frame;
    } else {
      runs.push({ first: frame, last: frame });
    }
  }
  return runs;
}

/**
 * Hashes the decoded pictures at both ends of spans of one recording. `spans` is what will be asked for: ends that lie
 * near each other are decoded together. Errors: those of `decodePictures`, `frame-out-of-range`, `cancelled`.
 */
export function createSpanHasher(source: LockSource, spans: readonly FrameSpan[]) {
  const frames = spans.flatMap((span) => [span.inFrame as number, lastFrameOf(span) as number]);
  const runs = planRuns(frames, longestRun(source));
  const wanted = new Set(frames);
  const known = new Map<number, LockedPicture>();
  let toolVersion = '';

  async function decodeRun(first: number, last: number, signal: AbortSignal): Promise<void> {
    ptsOfFrame(source.index, first as FrameNumber);
    ptsOfFrame(source.index, last as FrameNumber);
    const pictures = await decodePictures({
      path: source.path,
      facts: source.facts,
      index: source.index,
      first: first as FrameNumber,
      count: last - first + 1,
      output: { kind: 'native' },
      signal,
    });
    toolVersion = pictures.toolVersion;
    pictures.images.forEach((image, offset) => {
      const frame = (first + offset) as FrameNumber;
      if (wanted.has(frame)) {
        known.set(frame, {
          frame,
          pts: ptsOfFrame(source.index, frame),
          digest: digestSchema.parse(createHash('sha256').update(image).digest('hex')),
          pixelFormat: pictures.pixelFormat,
          width: pictures.width,
          height: pictures.height,
        });
      }
    });
  }

  async function pictureOf(frame: FrameNumber, signal: AbortSignal): Promise<LockedPicture> {
    const run = runs.find(({ first, last }) => first <= frame && frame <= last);
    if (!known.has(frame) && run !== undefined) {
      await decodeRun(run.first, run.last, signal);
    }
    const picture = known.get(frame);
    if (picture === undefined) {
      throw new AppError('internal', `Frame ${frame} was asked for without being planned.`, { frame });
    }
    return picture;
  }

  return {
    /** Alone, without its neighbours: for a span in whose run something could not be decoded. */
    async singly(span: FrameSpan, signal: AbortSignal): Promise<SpanPictures> {
      for (const frame of [span.inFrame, lastFrameOf(span)]) {
        if (!known.has(frame)) {
          await decodeRun(frame, frame, signal);
        }
      }
      return this.picturesOf(span, signal);
    },
    async picturesOf(span: FrameSpan, signal: AbortSignal): Promise<SpanPictures> {
      const first = await pictureOf(span.inFrame, signal);
      const last = await pictureOf(lastFrameOf(span), signal);
      return { first, last, toolVersion };
    },
  };
}

export type SpanHasher = ReturnType<typeof createSpanHasher>;

/** As `picturesOf`, and where the run of several ends fails, this span by itself. */
export async function picturesAnyhow(hasher: SpanHasher, span: FrameSpan, signal: AbortSignal): Promise<SpanPictures> {
  try {
    return await hasher.picturesOf(span, signal);
  } catch (thrown) {
    if (!(thrown instanceof AppError) || (thrown.code !== 'proof-failed' && thrown.code !== 'tool-failed')) {
      throw thrown;
    }
    return hasher.singly(span, signal);
  }
}
