import { expect, test } from 'vitest';
import { AppError } from '../../../../src-main/domain/app-error.ts';
import type { FrameNumber, Pts } from '../../../../src-main/domain/time.ts';
import { createFrameSeeker } from '../../../../src-renderer/playback/frame-seeker.ts';

function newSeeker(byteBudget: number) {
  const asked: number[] = [];
  const released: number[] = [];
  const seeker = createFrameSeeker<number>({
    fetchFrame: async (frame) => {
      asked.push(frame);
      return { frame, pts: (frame * 40) as Pts, picture: frame, byteCount: 100 };
    },
    expectedPts: (frame) => (frame * 40) as Pts,
    misnamed: () => new AppError('proof-failed', 'Another frame came.'),
    byteBudget,
    release: (picture) => released.push(picture),
  });
  return { seeker, asked, released };
}

test('keeps pictures and drops the one farthest from the newest ask', async () => {
  const { seeker, asked, released } = newSeeker(300);
  for (const frame of [10, 11, 50, 12]) {
    await seeker.seek(frame as FrameNumber);
  }
  expect(released).toEqual([50]);
  await seeker.seek(10 as FrameNumber);
  expect(asked).toEqual([10, 11, 50, 12]);
});

test('asks once for a frame that is asked for twice at once', async () => {
  const { seeker, asked } = newSeeker(1000);
  await Promise.all([seeker.seek(4 as FrameNumber), seeker.seek(4 as FrameNumber)]);
  expect(asked).toEqual([4]);
});

test('refuses a picture whose time stamp is not the one of the frame list', async () => {
  const seeker = createFrameSeeker<number>({
    fetchFrame: async (frame) => ({ frame, pts: 1 as Pts, picture: frame, byteCount: 1 }),
    expectedPts: (frame) => (frame * 40) as Pts,
    misnamed: () => new AppError('proof-failed', 'Another frame came.'),
    byteBudget: 10,
    release: () => undefined,
  });
  await expect(seeker.seek(3 as FrameNumber)).rejects.toMatchObject({ code: 'proof-failed' });
});

test('gives every picture back when the bench closes', async () => {
  const { seeker, released } = newSeeker(1000);
  await seeker.seek(1 as FrameNumber);
  await seeker.seek(2 as FrameNumber);
  seeker.dispose();
  expect(released.sort()).toEqual([1, 2]);
});
