import type { ReadBytes } from './indexed-packets.ts';

/** Boxes that hold what the head needs, and are gone into; everything else is copied as it is or left out. */
const containers = ['moov', 'trak', 'mdia', 'minf', 'stbl'];

/** Larger boxes are pictures and texts that somebody put beside the recording. */
const largestBox = 256 * 1024;

type Box = { readonly name: string; readonly start: number; readonly end: number; readonly body: number };

/** The box at a place; null where there is none, or one without an end of its own. */
async function boxAt(read: ReadBytes, start: number, limit: number): Promise<Box | null> {
  if (start + 8 > limit) {
    return null;
  }
  const bytes = await read(start, Math.min(limit, start + 16));
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const name = String.fromCharCode(...bytes.subarray(4, 8));
  const isLong = view.getUint32(0) === 1;
  const head = isLong ? 16 : 8;
  if (isLong && bytes.length < 16) {
    return null;
  }
  const size = isLong ? Number(view.getBigUint64(8)) : view.getUint32(0);
  return size < head || start + size > limit ? null : { name, start, end: start + size, body: start + head };
}

/** The box without its tables; empty where nothing of it is kept. */
async function keptOf(read: ReadBytes, box: Box): Promise<Uint8Array> {
  if (!containers.includes(box.name)) {
    return box.end - box.start > largestBox ? new Uint8Array(0) : read(box.start, box.end);
  }
  const parts: Uint8Array[] = [];
  for (let place = box.body; place < box.end; ) {
    const inner = await boxAt(read, place, box.end);
    if (inner === null) {
      break;
    }
    parts.push(await keptOf(read, inner));
    // Of its pictures only what they are; where each lies would be most of the head of a long recording.
    place = box.name === 'stbl' && inner.name === 'stsd' ? box.end : inner.end;
  }
  const size = parts.reduce((sum, { length }) => sum + length, 8);
  const made = new Uint8Array(size);
  new DataView(made.buffer).setUint32(0, size);
  made.set(
    Uint8Array.from(box.name, (letter) => letter.charCodeAt(0)),
    4,
  );
  let filled = 8;
  for (const part of parts) {
    made.set(part, filled);
    filled += part.length;
  }
  return made;
}

/**
 * An MP4 or QuickTime file of `fileBytes` bytes that says what its tracks are, without the tables of where each picture
 * lies: a few kilobytes, whatever the length. Null where the file is not laid out so that this can be told.
 */
export async function readMovieHead(read: ReadBytes, fileBytes: number): Promise<Uint8Array | null> {
  const parts: Uint8Array[] = [];
  for (let place = 0; place < fileBytes; ) {
    const box = await boxAt(read, place, fileBytes);
    if (box === null) {
      return null;
    }
    if (box.name === 'ftyp' || box.name === 'moov') {
      parts.push(await keptOf(read, box));
    }
    if (box.name === 'moov') {
      return new Uint8Array(await new Blob(parts as Uint8Array<ArrayBuffer>[]).arrayBuffer());
    }
    place = box.end;
  }
  return null;
}
