import { Plus, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { type CodeAttribute, codeAttributeKinds } from '../../../src-main/domain/codebook.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import styles from './codebook-screen.module.css';

type AttributeEditorProps = {
  readonly attributes: readonly CodeAttribute[];
  readonly isDisabled: boolean;
  readonly onChange: (attributes: CodeAttribute[]) => void;
};

const kindLabels: Readonly<Record<CodeAttribute['kind'], string>> = {
  text: 'Text',
  choice: 'Choice',
  number: 'Number',
  'yes-no': 'Yes or no',
};

/** An id from the label, free among the others; ids stay when the label changes, because annotations name them. */
function freeId(label: string, taken: readonly string[]): string {
  const slug = label
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^[-0-9]+|-+$/g, '')
    .slice(0, 50);
  for (let number = 1; ; number++) {
    const id = `${slug === '' ? 'attribute' : slug}${number === 1 ? '' : `-${number}`}`;
    if (!taken.includes(id)) {
      return id;
    }
  }
}

/** What is recorded with a code. */
export function AttributeEditor({ attributes, isDisabled, onChange }: AttributeEditorProps): ReactNode {
  const put = (at: number, change: Partial<CodeAttribute>): void =>
    onChange(attributes.map((attribute, place) => (place === at ? { ...attribute, ...change } : attribute)));
  return (
    <fieldset className={styles['attributes']}>
      <legend className={styles['legend']}>Attributes: what is recorded with it</legend>
      {attributes.map((attribute, at) => (
        <div className={styles['attribute']} key={attribute.id}>
          <TextField
            label={`Label of attribute ${at + 1}`}
            isLabelHidden
            isDisabled={isDisabled}
            value={attribute.label}
            onChange={(label) => put(at, { label })}
            placeholder="Label"
          />
          <Select
            label={`Kind of attribute ${at + 1}`}
            isLabelHidden
            isDisabled={isDisabled}
            value={attribute.kind}
            onChange={(kind) => put(at, { kind, ...(kind === 'choice' ? {} : { choices: [] }) })}
            options={codeAttributeKinds.map((kind) => ({ value: kind, label: kindLabels[kind] }))}
          />
          {attribute.kind === 'choice' ? (
            <TextField
              label={`Choices of attribute ${at + 1}, with semicolons between`}
              isLabelHidden
              isDisabled={isDisabled}
              defaultValue={attribute.choices.join('; ')}
              onChange={(text) =>
                put(at, {
                  choices: text
                    .split(';')
                    .map((choice) => choice.trim())
                    .filter((choice) => choice !== ''),
                })
              }
              placeholder="first; second; third"
            />
          ) : (
            <span />
          )}
          <Checkbox
            isDisabled={isDisabled}
            isSelected={attribute.isRequired}
            onChange={(isRequired) => put(at, { isRequired })}
          >
            Required
          </Checkbox>
          <IconButton
            label={`Remove ${attribute.label === '' ? `attribute ${at + 1}` : attribute.label}`}
            size="small"
            isDisabled={isDisabled}
            onPress={() => onChange(attributes.filter((_, place) => place !== at))}
          >
            <Trash2 aria-hidden="true" />
          </IconButton>
        </div>
      ))}
      {isDisabled ? null : (
        <span>
          <Button
            variant="quiet"
            size="small"
            icon={<Plus />}
            onPress={() => {
              const id = freeId(
                `attribute-${attributes.length + 1}`,
                attributes.map((attribute) => attribute.id),
              );
              onChange([...attributes, { id, label: '', kind: 'text', choices: [], isRequired: false }]);
            }}
          >
            Add an attribute
          </Button>
        </span>
      )}
    </fieldset>
  );
}
