import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../domain/app-error.ts';

/** Writes a whole file under its final name or not at all. Errors: `destination-unusable`. */
export async function writeWholeFile(file: string, bytes: Uint8Array): Promise<string> {
  const target = path.resolve(file);
  const temporary = path.join(path.dirname(target), `.${path.basename(target)}.${randomUUID()}.partial`);
  try {
    const handle = await open(temporary, 'wx');
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, target);
  } catch (cause) {
    await rm(temporary, { force: true });
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new AppError(
      'destination-unusable',
      `${target} could not be written (${reason}). Choose another place with --out.`,
      { file: target },
      cause,
    );
  }
  return target;
}
