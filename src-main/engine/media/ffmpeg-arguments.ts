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

/** One filter as text for a graph. Options are ours; commas inside expressions are quoted. */
export function filterText({ filter, options }: Filter): string {
  const values = Object.entries(options ?? {}).map(([name, value]) => `${name}='${value}'`);
  return values.length === 0 ? filter : `${filter}=${values.join(':')}`;
}

/** A graph of filters over several recordings, with several outputs. */
export interface FfmpegGraphPlan {
  readonly inputs: readonly { readonly path: string; readonly options: readonly string[] }[];
  /** Chains with their labels: `[0:0]split=2[a][b]`. */
  readonly chains: readonly string[];
  /** Arguments of each output with its place at the end. */
  readonly outputs: readonly (readonly string[])[];
}

/** Arguments of an ffmpeg command that puts nothing but information out beside `outputs`. */
export function buildGraphArguments(plan: FfmpegGraphPlan): string[] {
  return [
    ...['-hide_banner', '-nostats', '-nostdin', '-v', 'level+info'],
    ...plan.inputs.flatMap(({ path, options }) => [...inputGuards, ...options, '-i', fileUrl(path)]),
    ...['-filter_complex', plan.chains.join(';')],
    ...plan.outputs.flat(),
  ];
}
