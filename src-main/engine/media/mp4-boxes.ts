import { type FileHandle, open } from 'node:fs/promises';

/** Pictures or pieces of sound of a track, and how many bytes they have together. */
export interface StoredSamples {
  readonly count: number;
  readonly byteCount: number;
}

/** What the boxes of an MP4 say of the bytes in it. */
export interface Mp4Boxes {
  /** By track, in the order of the file: all that is stored, whatever an edit list shows of it. */
  readonly tracks: readonly StoredSamples[];
  /** Bytes of media, in all `mdat` boxes together. */
  readonly mediaBytes: number;
  /** Boxes that neither picture nor sound needs: free text, identifiers, tracks of data. */
  readonly foreign: readonly string[];
}

interface Box {
  readonly type: string;
  /** First byte after its header. */
  readonly start: number;
  readonly end: number;
}

const expectedTopLevel = ['ftyp', 'moov', 'mdat', 'free'];
const containers = ['moov', 'trak', 'mdia', 'minf', 'stbl', 'edts', 'dinf'];
/** Boxes that carry words, places, identifiers of a device, or a second meaning. */
const carriers = ['udta', 'meta', 'uuid', 'skip', 'tref', 'iods', 'XMP_', 'gmhd', 'stz2'];

/** The list of tags as ffmpeg writes it when there is none: it says `mdir`, `appl` and nothing else. */
const emptyTags = Buffer.concat([
  Buffer.from('00000035', 'hex'),
  Buffer.from('meta'),
  Buffer.from('0000000000000021', 'hex'),
  Buffer.from('hdlr'),
  Buffer.alloc(8),
  Buffer.from('mdirappl'),
  Buffer.alloc(9),
  Buffer.from('00000008', 'hex'),
  Buffer.from('ilst'),
]);

async function isEmptyTags(file: FileHandle, { type, start, end }: Box): Promise<boolean> {
  if (type !== 'udta' || end - start !== emptyTags.length) {
    return false;
  }
  const found = Buffer.alloc(emptyTags.length);
  await file.read(found, 0, found.length, start);
  return found.equals(emptyTags);
}

async function readBox(file: FileHandle, at: number, end: number): Promise<Box | null> {
  const header = Buffer.alloc(16);
  const { bytesRead } = await file.read(header, 0, 16, at);
  if (bytesRead < 8) {
    return null;
  }
  const stated = header.readUInt32BE(0);
  const isLarge = stated === 1;
  const size = stated === 0 ? end - at : isLarge ? Number(header.readBigUInt64BE(8)) : stated;
  const start = at + (isLarge ? 16 : 8);
  const boxEnd = at + size;
  return boxEnd < start || boxEnd > end ? null : { type: header.toString('latin1', 4, 8), start, end: boxEnd };
}

async function walk(
  file: FileHandle,
  from: number,
  end: number,
  onBox: (box: Box) => void | Promise<void>,
): Promise<void> {
  let at = from;
  while (at < end) {
    const box = await readBox(file, at, end);
    if (box === null) {
      await onBox({ type: 'broken', start: at, end });
      return;
    }
    await onBox(box);
    if (containers.includes(box.type)) {
      await walk(file, box.start, box.end, onBox);
    }
    at = box.end;
  }
}

const sizeTableHeader = 12;
const entriesAtOnce = 65_536;

/** Reads a track's table of sizes (`stsz`, ISO/IEC 14496-12, 8.7.3.2); null where the table does not fit its box. */
async function readSizes(file: FileHandle, { start, end }: Box): Promise<StoredSamples | null> {
  const header = Buffer.alloc(sizeTableHeader);
  await file.read(header, 0, sizeTableHeader, start);
  const common = header.readUInt32BE(4);
  const count = header.readUInt32BE(8);
  if (end - start !== sizeTableHeader + (common === 0 ? count * 4 : 0)) {
    return null;
  }
  if (common > 0) {
    return { count, byteCount: count * common };
  }
  const entries = Buffer.alloc(Math.min(count, entriesAtOnce) * 4);
  let byteCount = 0;
  for (let done = 0; done < count; done += entriesAtOnce) {
    const taken = Math.min(entriesAtOnce, count - done);
    await file.read(entries, 0, taken * 4, start + sizeTableHeader + done * 4);
    for (let entry = 0; entry < taken; entry += 1) {
      byteCount += entries.readUInt32BE(entry * 4);
    }
  }
  return { count, byteCount };
}

/** Walks the boxes of an MP4 we made. A box that does not fit into the one around it is listed as `broken`. */
export async function readMp4Boxes(filePath: string): Promise<Mp4Boxes> {
  const file = await open(filePath, 'r');
  try {
    const { size } = await file.stat();
    const foreign: string[] = [];
    const tracks: StoredSamples[] = [];
    let mediaBytes = 0;
    await walk(file, 0, size, async (box) => {
      const { type, start, end } = box;
      if (type === 'stsz') {
        const sizes = await readSizes(file, box);
        if (sizes === null) {
          foreign.push('broken');
        } else {
          tracks.push(sizes);
        }
      }
      mediaBytes += type === 'mdat' ? end - start : 0;
      const isPadding = type === 'free' && end > start;
      if ((carriers.includes(type) && !(await isEmptyTags(file, box))) || type === 'broken' || isPadding) {
        foreign.push(type);
      }
    });
    let at = 0;
    while (at < size) {
      const box = await readBox(file, at, size);
      if (box === null) {
        break;
      }
      if (!expectedTopLevel.includes(box.type)) {
        foreign.push(box.type);
      }
      at = box.end;
    }
    return { tracks, mediaBytes, foreign };
  } finally {
    await file.close();
  }
}
