import { ChevronDown } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button, ComboBox, Input, Label, ListBox, ListBoxItem, Popover, Text } from 'react-aria-components';
import type { SubjectId } from '../../../../src-main/domain/identifier.ts';
import type { SubjectEntry } from '../../../../src-main/domain/subject.ts';
import { cx } from '../../../ui/cx.ts';
import field from '../../../ui/field.module.css';
import list from '../../../ui/list.module.css';
import styles from './subject-field.module.css';
import { SubjectIcon } from './subject-icon.tsx';
import { isSubjectFound, subjectLine } from './subject-words.ts';

type SubjectChoiceProps = {
  readonly label: string;
  readonly entries: readonly SubjectEntry[];
  readonly value: SubjectId | null;
  readonly onChange: (id: SubjectId) => void;
  readonly error?: string | undefined;
  readonly hasFocus?: boolean;
};

/** One subject out of those there are, found by its letters. */
export function SubjectChoice({ label, entries, value, onChange, error, hasFocus }: SubjectChoiceProps): ReactNode {
  const chosen = entries.find(({ subject }) => subject.id === value)?.subject;
  const chosenText = chosen?.pseudonym ?? '';
  const [typed, setTyped] = useState<string | null>(null);
  const query = typed === null || typed === chosenText ? '' : typed;
  const found = entries.filter((entry) => isSubjectFound(entry, query));
  return (
    <ComboBox
      className={field['field'] ?? ''}
      menuTrigger="input"
      allowsEmptyCollection
      isInvalid={error !== undefined}
      inputValue={typed ?? chosenText}
      onInputChange={setTyped}
      value={value}
      onChange={(key) => {
        const entry = entries.find(({ subject }) => subject.id === key);
        if (entry !== undefined) {
          onChange(entry.subject.id);
        }
        setTyped(null);
      }}
      onBlur={() => setTyped(null)}
      defaultFilter={() => true}
      autoFocus={hasFocus === true}
    >
      <Label className={field['label'] ?? ''}>{label}</Label>
      <div className={styles['box']}>
        <Input className={field['box'] ?? ''} placeholder="Type a name or what is seen" />
        <Button className={styles['open'] ?? ''} aria-label="Show the subjects">
          <ChevronDown aria-hidden="true" />
        </Button>
      </div>
      {error === undefined ? null : <p className={field['error'] ?? ''}>{error}</p>}
      <Popover className={cx(list['popover'], list['wide'], styles['popover'])} offset={4}>
        <ListBox
          className={list['list'] ?? ''}
          renderEmptyState={() => <p className={styles['nothing']}>No subject has these words.</p>}
        >
          {found.map(({ subject }) => (
            <ListBoxItem key={subject.id} id={subject.id} textValue={subject.pseudonym} className={list['item'] ?? ''}>
              <SubjectIcon kind={subject.kind} />
              <span className={list['text']}>
                <Text slot="label">{subject.pseudonym}</Text>
                <Text slot="description" className={cx(list['description'], styles['line'])}>
                  {[subject.role === 'unknown' ? '' : subject.role, subjectLine(subject)].filter(Boolean).join(' · ')}
                </Text>
              </span>
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
