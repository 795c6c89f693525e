import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, join, resolve } from 'node:path';
import { AppError } from '../../domain/app-error.ts';
import { runTool } from './run-tool.ts';

/** Absolute paths of the two executables and the version both say they are. */
export interface MediaTools {
  readonly ffmpeg: string;
  readonly ffprobe: string;
  readonly version: string;
}

/** `-fps_mode`, on which frame-exact clips rest, came with this version. */
const oldestVersion = [5, 1] as const;

const found = new Map<string, Promise<MediaTools>>();

function executableName(name: string): string {
  return process.platform === 'win32' ? `${name}.exe` : name;
}

/** Electron sets this; a packaged app carries its tools below it. */
function resourcesFolder(): string | null {
  const folder: unknown = Reflect.get(process, 'resourcesPath');
  return typeof folder === 'string' && folder !== '' ? join(folder, 'ffmpeg') : null;
}

function foldersToSearch(folder: string | undefined): string[] {
  const stated = folder ?? process.env['FRAME_OF_RECORD_FFMPEG_DIR'];
  if (stated !== undefined && stated !== '') {
    return [stated];
  }
  const packaged = resourcesFolder();
  const onPath = (process.env['PATH'] ?? '').split(delimiter).filter((entry) => entry !== '');
  return packaged === null ? onPath : [packaged, ...onPath];
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

async function findExecutable(name: string, folders: readonly string[]): Promise<string | null> {
  for (const folder of folders) {
    const path = resolve(folder, executableName(name));
    if (await isExecutable(path)) {
      return path;
    }
  }
  return null;
}

function missing(name: string, folders: readonly string[]): AppError {
  return new AppError(
    'tool-missing',
    `The program ${name} was not found. Install FFmpeg 5.1 or newer (on Debian: apt-get install ffmpeg), or name its folder in FRAME_OF_RECORD_FFMPEG_DIR.`,
    { tool: name, searched: folders },
  );
}

function isTooOld(version: string): boolean {
  const match = /^n?(\d+)\.(\d+)/.exec(version);
  if (match === null) {
    return false;
  }
  const [major, minor] = [Number(match[1]), Number(match[2])];
  return major < oldestVersion[0] || (major === oldestVersion[0] && minor < oldestVersion[1]);
}

async function readVersion(path: string, tool: 'ffmpeg' | 'ffprobe'): Promise<string> {
  const run = await runTool({
    executable: path,
    tool,
    toolVersion: 'unknown',
    arguments: ['-version'],
    wallMs: 20_000,
  });
  const version = /^(?:ffmpeg|ffprobe) version (\S+)/.exec(run.stdout.toString('utf8'))?.[1];
  if (version === undefined) {
    throw new AppError('tool-missing', `The program at ${path} does not answer as ${tool}. Install FFmpeg again.`, {
      tool,
      path,
    });
  }
  return version;
}

async function searchTools(folders: readonly string[]): Promise<MediaTools> {
  const ffmpeg = await findExecutable('ffmpeg', folders);
  const ffprobe = await findExecutable('ffprobe', folders);
  if (ffmpeg === null || ffprobe === null) {
    throw missing(ffmpeg === null ? 'ffmpeg' : 'ffprobe', folders);
  }
  const version = await readVersion(ffmpeg, 'ffmpeg');
  const probeVersion = await readVersion(ffprobe, 'ffprobe');
  if (version !== probeVersion || isTooOld(version)) {
    throw new AppError(
      'tool-missing',
      `ffmpeg ${version} and ffprobe ${probeVersion} cannot be used; both must be the same version, 5.1 or newer. Install FFmpeg again.`,
      { ffmpeg, ffprobe, version, probeVersion },
    );
  }
  return { ffmpeg, ffprobe, version };
}

/**
 * Finds ffmpeg and ffprobe: in the stated folder (argument, else FRAME_OF_RECORD_FFMPEG_DIR), else in the packaged
 * app's resources, else on PATH. The answer is kept for the life of the process. Throws `tool-missing`.
 */
export async function findMediaTools(options: { readonly folder?: string | undefined } = {}): Promise<MediaTools> {
  const folders = foldersToSearch(options.folder);
  const key = folders.join(delimiter);
  const known = found.get(key);
  if (known !== undefined) {
    return known;
  }
  const search = searchTools(folders);
  found.set(key, search);
  search.catch(() => found.delete(key));
  return search;
}
