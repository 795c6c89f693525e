import type { ReactNode } from 'react';
import { RadioGroup as AriaRadioGroup, Label, Radio } from 'react-aria-components';
import { cx } from './cx.ts';
import field from './field.module.css';
import styles from './radio-group.module.css';

export type RadioOption<V extends string> = {
  readonly value: V;
  readonly label: string;
  readonly description?: ReactNode;
};

type RadioGroupProps<V extends string> = {
  readonly label: string;
  readonly options: readonly RadioOption<V>[];
  readonly value: V;
  readonly onChange: (value: V) => void;
  /** `cards` shows each option in a frame, with its explanation. */
  readonly look?: 'plain' | 'cards';
  readonly isDisabled?: boolean;
};

/** One choice out of a few that are all in sight. */
export function RadioGroup<V extends string>({
  label,
  options,
  value,
  onChange,
  look = 'plain',
  isDisabled = false,
}: RadioGroupProps<V>): ReactNode {
  return (
    <AriaRadioGroup
      className={styles['group'] ?? ''}
      value={value}
      isDisabled={isDisabled}
      onChange={(chosen) => {
        const option = options.find((candidate) => candidate.value === chosen);
        if (option !== undefined) {
          onChange(option.value);
        }
      }}
    >
      <Label className={field['label'] ?? ''}>{label}</Label>
      <div className={cx(styles['options'], look === 'cards' && styles['cards'])}>
        {options.map((option) => (
          <Radio key={option.value} value={option.value} className={cx(styles['radio'], styles[look])}>
            <span className={styles['dot']} aria-hidden="true" />
            <span className={styles['words']}>
              <span className={styles['name']}>{option.label}</span>
              {option.description === undefined ? null : (
                <span className={styles['description']}>{option.description}</span>
              )}
            </span>
          </Radio>
        ))}
      </div>
    </AriaRadioGroup>
  );
}
