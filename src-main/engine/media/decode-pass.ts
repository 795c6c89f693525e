import { AppError } from '../../domain/app-error.ts';
import { buildFfmpegArguments } from './ffmpeg-arguments.ts';
import { createGrowingColumn } from './growing-column.ts';
import { type MediaOptions, throttleProgress } from './media-options.ts';
import { runTool } from './run-tool.ts';
import { parseShowinfo } from './showinfo.ts';
import { findMediaTools } from './tools.ts';

/** Every picture the decoder put out, in its order. */
export interface DecodedColumns {
  readonly count: number;
  /** NaN where the decoder gave no time stamp. */
  readonly pts: Float64Array;
  readonly bytePositions: Float64Array;
  readonly isKey: Float64Array;
}

export interface DecodePassOptions extends MediaOptions {
  /** Stop after this many pictures. */
  readonly mostFrames?: number | undefined;
  /** Seconds on the stream's own clock to begin near; the start of the file when absent. */
  readonly seekSeconds?: number | null | undefined;
  /** What the progress counts towards, when known. */
  readonly expectedFrames?: number | null | undefined;
}

/**
 * Options that make ffmpeg start near a moment of the source's own clock: the seek is absolute, nothing before the
 * moment is thrown away, and time stamps stay as they are in the file.
 */
export function seekOptions(seekSeconds: number | null): string[] {
  const seek = seekSeconds === null ? [] : ['-noaccurate_seek', '-seek_timestamp', '1', '-ss', seekSeconds.toFixed(6)];
  return ['-copyts', ...seek];
}

/** Decodes one stream and lists its pictures. The pictures themselves are thrown away. */
export async function runDecodePass(
  path: string,
  stream: number,
  options: DecodePassOptions = {},
): Promise<DecodedColumns> {
  const tools = options.tools ?? (await findMediaTools());
  const report = throttleProgress(options.onProgress);
  const [pts, bytePositions, isKey] = [createGrowingColumn(), createGrowingColumn(), createGrowingColumn()];
  await runTool({
    executable: tools.ffmpeg,
    tool: 'ffmpeg',
    toolVersion: tools.version,
    arguments: buildFfmpegArguments({
      inputPath: path,
      inputOptions: [...seekOptions(options.seekSeconds ?? null), '-noautorotate'],
      videoFilters: [{ filter: 'showinfo', options: { checksum: 0 } }],
      outputOptions: [
        ...['-map', `0:${stream}`, '-fps_mode', 'passthrough'],
        ...(options.mostFrames === undefined ? [] : ['-frames:v', String(options.mostFrames)]),
        ...['-f', 'null'],
      ],
      output: '-',
      logLevel: 'info',
    }),
    signal: options.signal,
    onStderrLine: (line) => {
      const picture = parseShowinfo(line);
      if (picture !== null) {
        pts.push(picture.pts ?? Number.NaN);
        bytePositions.push(picture.bytePosition);
        isKey.push(picture.isKey ? 1 : 0);
        report({ done: pts.length, total: options.expectedFrames ?? null, unit: 'frames' });
      }
    },
  });
  return { count: pts.length, pts: pts.take(), bytePositions: bytePositions.take(), isKey: isKey.take() };
}

export interface CountFramesOptions extends MediaOptions {
  /** Decodes what an MP4 hides as well. */
  readonly ignoreEditList?: boolean | undefined;
  readonly expectedFrames?: number | null | undefined;
}

/**
 * How many pictures ffmpeg decodes from a stream, counted by ffmpeg itself at the end of its pipeline: independent of
 * the packets a FrameIndex was read from. Throws `tool-failed` or `cancelled`.
 */
export async function countDecodedFrames(
  path: string,
  stream: number,
  options: CountFramesOptions = {},
): Promise<number> {
  const tools = options.tools ?? (await findMediaTools());
  const report = throttleProgress(options.onProgress);
  let text = '';
  let count = 0;
  await runTool({
    executable: tools.ffmpeg,
    tool: 'ffmpeg',
    toolVersion: tools.version,
    arguments: buildFfmpegArguments({
      inputPath: path,
      inputOptions: ['-noautorotate', ...(options.ignoreEditList === true ? ['-ignore_editlist', '1'] : [])],
      outputOptions: ['-map', `0:${stream}`, '-fps_mode', 'passthrough', '-progress', 'pipe:1', '-f', 'null'],
      output: '-',
    }),
    signal: options.signal,
    onStdout: (chunk) => {
      text = (text + chunk.toString('latin1')).slice(-4096);
      const last = [...text.matchAll(/^frame=\s*(\d+)$/gm)].at(-1);
      count = last === undefined ? count : Number(last[1]);
      report({ done: count, total: options.expectedFrames ?? null, unit: 'frames' });
    },
  });
  if (!/^progress=end$/m.test(text)) {
    throw new AppError('tool-failed', 'ffmpeg ended without saying how many frames it decoded. Please try again.', {
      tool: 'ffmpeg',
      toolVersion: tools.version,
    });
  }
  return count;
}
