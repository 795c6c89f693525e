import { describe, expect, it } from 'vitest';
import { countFrames, mergeRanges, sumCoverage, unwatchedRanges } from '../../../src-main/domain/coverage.ts';
import { seededRandom } from '../../helpers/seeded-random.ts';

const range = (inFrame: number, outFrame: number) => ({ inFrame, outFrame });

describe('ranges of watched frames', () => {
  it('are joined where they overlap or touch, and kept apart where a frame lies between', () => {
    expect(mergeRanges([range(10, 20), range(0, 5), range(5, 7), range(15, 30), range(31, 32)])).toEqual([
      range(0, 7),
      range(10, 30),
      range(31, 32),
    ]);
    expect(mergeRanges([])).toEqual([]);
  });

  it('and what they leave out make up the whole recording', () => {
    expect(unwatchedRanges([range(0, 7), range(10, 30)], 40)).toEqual([range(7, 10), range(30, 40)]);
    expect(unwatchedRanges([], 3)).toEqual([range(0, 3)]);
    expect(unwatchedRanges([range(0, 3)], 3)).toEqual([]);
    expect(unwatchedRanges([], 0)).toEqual([]);
  });

  it('agree with counting frame by frame', () => {
    const random = seededRandom(7);
    for (let round = 0; round < 200; round += 1) {
      const frameCount = 1 + Math.floor(random() * 60);
      const runs = Array.from({ length: Math.floor(random() * 8) }, () => {
        const inFrame = Math.floor(random() * frameCount);
        const outFrame = inFrame + 1 + Math.floor(random() * 20);
        return { inFrame, outFrame, ratePercent: random() < 0.5 ? 100 : 400, hasSound: random() < 0.5 };
      });
      const seen = (test: (run: (typeof runs)[number]) => boolean) =>
        Array.from({ length: frameCount }, (_, frame) => frame).filter((frame) =>
          runs.some((run) => test(run) && run.inFrame <= frame && frame < run.outFrame),
        ).length;
      const { ranges, ...amounts } = sumCoverage(runs, frameCount);
      expect(amounts).toEqual({
        watchedFrames: seen(() => true),
        normalSpeedFrames: seen((run) => run.ratePercent === 100),
        soundFrames: seen((run) => run.hasSound),
      });
      expect(countFrames(unwatchedRanges(ranges, frameCount))).toBe(frameCount - amounts.watchedFrames);
    }
  });
});
