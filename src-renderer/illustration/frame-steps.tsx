import { ChevronFirst, ChevronLast, ChevronLeft, ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { Slider, SliderThumb, SliderTrack } from 'react-aria-components';
import { countText, microsText } from '../playback/time-text.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { FrameField } from './frame-field.tsx';
import styles from './frame-steps.module.css';
import type { Range } from './shape-edits.ts';

/** Goes from frame to frame of the span. */
export function FrameSteps({
  frame,
  range,
  micros,
  onGoTo,
}: {
  readonly frame: number;
  readonly range: Range;
  /** Media time of the frame; null until it is known. */
  readonly micros: number | null;
  readonly onGoTo: (frame: number) => void;
}): ReactNode {
  const share = range.last === range.first ? 0 : (frame - range.first) / (range.last - range.first);
  return (
    <div className={styles['steps']}>
      <IconButton
        label="First frame"
        shortcut="Home"
        isDisabled={frame === range.first}
        onPress={() => onGoTo(range.first)}
      >
        <ChevronFirst aria-hidden="true" />
      </IconButton>
      <IconButton
        label="One frame back"
        shortcut=","
        isDisabled={frame === range.first}
        onPress={() => onGoTo(frame - 1)}
      >
        <ChevronLeft aria-hidden="true" />
      </IconButton>
      <IconButton label="One frame on" shortcut="." isDisabled={frame === range.last} onPress={() => onGoTo(frame + 1)}>
        <ChevronRight aria-hidden="true" />
      </IconButton>
      <IconButton
        label="Last frame"
        shortcut="End"
        isDisabled={frame === range.last}
        onPress={() => onGoTo(range.last)}
      >
        <ChevronLast aria-hidden="true" />
      </IconButton>
      <Slider
        aria-label="Frame of the span"
        className={styles['slider'] ?? ''}
        value={frame}
        minValue={range.first}
        maxValue={Math.max(range.last, range.first + 1)}
        isDisabled={range.last === range.first}
        onChange={(value) => onGoTo(value)}
      >
        <SliderTrack className={styles['track'] ?? ''}>
          <div className={styles['rail']} />
          <div className={styles['done']} style={{ width: `${share * 100}%` }} />
          <SliderThumb className={styles['thumb'] ?? ''} />
        </SliderTrack>
      </Slider>
      <span className={styles['frameBox']}>
        <FrameField
          label="Frame"
          isLabelHidden
          value={frame}
          minimum={range.first}
          maximum={range.last}
          onChange={onGoTo}
        />
      </span>
      <span className={styles['time']}>
        {micros === null ? '–' : microsText(micros)} · {countText(frame - range.first + 1)} of{' '}
        {countText(range.last - range.first + 1)}
      </span>
    </div>
  );
}
