import type { ReactNode } from 'react';
import type { Annotation } from '../../../src-main/domain/annotation.ts';
import { Select } from '../../ui/select.tsx';
import styles from './annotation-form.module.css';

type Confidence = Annotation['confidence'];
type Axis = keyof Confidence;

type ConfidenceFieldsProps = { readonly value: Confidence; readonly onChange: (value: Confidence) => void };

/** The axes stand beside each other and are never blended into one score. */
export const confidenceAxes: readonly {
  readonly axis: Axis;
  readonly label: string;
  readonly levels: readonly [string, string, string];
}[] = [
  { axis: 'visibility', label: 'How well it is seen', levels: ['1 obscured or audio only', '2 partial', '3 clear'] },
  { axis: 'interpretation', label: 'How sure of the reading', levels: ['1 unsure', '2 fairly sure', '3 sure'] },
  {
    axis: 'corroboration',
    label: 'What else shows it',
    levels: ['1 this recording alone', '2 several recordings', '3 document or witness'],
  },
];

const levelValues = ['1', '2', '3'] as const;
const unstated = 'not-stated';

export function ConfidenceFields({ value, onChange }: ConfidenceFieldsProps): ReactNode {
  return (
    <div className={styles['three']}>
      {confidenceAxes.map(({ axis, label, levels }) => (
        <Select<string>
          key={axis}
          label={label}
          value={value[axis] === null ? unstated : String(value[axis])}
          options={[
            { value: unstated, label: 'Not stated' },
            ...levelValues.map((level, place) => ({ value: level as string, label: levels[place] ?? level })),
          ]}
          onChange={(chosen) => onChange({ ...value, [axis]: chosen === unstated ? null : Number(chosen) })}
        />
      ))}
    </div>
  );
}
