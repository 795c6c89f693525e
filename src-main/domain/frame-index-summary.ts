import type { FrameIndex } from './frame-index.ts';
import type { FrameIndexSummary, TimingFinding } from './recording-facts.ts';
import type { FrameNumber, Pts } from './time.ts';

/** Findings a summary lists; `findingCount` counts them all. */
export const listedFindings = 500;

/** A step longer than this many usual steps is worth telling a reviewer. */
const longStepFactor = 1.5;

/** Where at least this share of all steps is the usual one, the recording means to be constant and a long step is a gap. */
const mostlyConstantShare = 0.9;

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : greatestCommonDivisor(b, a % b);
}

/** Ticks from a frame to the next. */
function stepAfter(index: FrameIndex, frame: number): number {
  return (index.pts[frame + 1] ?? 0) - (index.pts[frame] ?? 0);
}

/** The step in the middle of all steps ordered by length. */
function usualStepOf(index: FrameIndex): number {
  if (index.count < 2) {
    return index.durations[0] ?? 0;
  }
  const steps = new Float64Array(index.count - 1);
  for (let frame = 0; frame < steps.length; frame += 1) {
    steps[frame] = stepAfter(index, frame);
  }
  return steps.sort()[Math.floor(steps.length / 2)] ?? 0;
}

/**
 * Ticks by which a step may differ and still be the usual one. Containers that count in coarse ticks round each time
 * stamp (30 fps in milliseconds: 33, 33, 34), so one tick is allowed, but not where one tick would itself be a large
 * part of a step (30 fps counted in thirtieths: a step of two is a lost frame).
 */
function toleranceFor(usualStep: number): number {
  return usualStep >= 4 ? 1 : 0;
}

function countUsualSteps(index: FrameIndex, usual: number): number {
  const tolerance = toleranceFor(usual);
  let count = 0;
  for (let frame = 0; frame + 1 < index.count; frame += 1) {
    count += Math.abs(stepAfter(index, frame) - usual) <= tolerance ? 1 : 0;
  }
  return count;
}

const usualCounts = new WeakMap<FrameIndex, number>();

function isMostlyConstant(index: FrameIndex, usual: number): boolean {
  const count = usualCounts.get(index) ?? countUsualSteps(index, usual);
  usualCounts.set(index, count);
  return count >= (index.count - 1) * mostlyConstantShare;
}

/** What the step from `frame` to the next says, or null when it is an ordinary one. */
function findingOfStep(index: FrameIndex, frame: number, usual: number): TimingFinding | null {
  const step = stepAfter(index, frame);
  const pts = (index.pts[frame] ?? 0) as Pts;
  if (step === 0) {
    return { kind: 'repeated-pts', frame: frame + 1, pts, ticks: 0 };
  }
  if (step < 0) {
    return { kind: 'decreasing-pts', frame: frame + 1, pts: (pts + step) as Pts, ticks: step };
  }
  if (step <= usual * longStepFactor || step <= usual + toleranceFor(usual)) {
    return null;
  }
  const isLongerThanASecond = step * index.timebase.num >= index.timebase.den && step > 2 * usual;
  const uncovered = step - (index.durations[frame] ?? 0);
  const isGap = isLongerThanASecond || uncovered > usual / 2 || isMostlyConstant(index, usual);
  return { kind: isGap ? 'gap' : 'long-frame', frame, pts, ticks: step };
}

