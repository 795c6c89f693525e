import type { ReactNode } from 'react';
import type { CodeAttribute } from '../../../../src-main/domain/codebook.ts';
import { Select } from '../../../ui/select.tsx';
import { TextField } from '../../../ui/text-field.tsx';

type AttributeFieldsProps = {
  readonly attributes: readonly CodeAttribute[];
  readonly values: Readonly<Record<string, string>>;
  readonly problems: Readonly<Record<string, string>>;
  readonly onChange: (values: Record<string, string>) => void;
};

const unstated = 'not-stated';

/** What the chosen code asks to be recorded, as the codebook says. On a closed list, letters and digits choose. */
export function AttributeFields({ attributes, values, problems, onChange }: AttributeFieldsProps): ReactNode {
  return attributes.map((attribute) => {
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
}
