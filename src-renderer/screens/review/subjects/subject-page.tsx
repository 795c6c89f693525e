import { ArrowLeft, Combine, History, MoreHorizontal, Pencil, ScanSearch, Split, Trash2 } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { Annotation } from '../../../../src-main/domain/annotation.ts';
import type { Codebook } from '../../../../src-main/domain/codebook.ts';
import type { SubjectEntry } from '../../../../src-main/domain/subject.ts';
import { useEngineQuery } from '../../../engine/use-engine.ts';
import type { Bench } from '../../../playback/bench.ts';
import { currentFrame } from '../../../playback/bench-actions.ts';
import { benchStore } from '../../../playback/bench-store.ts';
import { subjectDesk, useSubjectDesk } from '../../../playback/subject-desk.ts';
import { countText } from '../../../playback/time-text.ts';
import { Button } from '../../../ui/button.tsx';
import { namedCodes } from '../../../ui/code-name.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import { MenuButton } from '../../../ui/menu-button.tsx';
import { PlainText } from '../../../ui/plain-text.tsx';
import { FeatureList } from './feature-list.tsx';
import { MergeDialog } from './merge-dialog.tsx';
import { SplitDialog } from './split-dialog.tsx';
import { SubjectEditor } from './subject-editor.tsx';
import { subjectFacts } from './subject-facts.ts';
import { SubjectHistory } from './subject-history.tsx';
import { SubjectIcon } from './subject-icon.tsx';
import styles from './subject-page.module.css';
import { kindNames } from './subject-words.ts';
import { useSubjects } from './use-subjects.ts';
import { WithdrawSubjectDialog } from './withdraw-subject-dialog.tsx';

type SubjectPageProps = {
  readonly bench: Bench;
  readonly codebook: Codebook;
  readonly annotations: readonly Annotation[];
  readonly entry: SubjectEntry;
};

type Doing = 'nothing' | 'edit' | 'merge' | 'split' | 'history' | 'withdraw';

