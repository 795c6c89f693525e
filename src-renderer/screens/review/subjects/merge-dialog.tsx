import { type ReactNode, useState } from 'react';
import type { SubjectId } from '../../../../src-main/domain/identifier.ts';
import type { FrameReference, SubjectEntry } from '../../../../src-main/domain/subject.ts';
import { useEngineMutation } from '../../../engine/use-engine.ts';
import type { Bench } from '../../../playback/bench.ts';
import { currentFrame } from '../../../playback/bench-actions.ts';
import { subjectDesk } from '../../../playback/subject-desk.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { ErrorNote } from '../../../ui/error-note.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { showSuccess } from '../../../ui/toast-store.ts';
import styles from './decision.module.css';
import { EvidenceFrames } from './evidence-frames.tsx';
import { SubjectChoice } from './subject-choice.tsx';
import { SubjectSummary } from './subject-summary.tsx';
import { useSubjects } from './use-subjects.ts';

type MergeDialogProps = { readonly bench: Bench; readonly entry: SubjectEntry; readonly onClose: () => void };

/** The decision that two subjects are one: which, why, and the frames that show it. It can be split again. */
export function MergeDialog({ bench, entry, onClose }: MergeDialogProps): ReactNode {
  const { subject } = entry;
  const known = useSubjects(bench.footageId);
  const merge = useEngineMutation('subjects.merge');
  const [intoId, setIntoId] = useState<SubjectId | null>(null);
  const [reason, setReason] = useState('');
  const [stageFrame] = useState(() => currentFrame(bench));
  const [evidence, setEvidence] = useState<readonly FrameReference[]>([]);
  const [isTried, setTried] = useState(false);
  const into = known.standing.find((other) => other.subject.id === intoId) ?? null;
  const others = known.standing.filter(
    (other) => other.subject.id !== subject.id && (other.subject.kind === 'vehicle') === (subject.kind === 'vehicle'),
  );
  const offered = [
    { footageId: bench.footageId, frame: stageFrame, words: 'the frame on the stage' },
    ...[...entry.features, ...(into?.features ?? [])].map(({ footageId, frame, text }) => ({
      footageId,
      frame,
      words: text.length > 40 ? `${text.slice(0, 40)}…` : text,
    })),
  ].filter(
    (at, place, all) =>
      all.findIndex((other) => other.frame === at.frame && other.footageId === at.footageId) === place,
  );

  function decide(): void {
    setTried(true);
    if (intoId === null || reason.trim() === '' || evidence.length === 0) {
      return;
    }
    merge.mutate(
      { id: subject.id, revision: subject.revision, into: intoId, reason, evidence: [...evidence] },
      {
        onSuccess: ({ standing }) => {
          showSuccess(`${subject.pseudonym} counts as ${standing.pseudonym} from now on.`);
          onClose();
          subjectDesk.getState().show(standing.id);
        },
      },
    );
  }

  return (
    <Dialog
      isOpen
      isTextKept
      title={`Merge ${subject.pseudonym} into another subject`}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button variant="primary" isDisabled={merge.isPending} onPress={decide}>
            Merge
          </Button>
        </>
      }
    >
      <div className={styles['decision']}>
        <p className={styles['note']}>
          Every annotation and feature of {subject.pseudonym} counts for the other one from then on. Their links stay as
          they are, so that splitting later, or undo, brings back exactly what was.
        </p>
        <SubjectChoice
          label={`${subject.pseudonym} is`}
          entries={others}
          value={intoId}
          onChange={setIntoId}
          error={isTried && intoId === null ? 'Choose the subject it is merged into.' : undefined}
        />
        <div className={styles['beside']}>
          <SubjectSummary entry={entry} byId={known.byId} />
          {into === null ? (
            <p className={styles['empty']}>The other subject is shown here.</p>
          ) : (
            <SubjectSummary entry={into} byId={known.byId} />
          )}
        </div>
        <TextField
          label="What the decision rests on"
          isRequired
          rows={3}
          value={reason}
          onChange={setReason}
          maxLength={2000}
          error={isTried && reason.trim() === '' ? 'Say what the decision rests on.' : undefined}
          description="Kept in the history of both and in the custody log."
        />
        <EvidenceFrames
          bench={bench}
          value={evidence}
          onChange={setEvidence}
          offered={offered}
          error={isTried && evidence.length === 0 ? 'Choose at least one frame that shows it.' : undefined}
        />
        {merge.error === null ? null : <ErrorNote error={merge.error} title="Nothing was merged" />}
      </div>
    </Dialog>
  );
}
