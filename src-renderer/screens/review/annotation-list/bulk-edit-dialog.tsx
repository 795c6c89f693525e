import { type ReactNode, useMemo, useState } from 'react';
import type { CallInput } from '../../../../src-main/contract/api.ts';
import type { Annotation } from '../../../../src-main/domain/annotation.ts';
import type { Codebook } from '../../../../src-main/domain/codebook.ts';
import { useEngineMutation } from '../../../engine/use-engine.ts';
import type { Bench } from '../../../playback/bench.ts';
import { type BulkEdit, benchStore } from '../../../playback/bench-store.ts';
import { countText } from '../../../playback/time-text.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { ErrorNote } from '../../../ui/error-note.tsx';
import { Select } from '../../../ui/select.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { showSuccess } from '../../../ui/toast-store.ts';
import { confidenceAxes } from '../annotation-form/confidence-fields.tsx';
import { CodePicker } from '../code-picker/code-picker.tsx';
import {
  type AxisChoice,
  codebookOfGroup,
  confidenceChanges,
  countedAnnotations,
  lostAttributes,
  moveChanges,
  recodeChanges,
  roomToMove,
} from './bulk-edit.ts';
import styles from './bulk-edit-dialog.module.css';

type Changes = CallInput<'annotations.reviseMany'>['changes'];
type BulkEditDialogProps = {
  readonly bench: Bench;
  readonly bulkEdit: BulkEdit;
  /** All of the recording; those of the edit are found among them as they are now. */
  readonly annotations: readonly Annotation[];
  readonly codebook: Codebook;
};

function close(): void {
  benchStore.getState().set({ bulkEdit: null });
}

/** One change made to several annotations as one edit; it says how many before it does anything. */
export function BulkEditDialog({ bench, bulkEdit, annotations, codebook }: BulkEditDialogProps): ReactNode {
  const chosen = useMemo(() => {
    const ids = new Set(bulkEdit.ids);
    return annotations.filter(({ id, state }) => ids.has(id) && state !== 'withdrawn');
  }, [annotations, bulkEdit.ids]);
  switch (bulkEdit.kind) {
    case 'recode':
      return <RecodeDialog chosen={chosen} codebook={codebook} groupId={bulkEdit.groupId} />;
    case 'move':
      return <MoveDialog chosen={chosen} frameCount={bench.index.count} />;
    case 'confidence':
      return <ConfidenceDialog chosen={chosen} />;
    case 'withdraw':
      return <WithdrawSeveralDialog chosen={chosen} />;
  }
}

type ReviseDialogProps = {
  readonly title: string;
  readonly actionLabel: string;
  readonly editLabel: string;
  /** What would be changed; empty while nothing was chosen. */
  readonly changes: Changes;
  readonly children: ReactNode;
};

function ReviseDialog({ title, actionLabel, editLabel, changes, children }: ReviseDialogProps): ReactNode {
  const revise = useEngineMutation('annotations.reviseMany');
  const isReady = changes.length > 0 && !revise.isPending;

  function apply(): void {
    if (isReady) {
      const onSuccess = () => {
        showSuccess(`${countedAnnotations(changes.length)} changed. One undo takes it all back.`);
        close();
      };
      revise.mutate({ changes, label: editLabel }, { onSuccess });
    }
  }

  return (
    <Dialog
      isOpen
      onClose={close}
      title={title}
      actions={
        <>
          <Button onPress={close}>Cancel</Button>
          <Button variant="primary" isDisabled={!isReady} onPress={apply}>
            {actionLabel}
          </Button>
        </>
      }
    >
      <form
        className={styles['body']}
        onSubmit={(event) => {
          event.preventDefault();
          apply();
        }}
      >
        {children}
      </form>
      {revise.error === null ? null : <ErrorNote error={revise.error} />}
    </Dialog>
  );
}

type ChosenProps = { readonly chosen: readonly Annotation[] };

