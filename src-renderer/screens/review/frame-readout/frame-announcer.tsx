import { type ReactNode, useEffect, useState } from 'react';
import type { Bench } from '../../../playback/bench.ts';
import { usePlayhead } from '../../../playback/bench-store.ts';
import { isSettled } from '../../../playback/playhead.ts';
import { countText } from '../../../playback/time-text.ts';
import styles from './frame-announcer.module.css';

/** Steps in a row are one announcement: the frame on which the hand rests. */
const restMillis = 500;

/** Says the frame on the stage to a screen reader once it stands still; never while it plays. */
export function FrameAnnouncer({ bench }: { readonly bench: Bench }): ReactNode {
  const shown = usePlayhead(bench, (snapshot) => (isSettled(snapshot) ? snapshot.shownFrame : null));
  const [said, setSaid] = useState('');
  useEffect(() => {
    if (shown === null) {
      return;
    }
    const timer = setTimeout(() => setSaid(`Frame ${countText(shown)}`), restMillis);
    return () => clearTimeout(timer);
  }, [shown]);
  return (
    <p aria-live="polite" className={styles['spoken']}>
      {said}
    </p>
  );
}
