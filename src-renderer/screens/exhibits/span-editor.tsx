import { Minus, Plus } from 'lucide-react';
import { type ReactNode, useEffect, useEffectEvent, useState } from 'react';
import { toAppError } from '../../../src-main/domain/app-error.ts';
import type { Exhibit } from '../../../src-main/domain/exhibit.ts';
import { type FrameNumber, type FrameSpan, ptsToMicros, type Timebase } from '../../../src-main/domain/time.ts';
import { countText, lengthText, ptsText } from '../../playback/time-text.ts';
import { countOf } from '../../ui/date-text.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { showError } from '../../ui/toast-store.ts';
import styles from './exhibit-editor.module.css';
import type { ReviseExhibit } from './use-revise-exhibit.ts';

type SpanEditorProps = {
  readonly exhibit: Exhibit;
  readonly span: FrameSpan;
  readonly frameCount: number | null;
  readonly timebase: Timebase | null;
  readonly isReadOnly: boolean;
  readonly revise: ReviseExhibit['revise'];
};

type Ends = { readonly first: number; readonly last: number };

/** A row of presses is one edit: it is recorded when the hand rests. */
const restMillis = 600;

/** First and last frame of a clip; both belong to it. */
export function SpanEditor({ exhibit, span, frameCount, timebase, isReadOnly, revise }: SpanEditorProps): ReactNode {
  const recorded: Ends = { first: span.inFrame, last: span.outFrame - 1 };
  const [wanted, setWanted] = useState<Ends | null>(null);
  const ends = wanted ?? recorded;

  const record = useEffectEvent(() => {
    if (wanted === null) {
      return;
    }
    const given = { inFrame: wanted.first as FrameNumber, outFrame: (wanted.last + 1) as FrameNumber };
    revise(exhibit, { span: given })
      .catch((thrown: unknown) => showError(toAppError(thrown)))
      .finally(() => setWanted((now) => (now === wanted ? null : now)));
  });
  useEffect(() => {
    if (wanted === null) {
      return;
    }
    const timer = setTimeout(() => record(), restMillis);
    return () => clearTimeout(timer);
  }, [wanted]);
  useEffect(() => () => record(), []);

  function change(next: Ends): void {
    const most = (frameCount ?? next.last + 1) - 1;
    const first = Math.max(0, Math.min(next.first, most));
    const last = Math.max(0, Math.min(next.last, most));
    if (first <= last && (first !== ends.first || last !== ends.last)) {
      setWanted({ first, last });
    }
  }

  return (
    <div className={styles['span']}>
      <FrameBox
        label="First frame"
        frame={ends.first}
        isDisabled={isReadOnly}
        onFrame={(first) => change({ first, last: Math.max(first, ends.last) })}
      />
      <FrameBox
        label="Last frame"
        frame={ends.last}
        isDisabled={isReadOnly}
        onFrame={(last) => change({ first: Math.min(last, ends.first), last })}
      />
      <p className={styles['length']} role="status">
        {frameCount === null
          ? countOf(ends.last - ends.first + 1, 'frame')
          : `${countText(ends.last - ends.first + 1)} of ${countOf(frameCount, 'frame')}`}
        {timebase === null || wanted !== null
          ? ''
          : ` · from ${ptsText(span.inPts, timebase)} · ${lengthText(ptsToMicros(span.outPts, timebase) - ptsToMicros(span.inPts, timebase))}`}
      </p>
    </div>
  );
}

type FrameBoxProps = {
  readonly label: string;
  readonly frame: number;
  readonly isDisabled: boolean;
  readonly onFrame: (frame: number) => void;
};

function FrameBox({ label, frame, isDisabled, onFrame }: FrameBoxProps): ReactNode {
  const [typed, setTyped] = useState<string | null>(null);
  function commit(): void {
    const number = Number((typed ?? '').replaceAll(',', ''));
    if (typed !== null && typed !== '' && Number.isSafeInteger(number)) {
      onFrame(number);
    }
    setTyped(null);
  }
  return (
    <div className={styles['frameBox']}>
      <TextField
        label={label}
        isMono
        isDisabled={isDisabled}
        value={typed ?? String(frame)}
        onChange={(text) => setTyped(text.replaceAll(/[^\d,]/g, ''))}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') {
            commit();
          } else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
            event.preventDefault();
            onFrame(frame + (event.key === 'ArrowUp' ? 1 : -1));
          } else {
            event.continuePropagation();
          }
        }}
      />
      <IconButton
        label={`${label} one earlier`}
        isDisabled={isDisabled || frame === 0}
        onPress={() => onFrame(frame - 1)}
      >
        <Minus aria-hidden="true" />
      </IconButton>
      <IconButton label={`${label} one later`} isDisabled={isDisabled} onPress={() => onFrame(frame + 1)}>
        <Plus aria-hidden="true" />
      </IconButton>
    </div>
  );
}
