import type { ReactNode } from 'react';
import type { FootageDetail } from '../../src-main/domain/footage.ts';
import type { Bench } from '../playback/bench.ts';
import { usePlayhead } from '../playback/bench-store.ts';
import { useClockCorrection } from '../playback/corrected-clock.ts';
import { useViewing } from '../player/viewing-store.ts';
import { cx } from '../ui/cx.ts';
import { PlainText } from '../ui/plain-text.tsx';
import { overlayLines } from './overlay-lines.ts';
import styles from './picture-overlays.module.css';

type PictureOverlaysProps = {
  readonly bench: Bench;
  readonly detail: FootageDetail;
  /** For a picture that is looked at from farther away. */
  readonly isLarge?: boolean;
};

/**
 * Number, times and clock of the picture that is shown, also while it plays. They stand in the page over the picture and
 * are never part of it: no still and no clip carries them.
 */
export function PictureOverlays({ bench, detail, isLarge = false }: PictureOverlaysProps): ReactNode {
  const kinds = useViewing((state) => state.overlays);
  const areShown = useViewing((state) => state.areOverlaysShown);
  const correction = useClockCorrection(bench.footageId);
  const shown = usePlayhead(bench, (snapshot) => snapshot.shownFrame);
  if (!areShown || kinds.size === 0 || shown === null) {
    return null;
  }
  return (
    <dl className={cx(styles['overlays'], isLarge && styles['large'])} data-testid="picture-overlays">
      {overlayLines(kinds, detail, bench.index, shown, correction).map(({ kind, label, text, note }) => (
        <div key={kind} className={styles['line']}>
          <dt>{label}</dt>
          <dd data-overlay={kind}>
            <PlainText text={text} />
            {note === null ? null : <span className={styles['note']}>{note}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
