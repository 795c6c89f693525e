import { readFileSync } from 'node:fs';
import path from 'node:path';
import { AppError } from '../../domain/app-error.ts';
import { type Codebook, codebookSchema } from '../../domain/codebook.ts';

const read = new Map<string, Codebook>();

function readCodebook(file: string): Codebook {
  const known = read.get(file);
  if (known !== undefined) {
    return known;
  }
  try {
    const codebook = codebookSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    read.set(file, codebook);
    return codebook;
  } catch (cause) {
    throw new AppError(
      'internal',
      'The codebook that comes with the program could not be read. Please install the program again; your matters are not affected.',
      { file: path.basename(file) },
      cause,
    );
  }
}

/** The vocabulary shipped with this version of the program. Errors: `internal` when the installation is damaged. */
export function shippedCodebook(resourcesFolder: string): Codebook {
  return readCodebook(path.join(resourcesFolder, 'codebooks', 'conduct-and-context.json'));
}

/** The first vocabulary that was ever shipped: what annotations were made under before matters kept versions. */
export function firstShippedCodebook(resourcesFolder: string): Codebook {
  return readCodebook(path.join(resourcesFolder, 'codebooks', 'earlier', 'conduct-and-context-1.0.0.json'));
}
