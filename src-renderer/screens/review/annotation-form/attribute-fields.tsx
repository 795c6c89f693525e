import type { ReactNode } from 'react';
import type { CodeAttribute } from '../../../../src-main/domain/codebook.ts';
import { Select } from '../../../ui/select.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import styles from './annotation-form.module.css';

type AttributeFieldsProps = {
  /** Says whose they are: a codebook may call them what the form calls its own fields. */
  readonly legend: string;
  readonly attributes: readonly CodeAttribute[];
  readonly values: Readonly<Record<string, string>>;
  readonly problems: Readonly<Record<string, string>>;
  readonly onChange: (values: Record<string, string>) => void;
};

const unstated = 'not-stated';

/** What the chosen code asks to be recorded, as the codebook says. On a closed list, letters and digits choose. */
export function AttributeFields({ legend, attributes, values, problems, onChange }: AttributeFieldsProps): ReactNode {
  if (attributes.length === 0) {
    return null;
  }
  const fields = attributes.map((attribute) => {
    const value = values[attribute.id] ?? '';
    const change = (text: string) => onChange({ ...values, [attribute.id]: text });
    const choices = attribute.kind === 'yes-no' ? ['yes', 'no'] : attribute.choices;
    return choices.length > 0 ? (
      <Select
        key={attribute.id}
        label={attribute.label}
        isRequired={attribute.isRequired}
        error={problems[attribute.id]}
        value={value === '' ? unstated : value}
        options={[
          { value: unstated, label: 'Not stated' },
          ...choices.map((choice) => ({ value: choice, label: choice })),
        ]}
        onChange={(choice) => change(choice === unstated ? '' : choice)}
      />
    ) : (
      <TextField
        key={attribute.id}
        label={attribute.label}
        isRequired={attribute.isRequired}
        error={problems[attribute.id]}
        value={value}
        onChange={(text) => change(attribute.kind === 'number' ? text.replaceAll(/\D/g, '') : text)}
      />
    );
  });
  return (
    <fieldset className={styles['attributes']}>
      <legend className={styles['legend']}>{legend}</legend>
      {fields}
    </fieldset>
  );
}
