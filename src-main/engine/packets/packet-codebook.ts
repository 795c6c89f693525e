import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { AppError } from '../../domain/app-error.ts';
import { type Codebook, codebookSchema } from '../../domain/codebook.ts';
import { type Digest, digestSchema } from '../../domain/digest.ts';

/** The vocabulary that the exhibits use, with the digest of its file: a packet states both. */
export type PacketCodebook = { readonly codebook: Codebook; readonly digest: Digest };

/** Errors: `internal` when the installation is damaged. */
export function readPacketCodebook(resourcesFolder: string): PacketCodebook {
  const file = path.join(resourcesFolder, 'codebooks', 'conduct-and-context.json');
  try {
    const bytes = readFileSync(file);
    return {
      codebook: codebookSchema.parse(JSON.parse(bytes.toString('utf8'))),
      digest: digestSchema.parse(createHash('sha256').update(bytes).digest('hex')),
    };
  } catch (cause) {
    throw new AppError(
      'internal',
      'The codebook that comes with the program could not be read. Please install the program again; your matters are not affected.',
      { file: path.basename(file) },
      cause,
    );
  }
}
