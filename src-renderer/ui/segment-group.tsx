import { type KeyboardEvent, type ReactNode, useRef } from 'react';
import { RadioGroup as AriaRadioGroup, Label, Radio } from 'react-aria-components';
import { cx } from './cx.ts';
import field from './field.module.css';
import styles from './segment-group.module.css';

export type Segment<V extends string> = {
  readonly value: V;
  /** What stands on the segment: a digit, a short word. */
  readonly mark: string;
  /** What it means, beside the segments once it is chosen. */
  readonly words: string;
};

type SegmentGroupProps<V extends string> = {
  readonly label: string;
  readonly segments: readonly Segment<V>[];
  readonly value: V | null;
  readonly onChange: (value: V | null) => void;
  /** Said while nothing is chosen. */
  readonly unstated: string;
};

const clearing: ReadonlySet<string> = new Set(['0', 'Delete', 'Backspace']);

/** One choice of a few, side by side on one line. Keys 1 to 9 choose by place, 0 and Delete take the choice back. */
export function SegmentGroup<V extends string>(props: SegmentGroupProps<V>): ReactNode {
  const { label, segments, value, onChange, unstated } = props;
  const row = useRef<HTMLDivElement>(null);
  const chosen = segments.find((segment) => segment.value === value);

  function choose(next: V | null): void {
    onChange(next);
    const wanted = next ?? segments[0]?.value;
    const inputs = row.current?.querySelectorAll<HTMLInputElement>('input[type="radio"]');
    [...(inputs ?? [])].find((input) => input.value === wanted)?.focus();
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const segment = /^[1-9]$/.test(event.key) ? segments[Number(event.key) - 1] : undefined;
    if (segment !== undefined || clearing.has(event.key)) {
      // The same digits pin codes on the bench.
      event.preventDefault();
      event.stopPropagation();
      choose(segment?.value ?? null);
    }
  }

  return (
    <AriaRadioGroup
      className={styles['group'] ?? ''}
      orientation="horizontal"
      value={value}
      onChange={(next) => {
        const segment = segments.find((candidate) => candidate.value === next);
        if (segment !== undefined) {
          onChange(segment.value);
        }
      }}
    >
      <Label className={cx(field['label'], styles['label'])}>{label}</Label>
      <div ref={row} role="presentation" className={styles['segments']} onKeyDownCapture={onKeyDown}>
        {segments.map((segment) => (
          <Radio
            key={segment.value}
            value={segment.value}
            aria-label={`${segment.mark}, ${segment.words}`}
            className={styles['segment'] ?? ''}
          >
            {segment.mark}
          </Radio>
        ))}
      </div>
      <span className={cx(styles['words'], chosen === undefined && styles['unstated'])}>
        {chosen?.words ?? unstated}
      </span>
    </AriaRadioGroup>
  );
}
