import { lstat, rm } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../../domain/app-error.ts';
import { systemErrorCode, writeWholeFile } from '../store/whole-file.ts';

/** Where a still goes: exactly this file, or into this folder under the first name that is free. */
export type StillPlace =
  | { readonly kind: 'file'; readonly file: string }
  | { readonly kind: 'folder'; readonly folder: string; readonly name: string };

/** Names tried in one folder before giving up. */
const mostNames = 1000;

/** The files of one still share a stem: `<stem>.png`, `<stem>.json`, `<stem>_ENHANCED.png`. */
export type StillStem = { readonly folder: string; readonly stem: string };

export function stillFileNames(stem: string): { png: string; enhanced: string; record: string } {
  return { png: `${stem}.png`, enhanced: `${stem}_ENHANCED.png`, record: `${stem}.json` };
}

async function isThere(file: string): Promise<boolean> {
  try {
    await lstat(file);
    return true;
  } catch (thrown) {
    if (systemErrorCode(thrown) === 'ENOENT' || systemErrorCode(thrown) === 'ENOTDIR') {
      return false;
    }
    throw thrown;
  }
}

/** Whether one of the names is taken; the name of the enhanced picture counts also where none is made. */
async function takenName({ folder, stem }: StillStem): Promise<string | null> {
  for (const name of Object.values(stillFileNames(stem))) {
    if (await isThere(path.join(folder, name))) {
      return name;
    }
  }
  return null;
}

/** The stem for a still. Errors: `destination-exists` when the named file, or one beside it, is there already. */
export async function chooseStem(place: StillPlace): Promise<StillStem> {
  if (place.kind === 'file') {
    const folder = path.dirname(place.file);
    const stem = path.basename(place.file).replace(/\.png$/i, '');
    const taken = await takenName({ folder, stem });
    if (taken !== null) {
      throw new AppError(
        'destination-exists',
        `There is a file ${taken} already, and a still never replaces one. Choose another name.`,
        { file: taken },
      );
    }
    return { folder, stem };
  }
  for (let number = 1; number <= mostNames; number += 1) {
    const stem = number === 1 ? place.name : `${place.name}_${number}`;
    if ((await takenName({ folder: place.folder, stem })) === null) {
      return { folder: place.folder, stem };
    }
  }
  throw new AppError(
    'destination-exists',
    `There are ${mostNames} stills of this frame in that folder already. Choose another folder.`,
  );
}

export type NamedContent = { readonly name: string; readonly content: string | Uint8Array };

/**
 * Writes several new files, each whole under its name or not at all, and calls `done` when all of them are there. When
 * one cannot be written, or `done` throws, those that were written are taken away again. Never replaces a file.
 * Errors: those of `writeWholeFile`; whatever `done` throws.
 */
export async function writeTogether<T>(folder: string, files: readonly NamedContent[], done: () => T): Promise<T> {
  const written: string[] = [];
  try {
    for (const { name, content } of files) {
      const file = path.join(folder, name);
      await writeWholeFile(file, content);
      written.push(file);
    }
    return done();
  } catch (thrown) {
    for (const file of written) {
      await rm(file, { force: true });
    }
    throw thrown;
  }
}
