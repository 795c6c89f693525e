import { expect, test } from 'vitest';
import type { FrameNumber } from '../../../../src-main/domain/time.ts';
import {
  frameMicrosAway,
  neighbourFrame,
  neighbourKeyFrame,
  neighbourSpan,
} from '../../../../src-renderer/playback/neighbours.ts';
import { smallFrameIndex } from '../small-frame-index.ts';

test('the nearest place on the asked side', () => {
  expect(neighbourFrame([3, 9, 20], 9, 'next')).toBe(20);
  expect(neighbourFrame([3, 9, 20], 9, 'previous')).toBe(3);
  expect(neighbourFrame([3, 9, 20], 20, 'next')).toBeNull();
});

test('key frames, not counting the one we are on', () => {
  const index = smallFrameIndex([0, 40, 80, 120, 160], [0, 2, 4]);
  expect(neighbourKeyFrame(index, 2 as FrameNumber, 'next')).toBe(4);
  expect(neighbourKeyFrame(index, 2 as FrameNumber, 'previous')).toBe(0);
  expect(neighbourKeyFrame(index, 0 as FrameNumber, 'previous')).toBeNull();
});

test('a second away goes by time stamps, over a gap', () => {
  const index = smallFrameIndex([0, 40, 80, 3000, 3040]);
  expect(frameMicrosAway(index, 1 as FrameNumber, 1_000_000)).toBe(2);
  expect(frameMicrosAway(index, 4 as FrameNumber, -30_000)).toBe(3);
});

test('walks annotations one by one, also several that begin at one frame', () => {
  const spans = [
    { id: 'b', inFrame: 10 },
    { id: 'a', inFrame: 10 },
    { id: 'c', inFrame: 30 },
  ];
  const walked: string[] = [];
  let from: { frame: number; selectedId: string | null } = { frame: 0, selectedId: null };
  for (let next = neighbourSpan(spans, from, 'next'); next !== null; next = neighbourSpan(spans, from, 'next')) {
    walked.push(next.id);
    from = { frame: next.inFrame, selectedId: next.id };
  }
  expect(walked).toEqual(['a', 'b', 'c']);
});
