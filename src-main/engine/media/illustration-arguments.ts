import fluent from 'fluent-ffmpeg';
import type { FrameIndex } from '../../domain/frame-index.ts';
import type { FrameSpan } from '../../domain/time.ts';
import { clockOptions, seekOptions } from './decode-pass.ts';
import type { OverlayPainter } from './draw-illustration.ts';
import { encoderThreads, framesIn, withoutMetadata } from './encode-options.ts';
import type { Filter } from './ffmpeg-arguments.ts';
import type { AidTiming } from './illustration-timing.ts';
import { fileUrl, inputGuards } from './input-guard.ts';
import type { PictureColours } from './picture-colours.ts';
import type { PictureSize } from './picture-size.ts';
import { pictureStreamTicks } from './picture-stream.ts';
import type { SeekAttempt } from './seek-plan.ts';
import { progressOptions } from './tool-progress.ts';

export interface AidCommandPlan {
  readonly inputPath: string;
  readonly index: FrameIndex;
  readonly span: FrameSpan;
  readonly attempt: SeekAttempt;
  readonly timing: AidTiming;
  readonly painter: OverlayPainter;
  readonly picture: PictureSize;
  readonly colours: PictureColours;
  readonly outputPath: string;
}

/** How long the last picture is shown: of the others the time stamps tell it. */
function lastLength({ pictures, endTicks }: AidTiming): number {
  return endTicks - (pictures.at(-1)?.ticks ?? 0);
}

type GraphStep = Filter & { readonly inputs: string[]; readonly outputs: string[] };

/** Filters one after another, from the pads `inputs` to the pads `outputs`. */
function chain(inputs: string[], filters: readonly Filter[], outputs: string[]): GraphStep[] {
  const pad = (at: number): string[] => [`${outputs[0]}_${at}`];
  return filters.map((filter, at) => ({
    ...filter,
    inputs: at === 0 ? inputs : pad(at - 1),
    outputs: at === filters.length - 1 ? outputs : pad(at),
  }));
}

const timebase = (timescale: number): Filter => ({ filter: 'settb', options: { expr: `1/${timescale}` } });
const format = (pixelFormat: string): Filter => ({ filter: 'format', options: { pix_fmts: pixelFormat } });

/** The recording's frames of the span, upright, in square pixels, each from when the aid shows it. */
function recordedSteps({ attempt, span, index, timing, picture }: AidCommandPlan): GraphStep[] {
  // Where time stamps repeat or go back each picture still needs a moment of its own; as in render-clip.ts.
  const times = attempt.isByPts ? `PTS-(${span.inPts})` : 'if(eq(N,0),0,max(PTS-STARTPTS,PREV_OUTPTS+1))';
  const size = { w: picture.width, h: picture.height, flags: 'bicubic+accurate_rnd+full_chroma_int' };
  return chain(
    [`0:${index.stream}`],
    [
      { filter: 'showinfo', options: { checksum: 0 } },
      attempt.pick,
      { filter: 'setpts', options: { expr: times } },
      timebase(timing.timescale),
      { filter: 'setpts', options: { expr: timing.retime } },
      { filter: 'scale', options: { ...size, out_range: 'tv' } },
      { filter: 'setsar', options: { r: 1 } },
      format('yuv420p'),
    ],
    ['recorded'],
  );
}

/** The drawn layer: its times are the aid's, so that it is what everything else keeps step with. */
function layerSteps({ timing, painter, colours }: AidCommandPlan): GraphStep[] {
  const drawn: Filter = {
    filter: 'scale',
    options: { out_color_matrix: colours.matrix, out_range: 'tv' },
  };
  const times: Filter[] = [
    { filter: 'setpts', options: { expr: `PTS*${pictureStreamTicks / timing.timescale}` } },
    timebase(timing.timescale),
  ];
  const { aid, stripTop } = painter;
  const room: Filter = { filter: 'pad', options: { w: aid.width, h: aid.height, x: 0, y: stripTop } };
  const ground = [drawn, format('yuv420p'), room];
  if (!painter.hasShapes) {
    return chain(['1:v'], [...times, ...ground], ['ground']);
  }
  const cut = (y: number, h: number): Filter => ({ filter: 'crop', options: { x: 0, y, w: aid.width, h } });
  return [
    ...chain(['1:v'], times, ['layer']),
    { filter: 'split', inputs: ['layer'], outputs: ['below', 'above'] },
    ...chain(['below'], [cut(stripTop, aid.height - stripTop), ...ground], ['ground']),
    ...chain(['above'], [cut(0, stripTop), drawn, format('yuva420p')], ['shapes']),
  ];
}

function graph(plan: AidCommandPlan): GraphStep[] {
  const { painter, colours } = plan;
  const over: Filter = { filter: 'overlay', options: { x: 0, y: 0, format: 'yuv420', eof_action: 'repeat' } };
  const stated: Filter = {
    filter: 'setparams',
    options: {
      range: 'tv',
      colorspace: colours.matrix,
      ...(colours.primaries === null ? {} : { color_primaries: colours.primaries }),
      ...(colours.transfer === null ? {} : { color_trc: colours.transfer }),
    },
  };
  const onGround = painter.hasShapes ? 'pictured' : 'composed';
  return [
    ...recordedSteps(plan),
    ...layerSteps(plan),
    ...chain(['ground', 'recorded'], [over], [onGround]),
    ...(painter.hasShapes ? chain(['pictured', 'shapes'], [over], ['composed']) : []),
    ...chain(['composed'], [stated], ['aid']),
  ];
}

/** The pipe carries our own pictures and nothing else. */
const pipeGuards = ['-protocol_whitelist', 'pipe', '-format_whitelist', 'matroska', '-codec_whitelist', 'rawvideo'];

/** Arguments of the one ffmpeg run that makes an aid: the recording and, on standard input, the drawn layer. */
export function aidArguments(plan: AidCommandPlan): string[] {
  const { attempt, timing, index } = plan;
  return fluent()
    .input(fileUrl(plan.inputPath))
    .inputOptions(
      ...['-hide_banner', '-nostats', '-nostdin', '-v', 'level+info', ...inputGuards],
      ...clockOptions(attempt.isPtsTrusted),
      ...seekOptions(attempt.seekSeconds),
    )
    .input('pipe:0')
    .inputOptions(
      ...pipeGuards,
      '-probesize',
      '32',
      '-analyzeduration',
      '0',
      '-thread_queue_size',
      '2',
      '-f',
      'matroska',
    )
    .complexFilter(
      graph(plan).map(({ filter, options, inputs, outputs }) => ({
        filter,
        inputs,
        outputs,
        ...(options === undefined ? {} : { options: { ...options } }),
      })),
    )
    .outputOptions(
      ...['-map', '[aid]', '-an', ...withoutMetadata],
      ...['-c:v', 'libx264', ...encoderThreads, '-preset', 'fast', '-crf', '18', '-pix_fmt', 'yuv420p'],
      ...[
        '-bf',
        '0',
        '-g',
        String(framesIn(index, 2)),
        '-bsf:v',
        `filter_units=remove_types=6,setts=duration=${lastLength(timing)}`,
      ],
      ...['-fps_mode', 'passthrough', '-enc_time_base', `1/${timing.timescale}`],
      ...['-video_track_timescale', String(timing.timescale), '-avoid_negative_ts', 'disabled'],
      ...['-movflags', '+faststart', ...progressOptions, '-f', 'mp4'],
    )
    .output(fileUrl(plan.outputPath))
    ._getArguments();
}
