import type { ReactNode } from 'react';
import { FieldError, Input, Label, NumberField } from 'react-aria-components';
import { cx } from '../ui/cx.ts';
import field from '../ui/field.module.css';

/** A frame or another whole number, taken when the box is left or Enter is pressed. */
export function FrameField({
  label,
  value,
  minimum,
  maximum,
  isLabelHidden = false,
  step = 1,
  decimals = 0,
  onChange,
}: {
  readonly label: string;
  readonly value: number;
  readonly minimum: number;
  readonly maximum: number;
  readonly isLabelHidden?: boolean;
  readonly step?: number;
  readonly decimals?: number;
  readonly onChange: (value: number) => void;
}): ReactNode {
  return (
    <NumberField
      className={field['field'] ?? ''}
      value={value}
      minValue={minimum}
      maxValue={maximum}
      step={step}
      formatOptions={{ useGrouping: false, maximumFractionDigits: decimals }}
      onChange={(typed) => {
        if (!Number.isNaN(typed)) {
          onChange(typed);
        }
      }}
      {...(isLabelHidden ? { 'aria-label': label } : {})}
    >
      {isLabelHidden ? null : <Label className={field['label'] ?? ''}>{label}</Label>}
      <Input className={cx(field['box'], field['mono'])} />
      <FieldError className={field['error'] ?? ''} />
    </NumberField>
  );
}
