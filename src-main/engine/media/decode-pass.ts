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
  /** Believe the pts of the packets alone; see `clockOptions`. */
  readonly isPtsTrusted?: boolean | undefined;
  /** What the progress counts towards, when known. */
  readonly expectedFrames?: number | null | undefined;
}

/**
 * Options that keep the time stamps as they are in the file. `isPtsTrusted` takes the decode times away: ffmpeg
 * otherwise changes over to them half-way through a recording whose pts once went back.
 */
export function clockOptions(isPtsTrusted: boolean): string[] {
  return ['-copyts', ...(isPtsTrusted ? ['-fflags', '+igndts'] : [])];
}

/** Options that make ffmpeg start near a moment of the source's own clock and throw nothing before it away. */
export function seekOptions(seekSeconds: number | null): string[] {
  return seekSeconds === null ? [] : ['-noaccurate_seek', '-seek_timestamp', '1', '-ss', seekSeconds.toFixed(6)];
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
      inputOptions: [
        ...clockOptions(options.isPtsTrusted === true),
        ...seekOptions(options.seekSeconds ?? null),
        '-noautorotate',
      ],
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
