import { describe, expect, test } from 'vitest';
import type { FrameNumber } from '../../../../src-main/domain/time.ts';
import { completeSpan } from '../../../../src-renderer/playback/bench-actions.ts';
import { createPlayhead } from '../../../../src-renderer/playback/playhead.ts';

const frame = (number: number) => number as FrameNumber;

function completed(inFrame: number | null, outFrame: number | null) {
  const playhead = createPlayhead(frame(314));
  playhead.update({
    inFrame: inFrame as FrameNumber | null,
    outFrame: outFrame as FrameNumber | null,
    shownFrame: frame(314),
  });
  completeSpan({ playhead });
  const { inFrame: first, outFrame: end } = playhead.getSnapshot();
  return [first, end];
}

describe('the frames of an open form', () => {
  test('are those of the end that is left when it was set before, or after, the other one', () => {
    expect(completed(null, 51)).toEqual([50, 51]);
    expect(completed(200, null)).toEqual([200, 201]);
  });

  test('are the frame on the stage when both ends were cleared, and stay when both are there', () => {
    expect(completed(null, null)).toEqual([314, 315]);
    expect(completed(3, 9)).toEqual([3, 9]);
  });
});
