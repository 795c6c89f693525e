import { expect, test } from 'vitest';
import { AppError } from '../../../../src-main/domain/app-error.ts';
import type { FrameNumber, Pts } from '../../../../src-main/domain/time.ts';
import type { PictureDecoder } from '../../../../src-renderer/playback/decoded-picture.ts';
import { createFrameSeeker } from '../../../../src-renderer/playback/frame-seeker.ts';

type FakePicture = { readonly frame: number; isClosed: boolean };
type FakeDecoderOptions = {
  /** Frames it never gives. */
  readonly missing?: readonly number[];
  /** Frames it gives under another time stamp. */
  readonly wrong?: readonly number[];
  readonly failure?: AppError;
};

const frameCount = 1000;
const pictureBytes = 100;
const ptsOf = (frame: number) => (frame * 40) as Pts;
const turn = () => new Promise((resolve) => setTimeout(resolve, 0));

/** A file whose pictures come one a turn, and which counts what it opened and what was closed. */
function newFile() {
  const opened: FakePicture[] = [];
  const runs: { first: number; last: number; isOver: boolean }[] = [];
  const fetched: number[] = [];
  const open = (frame: number) => {
    const picture = { frame, isClosed: false };
    opened.push(picture);
    return picture;
  };
  function decoder({ missing = [], wrong = [], failure }: FakeDecoderOptions = {}): PictureDecoder<FakePicture> {
    return {
      async *pictures({ first, last, urgent }, signal) {
        const run = { first: first as number, last: last as number, isOver: false };
        runs.push(run);
        const numbers = function* () {
          if (urgent !== null) {
            yield urgent as number;
          }
          for (let frame = first as number; frame <= last; frame += 1) {
            if (frame !== urgent) {
              yield frame;
            }
          }
        };
        try {
          if (failure !== undefined) {
            throw failure;
          }
          for (const frame of numbers()) {
            await turn();
            if (signal.aborted) {
              return;
            }
            if (!missing.includes(frame)) {
              const pts = wrong.includes(frame) ? ptsOf(frame + 1) : ptsOf(frame);
              yield {
                frame: frame as FrameNumber,
                pts,
                picture: open(frame),
                byteCount: pictureBytes,
                origin: 'original',
              };
            }
          }
        } finally {
          run.isOver = true;
        }
      },
      dispose: () => undefined,
    };
  }
  function seeker(decoders: readonly PictureDecoder<FakePicture>[], options: { pictures?: number } = {}) {
    return createFrameSeeker<FakePicture>({
      frameCount,
      decoders: () => decoders,
      fetchFrame: async (frame, signal) => {
        fetched.push(frame);
        await turn();
        signal.throwIfAborted();
        return { frame, pts: ptsOf(frame), picture: open(frame), byteCount: pictureBytes, origin: 'engine' };
      },
      expectedPts: ptsOf,
      misnamed: () => new AppError('proof-failed', 'Another frame came.'),
      byteBudget: (options.pictures ?? 60) * pictureBytes,
      release: (picture) => {
        expect(picture.isClosed, `picture ${picture.frame} closed twice`).toBe(false);
        picture.isClosed = true;
      },
    });
  }
  const stillOpen = () => opened.filter(({ isClosed }) => !isClosed).map(({ frame }) => frame);
  return { opened, runs, fetched, decoder, seeker, stillOpen };
}

async function until(isTrue: () => boolean): Promise<void> {
  for (let attempt = 0; attempt < 500 && !isTrue(); attempt += 1) {
    await turn();
  }
  expect(isTrue()).toBe(true);
}

const at = (frame: number) => frame as FrameNumber;

test('a jump has its picture made first, then a few before and after it, and no more', async () => {
  const file = newFile();
  const seeker = file.seeker([file.decoder()]);
  expect(await seeker.seek(at(500))).toMatchObject({ frame: 500, origin: 'original' });
  expect(file.opened.map(({ frame }) => frame)).toEqual([500]);
  await until(() => seeker.peek(at(510)) !== null);
  for (let wait = 0; wait < 30; wait += 1) {
    await turn();
  }
  expect(seeker.peek(at(488))).not.toBeNull();
  expect(file.opened.at(-1)?.frame).toBeLessThanOrEqual(514);
  expect(file.runs).toHaveLength(1);
  expect(file.fetched).toEqual([]);
  seeker.rest();
  await until(() => file.runs.every(({ isOver }) => isOver));
});

test('steps forward keep one run going and stay ahead of the playhead, not farther', async () => {
  const file = newFile();
  const seeker = file.seeker([file.decoder()]);
  for (let frame = 100; frame <= 140; frame += 1) {
    expect((await seeker.seek(at(frame), 1)).frame).toBe(frame);
  }
  expect(file.runs).toHaveLength(1);
  await until(() => seeker.peek(at(150)) !== null);
  for (let wait = 0; wait < 30; wait += 1) {
    await turn();
  }
  expect(file.opened.at(-1)?.frame).toBeLessThanOrEqual(154);
  expect(file.runs[0]?.isOver).toBe(false);
});

