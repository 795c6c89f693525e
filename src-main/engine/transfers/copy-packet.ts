import { mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { syncFolder } from '../store/whole-file.ts';
import { isThere, requireFolder } from './destination.ts';
import { type PacketFile, readChecked } from './packet-files.ts';
import { digestAt, partialName } from './write-parts.ts';

/**
 * Copies a packet as a folder, under an unfinished name until it is whole. Files that an earlier attempt copied whole are
 * kept. `onBytes` hears of every file's bytes. Errors: `packet-invalid`, `cancelled`; system errors as they come.
 */
export async function copyPacket(
  files: readonly PacketFile[],
  target: string,
  signal: AbortSignal,
  onBytes: (byteCount: number) => void,
): Promise<void> {
  const partial = partialName(target);
  await requireFolder(path.dirname(target));
  const folders = new Set<string>([partial]);
  for (const file of files) {
    const place = path.join(partial, ...file.name.split('/'));
    await mkdir(path.dirname(place), { recursive: true });
    folders.add(path.dirname(place));
    signal.throwIfAborted();
    if (file.digest !== null && (await isThere(place)) && (await digestAt(place, signal)) === file.digest) {
      onBytes(file.byteCount);
    } else {
      await copyFile(file, place, signal, onBytes);
    }
  }
  for (const folder of folders) {
    await syncFolder(folder);
  }
  await rename(partial, target);
  await syncFolder(path.dirname(target));
}

async function copyFile(
  file: PacketFile,
  place: string,
  signal: AbortSignal,
  onBytes: (byteCount: number) => void,
): Promise<void> {
  const handle = await open(place, 'w', 0o644);
  try {
    for await (const chunk of readChecked(file)) {
      signal.throwIfAborted();
      await handle.writeFile(chunk);
      onBytes(chunk.length);
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Takes away a copy that was not finished. */
export async function removeCopy(target: string): Promise<void> {
  await rm(partialName(target), { recursive: true, force: true });
}
