import { Plus, X } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, type RefObject, use, useEffect, useRef, useState } from 'react';
import {
  Button,
  ComboBox,
  ComboBoxStateContext,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Tag,
  TagGroup,
  TagList,
  Text,
} from 'react-aria-components';
import type { FootageId, SubjectId } from '../../../../src-main/domain/identifier.ts';
import { pseudonymOf, type SubjectKind, subjectKinds } from '../../../../src-main/domain/subject.ts';
import { useEngineMutation } from '../../../engine/use-engine.ts';
import { subjectDesk } from '../../../playback/subject-desk.ts';
import { cx } from '../../../ui/cx.ts';
import { ErrorNote } from '../../../ui/error-note.tsx';
import field from '../../../ui/field.module.css';
import list from '../../../ui/list.module.css';
import styles from './subject-field.module.css';
import { SubjectIcon } from './subject-icon.tsx';
import { isSubjectFound, kindNames, subjectLine } from './subject-words.ts';
import { useSubjects } from './use-subjects.ts';

type SubjectFieldProps = {
  readonly footageId: FootageId;
  readonly value: readonly SubjectId[];
  /** Given a change rather than a value: a subject made by the engine comes later than what was typed meanwhile. */
  readonly onChange: (change: (value: readonly SubjectId[]) => readonly SubjectId[]) => void;
  /** Kinds that may be named here; all of them when absent. */
  readonly kinds?: readonly SubjectKind[];
  readonly label?: string;
  readonly description?: string;
};

type Choice =
  | {
      readonly key: string;
      readonly id: SubjectId;
      readonly name: string;
      readonly line: string;
      readonly kind: SubjectKind;
    }
  | {
      readonly key: string;
      readonly id: null;
      readonly name: string;
      readonly line: string;
      readonly kind: SubjectKind;
    };

/** Hands the list's own `close` to the field: Enter without a choice takes the first one and leaves the list. */
function CloseTap({ into }: { readonly into: RefObject<(() => void) | null> }): ReactNode {
  const state = use(ComboBoxStateContext);
  useEffect(() => {
    into.current = () => state?.close();
  });
  return null;
}

/**
 * Names subjects by their letters: type, Enter takes the first, arrows choose another. "New agent" and its like make one
 * at once, with the next free pseudonym, and name it. Backspace in the empty box takes the last one out.
 */
