import type { BigIntStats, Dirent } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../../domain/app-error.ts';
import { escapedBytes } from './source-name.ts';

/** A regular file found below what a person picked. Its path is bytes where the name is not valid UTF-8. */
export type SourceFile = {
  readonly path: string | Buffer;
  /** For people and reports: the picked folder's name and what lies below it, with `/`. */
  readonly relativePath: string;
  readonly originalName: string;
  readonly byteCount: number;
};

/** Something that is not taken: `skipped` by rule (links, pipes, devices), `failed` when it could not be looked at. */
export type LeftOut = {
  readonly relativePath: string;
  readonly outcome: 'skipped' | 'failed';
  readonly message: string;
};

export type SourceListing = { readonly files: SourceFile[]; readonly leftOut: LeftOut[] };

export type EnumerateOptions = {
  readonly signal: AbortSignal;
  /** The open matter's own folder: never taken into itself. */
  readonly matterRoot: string;
};

const deepestFolder = 200;
/** Files looked at side by side. */
const batchSize = 64;

type Place = { readonly path: string | Buffer; readonly relativePath: string; readonly name: string };

/**
 * Lists every regular file of the picked files and folders, in the order of their bytes. Links are not followed; pipes,
 * sockets and devices are never opened. Errors: cancelled. Whatever cannot be looked at is in `leftOut`.
 */
export async function enumerateSources(paths: readonly string[], options: EnumerateOptions): Promise<SourceListing> {
  const listing: SourceListing = { files: [], leftOut: [] };
  const matterRoot = await lstat(options.matterRoot, { bigint: true });
  await visitAll(topPlaces(paths), 0, { ...options, listing, matterRootStats: matterRoot });
  return listing;
}

/** Picked places under their own names; places whose names collide under their whole paths. */
function topPlaces(paths: readonly string[]): Place[] {
  const unique = [...new Set(paths.map((given) => path.resolve(given)))];
  const counts = new Map<string, number>();
  for (const place of unique) {
    const name = path.basename(place);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return unique.map((place) => {
    const name = path.basename(place);
    // A whole path begins with a slash or a drive, so it cannot collide with a name.
    const whole = place.split(path.sep).join('/');
    return { path: place, name: name || place, relativePath: name !== '' && counts.get(name) === 1 ? name : whole };
  });
}

type Visit = EnumerateOptions & { readonly listing: SourceListing; readonly matterRootStats: BigIntStats };

/** Looks at the places in batches side by side, then takes them one after another, so that their order is kept. */
async function visitAll(places: readonly Place[], depth: number, context: Visit): Promise<void> {
  for (let at = 0; at < places.length; at += batchSize) {
    if (context.signal.aborted) {
      throw new AppError('cancelled', 'Bringing in files was cancelled.');
    }
    const batch = places.slice(at, at + batchSize);
    const looks = await Promise.allSettled(batch.map((place) => lstat(place.path, { bigint: true })));
    for (const [index, place] of batch.entries()) {
      const look = looks[index];
      if (look?.status === 'fulfilled') {
        await visit(place, look.value, depth, context);
      } else {
        const reason = reasonOf(look?.reason);
        const message = `"${place.name}" could not be looked at (${reason}). Check that the source is connected.`;
        context.listing.leftOut.push({ relativePath: place.relativePath, outcome: 'failed', message });
      }
    }
  }
}

async function visit(place: Place, stats: BigIntStats, depth: number, context: Visit): Promise<void> {
  const { listing } = context;
  const leaveOut = (outcome: LeftOut['outcome'], message: string) => {
    listing.leftOut.push({ relativePath: place.relativePath, outcome, message });
  };
  if (stats.isFile()) {
    listing.files.push({
      path: place.path,
      relativePath: place.relativePath,
      originalName: place.name,
      byteCount: Number(stats.size),
    });
    return;
  }
  if (!stats.isDirectory()) {
    leaveOut('skipped', `"${place.name}" is ${describe(stats)} and was left out; only files and folders are taken.`);
    return;
  }
  if (stats.dev === context.matterRootStats.dev && stats.ino === context.matterRootStats.ino) {
    leaveOut('skipped', `"${place.name}" is the folder of this matter itself and was left out.`);
    return;
  }
  if (depth >= deepestFolder) {
    leaveOut(
      'failed',
      `"${place.name}" lies more than ${deepestFolder} folders deep; pick the folders below it directly.`,
    );
    return;
  }
  let entries: Dirent<Buffer>[];
  try {
    entries = await readdir(place.path, { withFileTypes: true, encoding: 'buffer' });
  } catch (error) {
    leaveOut('failed', `The folder "${place.name}" could not be read (${reasonOf(error)}). Check its permissions.`);
    return;
  }
  entries.sort((a, b) => Buffer.compare(a.name, b.name));
  const places = entries.map((entry) => placeBelow(place, entry.name));
  await visitAll(places, depth + 1, context);
}

function placeBelow(parent: Place, rawName: Buffer): Place {
  const text = rawName.toString('utf8');
  const isText = Buffer.from(text, 'utf8').equals(rawName);
  const name = isText ? text : escapedBytes(rawName);
  const isPlain = isText && typeof parent.path === 'string';
  return {
    path: isPlain
      ? path.join(String(parent.path), text)
      : Buffer.concat([Buffer.from(parent.path), Buffer.from(path.sep), rawName]),
    name,
    relativePath: `${parent.relativePath}/${name}`,
  };
}

function describe(stats: BigIntStats): string {
  if (stats.isSymbolicLink()) {
    return 'a link to another place';
  }
  if (stats.isFIFO()) {
    return 'a pipe';
  }
  if (stats.isSocket()) {
    return 'a socket';
  }
  return 'a device';
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
