import { type ReactNode, useEffect, useEffectEvent, useState } from 'react';
import { toAppError } from '../../../src-main/domain/app-error.ts';
import { TextField, type TextFieldProps } from '../../ui/text-field.tsx';
import { showError } from '../../ui/toast-store.ts';

type DraftOptions = {
  readonly value: string;
  /** Records what was written; rejects with an AppError. */
  readonly onCommit: (text: string) => Promise<void>;
};

/** What is being written in a box and is not recorded yet. */
export type Draft = {
  readonly text: string;
  readonly error: string | null;
  change(text: string): void;
  /** Records it, when it differs; also when the box leaves the page. */
  commit(): void;
  drop(): void;
};

/** A text that is recorded when the hand leaves it: one edit for each visit, none for each letter. */
export function useDraft({ value, onCommit }: DraftOptions): Draft {
  const [draft, setDraft] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);

  async function record(text: string): Promise<void> {
    if (text.trim() === value.trim()) {
      setDraft(null);
      setError(null);
      return;
    }
    try {
      await onCommit(text.trim());
      setDraft((now) => (now === text ? null : now));
      setError(null);
    } catch (thrown) {
      // It stays in the box, so that it can be mended.
      setError(toAppError(thrown).message);
    }
  }

  const commitOnLeave = useEffectEvent(() => {
    if (draft !== null && draft.trim() !== value.trim()) {
      onCommit(draft.trim()).catch((thrown: unknown) => showError(toAppError(thrown)));
    }
  });
  useEffect(() => () => commitOnLeave(), []);

  return {
    text: draft ?? value,
    error,
    change: (text) => {
      setDraft(text);
      setError(null);
    },
    commit: () => {
      if (draft !== null) {
        void record(draft);
      }
    },
    drop: () => {
      setDraft(null);
      setError(null);
    },
  };
}

type DraftFieldProps = DraftOptions & Omit<TextFieldProps, 'value' | 'onChange' | 'onBlur' | 'error' | 'onKeyDown'>;

/** A box of one line whose text is recorded on Enter and when it is left; Escape takes it back. */
export function DraftField({ value, onCommit, ...rest }: DraftFieldProps): ReactNode {
  const draft = useDraft({ value, onCommit });
  return (
    <TextField
      {...rest}
      value={draft.text}
      error={draft.error}
      onChange={draft.change}
      onBlur={draft.commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') {
          draft.commit();
        } else if (event.key === 'Escape') {
          draft.drop();
        }
        event.continuePropagation();
      }}
    />
  );
}
