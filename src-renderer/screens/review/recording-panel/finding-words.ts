import type { TimingFinding } from '../../../../src-main/domain/recording-facts.ts';
import { type Pts, ptsToMicros, type Timebase } from '../../../../src-main/domain/time.ts';
import { lengthText, ptsText } from '../../../playback/time-text.ts';

export const findingNames: Readonly<Record<TimingFinding['kind'], string>> = {
  gap: 'Gap: no frames',
  'repeated-pts': 'Two frames with one time stamp',
  'decreasing-pts': 'Time stamp goes back',
  'hidden-frames': 'Frames in the file that must not be shown',
  'long-frame': 'Frame stays unusually long',
};

/** How long, where that says something; else at what media time. */
export function findingExtent(finding: TimingFinding, timebase: Timebase): string {
  return finding.ticks > 0 ? lengthText(ptsToMicros(finding.ticks as Pts, timebase)) : ptsText(finding.pts, timebase);
}
