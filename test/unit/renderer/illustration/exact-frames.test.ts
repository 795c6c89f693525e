import { describe, expect, it } from 'vitest';
import type { Pts } from '../../../../src-main/domain/time.ts';
import { createExactFrames, type ExactFrame, framesAhead } from '../../../../src-renderer/illustration/exact-frames.ts';

/** Pictures that come when they are told to. */
function heldFrames() {
  const closed: number[] = [];
  const asked: { frame: number; signal: AbortSignal; give(frame?: number): void; fail(): void }[] = [];
  const frames = createExactFrames((frame, signal) => {
    return new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason));
      asked.push({
        frame,
        signal,
        give: (given = frame) => resolve(pictureOf(given)),
        fail: () => reject(new Error('not decoded')),
      });
    });
  });
  const pictureOf = (frame: number) =>
    ({ frame, pts: frame as Pts, picture: { close: () => closed.push(frame) } }) as unknown as ExactFrame;
  const settle = () => new Promise((resolve) => setTimeout(resolve));
  return { frames, closed, asked, settle };
}

const stays = new AbortController().signal;

describe('which frames come next', () => {
  const range = { first: 10, last: 40 };
  it.each([
    ['one on', 20, 1, [21, 22, 23]],
    ['one back', 20, -1, [19, 18, 17]],
    ['opened', 20, 0, [21, 19]],
    ['opened on the first', 10, 0, [11]],
    ['a leap on', 20, 10, [30, 21, 19]],
    ['a leap to the end', 40, 10, [39]],
    ['one on to the last but one', 39, 1, [40]],
  ])('%s', (_how, frame, step, wanted) => {
    expect(framesAhead(frame, step, range)).toEqual(wanted);
  });
});

describe('pictures fetched ahead', () => {
  it('come one after another, and are at hand for the step', async () => {
    const { frames, asked, settle } = heldFrames();
    const ahead = frames.fetchAhead([21, 22], stays);
    expect(asked.map(({ frame }) => frame)).toEqual([21]);
    asked[0]?.give();
    await settle();
    expect(frames.peek(21)).toMatchObject({ frame: 21 });
    expect(asked.map(({ frame }) => frame)).toEqual([21, 22]);
    asked[1]?.give();
    await ahead;
    expect(frames.peek(22)).toMatchObject({ frame: 22 });
  });

  it('give way to the one that is wanted, and are not asked for twice', async () => {
    const { frames, asked, settle } = heldFrames();
    const stepping = new AbortController();
    const ahead = frames.fetchAhead([21, 22], stepping.signal);
    const same = frames.fetch(21);
    expect(asked).toHaveLength(1);
    stepping.abort();
    asked[0]?.give();
    expect(await same).toMatchObject({ frame: 21 });
    await ahead;
    // The step away from it said that 22 is no longer wanted.
    expect(asked).toHaveLength(1);
    const other = frames.fetchAhead([22], stays);
    const leap = frames.fetch(35);
    expect(asked.map(({ frame, signal }) => [frame, signal.aborted])).toEqual([
      [21, false],
      [22, true],
      [35, false],
    ]);
    await other;
    asked[2]?.give();
    expect(await leap).toMatchObject({ frame: 35 });
    await settle();
    expect(frames.peek(22)).toBeNull();
  });

  it('that fail are asked for again when they are wanted, and then they fail', async () => {
    const { frames, asked } = heldFrames();
    const ahead = frames.fetchAhead([21, 22], stays);
    asked[0]?.fail();
    await ahead;
    expect(asked).toHaveLength(1);
    const wanted = frames.fetch(21);
    asked[1]?.fail();
    await expect(wanted).rejects.toThrow('not decoded');
  });
});

describe('pictures at hand', () => {
  it('are never those of another frame', async () => {
    const { frames, asked, closed } = heldFrames();
    const wanted = frames.fetch(21);
    asked[0]?.give(22);
    await expect(wanted).rejects.toThrow('frame 21');
    expect(closed).toEqual([22]);
    expect(frames.peek(21)).toBeNull();
    expect(frames.peek(22)).toBeNull();
  });

  it('are twelve; the one used longest ago goes first, and all are closed at the end', async () => {
    const { frames, asked, closed } = heldFrames();
    for (let frame = 0; frame < 14; frame++) {
      const found = frames.fetch(frame);
      asked.at(-1)?.give();
      await found;
      // Looked at all the while.
      frames.peek(0);
    }
    expect(closed).toEqual([1, 2]);
    frames.close();
    expect(closed).toHaveLength(14);
  });
});
