import { describe, expect, it } from 'vitest';
import { listedFindings, summariseFrameIndex, timingFindingsAt } from '../../../src-main/domain/frame-index-summary.ts';
import { frameIndexSummarySchema, type TimingFinding } from '../../../src-main/domain/recording-facts.ts';
import type { FrameNumber } from '../../../src-main/domain/time.ts';
import { madeFrameIndex } from '../../helpers/made-frame-index.ts';

const steps = (count: number, step: number): number[] => Array.from({ length: count }, (_, frame) => frame * step);

describe('what a FrameIndex says', () => {
  it('a constant rate, exactly', () => {
    const summary = summariseFrameIndex(madeFrameIndex(steps(300, 1001), { timebase: { num: 1, den: 30_000 } }));
    frameIndexSummarySchema.parse(summary);
    expect(summary).toMatchObject({
      frameCount: 300,
      keyFrameCount: 30,
      isConstantRate: true,
      usualStepTicks: 1001,
      frameRate: { num: 30_000, den: 1001 },
      firstPts: 0,
      endPts: 300_300,
      findings: [],
      isCountVerified: false,
    });
  });

  it.each([
    [24, 1000],
    [30, 1000],
    [59.94, 1000],
    [120, 1000],
  ])('a constant rate of %d in a clock of 1/%d that rounds every time stamp', (rate, den) => {
    const pts = Array.from({ length: 2000 }, (_, frame) => Math.round((frame * den) / rate));
    const summary = summariseFrameIndex(madeFrameIndex(pts, { timebase: { num: 1, den } }));
    expect(summary.isConstantRate).toBe(true);
    expect(summary.findings).toEqual([]);
  });

  it('a lost frame in a coarse clock is no rounding', () => {
    const pts = [...steps(50, 1), ...steps(50, 1).map((value) => value + 51)];
    const summary = summariseFrameIndex(madeFrameIndex(pts, { timebase: { num: 1, den: 30 } }));
    expect(summary.isConstantRate).toBe(false);
    expect(summary.findings).toEqual([{ kind: 'gap', frame: 49, pts: 49, ticks: 2 }]);
  });

  it('a varying rate has long frames, and gaps only beyond a second', () => {
    const pts = [0];
    for (let frame = 1; frame < 200; frame += 1) {
      pts.push((pts[frame - 1] ?? 0) + (frame === 100 ? 2500 : 30 + ((frame * 37) % 41)));
    }
    const summary = summariseFrameIndex(madeFrameIndex(pts));
    expect(summary.isConstantRate).toBe(false);
    expect(summary.findings.filter((finding) => finding.kind === 'gap')).toEqual([
      { kind: 'gap', frame: 99, pts: pts[99], ticks: 2500 },
    ]);
  });

  it('time stamps that repeat and go back', () => {
    const summary = summariseFrameIndex(madeFrameIndex([0, 40, 80, 80, 120, 100, 170, 210, 250]));
    expect(summary.findings.map(({ kind, frame }) => `${kind} ${frame}`)).toEqual([
      'repeated-pts 3',
      'decreasing-pts 5',
      'long-frame 5',
    ]);
    expect(summary.endPts).toBe(290);
  });

  it('hidden packets, one finding for each run of them', () => {
    const summary = summariseFrameIndex(madeFrameIndex([0, 40, 80], { hiddenPts: [-120, -80, -40] }));
    expect(summary.hiddenFrameCount).toBe(3);
    expect(summary.findings).toEqual([{ kind: 'hidden-frames', frame: 0, pts: -120, ticks: 80 }]);
  });

  it('lists no more findings than it promises, and counts them all', () => {
    const pts = Array.from({ length: 4000 }, (_, frame) => frame * 40 + (frame % 4 === 3 ? 40 : 0));
    const summary = summariseFrameIndex(madeFrameIndex(pts.map((value) => Math.floor(value / 80) * 80)));
    expect(summary.findings.length).toBe(listedFindings);
    expect(summary.findingCount).toBeGreaterThan(listedFindings);
    frameIndexSummarySchema.parse(summary);
  });

  it('a single frame', () => {
    const summary = summariseFrameIndex(madeFrameIndex([40]));
    expect(summary).toMatchObject({ frameCount: 1, isConstantRate: true, firstPts: 40, findings: [] });
  });
});

describe('what is odd at one frame', () => {
  const uneven = madeFrameIndex([0, 40, 80, 120, 120, 160, 150, 200, 240, 280, 320, 360, 400, 440, 480, 2480, 2520], {
    hiddenPts: [-80, -40],
  });

  it('is what the summary lists of that frame', () => {
    const summary = summariseFrameIndex(uneven);
    const byFrame = [...uneven.pts.keys()].flatMap((frame) => timingFindingsAt(uneven, summary, frame as FrameNumber));
    expect(new Set(byFrame.map(({ kind }) => kind))).toEqual(
      new Set(['gap', 'repeated-pts', 'decreasing-pts', 'hidden-frames']),
    );
    const inOrder = (findings: readonly TimingFinding[]) =>
      findings.toSorted((a, b) => a.frame - b.frame || a.ticks - b.ticks);
    expect(inOrder(byFrame)).toEqual(inOrder(summary.findings));
  });

  it('is told without looking through the recording', () => {
    const day = madeFrameIndex(steps(20_000, 40));
    const summary = summariseFrameIndex(day);
    let reads = 0;
    const pts = new Proxy(day.pts, {
      get(column, name) {
        reads += 1;
        return Reflect.get(column, name);
      },
    });
    expect(timingFindingsAt({ ...day, pts }, summary, 10_000 as FrameNumber)).toEqual([]);
    expect(reads).toBeLessThan(20);
  });
});