function RecodeDialog({
  chosen,
  codebook,
  groupId,
}: ChosenProps & { readonly codebook: Codebook; readonly groupId: string | null }): ReactNode {
  const [codeId, setCodeId] = useState<string | null>(null);
  const offered = useMemo(() => codebookOfGroup(codebook, groupId), [codebook, groupId]);
  const code = codebook.codes.find(({ id }) => id === codeId);
  const changes = code === undefined ? [] : recodeChanges(chosen, code);
  const lost = code === undefined ? 0 : lostAttributes(chosen, code);
  const group = groupId === null ? undefined : codebook.groups.find(({ id }) => id === groupId);
  const count = countedAnnotations(chosen.length);
  return (
    <ReviseDialog
      title={group === undefined ? `Another code for ${count}` : `${count} to ${group.label}`}
      actionLabel={`Recode ${countText(changes.length)}`}
      editLabel={`Recode ${countedAnnotations(changes.length)} to ${codeId ?? ''}`}
      changes={changes}
    >
      <CodePicker codebook={offered} value={codeId} onChange={setCodeId} autoFocus />
      {code === undefined ? null : (
        <p>
          {changes.length < chosen.length
            ? `${countText(chosen.length - changes.length)} of them ${chosen.length - changes.length === 1 ? 'has' : 'have'} this code already. `
            : ''}
          {lost === 0
            ? 'What was observed, alleged and stated stays as it is.'
            : `${countText(lost)} filled-in ${lost === 1 ? 'attribute does' : 'attributes do'} not belong to this code and ${lost === 1 ? 'is' : 'are'} left behind; the history keeps ${lost === 1 ? 'it' : 'them'}.`}
        </p>
      )}
    </ReviseDialog>
  );
}

function MoveDialog({ chosen, frameCount }: ChosenProps & { readonly frameCount: number }): ReactNode {
  const [text, setText] = useState('');
  const room = roomToMove(chosen, frameCount);
  const typed = text.trim().replace(/^−/, '-');
  const frames = /^[+-]?\d{1,9}$/.test(typed) ? Number(typed) : null;
  const isInside = frames !== null && frames !== 0 && frames >= -room.earlier && frames <= room.later;
  const isWrong = typed !== '' && !isInside;
  return (
    <ReviseDialog
      title={`Move ${countedAnnotations(chosen.length)}`}
      actionLabel={`Move ${countText(chosen.length)}`}
      editLabel={`Move ${countedAnnotations(chosen.length)} by ${frames ?? 0} frames`}
      changes={isInside ? moveChanges(chosen, frames) : []}
    >
      <TextField
        label="By how many frames (earlier: with a minus)"
        autoFocus
        value={text}
        onChange={setText}
        {...(isWrong
          ? { error: `Type a whole number from −${countText(room.earlier)} to ${countText(room.later)}, but not 0.` }
          : {})}
      />
      <p>Both ends of each move together, so every annotation keeps its number of frames.</p>
    </ReviseDialog>
  );
}

function ConfidenceDialog({ chosen }: ChosenProps): ReactNode {
  const [choices, setChoices] = useState<Record<keyof Annotation['confidence'], AxisChoice>>(
    () => Object.fromEntries(confidenceAxes.map(({ axis }) => [axis, 'leave'])) as never,
  );
  const changes = confidenceChanges(chosen, choices);
  return (
    <ReviseDialog
      title={`Confidence of ${countedAnnotations(chosen.length)}`}
      actionLabel={`Change ${countText(changes.length)}`}
      editLabel={`State confidence for ${countedAnnotations(changes.length)}`}
      changes={changes}
    >
      {confidenceAxes.map(({ axis, label, levels }) => (
        <Select<string>
          key={axis}
          label={label}
          value={String(choices[axis])}
          options={[
            { value: 'leave', label: 'Leave each as it is' },
            { value: 'not-stated', label: 'Not stated' },
            ...levels.map((level, place) => ({ value: String(place + 1), label: `${place + 1} ${level}` })),
          ]}
          onChange={(value) =>
            setChoices({
              ...choices,
              [axis]: value === 'leave' || value === 'not-stated' ? value : Number(value),
            })
          }
        />
      ))}
    </ReviseDialog>
  );
}

function WithdrawSeveralDialog({ chosen }: ChosenProps): ReactNode {
  const [reason, setReason] = useState('');
  const withdraw = useEngineMutation('annotations.withdrawMany');
  const count = countedAnnotations(chosen.length);
  return (
    <Dialog
      isOpen
      onClose={close}
      title={`Withdraw ${count}?`}
      role="alertdialog"
      isTextKept
      actions={
        <>
          <Button onPress={close}>Cancel</Button>
          <Button
            variant="primary"
            isDisabled={chosen.length === 0 || withdraw.isPending}
            onPress={() =>
              withdraw.mutate(
                { items: chosen.map(({ id, revision }) => ({ id, revision })), reason },
                {
                  onSuccess: () => {
                    benchStore.getState().clearSelection();
                    showSuccess(`${count} withdrawn. Undo brings them back.`);
                    close();
                  },
                },
              )
            }
          >
            {`Withdraw ${countText(chosen.length)}`}
          </Button>
        </>
      }
    >
      <p>
        They leave the list and the packets made from now on. Their history stays, and one undo brings them all back.
      </p>
      <TextField label="Reason (kept in the custody log)" value={reason} onChange={setReason} maxLength={2000} />
      {withdraw.error === null ? null : <ErrorNote error={withdraw.error} />}
    </Dialog>
  );
}
