import { describe, expect, it } from 'vitest';
import { readMovieHead } from '../../../../src-renderer/playback/movie-head.ts';

function box(name: string, ...bodies: readonly Uint8Array[]): Uint8Array {
  const body = Buffer.concat(bodies);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(body.length + 8);
  head.write(name, 4, 'latin1');
  return new Uint8Array(Buffer.concat([head, body]));
}

const bytes = (count: number, value: number) => new Uint8Array(count).fill(value);
const kept = {
  ftyp: box('ftyp', bytes(16, 1)),
  mvhd: box('mvhd', bytes(100, 2)),
  tkhd: box('tkhd', bytes(84, 3)),
  stsd: box('stsd', bytes(120, 4)),
};

/** A file of pieces by their places, the rest of it never read. */
function file(pieces: readonly (readonly [start: number, piece: Uint8Array])[]) {
  return async (start: number, end: number) => {
    const [from, piece] = pieces.find(([at, { length }]) => at <= start && end <= at + length) ?? [0, null];
    if (piece === null) {
      throw new Error(`The bytes ${start} to ${end} are not wanted.`);
    }
    return piece.slice(start - from, end - from);
  };
}

describe('the head of an MP4', () => {
  const tables = box('stts', bytes(4_000_000, 9));
  const movie = box(
    'moov',
    kept.mvhd,
    box('trak', kept.tkhd, box('mdia', box('minf', box('stbl', kept.stsd, tables)))),
    box('udta', bytes(300_000, 9)),
  );

  it('holds what the tracks are, and neither tables nor what somebody put beside them', async () => {
    const head = await readMovieHead(file([[0, new Uint8Array(Buffer.concat([kept.ftyp, movie]))]]), 24 + movie.length);
    const trak = box('trak', kept.tkhd, box('mdia', box('minf', box('stbl', kept.stsd))));
    expect(head).toEqual(new Uint8Array(Buffer.concat([kept.ftyp, box('moov', kept.mvhd, trak)])));
  });

  it('is found behind pictures of more than four gibibytes, without reading them or the tables', async () => {
    const mediaBytes = 5 * 1024 ** 3;
    const media = Buffer.alloc(16);
    media.writeUInt32BE(1);
    media.write('mdat', 4, 'latin1');
    media.writeBigUInt64BE(BigInt(mediaBytes), 8);
    const movieAt = kept.ftyp.length + mediaBytes;
    const tablesAt = movie.length - 300_008 - tables.length;
    const read = file([
      [0, new Uint8Array(Buffer.concat([kept.ftyp, media]))],
      [movieAt, movie.slice(0, tablesAt)],
      [movieAt + movie.length - 300_008, movie.slice(-300_008, -300_008 + 16)],
    ]);
    expect((await readMovieHead(read, movieAt + movie.length))?.length).toBeLessThan(500);
  });

  it('is not told where the file ends too early or is something else', async () => {
    const whole = new Uint8Array(Buffer.concat([kept.ftyp, box('free', bytes(8, 0)), movie]));
    expect(await readMovieHead(file([[0, whole]]), whole.length - 1)).toBeNull();
    expect(await readMovieHead(file([[0, bytes(64, 0)]]), 64)).toBeNull();
    expect(await readMovieHead(file([[0, bytes(64, 255)]]), 64)).toBeNull();
    expect(await readMovieHead(file([[0, kept.ftyp]]), kept.ftyp.length)).toBeNull();
  });
});
