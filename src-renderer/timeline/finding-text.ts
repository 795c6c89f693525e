import type { TimingFinding } from '../../src-main/domain/recording-facts.ts';
import { type Micros, type Pts, ptsToMicros, type Timebase } from '../../src-main/domain/time.ts';
import { countText, lengthText } from '../playback/time-text.ts';

/** What a mark in the lane of frames means, in a sentence or two. */
export function findingLines(finding: TimingFinding, timebase: Timebase): string[] {
  const length = lengthText(Math.abs(ptsToMicros(finding.ticks as Pts, timebase)) as Micros);
  const at = `at frame ${countText(finding.frame)}`;
  switch (finding.kind) {
    case 'gap':
      return [
        `No picture for ${length}`,
        `The recording goes on without frames after frame ${countText(finding.frame)}.`,
      ];
    case 'long-frame':
      return [`One picture stands for ${length}`, `${at}: longer than is usual in this recording.`];
    case 'repeated-pts':
      return ['Two frames with the same time stamp', `${at} and the one before it.`];
    case 'decreasing-pts':
      return ['The time stamps go back', `by ${length} ${at}.`];
    case 'hidden-frames':
      return ['Frames that the file says are not to be shown', `before frame ${countText(finding.frame)}.`];
  }
}
