import { type ReactNode, useId } from 'react';
import type { Confidence, ConfidenceAxis, ConfidenceBasis } from '../../../../src-main/domain/annotation.ts';
import { SegmentGroup } from '../../../ui/segment-group.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import styles from './annotation-form.module.css';

type ConfidenceFieldsProps = {
  readonly value: Confidence;
  readonly basis: ConfidenceBasis;
  readonly onChange: (value: Confidence) => void;
  readonly onBasis: (basis: ConfidenceBasis) => void;
};

type Axis = {
  readonly axis: ConfidenceAxis;
  readonly label: string;
  readonly levels: readonly [string, string, string];
  readonly basis: string;
};

/** The axes stand beside each other and are never blended into one score. */
export const confidenceAxes: readonly Axis[] = [
  {
    axis: 'visibility',
    label: 'How well it is seen',
    levels: ['obscured, or audio only', 'partial', 'clear'],
    basis: 'For example: a door hides the left arm',
  },
  {
    axis: 'interpretation',
    label: 'How sure of the reading',
    levels: ['unsure', 'fairly sure', 'sure'],
    basis: 'For example: it could be a phone',
  },
  {
    axis: 'corroboration',
    label: 'What else shows it',
    levels: ['this recording alone', 'several recordings', 'document or witness'],
    basis: 'For example: also in the recording from the corner',
  },
  {
    axis: 'time',
    label: 'How sure of the time',
    levels: ['clock not checked', 'checked, roughly', 'checked to the frame'],
    basis: 'Uncertainty and basis: ±40 ms, by the flash both show',
  },
];

const digits = ['1', '2', '3'] as const;

/** Four axes, each by the keys 1, 2, 3; what a level rests on is asked once it is given. */
export function ConfidenceFields({ value, basis, onChange, onBasis }: ConfidenceFieldsProps): ReactNode {
  const heading = useId();
  return (
    <section className={styles['axes']} aria-labelledby={heading}>
      <h3 className={styles['heading']} id={heading}>
        Confidence
        <span className={styles['note']}>keys 1 2 3, 0 clears; never one score</span>
      </h3>
      {confidenceAxes.map(({ axis, label, levels, basis: example }) => {
        const level = value[axis];
        return (
          <div key={axis} className={styles['axis']}>
            <SegmentGroup
              label={label}
              segments={digits.map((digit, place) => ({ value: digit, mark: digit, words: levels[place] ?? '' }))}
              value={digits.find((digit) => Number(digit) === level) ?? null}
              onChange={(digit) => onChange({ ...value, [axis]: digit === null ? null : Number(digit) })}
              unstated="not stated"
            />
            {level === null && basis[axis] === '' ? null : (
              <TextField
                label={`What this rests on: ${label.toLowerCase()}`}
                isLabelHidden
                value={basis[axis]}
                onChange={(text) => onBasis({ ...basis, [axis]: text })}
                placeholder={example}
                maxLength={1000}
              />
            )}
          </div>
        );
      })}
    </section>
  );
}
