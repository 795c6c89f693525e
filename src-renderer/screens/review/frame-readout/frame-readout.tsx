import { memo, type ReactNode } from 'react';
import type { RecordingFacts } from '../../../../src-main/domain/recording-facts.ts';
import { type Pts, ptsToMicros } from '../../../../src-main/domain/time.ts';
import type { Bench } from '../../../playback/bench.ts';
import { usePlayhead } from '../../../playback/bench-store.ts';
import { correctedText, correctionBasis, useClockCorrection } from '../../../playback/corrected-clock.ts';
import { isSettled } from '../../../playback/playhead.ts';
import { countText, ptsText, sourceClocksAt } from '../../../playback/time-text.ts';
import { mainVideo } from '../../../player/picture-size.ts';
import { PlainText } from '../../../ui/plain-text.tsx';
import styles from './frame-readout.module.css';

/** What made the picture, in a word and in a sentence. */
const makers = {
  player: { name: 'Player', meaning: 'Continuous play of the recording or its copy; pause for the decoded picture' },
  original: { name: 'Original', meaning: 'Decoded from the original, found by its time stamp' },
  copy: {
    name: 'Copy',
    meaning: 'Decoded from the playable copy with the same frames; a still comes from the original',
  },
  engine: {
    name: 'Original (ffmpeg)',
    meaning: 'Decoded from the original by ffmpeg, found and checked by its time stamp',
  },
} as const;

type FrameReadoutProps = { readonly bench: Bench; readonly facts: RecordingFacts | null };

/** Number, media time and source clock of the picture on the stage; never of one that is still being prepared. */
export const FrameReadout = memo(function Readout({ bench, facts }: FrameReadoutProps): ReactNode {
  const shown = usePlayhead(bench, (snapshot) => snapshot.shownFrame);
  const hasSettled = usePlayhead(bench, isSettled);
  const madeBy = usePlayhead(bench, (snapshot) => snapshot.madeBy);
  const maker = madeBy === null ? null : makers[madeBy];
  const { index } = bench;
  const correction = useClockCorrection(bench.footageId);
  const pts = shown === null ? null : ((index.pts[shown] ?? 0) as Pts);
  const clocks =
    shown === null || pts === null || facts === null
      ? []
      : sourceClocksAt(facts, mainVideo(facts), { number: shown, micros: ptsToMicros(pts, index.timebase) });
  const recorded = clocks.filter((candidate) => candidate.kind !== 'file-modified');
  const clock = recorded.find((candidate) => candidate.isDerived) ?? recorded[0];
  const others = clocks.length - 1;
  const basis =
    clock === undefined
      ? ''
      : `: ${clock.basis}${others > 0 ? `; ${others} other ${others === 1 ? 'clock' : 'clocks'}, see Recording` : ''}`;
  return (
    <dl className={styles['readout']} data-settled={hasSettled} data-made-by={madeBy}>
      <div className={styles['item']}>
        <dt>Frame (0 to {countText(index.count - 1)})</dt>
        <dd>
          <output aria-label="Frame shown" aria-live="off" data-frame={shown ?? ''}>
            {shown === null ? '–' : countText(shown)}
          </output>
        </dd>
      </div>
      <div className={styles['item']}>
        <dt>Media time</dt>
        <dd>{pts === null ? '–' : ptsText(pts, index.timebase)}</dd>
      </div>
      <div className={styles['item']} title={maker?.meaning}>
        <dt>Picture from</dt>
        <dd>{maker?.name ?? '–'}</dd>
      </div>
      <div className={styles['item']}>
        {correction === null || shown === null ? (
          <>
            <dt title={`Source clock${basis}`}>Source clock{basis}</dt>
            <dd>{clock === undefined ? 'none stated in the file' : <PlainText text={clock.text} />}</dd>
          </>
        ) : (
          <>
            <dt title={correctionBasis(correction)}>
              Corrected clock: <PlainText text={correctionBasis(correction)} />
            </dt>
            <dd>{correctedText(correction, index, shown)}</dd>
          </>
        )}
      </div>
    </dl>
  );
});
