import { type ReactNode, useState } from 'react';
import { useStore } from 'zustand';
import { type ContentNoteKind, contentNoteKinds } from '../../../../src-main/domain/content-note.ts';
import { useEngineMutation } from '../../../engine/use-engine.ts';
import type { Bench } from '../../../playback/bench.ts';
import { contentKindNames } from '../../../playback/content-note-words.ts';
import { endNoting, type Noting, notingStore } from '../../../playback/noting.ts';
import { countText } from '../../../playback/time-text.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { ErrorNote } from '../../../ui/error-note.tsx';
import { RadioGroup } from '../../../ui/radio-group.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { showNotice } from '../../../ui/toast-store.ts';
import styles from './content-notes.module.css';

/** Writes a content note, or changes one. */
export function ContentNoteDialog({ bench }: { readonly bench: Bench }): ReactNode {
  const noting = useStore(notingStore, (state) => state.noting);
  return noting === null ? null : <NoteForm bench={bench} noting={noting} />;
}

function startOf(noting: Noting) {
  return noting.kind === 'new'
    ? { kind: 'violence' as ContentNoteKind, note: '', first: noting.inFrame, last: noting.outFrame - 1 }
    : {
        kind: noting.note.kind,
        note: noting.note.note,
        first: noting.note.span.inFrame,
        last: noting.note.span.outFrame - 1,
      };
}

function NoteForm({ bench, noting }: { readonly bench: Bench; readonly noting: Noting }): ReactNode {
  const start = startOf(noting);
  const [kind, setKind] = useState(start.kind);
  const [note, setNote] = useState(start.note);
  const [first, setFirst] = useState(String(start.first));
  const [last, setLast] = useState(String(start.last));
  const [isTried, setTried] = useState(false);
  const add = useEngineMutation('contentNotes.add');
  const revise = useEngineMutation('contentNotes.revise');
  const lastOfAll = bench.index.count - 1;
  const [inFrame, lastFrame] = [frameOf(first), frameOf(last)];
  const problems = {
    first: inFrame === null || inFrame > lastOfAll ? `Type a frame from 0 to ${countText(lastOfAll)}.` : null,
    last:
      lastFrame === null || lastFrame > lastOfAll || lastFrame < (inFrame ?? 0)
        ? `Type a frame from the first one to ${countText(lastOfAll)}.`
        : null,
  };

  function save(): void {
    setTried(true);
    if (inFrame === null || lastFrame === null || problems.first !== null || problems.last !== null) {
      return;
    }
    const fields = { kind, note, inFrame, outFrame: lastFrame + 1 };
    const onSuccess = () => {
      showNotice('Content note kept. Whoever comes to these frames is told first; undo takes it back.');
      endNoting();
    };
    if (noting.kind === 'new') {
      add.mutate({ footageId: bench.footageId, ...fields }, { onSuccess });
    } else {
      revise.mutate({ id: noting.note.id, revision: noting.note.revision, changes: fields }, { onSuccess });
    }
  }

  const error = add.error ?? revise.error;
  return (
    <Dialog
      isOpen
      isTextKept
      onClose={endNoting}
      title={noting.kind === 'new' ? 'Note frames as possibly disturbing' : 'Change the content note'}
      actions={
        <>
          <Button onPress={endNoting}>Cancel</Button>
          <Button variant="primary" isDisabled={add.isPending || revise.isPending} onPress={save}>
            Keep the note
          </Button>
        </>
      }
    >
      <p className={styles['lead']}>
        A note is a care for whoever watches next, not a statement about what happened. It changes nothing in the
        picture and goes into no packet.
      </p>
      <RadioGroup
        label="What to expect"
        value={kind}
        onChange={setKind}
        options={contentNoteKinds.map((option) => ({ value: option, label: contentKindNames[option] }))}
      />
      <TextField
        label="In neutral words (optional)"
        value={note}
        onChange={setNote}
        maxLength={500}
        autoFocus
        placeholder="A person on the ground is bleeding"
        onKeyDown={(event) => {
          if (event.key === 'Enter') {
            save();
          } else {
            event.continuePropagation();
          }
        }}
      />
      <div className={styles['frames']}>
        <TextField
          label="First frame"
          isMono
          value={first}
          onChange={setFirst}
          error={isTried ? problems.first : null}
        />
        <TextField label="Last frame" isMono value={last} onChange={setLast} error={isTried ? problems.last : null} />
      </div>
      {error === null ? null : <ErrorNote error={error} title="The note was not kept" />}
    </Dialog>
  );
}

function frameOf(typed: string): number | null {
  const text = typed.replaceAll(',', '').trim();
  return /^\d{1,9}$/.test(text) ? Number(text) : null;
}
