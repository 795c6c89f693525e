import type { ReactNode } from 'react';
import type { FormValues } from '../../../../src-main/domain/unfinished-annotation.ts';
import { Checkbox } from '../../../ui/checkbox.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { HintedTextField } from '../../../wording/hinted-text-field.tsx';
import styles from './annotation-form.module.css';
import type { FormProblems } from './form-check.ts';

type AllegationFieldsProps = {
  readonly values: FormValues;
  readonly problems: FormProblems | null;
  readonly onChange: (part: Partial<FormValues>) => void;
  readonly onDismiss: (key: string) => void;
};

/** A claim, apart from the observation, with whoever makes it. */
export function AllegationFields({ values, problems, onChange, onDismiss }: AllegationFieldsProps): ReactNode {
  return (
    <section className={styles['allegation']} aria-label="Allegation">
      <Checkbox isSelected={values.hasAllegation} onChange={(hasAllegation) => onChange({ hasAllegation })}>
        Add an allegation
      </Checkbox>
      <p className={styles['note']}>
        Kept apart from the observation and always shown as alleged. Packets leave it out unless their profile says
        otherwise.
      </p>
      {values.hasAllegation ? (
        <>
          <TextField
            label="Who alleges it"
            isRequired
            value={values.allegedBy}
            onChange={(allegedBy) => onChange({ allegedBy })}
            error={problems?.allegedBy}
          />
          <HintedTextField
            field="allegation"
            label="What is alleged"
            isRequired
            rows={3}
            value={values.allegationText}
            onChange={(allegationText) => onChange({ allegationText })}
            error={problems?.allegationText}
            dismissed={values.dismissedHints}
            onDismiss={onDismiss}
          />
        </>
      ) : null}
    </section>
  );
}
