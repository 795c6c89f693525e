import { AppError } from '../../domain/app-error.ts';
import type { FrameIndex } from '../../domain/frame-index.ts';
import { type Illustration, isIllustrating } from '../../domain/illustration.ts';
import type { RecordingFacts } from '../../domain/recording-facts.ts';
import type { FrameSpan } from '../../domain/time.ts';
import { createOverlayPainter, type OverlayPainter } from './draw-illustration.ts';
import { openDrawingRoom } from './drawing-canvas.ts';
import { probeRecording } from './ffprobe.ts';
import { type AidCommandPlan, aidArguments } from './illustration-arguments.ts';
import { type AidParameter, aidParameters } from './illustration-parameters.ts';
import { type AidTiming, planAidTiming } from './illustration-timing.ts';
import { mainVideoOf } from './index-frames.ts';
import type { MediaOptions } from './media-options.ts';
import { indexFromPackets } from './packet-truth.ts';
import { probeColours } from './picture-colours.ts';
import { displaySize } from './picture-size.ts';
import { pictureHead, pictureStreamHead } from './picture-stream.ts';
import { readPackets } from './read-packets.ts';
import { type RenderedFile, writeThenRename } from './rendered-file.ts';
import { isRunProven } from './run-proof.ts';
import { runTool } from './run-tool.ts';
import { planSeeks } from './seek-plan.ts';
import { parseShowinfo, type ShownPicture } from './showinfo.ts';
import { createFrameProgress } from './tool-progress.ts';
import { findMediaTools, type MediaTools } from './tools.ts';

export interface IllustrationRequest extends MediaOptions {
  readonly path: string;
  readonly facts: RecordingFacts;
  readonly index: FrameIndex;
  readonly span: FrameSpan;
  readonly illustration: Illustration;
  /** As it is to be read in the pictures: `Ex. 12`. */
  readonly exhibitLabel: string;
  /** The app's own files: the letters are drawn with its fonts. */
  readonly resourcesFolder: string;
  /** An MP4 file; replaced when it exists. */
  readonly outputPath: string;
}

export interface RenderedIllustration extends RenderedFile {
  /** Pictures in the file: more than frames of the span where some are shown long. */
  readonly frameCount: number;
  readonly durationMicros: number;
  /** An aid is silent: slowed and frozen sound would be another sound. */
  readonly hasSound: false;
  /** What was done, in words. */
  readonly parameters: readonly AidParameter[];
}

/** The drawn layer as ffmpeg reads it: one picture for each of the aid, its time with it. */
async function* drawnLayer(timing: AidTiming, painter: OverlayPainter): AsyncGenerator<Uint8Array> {
  yield pictureStreamHead(painter.layer);
  for (const { frame, ticks } of timing.pictures) {
    const bytes = painter.paint(frame);
    yield pictureHead(ticks, bytes.length);
    yield bytes;
  }
}

/** Runs one way of reading the span; null when the pictures that went in were not proven to be the span's. */
async function encode(
  request: IllustrationRequest,
  plan: AidCommandPlan,
  tools: MediaTools,
): Promise<readonly string[] | null> {
  const { span, index, timing, painter, attempt } = plan;
  const shown: ShownPicture[] = [];
  const run = await runTool({
    executable: tools.ffmpeg,
    tool: 'ffmpeg',
    toolVersion: tools.version,
    arguments: aidArguments(plan),
    stdin: drawnLayer(timing, painter),
    signal: request.signal,
    onStdout: createFrameProgress(request.onProgress, timing.pictures.length),
    onStderrLine: (line) => {
      const picture = parseShowinfo(line);
      if (picture !== null) {
        shown.push(picture);
      }
    },
  });
  const isProven = isRunProven(index, { first: span.inFrame, count: span.outFrame - span.inFrame }, attempt, shown);
  return isProven ? run.argv : null;
}

function notProven({ span }: IllustrationRequest, reason: string): AppError {
  return new AppError(
    'proof-failed',
    `The illustrative aid of the frames ${span.inFrame} to ${span.outFrame} did not pass its check (${reason}) and was not kept. Try again; if it repeats, use the clip without the aid.`,
    { inFrame: span.inFrame, outFrame: span.outFrame, reason },
  );
}

/** Every picture of the file must stand at the moment planned for it, and none may be hidden. */
async function checkTimes(request: IllustrationRequest, timing: AidTiming, outputPath: string): Promise<void> {
  const quiet: MediaOptions = { signal: request.signal, tools: request.tools };
  const facts = await probeRecording(outputPath, { ...quiet, originalName: 'aid.mp4', modifiedAt: null });
  const video = mainVideoOf(facts);
  const made = indexFromPackets(await readPackets(outputPath, video.stream, quiet), video, facts.container);
  const isAsPlanned = timing.pictures.every(
    ({ ticks }, at) =>
      BigInt(made.pts[at] ?? -1) * BigInt(made.timebase.num) * BigInt(timing.timescale) ===
      BigInt(ticks) * BigInt(made.timebase.den),
  );
  if (made.count !== timing.pictures.length || made.hidden.count > 0 || !isAsPlanned) {
    throw notProven(request, `it holds ${made.count} pictures instead of ${timing.pictures.length} at their times`);
  }
}

/**
 * Makes the illustrative version of a span: its frames in order, each with the overlays of its own frame number, below
 * them a strip that says it is no evidence; slower or standing still where that is asked for; without sound, in an MP4
 * (H.264) without the source's metadata. What is drawn goes to ffmpeg as pictures, never as words of a filter. Throws
 * `bad-request` where nothing is to be illustrated, `proof-failed`, `tool-failed`, `disk-full`, `cancelled`.
 */
export async function renderIllustration(request: IllustrationRequest): Promise<RenderedIllustration> {
  if (!isIllustrating(request.illustration, request.span)) {
    throw new AppError(
      'bad-request',
      'This illustrative aid would show nothing that the clip does not: no shape, burn-in, slow motion or freeze lies in its span. Add one, or leave the aid out.',
      { inFrame: request.span.inFrame, outFrame: request.span.outFrame },
    );
  }
  const tools = request.tools ?? (await findMediaTools());
  const { index, span, facts } = request;
  const video = mainVideoOf(facts);
  const picture = displaySize(video);
  const timing = planAidTiming(index, span, request.illustration);
  const painter = createOverlayPainter({ ...request, picture }, await openDrawingRoom(request.resourcesFolder));
  const colours = await probeColours(request.path, video, { ...request, tools });
  const written = await writeThenRename(request.outputPath, async (temporaryPath) => {
    for (const attempt of planSeeks(facts, index, span.inFrame, span.outFrame - span.inFrame)) {
      const plan = { inputPath: request.path, index, span, attempt, timing, painter, picture, colours };
      const argv = await encode(request, { ...plan, outputPath: temporaryPath }, tools);
      if (argv !== null) {
        await checkTimes({ ...request, tools }, timing, temporaryPath);
        return argv;
      }
    }
    throw notProven(request, 'its frames could not be proved while they were decoded');
  });
  return {
    argv: [...written.made],
    toolVersion: tools.version,
    byteCount: written.byteCount,
    digest: written.digest,
    frameCount: timing.pictures.length,
    durationMicros: Math.round((timing.endTicks * 1_000_000) / timing.timescale),
    hasSound: false,
    parameters: aidParameters(request),
  };
}
