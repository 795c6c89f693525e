import { LoaderCircle, TriangleAlert } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import type { Bench } from '../playback/bench.ts';
import { usePlayhead } from '../playback/bench-store.ts';
import { isAnotherShown } from '../playback/playhead.ts';
import { countText } from '../playback/time-text.ts';
import { Button } from '../ui/button.tsx';
import styles from './stage-notes.module.css';

type StageNotesProps = {
  readonly bench: Bench;
  /** Why there is no continuous play. */
  readonly cannotPlay?: string;
};

/** Waits this long before saying that a picture is being prepared, so that quick steps do not flicker. */
const patienceMillis = 180;

/** What must be said over the picture: that another frame is still coming, that it could not be had, how we move. */
export function StageNotes({ bench, cannotPlay }: StageNotesProps): ReactNode {
  const problem = usePlayhead(bench, (snapshot) => snapshot.problem);
  const mode = usePlayhead(bench, (snapshot) => snapshot.mode);
  const reverseRate = usePlayhead(bench, (snapshot) => snapshot.reverseRate);
  const target = usePlayhead(bench, (snapshot) => snapshot.targetFrame);
  const isComing = usePlayhead(bench, (snapshot) => isAnotherShown(snapshot) && snapshot.problem === null);
  const [isSaid, setSaid] = useState(false);
  useEffect(() => {
    if (!isComing) {
      setSaid(false);
      return;
    }
    const timer = setTimeout(() => setSaid(true), patienceMillis);
    return () => clearTimeout(timer);
  }, [isComing]);

  return (
    <div className={styles['notes']}>
      {isComing && isSaid ? (
        <p className={styles['note']} role="status">
          <LoaderCircle className={styles['spin']} aria-hidden="true" />
          Preparing frame {countText(target)}…
        </p>
      ) : null}
      {mode === 'reverse' ? (
        <p className={styles['note']} role="status">
          Backwards at {reverseRate}×, no sound
        </p>
      ) : null}
      {problem === null ? null : (
        <div className={styles['note']} role="alert">
          <TriangleAlert className={styles['icon']} aria-hidden="true" />
          <span>{problem}</span>
          <Button size="small" onPress={() => bench.transport.retry()}>
            Try again
          </Button>
        </div>
      )}
      {cannotPlay === undefined || problem !== null ? null : <p className={styles['note']}>{cannotPlay}</p>}
    </div>
  );
}
