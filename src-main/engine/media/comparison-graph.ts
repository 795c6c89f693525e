import type { FrameIndex } from '../../domain/frame-index.ts';
import { clockOptions, seekOptions } from './decode-pass.ts';
import { buildGraphArguments, type Filter, filterText } from './ffmpeg-arguments.ts';
import type { PictureSize } from './picture-size.ts';
import type { SeekAttempt } from './seek-plan.ts';

/** Frames of a clip by position from 0; the last one is not included. */
export interface ClipRange {
  readonly first: number;
  readonly end: number;
}

export interface ComparisonPlan {
  readonly path: string;
  readonly clipPath: string;
  readonly clipStream: number;
  readonly index: FrameIndex;
  /** For the run of the clip's frames and `before` frames before them. */
  readonly attempt: SeekAttempt;
  readonly before: number;
  readonly count: number;
  /** From the source's decoded picture to the clip's; see `clipConversion`. */
  readonly conversion: readonly Filter[];
  /** Frames that must be identical, so that nothing but equality is measured of them; null for none. */
  readonly identical: ClipRange | null;
  readonly smallSize: PictureSize;
}

/** Times in the graph are frame numbers from here on, in ticks of a millisecond: never negative, whatever is shifted. */
export const firstTick = 100;

const everyPicture = `settb=expr=1/1000,setpts=expr=N+${firstTick}`;

/** Measures two streams of pictures and prints the result of each by the name given. */
function measured(filter: 'psnr' | 'ssim', name: string): string {
  const key = filter === 'psnr' ? 'lavfi.psnr.psnr_avg' : 'lavfi.ssim.All';
  return `${filter},metadata@${name}=mode=print:key=${key}`;
}

function chain(filters: readonly Filter[], more: readonly string[]): string {
  return [...filters.map(filterText), ...more].join(',') || 'null';
}

/** `identical` pictures and, on the source's side, their outermost ones left out. */
function outside(identical: ClipRange | null, offset: number): string[] {
  if (identical === null) {
    return [];
  }
  const at = firstTick + offset;
  return [`select=expr='lt(pts,${identical.first + at})+gte(pts,${identical.end + at})'`];
}

/** Whether anything is to be compared by its look. */
export function hasLooks({ identical, count }: Pick<ComparisonPlan, 'identical' | 'count'>): boolean {
  return identical === null || identical.first > 0 || identical.end < count;
}

/**
 * Looks: SSIM at full size, and shrunken pictures against the frame that each must be and the frames beside it, so that
 * noise fades and movement stays. `step` is the difference of each source picture to the next.
 */
function looks(plan: ComparisonPlan): string[] {
  const { before, conversion, identical, smallSize } = plan;
  const shrink = `scale=w=${smallSize.width}:h=${smallSize.height}:flags=area+accurate_rnd,format=yuv420p`;
  const around =
    identical === null ? null : { first: identical.first + 1, end: Math.max(identical.first + 1, identical.end - 1) };
  const shifted = (by: number): string => `setpts=expr=PTS+(${by})`;
  return [
    `[looks]${chain([], [...outside(identical, 0), 'split=outputs=2'])}[clipfull][clipany]`,
    `[ownlooks]${chain([], outside(identical, 0))}[ownfull]`,
    `[clipfull][ownfull]${measured('ssim', 'ssim')}[end1]`,
    `[clipany]${shrink}[clipsmall]`,
    `[wide]${chain(conversion, [...outside(around, before), shrink])},split=outputs=5[own][previous][next][step][stepnext]`,
    `[own]${shifted(-before)}[own1]`,
    `[previous]${shifted(1 - before)}[previous1]`,
    `[next]${shifted(-1 - before)}[next1]`,
    `[stepnext]${shifted(-1)}[stepnext1]`,
    `[clipsmall][own1]${measured('psnr', 'own')}[small1]`,
    `[small1][previous1]${measured('psnr', 'previous')}[small2]`,
    `[small2][next1]${measured('psnr', 'next')}[end2]`,
    `[step][stepnext1]${measured('psnr', 'step')}[end3]`,
  ];
}

/**
 * One ffmpeg that decodes source and clip once each. Standard output: the source's pictures as the decoder made them;
 * `pipe:3`: those of the clip, but where source and clip are compared without a conversion only the ones that differ;
 * standard error: what was measured, by name.
 */
export function comparisonArguments(plan: ComparisonPlan): string[] {
  const { before, count, conversion, attempt, index } = plan;
  const withLooks = hasLooks(plan);
  const raw = ['-fps_mode', 'passthrough', '-enc_time_base', '1/1000', '-c:v', 'rawvideo', '-f', 'rawvideo'];
  const differing = 'metadata=mode=select:key=lavfi.psnr.psnr_avg:function=less:value=100000';
  const clipSplit = withLooks ? ',split=outputs=2[clip][looks]' : '[clip]';
  const ownSplit = withLooks ? ',split=outputs=2[own0][ownlooks]' : '[own0]';
  const own = [
    `trim=start_frame=${before}:end_frame=${before + count}`,
    `setpts=expr=PTS-${before}`,
    'split=outputs=2[sourceraw][native]',
  ].join(',');
  return buildGraphArguments({
    inputs: [
      {
        path: plan.path,
        options: [...clockOptions(attempt.isPtsTrusted), ...seekOptions(attempt.seekSeconds), '-noautorotate'],
      },
      { path: plan.clipPath, options: ['-noautorotate'] },
    ],
    chains: [
      `[0:${index.stream}]showinfo@source=checksum=0,${filterText(attempt.pick)},${everyPicture}${withLooks ? ',split=outputs=2[run][wide]' : '[run]'}`,
      `[run]${own}`,
      `[native]${chain(conversion, [])}${ownSplit}`,
      `[1:${plan.clipStream}]showinfo@clip=checksum=0,${everyPicture}${clipSplit}`,
      `[clip][own0]${measured('psnr', 'psnr')}${conversion.length === 0 ? `,${differing}` : ''}[clipraw]`,
      ...(withLooks ? looks(plan) : []),
    ],
    outputs: [
      ['-map', '[sourceraw]', ...raw, '-'],
      ['-map', '[clipraw]', ...raw, 'pipe:3'],
      ...(withLooks ? [['-map', '[end1]', '-map', '[end2]', '-map', '[end3]', '-f', 'null', '-']] : []),
    ],
  });
}

const measure = /\[metadata@(\w+) @ [^\]]+\] (?:\[info\] )?(?:frame:\d+ +pts:(\d+)|lavfi\.[\w.]+=(inf|nan|-?[\d.]+))/;

export interface Measure {
  readonly name: string;
  /** Position in the graph's own count, from 0. */
  readonly position: number;
  /** Decibels or SSIM; infinite for equal pictures. */
  readonly value: number;
}

/** Reads the two lines in which the graph prints each measure. */
export function createMeasureParser(onMeasure: (measure: Measure) => void): (line: string) => void {
  const positions = new Map<string, number>();
  return (line) => {
    const match = line.startsWith('[metadata@') ? measure.exec(line) : null;
    const [, name = '', tick, value] = match ?? [];
    if (tick !== undefined) {
      positions.set(name, Number(tick) - firstTick);
    } else if (value !== undefined) {
      onMeasure({
        name,
        position: positions.get(name) ?? -1,
        value: value === 'inf' ? Number.POSITIVE_INFINITY : Number(value),
      });
    }
  };
}
