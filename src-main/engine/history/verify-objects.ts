import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { type Digest, digestSchema } from '../../domain/digest.ts';
import { type MatterFolder, objectPath } from '../matters/matter-folder.ts';
import { systemErrorCode } from '../store/whole-file.ts';
import type { Troubles } from './troubles.ts';
import type { FootageClaim } from './verify-contents.ts';

const blockBytes = 1024 * 1024;

async function digestOf(file: string, signal: AbortSignal, onBytes: (count: number) => void): Promise<Digest> {
  const hash = createHash('sha256');
  for await (const block of createReadStream(file, { highWaterMark: blockBytes, signal })) {
    hash.update(block);
    onBytes(block.length);
  }
  return digestSchema.parse(hash.digest('hex'));
}

/** Reads every original in the vault to its end and compares its digest with its name. Constant memory. */
export async function verifyObjects(
  folder: MatterFolder,
  footage: readonly FootageClaim[],
  troubles: Troubles,
  options: { readonly signal: AbortSignal; readonly onBytes: (count: number) => void },
): Promise<void> {
  for (const { digest, name } of footage) {
    options.signal.throwIfAborted();
    const file = objectPath(folder, digestSchema.parse(digest));
    try {
      if ((await digestOf(file, options.signal, options.onBytes)) !== digest) {
        troubles.problem(`The original of "${name}" was changed: its bytes no longer have the digest ${digest}.`);
      }
    } catch (thrown) {
      if (options.signal.aborted || systemErrorCode(thrown) === '') {
        throw thrown;
      }
      troubles.missing(
        systemErrorCode(thrown) === 'ENOENT'
          ? `The original of "${name}" (${digest}) is not in the vault.`
          : `The original of "${name}" (${digest}) cannot be read (${systemErrorCode(thrown)}).`,
      );
    }
  }
  const known = new Set(footage.map(({ digest }) => digest));
  for (const name of await filesBelow(folder.objects)) {
    if (!known.has(name)) {
      troubles.finding(`The vault holds a file that no footage stands for: ${name}.`);
    }
  }
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => !entry.isDirectory()).map((entry) => path.basename(entry.name));
}
