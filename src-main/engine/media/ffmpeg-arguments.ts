import fluent from 'fluent-ffmpeg';
import { fileUrl, inputGuards } from './input-guard.ts';

/** One filter and its options. Values are our own numbers and words, never text from outside. */
export interface Filter {
  readonly filter: string;
  readonly options?: Readonly<Record<string, string | number>> | undefined;
}

/** One ffmpeg command: one recording in, one output. */
export interface FfmpegCommandPlan {
  readonly inputPath: string;
  /** Before `-i`: seek, edit list. The guards of input-guard.ts are added. */
  readonly inputOptions?: readonly string[] | undefined;
  readonly videoFilters?: readonly Filter[] | undefined;
  readonly audioFilters?: readonly Filter[] | undefined;
  readonly outputOptions: readonly string[];
  /** A path, or `-` for standard output. */
  readonly output: string;
  /** `info` when showinfo is to be read; lines then carry their level. */
  readonly logLevel?: 'info' | 'warning' | undefined;
  /** False lets `q` on standard input end the run (encodes). */
  readonly isDeaf?: boolean | undefined;
}

function copyFilters(filters: readonly Filter[]): { filter: string; options: Record<string, string | number> }[] {
  return filters.map(({ filter, options }) => ({ filter, options: { ...options } }));
}

/**
 * Arguments of an ffmpeg command, put together by fluent-ffmpeg (which quotes filter options); it never starts
 * anything here, run-tool.ts does.
 */
export function buildFfmpegArguments(plan: FfmpegCommandPlan): string[] {
  const inputOptions = [
    '-hide_banner',
    '-nostats',
    ...(plan.isDeaf === false ? [] : ['-nostdin']),
    ...['-v', `level+${plan.logLevel ?? 'warning'}`],
    ...inputGuards,
    ...(plan.inputOptions ?? []),
  ];
  const command = fluent()
    .input(fileUrl(plan.inputPath))
    .inputOptions(...inputOptions);
  if (plan.videoFilters !== undefined && plan.videoFilters.length > 0) {
    command.videoFilters(copyFilters(plan.videoFilters));
  }
  if (plan.audioFilters !== undefined && plan.audioFilters.length > 0) {
    command.audioFilters(copyFilters(plan.audioFilters));
  }
  return command
    .outputOptions(...plan.outputOptions)
    .output(plan.output === '-' ? '-' : fileUrl(plan.output))
    ._getArguments();
}
