import type { ReactNode } from 'react';
import type { RecordingFacts } from '../../../src-main/domain/recording-facts.ts';
import { type Pts, ptsToMicros } from '../../../src-main/domain/time.ts';
import type { Bench } from '../../playback/bench.ts';
import { usePlayhead } from '../../playback/bench-store.ts';
import { isSettled } from '../../playback/playhead.ts';
import { countText, ptsText, sourceClocksAt } from '../../playback/time-text.ts';
import { mainVideo } from '../../player/picture-size.ts';
import { PlainText } from '../../ui/plain-text.tsx';
import styles from './frame-readout.module.css';

type FrameReadoutProps = { readonly bench: Bench; readonly facts: RecordingFacts | null };

/** Number, media time and source clock of the picture on the stage; never of one that is still being prepared. */
export function FrameReadout({ bench, facts }: FrameReadoutProps): ReactNode {
  const shown = usePlayhead(bench, (snapshot) => snapshot.shownFrame);
  const hasSettled = usePlayhead(bench, isSettled);
  const madeBy = usePlayhead(bench, (snapshot) => snapshot.madeBy);
  const { index } = bench;
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
      <div className={styles['item']}>
        <dt title={`Source clock${basis}`}>Source clock{basis}</dt>
        <dd>{clock === undefined ? 'none stated in the file' : <PlainText text={clock.text} />}</dd>
      </div>
    </dl>
  );
}
