import { type ReactNode, useState } from 'react';
import type { SubjectId } from '../../../../src-main/domain/identifier.ts';
import { type FeatureKind, featureKinds } from '../../../../src-main/domain/subject.ts';
import { useEngineMutation } from '../../../engine/use-engine.ts';
import type { Bench } from '../../../playback/bench.ts';
import { subjectDesk, useSubjectDesk } from '../../../playback/subject-desk.ts';
import { countText } from '../../../playback/time-text.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { ErrorNote } from '../../../ui/error-note.tsx';
import { Select } from '../../../ui/select.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { showSuccess } from '../../../ui/toast-store.ts';
import styles from './decision.module.css';
import { SubjectChoice } from './subject-choice.tsx';
import { useSubjects } from './use-subjects.ts';

/** Notes what a frame shows of a subject. The frame is the one that was on the stage when it was asked for. */
export function FeatureDialog({ bench }: { readonly bench: Bench }): ReactNode {
  const at = useSubjectDesk((state) => state.featureAt);
  const lastId = useSubjectDesk((state) => state.lastId);
  const { standing } = useSubjects(bench.footageId);
  const add = useEngineMutation('subjects.addFeature');
  const usual = standing.find(({ subject }) => subject.id === lastId)?.subject.id ?? null;
  const [chosenId, setChosenId] = useState<SubjectId | null>(null);
  const [kind, setKind] = useState<FeatureKind>('clothing');
  const [text, setText] = useState('');
  const [isTried, setTried] = useState(false);
  const subjectId = chosenId ?? usual;
  if (at === null || at.footageId !== bench.footageId) {
    return null;
  }
  const { footageId, frame } = at;

  function close(): void {
    subjectDesk.getState().set({ featureAt: null });
    setChosenId(null);
    setText('');
    setTried(false);
    add.reset();
  }

  function record(): void {
    setTried(true);
    if (subjectId === null || text.trim() === '' || add.isPending) {
      return;
    }
    add.mutate(
      { subjectId, kind, text, at: { footageId, frame } },
      {
        onSuccess: () => {
          showSuccess(`Feature noted at frame ${frame}.`);
          subjectDesk.getState().set({ lastId: subjectId });
          close();
        },
      },
    );
  }

  return (
    <Dialog
      isOpen
      isTextKept
      title={`Feature at frame ${countText(frame)}`}
      width="narrow"
      onClose={close}
      actions={
        <>
          <Button onPress={close}>Cancel</Button>
          <Button variant="primary" isDisabled={add.isPending} onPress={record}>
            Note it
          </Button>
        </>
      }
    >
      {standing.length === 0 ? (
        <p className={styles['note']}>
          There are no subjects yet. Make one first: in the tab Subjects, or while annotating.
        </p>
      ) : (
        <div className={styles['decision']}>
          <SubjectChoice
            label="Subject"
            entries={standing}
            value={subjectId}
            onChange={setChosenId}
            hasFocus={usual === null}
            error={isTried && subjectId === null ? 'Choose a subject.' : undefined}
          />
          <Select
            label="What it is"
            value={kind}
            onChange={setKind}
            options={featureKinds.map((value) => ({ value, label: value }))}
          />
          <TextField
            label="What this frame shows"
            isRequired
            value={text}
            onChange={setText}
            maxLength={500}
            autoFocus={usual !== null}
            placeholder="For example: patch on the left arm reads “POL?CE”"
            error={isTried && text.trim() === '' ? 'Say what can be seen or heard in this frame.' : undefined}
            onKeyDown={(event) => {
              if (event.key === 'Enter') {
                event.preventDefault();
                record();
              } else {
                event.continuePropagation();
              }
            }}
          />
          {add.error === null ? null : <ErrorNote error={add.error} title="The feature was not noted" />}
        </div>
      )}
    </Dialog>
  );
}
