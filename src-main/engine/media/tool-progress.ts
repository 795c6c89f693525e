import { type ReportProgress, throttleProgress } from './media-options.ts';

/** Output options that make ffmpeg tell how far it is on standard output. */
export const progressOptions: readonly string[] = ['-progress', 'pipe:1'];

/** Reads what `progressOptions` print and reports frames done. */
export function createFrameProgress(report: ReportProgress | undefined, total: number | null): (chunk: Buffer) => void {
  const pass = throttleProgress(report);
  let rest = '';
  return (chunk) => {
    rest = (rest + chunk.toString('latin1')).slice(-4096);
    const last = [...rest.matchAll(/^frame=\s*(\d+)\r?\n/gm)].at(-1);
    if (last !== undefined) {
      pass({ done: Number(last[1]), total, unit: 'frames' });
    }
  };
}

/** Reads what `progressOptions` print and reports whole seconds of media time done. */
export function createTimeProgress(
  report: ReportProgress | undefined,
  totalSeconds: number | null,
): (chunk: Buffer) => void {
  const pass = throttleProgress(report);
  let rest = '';
  return (chunk) => {
    rest = (rest + chunk.toString('latin1')).slice(-4096);
    const last = [...rest.matchAll(/^out_time_us=(\d+)\r?\n/gm)].at(-1);
    if (last !== undefined) {
      pass({ done: Math.floor(Number(last[1]) / 1_000_000), total: totalSeconds, unit: 'seconds' });
    }
  };
}
