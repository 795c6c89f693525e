import type { ReactNode } from 'react';
import { Input, NumberField, Slider, SliderThumb, SliderTrack } from 'react-aria-components';
import { cx } from './cx.ts';
import field from './field.module.css';
import styles from './value-slider.module.css';

type ValueSliderProps = {
  readonly label: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
  readonly minimum: number;
  readonly maximum: number;
  /** The value that changes nothing; a press on the label goes back to it. */
  readonly neutral: number;
  readonly step?: number;
  /** What stands after the number. */
  readonly unit?: string;
  readonly decimals?: number;
};

/** A value by hand: drag, arrow keys, or the number itself. */
export function ValueSlider({
  label,
  value,
  onChange,
  minimum,
  maximum,
  neutral,
  step = 1,
  unit = '',
  decimals = 0,
}: ValueSliderProps): ReactNode {
  const share = (place: number) => (place - minimum) / (maximum - minimum);
  const [from, to] = [Math.min(share(value), share(neutral)), Math.max(share(value), share(neutral))];
  const limits = { minValue: minimum, maxValue: maximum, step };
  return (
    <div className={styles['row']} data-changed={value !== neutral}>
      <button type="button" className={styles['label']} tabIndex={-1} onClick={() => onChange(neutral)}>
        {label}
      </button>
      <Slider aria-label={label} value={value} onChange={onChange} {...limits} className={styles['slider'] ?? ''}>
        <SliderTrack className={styles['track'] ?? ''}>
          <div className={styles['rail']} />
          <div className={styles['fill']} style={{ left: `${from * 100}%`, width: `${(to - from) * 100}%` }} />
          <div className={styles['neutral']} style={{ left: `${share(neutral) * 100}%` }} />
          <SliderThumb className={styles['thumb'] ?? ''} />
        </SliderTrack>
      </Slider>
      <NumberField
        aria-label={`${label}, number`}
        value={value}
        onChange={(typed) => onChange(Number.isNaN(typed) ? neutral : typed)}
        formatOptions={{ minimumFractionDigits: decimals, maximumFractionDigits: decimals, useGrouping: false }}
        {...limits}
      >
        <Input className={cx(field['box'], styles['number'])} />
      </NumberField>
      <span className={styles['unit']}>{unit}</span>
    </div>
  );
}