export function SubjectField(props: SubjectFieldProps): ReactNode {
  const { footageId, value, onChange, kinds = subjectKinds, label = 'Subjects', description } = props;
  const known = useSubjects(footageId);
  const add = useEngineMutation('subjects.add');
  const [typed, setTyped] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const closeList = useRef<(() => void) | null>(null);
  const named = known.named(value);
  const isNamed = new Set<string>(named.map(({ id }) => id));
  const existing: Choice[] = known.standing
    .filter(({ subject }) => kinds.includes(subject.kind) && !isNamed.has(subject.id))
    .filter((entry) => isSubjectFound(entry, typed))
    .map(({ subject }) => ({
      key: subject.id,
      id: subject.id,
      name: subject.pseudonym,
      line: [subject.role === 'unknown' ? '' : subject.role, subjectLine(subject)].filter(Boolean).join(' · '),
      kind: subject.kind,
    }));
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const news: Choice[] = kinds.map((kind): Choice => {
    const highest = Math.max(
      -1,
      ...known.entries.filter(({ subject }) => subject.kind === kind).map(({ subject }) => subject.ordinal),
    );
    const name = `New ${kindNames[kind].toLowerCase()}`;
    return { key: `new:${kind}`, id: null, name, line: `such as ${pseudonymOf(kind, highest + 1)}`, kind };
  });
  const meant = news.filter(({ name }) => words.every((word) => name.toLowerCase().includes(word)));
  const offered = meant.length > 0 ? meant : existing.length === 0 ? news : [];
  // "new a" asks for a new one, whatever else has these letters.
  const choices = words[0] === 'new' ? [...offered, ...existing] : [...existing, ...offered];

  function choose(choice: Choice): void {
    setTyped('');
    if (choice.id !== null) {
      const { id } = choice;
      subjectDesk.getState().set({ lastId: id });
      onChange((ids) => (ids.includes(id) ? ids : [...ids, id]));
      return;
    }
    add.mutate(
      { kind: choice.kind },
      {
        onSuccess: ({ id }) => {
          subjectDesk.getState().set({ lastId: id });
          onChange((ids) => [...ids, id]);
        },
      },
    );
  }

  function remove(subjects: readonly string[]): void {
    // Every id that stands for one of them, so that a merged one goes with the one it was merged into.
    onChange((ids) => ids.filter((id) => !subjects.includes(known.named([id])[0]?.id ?? '')));
  }

  function onKeyDownCapture(event: KeyboardEvent): void {
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
    const isOpen = input.current?.getAttribute('aria-expanded') === 'true';
    const hasChoice = input.current?.hasAttribute('aria-activedescendant') === true;
    const [first] = choices;
    if (event.key === 'Enter' && isPlain && isOpen && !hasChoice && typed !== '' && first !== undefined) {
      event.preventDefault();
      event.stopPropagation();
      closeList.current?.();
      choose(first);
    }
    const last = named.at(-1);
    if (event.key === 'Backspace' && isPlain && typed === '' && last !== undefined) {
      event.preventDefault();
      event.stopPropagation();
      remove([last.id]);
    }
  }

  return (
    <div className={styles['subjects']}>
      <ComboBox
        className={field['field'] ?? ''}
        menuTrigger="input"
        inputValue={typed}
        onInputChange={setTyped}
        value={null}
        onChange={(key) => {
          const choice = choices.find((candidate) => candidate.key === key);
          if (choice !== undefined) {
            choose(choice);
          }
        }}
        onBlur={() => setTyped('')}
        defaultFilter={() => true}
      >
        <CloseTap into={closeList} />
        <Label className={field['label'] ?? ''}>{label}</Label>
        <div role="presentation" className={styles['box']} onKeyDownCapture={onKeyDownCapture}>
          <Input
            ref={input}
            className={field['box'] ?? ''}
            placeholder={named.length === 0 ? 'Type a name, or “new”' : 'Another one'}
          />
          <Button className={styles['open'] ?? ''} aria-label={`Show the ${label.toLowerCase()}`}>
            <Plus aria-hidden="true" />
          </Button>
        </div>
        {description === undefined ? null : (
          <Text slot="description" className={field['description'] ?? ''}>
            {description}
          </Text>
        )}
        <Popover className={cx(list['popover'], list['wide'], styles['popover'])} offset={4}>
          <ListBox className={list['list'] ?? ''}>
            {choices.map((choice) => (
              <ListBoxItem
                key={choice.key}
                id={choice.key}
                textValue={choice.name}
                className={cx(list['item'], choice.id === null && styles['new'])}
              >
                <SubjectIcon kind={choice.kind} />
                <span className={list['text']}>
                  <Text slot="label">{choice.name}</Text>
                  {choice.line === '' ? null : (
                    <Text slot="description" className={cx(list['description'], styles['line'])}>
                      {choice.line}
                    </Text>
                  )}
                </span>
              </ListBoxItem>
            ))}
          </ListBox>
        </Popover>
      </ComboBox>
      {named.length === 0 ? null : (
        <TagGroup aria-label={`${label} named`} onRemove={(keys) => remove([...keys].map(String))}>
          <TagList className={styles['tags'] ?? ''}>
            {named.map((subject) => (
              <Tag key={subject.id} id={subject.id} textValue={subject.pseudonym} className={styles['tag'] ?? ''}>
                <SubjectIcon kind={subject.kind} />
                <span className={styles['name']}>{subject.pseudonym}</span>
                {subject.role === 'unknown' ? null : <span className={styles['role']}>{subject.role}</span>}
                <Button slot="remove" className={styles['remove'] ?? ''} aria-label={`Take ${subject.pseudonym} out`}>
                  <X aria-hidden="true" />
                </Button>
              </Tag>
            ))}
          </TagList>
        </TagGroup>
      )}
      {add.error === null ? null : <ErrorNote error={add.error} title="The subject was not made" />}
    </div>
  );
}
