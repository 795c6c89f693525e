import type { VideoStreamFacts } from '../../domain/recording-facts.ts';
import { fileUrl, inputGuards } from './input-guard.ts';
import type { MediaOptions } from './media-options.ts';
import { runTool } from './run-tool.ts';
import { findMediaTools } from './tools.ts';

/** How the numbers of a picture mean colours, in the words that ffmpeg's setparams and scale take. */
export interface PictureColours {
  readonly matrix: 'bt709' | 'smpte170m' | 'bt470bg' | 'bt2020nc';
  /** Null where the recording states none. */
  readonly primaries: string | null;
  readonly transfer: string | null;
}

const matrices = ['bt709', 'smpte170m', 'bt470bg', 'bt2020nc'] as const;
const primaries = ['bt709', 'bt470m', 'bt470bg', 'smpte170m', 'smpte240m', 'film', 'bt2020', 'smpte432'];
const transfers = ['bt709', 'smpte170m', 'smpte240m', 'bt2020-10', 'bt2020-12', 'smpte2084', 'arib-std-b67'];

/** What a recording says of its colours; where it does not, what players take for granted at its size. */
export async function probeColours(
  path: string,
  video: VideoStreamFacts,
  options: MediaOptions,
): Promise<PictureColours> {
  const tools = options.tools ?? (await findMediaTools());
  const run = await runTool({
    executable: tools.ffprobe,
    tool: 'ffprobe',
    toolVersion: tools.version,
    arguments: [
      ...['-v', 'error', ...inputGuards, '-select_streams', String(video.stream)],
      ...['-show_entries', 'stream=color_space,color_primaries,color_transfer', '-of', 'default=noprint_wrappers=1'],
      fileUrl(path),
    ],
    signal: options.signal,
  });
  const stated = new Map(
    run.stdout
      .toString('latin1')
      .split(/\r?\n/)
      .map((line) => line.split('=') as [string, string]),
  );
  const known = (key: string, words: readonly string[]): string | null =>
    words.find((word) => word === stated.get(key)) ?? null;
  const usual = Math.min(video.width, video.height) >= 720 ? 'bt709' : 'smpte170m';
  return {
    matrix: matrices.find((word) => word === stated.get('color_space')) ?? usual,
    primaries: known('color_primaries', primaries),
    transfer: known('color_transfer', transfers),
  };
}