/** One finding for each run of hidden packets: the frame shown next, the first hidden pts, the ticks they reach over. */
function findHiddenRuns(index: FrameIndex): TimingFinding[] {
  const findings: TimingFinding[] = [];
  let start = 0;
  for (let position = 1; position <= index.hidden.count; position += 1) {
    const isRunOn = (index.hidden.decodeOrder[position] ?? -1) === (index.hidden.decodeOrder[position - 1] ?? -1) + 1;
    if (position < index.hidden.count && isRunOn) {
      continue;
    }
    const run = index.hidden.pts.subarray(start, position);
    const first = run.reduce((least, pts) => Math.min(least, pts), Number.POSITIVE_INFINITY);
    const last = run.reduce((greatest, pts) => Math.max(greatest, pts), Number.NEGATIVE_INFINITY);
    const next = index.pts.findIndex((pts) => pts > last);
    findings.push({
      kind: 'hidden-frames',
      frame: next === -1 ? Math.max(0, index.count - 1) : next,
      pts: first as Pts,
      ticks: last - first,
    });
    start = position;
  }
  return findings;
}

/**
 * What a FrameIndex says, small enough to list. `gap`: time without a new picture in a recording that is otherwise of
 * constant rate, or longer than a second, or left uncovered by the container; `long-frame`: a long step in a recording
 * whose rate varies anyway. `isCountVerified` is false: the background decode sets it.
 */
export function summariseFrameIndex(index: FrameIndex): FrameIndexSummary {
  const usual = usualStepOf(index);
  const findings: TimingFinding[] = findHiddenRuns(index);
  let findingCount = findings.length;
  for (let frame = 0; frame + 1 < index.count; frame += 1) {
    const finding = findingOfStep(index, frame, usual);
    if (finding !== null) {
      findingCount += 1;
      if (findings.length < listedFindings) {
        findings.push(finding);
      }
    }
  }
  const firstPts = index.pts.reduce((least, pts) => Math.min(least, pts), index.pts[0] ?? 0);
  let endPts = firstPts;
  for (let frame = 0; frame < index.count; frame += 1) {
    endPts = Math.max(
      endPts,
      (index.pts[frame] ?? 0) + (frame + 1 === index.count ? (index.durations[frame] ?? 0) : 0),
    );
  }
  return {
    stream: index.stream,
    timebase: index.timebase,
    frameCount: index.count,
    keyFrameCount: index.isKey.reduce((count, flag) => count + flag, 0),
    hiddenFrameCount: index.hidden.count,
    firstPts: firstPts as Pts,
    endPts: endPts as Pts,
    isConstantRate: countUsualSteps(index, usual) === Math.max(0, index.count - 1),
    usualStepTicks: usual,
    frameRate: rateOf(index, endPts - firstPts),
    readFrom: index.readFrom,
    findings: findings.slice(0, listedFindings),
    findingCount,
    isCountVerified: false,
  };
}

const hiddenRuns = new WeakMap<FrameIndex, readonly TimingFinding[]>();

/**
 * What is odd about the timing at one frame: the steps to it and from it, and what is hidden before it. The usual step is
 * the summary's: to find it again would hold up the page for a day of frames.
 */
export function timingFindingsAt(
  index: FrameIndex,
  { usualStepTicks }: Pick<FrameIndexSummary, 'usualStepTicks'>,
  frame: FrameNumber,
): TimingFinding[] {
  const hidden = hiddenRuns.get(index) ?? findHiddenRuns(index);
  hiddenRuns.set(index, hidden);
  const fromStep = (from: number) =>
    from >= 0 && from + 1 < index.count ? findingOfStep(index, from, usualStepTicks) : null;
  const steps = [fromStep(frame - 1), fromStep(frame)];
  return [...steps.filter((finding) => finding !== null), ...hidden].filter((finding) => finding.frame === frame);
}

/** Frames per second over `ticks` as a reduced fraction; 0/1 when no time is spanned. */
function rateOf(index: FrameIndex, ticks: number): { num: number; den: number } {
  if (ticks <= 0) {
    return { num: 0, den: 1 };
  }
  const num = BigInt(index.count) * BigInt(index.timebase.den);
  const den = BigInt(ticks) * BigInt(index.timebase.num);
  const divisor = greatestCommonDivisor(num, den);
  return { num: Number(num / divisor), den: Number(den / divisor) };
}