/** One subject in full: what is known, the frames that show it, where it appears, and what was decided about it. */
export function SubjectPage({ bench, codebook, annotations, entry }: SubjectPageProps): ReactNode {
  const { subject, features } = entry;
  const known = useSubjects(bench.footageId);
  const isReadOnly = useEngineQuery('matters.current', {}).data?.isReadOnly ?? true;
  const [chosen, setDoing] = useState<Doing>('nothing');
  // What was typed into the editor is gone on with until it is recorded or discarded.
  const isTyped = useSubjectDesk((state) => state.typed.has(subject.id));
  const doing = isTyped && chosen === 'nothing' ? 'edit' : chosen;
  const stop = () => setDoing('nothing');
  const back = useRef<HTMLButtonElement>(null);
  const wantsFocus = useSubjectDesk((state) => state.wantsFocus);
  useEffect(() => {
    if (wantsFocus || doing === 'nothing') {
      // What had the focus is gone with the list or the editor.
      if (document.activeElement === document.body || wantsFocus) {
        back.current?.focus();
      }
      subjectDesk.getState().set({ wantsFocus: false });
    }
  }, [wantsFocus, doing]);
  const standsFor = known.entries
    .map((other) => other.subject)
    .filter((other) => other.id !== subject.id && known.named([other.id])[0]?.id === subject.id);
  const standsIn = subject.mergedInto === null ? undefined : known.named([subject.id])[0];
  const isFixed = isReadOnly || subject.mergedInto !== null || subject.state === 'withdrawn';
  const codes = namedCodes(codebook);
  const naming = annotations.filter(
    (annotation) =>
      annotation.state !== 'withdrawn' && known.named(annotation.subjectIds).some(({ id }) => id === subject.id),
  );

  if (doing === 'edit') {
    return <SubjectEditor bench={bench} subject={subject} onClose={stop} />;
  }
  return (
    <section className={styles['page']} aria-label={subject.pseudonym}>
      <header className={styles['head']}>
        <IconButton label="All subjects" size="small" ref={back} onPress={() => subjectDesk.getState().show(null)}>
          <ArrowLeft aria-hidden="true" />
        </IconButton>
        <span className={styles['icon']}>
          <SubjectIcon kind={subject.kind} />
        </span>
        <h2 className={styles['name']}>
          <PlainText text={subject.pseudonym} isOneLine />
        </h2>
        <IconButton label="Edit this subject" size="small" isDisabled={isFixed} onPress={() => setDoing('edit')}>
          <Pencil aria-hidden="true" />
        </IconButton>
        <MenuButton
          label="More about this subject"
          entries={[
            { id: 'history', label: 'History…', icon: <History />, onAction: () => setDoing('history') },
            {
              id: 'merge',
              label: 'Merge into another…',
              icon: <Combine />,
              isDisabled: isFixed,
              onAction: () => setDoing('merge'),
            },
            {
              id: 'split',
              label: 'Split…',
              icon: <Split />,
              isDisabled:
                isFixed || (naming.length + features.length + standsFor.length === 0 && entry.annotationCount === 0),
              onAction: () => setDoing('split'),
            },
            {
              id: 'withdraw',
              label: 'Withdraw…',
              icon: <Trash2 />,
              isDisabled: isFixed,
              isDanger: true,
              onAction: () => setDoing('withdraw'),
            },
          ]}
        >
          <IconButton label="More about this subject" size="small">
            <MoreHorizontal aria-hidden="true" />
          </IconButton>
        </MenuButton>
      </header>
      <div className={styles['body']}>
        {standsIn === undefined ? null : (
          <p className={styles['merged']}>
            Merged: counts as{' '}
            <Button size="small" variant="quiet" onPress={() => subjectDesk.getState().show(standsIn.id)}>
              {standsIn.pseudonym}
            </Button>
          </p>
        )}
        {standsFor.length === 0 ? null : (
          <p className={styles['merged']}>
            Also what was called {standsFor.map(({ pseudonym }) => pseudonym).join(', ')} before merging.
          </p>
        )}
        <dl className={styles['facts']}>
          <div>
            <dt>{kindNames[subject.kind]}</dt>
            <dd>{subject.role === 'unknown' ? 'role unknown' : subject.role}</dd>
          </div>
          {subjectFacts(subject, known.byId).map(({ name, text }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                <PlainText text={text} isProse />
              </dd>
            </div>
          ))}
        </dl>
        <div className={styles['section']}>
          <h3 className={styles['heading']}>Features</h3>
          <Button
            size="small"
            icon={<ScanSearch />}
            isDisabled={isFixed}
            preventFocusOnPress
            onPress={() =>
              subjectDesk
                .getState()
                .set({ lastId: subject.id, featureAt: { footageId: bench.footageId, frame: currentFrame(bench) } })
            }
          >
            At this frame
          </Button>
        </div>
        <FeatureList bench={bench} features={features} isReadOnly={isFixed} />
        <div className={styles['section']}>
          <h3 className={styles['heading']}>In this recording</h3>
        </div>
        {naming.length === 0 ? (
          <p className={styles['none']}>No annotation of this recording names this subject.</p>
        ) : (
          <ul className={styles['places']}>
            {naming.map((annotation) => (
              <li key={annotation.id}>
                <Button
                  variant="quiet"
                  size="small"
                  preventFocusOnPress
                  onPress={() => {
                    benchStore.getState().set({ selectedId: annotation.id });
                    bench.transport.jumpTo(annotation.span.inFrame);
                  }}
                >
                  <span className={styles['frames']}>{countText(annotation.span.inFrame)}</span>
                  <span className={styles['code']}>{codes.get(annotation.code)?.title ?? annotation.code}</span>
                </Button>
              </li>
            ))}
          </ul>
        )}
      </div>
      {doing === 'merge' ? <MergeDialog bench={bench} entry={entry} onClose={stop} /> : null}
      {doing === 'split' ? (
        <SplitDialog bench={bench} codebook={codebook} entry={entry} formerSubjects={standsFor} onClose={stop} />
      ) : null}
      {doing === 'history' ? <SubjectHistory bench={bench} subject={subject} onClose={stop} /> : null}
      {doing === 'withdraw' ? <WithdrawSubjectDialog subject={subject} onClose={stop} /> : null}
    </section>
  );
}
