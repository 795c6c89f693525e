import { useEffect, useEffectEvent } from 'react';
import { ptsOfFrame } from '../../src-main/domain/frame-index.ts';
import type { Bench } from '../playback/bench.ts';
import { currentFrame } from '../playback/bench-actions.ts';
import { countText, ptsText } from '../playback/time-text.ts';
import { annotationsText, spanLines } from './span-words.ts';
import type { TimelineSpan } from './timeline-span.ts';

/** What is selected, in words. */
export function selectionText(selected: readonly TimelineSpan[], bench: Bench): string {
  const primary = selected.at(-1);
  if (primary === undefined) {
    return '';
  }
  const others = selected.length > 1 ? `${annotationsText(selected.length)} selected. ` : 'Selected: ';
  return `${others}${spanLines(primary, bench.index).join(', ')}`;
}

/** Tells assistive technology where the playhead is and what is selected, without drawing anything. */
export function useAnnouncedPosition(
  bench: Bench,
  axis: { readonly current: HTMLDivElement | null },
  selected: readonly TimelineSpan[],
): void {
  const say = useEffectEvent(() => {
    const frame = currentFrame(bench);
    const text = selectionText(selected, bench);
    axis.current?.setAttribute('aria-valuenow', String(frame));
    axis.current?.setAttribute(
      'aria-valuetext',
      `Frame ${countText(frame)}, ${ptsText(ptsOfFrame(bench.index, frame), bench.index.timebase)}${text === '' ? '' : `. ${text}`}`,
    );
  });
  useEffect(() => {
    say();
    return bench.playhead.subscribe(() => say());
  }, [bench]);
  useEffect(() => {
    void selected;
    say();
  }, [selected]);
}