test('steps back decode stretches and find the pictures kept', async () => {
  const file = newFile();
  const seeker = file.seeker([file.decoder()]);
  for (let frame = 400; frame >= 330; frame -= 1) {
    expect((await seeker.seek(at(frame), -1)).frame).toBe(frame);
    await turn();
  }
  expect(file.fetched).toEqual([]);
  expect(file.runs.length).toBeLessThan(9);
  const times = file.opened.filter(({ frame }) => frame >= 335 && frame <= 395).length;
  expect(times, 'each picture is decoded about once').toBeLessThan(100);
});

test('keeps to the number of bytes, and gives up what lies behind first', async () => {
  const file = newFile();
  const seeker = file.seeker([file.decoder()], { pictures: 20 });
  for (let frame = 0; frame <= 60; frame += 1) {
    await seeker.seek(at(frame), 1);
    expect(seeker.state().keptBytes).toBeLessThanOrEqual(20 * pictureBytes);
  }
  expect(file.stillOpen().length).toBe(seeker.state().kept);
  expect(seeker.peek(at(60))).not.toBeNull();
  expect(seeker.peek(at(30))).toBeNull();
});

test('a jump ends what was being prepared, and a dropped ask says that it was cancelled', async () => {
  const file = newFile();
  const seeker = file.seeker([file.decoder()]);
  const dropped = seeker.seek(at(300), -1);
  const refusal = expect(dropped).rejects.toMatchObject({ code: 'cancelled' });
  await turn();
  expect((await seeker.seek(at(900))).frame).toBe(900);
  await refusal;
  await until(() => file.runs[0]?.isOver === true);
  expect(file.opened.filter(({ frame }) => frame <= 300).length).toBeLessThan(10);
});

test('closes every picture it opened, also those that came after the bench was closed', async () => {
  const file = newFile();
  const seeker = file.seeker([file.decoder()], { pictures: 15 });
  for (const [frame, direction] of [
    [10, 1],
    [11, 1],
    [500, 0],
    [499, -1],
    [480, -1],
    [20, 0],
    [21, 1],
  ] as const) {
    await seeker.seek(at(frame), direction);
  }
  const last = seeker.seek(at(800), -1);
  const refusal = expect(last).rejects.toMatchObject({ code: 'cancelled' });
  await turn();
  seeker.dispose();
  await refusal;
  await until(() => file.runs.every(({ isOver }) => isOver));
  expect(file.opened.length).toBeGreaterThan(15);
  expect(file.stillOpen()).toEqual([]);
});

test('a picture the decoder does not give comes from the next decoder, and from the engine at last', async () => {
  const file = newFile();
  const original = file.decoder({ missing: [200, 201] });
  const copy = file.decoder({ missing: [201] });
  const seeker = file.seeker([original, copy]);
  expect(await seeker.seek(at(200), 1)).toMatchObject({ frame: 200 });
  expect(file.fetched).toEqual([]);
  expect(await seeker.seek(at(201), 1)).toMatchObject({ frame: 201, origin: 'engine' });
  expect(file.fetched).toEqual([201]);
  expect(await seeker.seek(at(202), 1)).toMatchObject({ frame: 202, origin: 'original' });
});

test('where the original cannot be decoded here, the very first picture comes from the copy', async () => {
  const file = newFile();
  const original = file.decoder({ failure: new AppError('media-unsupported', 'Not here.') });
  const seeker = file.seeker([original, file.decoder()]);
  expect(await seeker.seek(at(0))).toMatchObject({ frame: 0 });
  expect(file.fetched).toEqual([]);
});

test('a picture with another time stamp than the list gives is thrown away and asked of the engine', async () => {
  const file = newFile();
  const seeker = file.seeker([file.decoder({ wrong: [50] })]);
  expect(await seeker.seek(at(50))).toMatchObject({ frame: 50, origin: 'engine' });
  expect(file.opened.filter(({ frame }) => frame === 50).map(({ isClosed }) => isClosed)).toEqual([true, false]);
});

test('refuses what the engine gives when it is not the frame asked for', async () => {
  const seeker = createFrameSeeker<number>({
    frameCount,
    decoders: () => [],
    fetchFrame: async (frame) => ({ frame, pts: 1 as Pts, picture: frame, byteCount: 1, origin: 'engine' }),
    expectedPts: ptsOf,
    misnamed: () => new AppError('proof-failed', 'Another frame came.'),
    byteBudget: 10,
    release: () => undefined,
  });
  await expect(seeker.seek(at(3))).rejects.toMatchObject({ code: 'proof-failed' });
});

test('a file that cannot be decoded here is asked once and not again', async () => {
  const file = newFile();
  const seeker = file.seeker([file.decoder({ failure: new AppError('media-unsupported', 'Not here.') })]);
  await seeker.seek(at(5));
  await seeker.seek(at(6), 1);
  await seeker.seek(at(7), 1);
  expect(file.runs).toHaveLength(1);
  expect(file.fetched).toEqual([5, 6, 7]);
});

test('asks once for a frame that is asked for twice at once', async () => {
  const file = newFile();
  const seeker = file.seeker([]);
  await Promise.all([seeker.seek(at(4)), seeker.seek(at(4))]);
  expect(file.fetched).toEqual([4]);
});
