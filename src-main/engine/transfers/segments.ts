import type { AgeStart } from './age-keys.ts';
import { chunkBytes, sealChunk, sealedSize, tagBytes } from './age-payload.ts';

/** A stretch of what is to be written; `bytes` does the work, so that what stands on the medium already costs none. */
export type Segment = { readonly byteCount: number; bytes(): Buffer };

/** What is to be written, from its first byte, and how much there will be. */
export type Segments = { readonly byteCount: number; readonly segments: AsyncIterable<Segment> };

export function plainSegments(byteCount: number, chunks: AsyncIterable<Buffer>): Segments {
  async function* segments() {
    for await (const chunk of chunks) {
      yield { byteCount: chunk.length, bytes: () => chunk };
    }
  }
  return { byteCount, segments: segments() };
}

/** The plain bytes as an age file. Each 64 KiB are sealed when they are asked for. */
export function sealedSegments(plainBytes: number, chunks: AsyncIterable<Buffer>, start: AgeStart): Segments {
  function segment(plain: Buffer, index: number, isLast: boolean): Segment {
    return { byteCount: plain.length + tagBytes, bytes: () => sealChunk(start.key, index, isLast, plain) };
  }
  async function* segments() {
    yield { byteCount: start.prefix.length, bytes: () => start.prefix };
    let index = 0;
    for await (const plain of inChunks(chunks)) {
      yield segment(plain.bytes, index, plain.isLast);
      index += 1;
    }
  }
  return { byteCount: start.prefix.length + sealedSize(plainBytes), segments: segments() };
}

/** The bytes anew in pieces of 64 KiB; the last is shorter, and empty only when there is nothing at all. */
async function* inChunks(chunks: AsyncIterable<Buffer>): AsyncGenerator<{ bytes: Buffer; isLast: boolean }> {
  let held: Buffer[] = [];
  let heldBytes = 0;
  for await (const chunk of chunks) {
    held.push(chunk);
    heldBytes += chunk.length;
    if (heldBytes > chunkBytes) {
      let all = held.length === 1 ? chunk : Buffer.concat(held, heldBytes);
      // One is always kept back: whether it is the last is known only at the end.
      while (all.length > chunkBytes) {
        yield { bytes: all.subarray(0, chunkBytes), isLast: false };
        all = all.subarray(chunkBytes);
      }
      held = [all];
      heldBytes = all.length;
    }
  }
  yield { bytes: Buffer.concat(held, heldBytes), isLast: true };
}
