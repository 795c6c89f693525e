import { Plus, UsersRound } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Button as PlainButton } from 'react-aria-components';
import type { Annotation } from '../../../../src-main/domain/annotation.ts';
import type { Codebook } from '../../../../src-main/domain/codebook.ts';
import type { SubjectId } from '../../../../src-main/domain/identifier.ts';
import { type SubjectEntry, subjectKinds } from '../../../../src-main/domain/subject.ts';
import { useEngineMutation, useEngineQuery } from '../../../engine/use-engine.ts';
import type { Bench } from '../../../playback/bench.ts';
import { subjectDesk, useSubjectDesk } from '../../../playback/subject-desk.ts';
import { countText } from '../../../playback/time-text.ts';
import { Button } from '../../../ui/button.tsx';
import { countOf } from '../../../ui/date-text.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ErrorNote } from '../../../ui/error-note.tsx';
import { MenuButton } from '../../../ui/menu-button.tsx';
import { PlainText } from '../../../ui/plain-text.tsx';
import { SearchField } from '../../../ui/search-field.tsx';
import { VirtualList } from '../../../ui/virtual-list.tsx';
import { SubjectIcon } from './subject-icon.tsx';
import { SubjectPage } from './subject-page.tsx';
import styles from './subject-panel.module.css';
import { isSubjectFound, kindNames, subjectLine } from './subject-words.ts';
import { useSubjects } from './use-subjects.ts';

type SubjectPanelProps = {
  readonly bench: Bench;
  readonly codebook: Codebook;
  readonly annotations: readonly Annotation[];
};

/** The persons and vehicles of the matter, by pseudonym; one of them in full. */
export function SubjectPanel(props: SubjectPanelProps): ReactNode {
  const { entries } = useSubjects(props.bench.footageId);
  const openId = useSubjectDesk((state) => state.openId);
  const open = entries.find(({ subject }) => subject.id === openId);
  return open === undefined ? (
    <SubjectList bench={props.bench} />
  ) : (
    <SubjectPage key={open.subject.id} {...props} entry={open} />
  );
}

function SubjectList({ bench }: { readonly bench: Bench }): ReactNode {
  const { standing } = useSubjects(bench.footageId);
  const [query, setQuery] = useState('');
  const shown = standing.filter((entry) => isSubjectFound(entry, query));
  const search = useRef<HTMLInputElement>(null);
  const wantsFocus = useSubjectDesk((state) => state.wantsFocus);
  const [focusedId, setFocusedId] = useState<SubjectId | null>(null);
  useEffect(() => {
    if (wantsFocus) {
      const { leftId, set } = subjectDesk.getState();
      set({ wantsFocus: false });
      // The row of the subject just left takes the focus over once it is drawn, if it is in sight.
      search.current?.focus();
      setFocusedId(leftId);
    }
  }, [wantsFocus]);
  useEffect(() => {
    const timer = setTimeout(() => setFocusedId(null), 300);
    return () => clearTimeout(timer);
  });
  return (
    <div className={styles['panel']}>
      <div className={styles['tools']}>
        <SearchField label="Find a subject" value={query} onChange={setQuery} inputRef={search} />
        <NewSubject />
      </div>
      {shown.length === 0 ? (
        <EmptyState
          icon={<UsersRound />}
          title={standing.length === 0 ? 'No subjects yet' : 'Nobody here'}
          {...(standing.length === 0 ? { action: <NewSubject /> } : {})}
        >
          {standing.length === 0
            ? 'Agents, persons and vehicles that can be told apart, by pseudonym: Agent A, Person 1. Name them in the field Subjects of an annotation, or make one here. Real names do not belong here.'
            : 'No subject of this matter has these words.'}
        </EmptyState>
      ) : (
        <VirtualList
          label="Subjects of this matter"
          items={shown}
          itemKey={({ subject }) => subject.id}
          estimatedHeight={64}
          renderItem={(entry) => <SubjectRow entry={entry} hasFocus={entry.subject.id === focusedId} />}
        />
      )}
    </div>
  );
}

function NewSubject(): ReactNode {
  const add = useEngineMutation('subjects.add');
  const isReadOnly = useEngineQuery('matters.current', {}).data?.isReadOnly ?? true;
  return (
    <>
      <MenuButton
        label="New subject"
        entries={subjectKinds.map((kind) => ({
          id: kind,
          label: `New ${kindNames[kind].toLowerCase()}`,
          icon: <SubjectIcon kind={kind} />,
          isDisabled: isReadOnly,
          onAction: () => add.mutate({ kind }, { onSuccess: ({ id }) => subjectDesk.getState().show(id) }),
        }))}
      >
        <Button variant="primary" icon={<Plus />} isDisabled={isReadOnly}>
          New
        </Button>
      </MenuButton>
      {add.error === null ? null : <ErrorNote error={add.error} title="The subject was not made" />}
    </>
  );
}

type SubjectRowProps = {
  readonly entry: SubjectEntry;
  /** The reviewer comes back to it by keyboard. */
  readonly hasFocus: boolean;
};

function SubjectRow({ entry, hasFocus }: SubjectRowProps): ReactNode {
  const { subject, features, annotationCount, here } = entry;
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (hasFocus) {
      button.current?.focus();
    }
  }, [hasFocus]);
  const line = subjectLine(subject);
  const place =
    here === null
      ? 'not in this recording'
      : here.firstFrame === here.lastFrame
        ? `frame ${countText(here.firstFrame)}`
        : `frames ${countText(here.firstFrame)} to ${countText(here.lastFrame)}`;
  return (
    <article className={styles['row']} aria-label={subject.pseudonym}>
      <PlainButton
        className={styles['open'] ?? ''}
        ref={button}
        aria-label={`Open ${subject.pseudonym}`}
        onPress={() => subjectDesk.getState().show(subject.id)}
      />
      <span className={styles['icon']}>
        <SubjectIcon kind={subject.kind} />
      </span>
      <div className={styles['words']}>
        <h3 className={styles['name']}>
          <PlainText text={subject.pseudonym} isOneLine />
          {subject.role === 'unknown' ? null : <span className={styles['role']}>{subject.role}</span>}
        </h3>
        {line === '' ? null : (
          <p className={styles['line']}>
            <PlainText text={line} isOneLine />
          </p>
        )}
        <p className={styles['counts']}>
          {here === null ? null : <>{countOf(here.annotationCount, 'annotation')} here, </>}
          {place}
          {annotationCount === (here?.annotationCount ?? 0) ? null : <> · {countText(annotationCount)} in the matter</>}
          {features.length === 0 ? null : <> · {countOf(features.length, 'feature')}</>}
        </p>
      </div>
    </article>
  );
}
