import { ArrowDownToLine, ArrowUpToLine, Minus, Plus } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { endPtsOfFrame } from '../../../../src-main/domain/frame-index.ts';
import { type FrameNumber, ptsToMicros } from '../../../../src-main/domain/time.ts';
import type { Bench } from '../../../playback/bench.ts';
import { completeSpan, markIn, markOut, nudgeMark } from '../../../playback/bench-actions.ts';
import { benchStore, usePlayhead } from '../../../playback/bench-store.ts';
import { countText, lengthText, ptsText } from '../../../playback/time-text.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import styles from './annotation-form.module.css';

/** First and last frame of the span being annotated: the marks, by number; both frames belong to it. */
export function SpanFields({ bench }: { readonly bench: Bench }): ReactNode {
  const inFrame = usePlayhead(bench, (snapshot) => snapshot.inFrame);
  const outFrame = usePlayhead(bench, (snapshot) => snapshot.outFrame);
  // What stands here is what will be recorded: an end that the other one passed is given back at once.
  useEffect(() => {
    const complete = () => {
      if (benchStore.getState().composing.kind !== 'nothing') {
        completeSpan(bench);
      }
    };
    complete();
    return bench.playhead.subscribe(complete);
  }, [bench]);
  const first = inFrame ?? 0;
  const last = (outFrame ?? first + 1) - 1;
  const micros =
    ptsToMicros(endPtsOfFrame(bench.index, last as FrameNumber), bench.index.timebase) -
    ptsToMicros((bench.index.pts[first] ?? 0) as Parameters<typeof ptsToMicros>[0], bench.index.timebase);
  return (
    <div className={styles['span']}>
      <FrameField
        label="First frame"
        frame={first}
        bench={bench}
        onFrame={(frame) => markIn(bench, frame)}
        onNudge={(frames) => nudgeMark(bench, 'in', frames)}
      >
        <IconButton label="First frame is the frame shown" shortcut="I" size="small" onPress={() => markIn(bench)}>
          <ArrowDownToLine aria-hidden="true" />
        </IconButton>
      </FrameField>
      <FrameField
        label="Last frame"
        frame={last}
        bench={bench}
        onFrame={(frame) => markOut(bench, frame)}
        onNudge={(frames) => nudgeMark(bench, 'out', frames)}
      >
        <IconButton label="Last frame is the frame shown" shortcut="O" size="small" onPress={() => markOut(bench)}>
          <ArrowUpToLine aria-hidden="true" />
        </IconButton>
      </FrameField>
      <p className={styles['length']}>
        {countText(last - first + 1)} {last === first ? 'frame' : 'frames'}, {lengthText(micros)}
      </p>
    </div>
  );
}

type FrameFieldProps = {
  readonly label: string;
  readonly frame: number;
  readonly bench: Bench;
  readonly onFrame: (frame: number) => void;
  /** Moves this end by frames and shows the frame there. */
  readonly onNudge: (frames: 1 | -1) => void;
  readonly children: ReactNode;
};

function FrameField({ label, frame, bench, onFrame, onNudge, children }: FrameFieldProps): ReactNode {
  const [typed, setTyped] = useState<string | null>(null);
  const commit = () => {
    const number = Number((typed ?? '').replaceAll(',', ''));
    if (typed !== null && typed !== '' && Number.isSafeInteger(number)) {
      onFrame(Math.min(bench.index.count - 1, number));
      bench.transport.jumpTo(number);
    }
    setTyped(null);
  };
  return (
    <div className={styles['frameField']}>
      <TextField
        label={label}
        isMono
        value={typed ?? String(frame)}
        onChange={(text) => setTyped(text.replaceAll(/[^\d,]/g, ''))}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') {
            commit();
          }
          if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
            commit();
            onNudge(event.key === 'ArrowUp' ? 1 : -1);
            event.preventDefault();
            return;
          }
          if (event.key !== 'Enter' || event.ctrlKey || event.metaKey) {
            event.continuePropagation();
          }
        }}
        description={ptsText((bench.index.pts[frame] ?? 0) as Parameters<typeof ptsText>[0], bench.index.timebase)}
      />
      <span className={styles['nudges']}>
        <IconButton label={`${label} one earlier`} size="small" preventFocusOnPress onPress={() => onNudge(-1)}>
          <Minus aria-hidden="true" />
        </IconButton>
        <IconButton label={`${label} one later`} size="small" preventFocusOnPress onPress={() => onNudge(1)}>
          <Plus aria-hidden="true" />
        </IconButton>
        {children}
      </span>
    </div>
  );
}
