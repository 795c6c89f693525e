import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../../domain/app-error.ts';
import type { Rendition } from '../../domain/footage.ts';
import type { OpenMatter } from '../matters/open-matter.ts';
import { systemCode } from './disk.ts';

/** The bytes of a small derivative. Errors: object-missing. */
export async function readRendition(matter: OpenMatter, rendition: Rendition): Promise<Uint8Array> {
  try {
    return await readFile(path.join(matter.folder.derivatives, rendition.fileName));
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') {
      throw error;
    }
    throw new AppError(
      'object-missing',
      'A derivative of this recording is missing from the folder of the matter. The original is not touched by that.',
      { fileName: rendition.fileName },
      error,
    );
  }
}
