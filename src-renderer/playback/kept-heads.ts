import { createChunkReader, type ReadBytes } from './indexed-packets.ts';
import { readMovieHead } from './movie-head.ts';

/** What is wanted of a head lies in a few places far from each other. */
const pieceBytes = 64 * 1024;

/** Heads of recordings by address: a few kilobytes each, and an original never changes. */
const kept = new Map<string, Promise<Uint8Array | null>>();

/** `readMovieHead` of the file at an address, read once. */
export function keptHead(url: string, byteCount: number, fetchRange: ReadBytes): Promise<Uint8Array | null> {
  const known = kept.get(url);
  if (known !== undefined) {
    return known;
  }
  const reading = readMovieHead(createChunkReader(fetchRange, pieceBytes), byteCount);
  kept.set(url, reading);
  reading.catch(() => kept.delete(url));
  return reading;
}

/** Forgets everything: a matter was closed. */
export function forgetKeptHeads(): void {
  kept.clear();
}
