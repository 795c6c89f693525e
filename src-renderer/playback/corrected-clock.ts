import { type ClockCorrection, correctedStart } from '../../src-main/domain/clock-correction.ts';
import { type FrameIndex, ptsOfFrame } from '../../src-main/domain/frame-index.ts';
import type { FootageId } from '../../src-main/domain/identifier.ts';
import type { RecordingFacts } from '../../src-main/domain/recording-facts.ts';
import { type FrameNumber, ptsToMicros } from '../../src-main/domain/time.ts';
import { useEngineQuery } from '../engine/use-engine.ts';
import { clockBasisName, countText, lengthText, utcText } from './time-text.ts';

/** The correction of a recording's clock that is in use; null where there is none, or it is not known yet. */
export function useClockCorrection(footageId: FootageId): ClockCorrection | null {
  const known = useEngineQuery('clockCorrections.show', { footageId }).data;
  return known?.state === 'in-use' ? known : null;
}

/** What the corrected clock rests on. */
export function correctionBasis({ frame, basis }: ClockCorrection): string {
  return `set by a reviewer at frame ${countText(frame)}: ${basis}`;
}

/** How far the first clock of the file that states a moment is from the corrected one; null where none states one. */
export function statedDifference(
  facts: RecordingFacts | null,
  correction: ClockCorrection,
  { timebase }: Pick<FrameIndex, 'timebase'>,
): string | null {
  const stated = (facts?.clocks ?? []).find(({ basis, at }) => basis !== 'file-modified' && at !== null);
  if (stated === undefined || stated.at === null) {
    return null;
  }
  const ahead = stated.at - correctedStart(correction, timebase);
  return ahead === 0
    ? `the ${clockBasisName(stated.basis)} says the same`
    : `the ${clockBasisName(stated.basis)} is ${lengthText(Math.abs(ahead))} ${ahead > 0 ? 'ahead' : 'behind'}`;
}

/** The corrected clock at a frame. */
export function correctedText(correction: ClockCorrection, index: FrameIndex, frame: FrameNumber): string {
  return utcText(correctedStart(correction, index.timebase) + ptsToMicros(ptsOfFrame(index, frame), index.timebase));
}
