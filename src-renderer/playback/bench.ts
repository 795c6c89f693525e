import { AppError } from '../../src-main/domain/app-error.ts';
import type { FootageDetail } from '../../src-main/domain/footage.ts';
import { type FrameIndex, ptsOfFrame } from '../../src-main/domain/frame-index.ts';
import type { FootageId } from '../../src-main/domain/identifier.ts';
import type { FrameNumber } from '../../src-main/domain/time.ts';
import type { EngineDoor } from '../engine/engine-door.ts';
import { originalUrl } from '../timeline/filmstrip.ts';
import { createBenchDecoders } from './bench-decoders.ts';
import { type ContentGate, createContentGate } from './content-gate.ts';
import type { FetchFrame } from './decoded-picture.ts';
import { createFrameSeeker } from './frame-seeker.ts';
import { openAhead } from './packet-track.ts';
import { createPlayhead, type Playhead } from './playhead.ts';
import { indexOf } from './read-ahead.ts';
import { createStage, type Stage } from './stage.ts';
import type { StagePicture } from './stage-picture.ts';
import { createTransport } from './transport.ts';
import type { Transport } from './transport-parts.ts';

/** One recording laid out for review: its frames, where we are, and what moves us. Lives outside React. */
export type Bench = {
  readonly footageId: FootageId;
  readonly index: FrameIndex;
  readonly playhead: Playhead;
  readonly transport: Transport;
  /** Asks before noted spans; `transport` goes through it. */
  readonly contentGate: ContentGate;
  readonly stage: Stage;
  /** Tells the bench what became known of the recording since: a playable copy that was made meanwhile. */
  learn(detail: FootageDetail): void;
  close(): void;
};

/** Decoded pictures kept in the page: about 100 of 1080p, 25 of 4K. The decoders at work and the player hold half as much again. */
const pictureBudget = 304 * 1024 * 1024;

function frameFetcher(engine: EngineDoor, footageId: FootageId): FetchFrame<StagePicture> {
  return async (frame, signal) => {
    const answer = await engine.call('footage.frame', { footageId, frame }, { signal });
    const blob = new Blob([new Uint8Array(answer.bytes)], { type: answer.mediaType });
    const source = await createImageBitmap(blob, { colorSpaceConversion: 'none' });
    const { width, height } = source;
    const picture: StagePicture = { source, rotation: 0, width, height };
    return { frame: answer.frame, pts: answer.pts, picture, byteCount: width * height * 4, origin: 'engine' };
  };
}

/**
 * Reads the FrameIndex of a recording and puts it on the bench at `startFrame`, which the custody log then knows of.
 * Rejects with an AppError, also when the recording has no frames (sound only, damaged, or not read yet).
 */
export async function openBench(
  engine: EngineDoor,
  detail: FootageDetail,
  startFrame: number,
  signal: AbortSignal,
): Promise<Bench> {
  const footageId = detail.footage.id;
  openAhead(originalUrl(footageId), detail);
  const [index, notes] = await Promise.all([
    indexOf(engine, detail),
    engine.call('contentNotes.list', { footageId }, { signal }),
    // Looking at a recording is an act the custody log knows of before there is a bench to show a picture.
    engine.call('footage.recordView', { footageId }),
  ]);
  if (index.count === 0) {
    throw new AppError('media-unsupported', `${detail.footage.originalName} holds no pictures to step through.`);
  }
  const first = Math.min(index.count - 1, Math.max(0, startFrame)) as FrameNumber;
  const playhead = createPlayhead(first);
  const stage = createStage();
  const decoders = createBenchDecoders(detail, index);
  const seeker = createFrameSeeker<StagePicture>({
    frameCount: index.count,
    decoders: decoders.list,
    fetchFrame: frameFetcher(engine, footageId),
    expectedPts: (frame) => ptsOfFrame(index, frame),
    misnamed: (asked, got) =>
      new AppError(
        'proof-failed',
        `The picture that came for frame ${asked} says it is frame ${got} or has another time stamp, so it is not shown. Try again, and report it if it repeats.`,
        { asked, got },
      ),
    byteBudget: pictureBudget,
    release: ({ source }) => source.close(),
  });
  const transport = createTransport<StagePicture>({
    index,
    playhead,
    seeker,
    draw: stage.draw,
    clock: {
      now: () => performance.now(),
      wait: (millis) => new Promise((resolve) => setTimeout(resolve, millis)),
    },
  });
  const contentGate = createContentGate({ index, playhead, transport });
  contentGate.setNotes(notes.map(({ id, span }) => ({ id, inFrame: span.inFrame, outFrame: span.outFrame })));
  const close = () => {
    contentGate.dispose();
    transport.dispose();
    decoders.dispose();
  };
  return {
    footageId,
    index,
    playhead,
    transport: contentGate.transport,
    contentGate,
    stage,
    learn: decoders.learn,
    close,
  };
}
