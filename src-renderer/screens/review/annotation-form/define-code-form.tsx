import { type ReactNode, useState } from 'react';
import { type AppError, toAppError } from '../../../../src-main/domain/app-error.ts';
import { type Codebook, codeIdSchema } from '../../../../src-main/domain/codebook.ts';
import { suggestCodeId } from '../../../../src-main/domain/codebook-change.ts';
import { useDoors } from '../../../engine/use-engine.ts';
import { Button } from '../../../ui/button.tsx';
import { ErrorNote } from '../../../ui/error-note.tsx';
import { kindNames } from '../../../ui/find-codes.ts';
import { KeyHint } from '../../../ui/key-hint.tsx';
import { Select } from '../../../ui/select.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { showSuccess } from '../../../ui/toast-store.ts';
import styles from '../code-picker/code-picker.module.css';

/** What was typed about a code that is not defined yet. */
export type TypedCode = {
  /** What had been looked for when it was begun. */
  readonly label: string;
  readonly words: string;
  readonly definition: string;
  readonly group: string | null;
  /** Null: the suggested one. */
  readonly id: string | null;
};

type DefineCodeFormProps = {
  readonly codebook: Codebook;
  /** What was typed when nothing fitted. */
  readonly label: string;
  /** The group looked at last; null lets the reviewer choose. */
  readonly groupId: string | null;
  /** What was typed before, when the form was left without defining it. */
  readonly kept: TypedCode | null;
  readonly onTyped: (typed: TypedCode) => void;
  readonly onDefined: (codeId: string) => void;
  readonly onCancel: () => void;
};

/** A new code in a few words, in the place where it was missing. Makes the next version of the matter's codebook. */
export function DefineCodeForm(props: DefineCodeFormProps): ReactNode {
  const { codebook, label, groupId, kept, onTyped, onDefined, onCancel } = props;
  const { engine, cache } = useDoors();
  const [typed, setTyped] = useState<TypedCode>(() =>
    kept !== null && (label.trim() === '' || kept.label === label)
      ? kept
      : {
          label,
          words: label.trim().replace(/^./u, (first) => first.toUpperCase()),
          definition: '',
          group: groupId,
          id: null,
        },
  );
  const { words, definition, group, id } = typed;
  const [isTried, setTried] = useState(false);
  const [isPending, setPending] = useState(false);
  const [error, setError] = useState<AppError | null>(null);
  const suggested = group === null ? '' : suggestCodeId(codebook, group);
  const shownId = id ?? suggested;
  const problems = {
    group: group === null ? 'Choose a group: it says whether this is conduct, context or setting.' : undefined,
    id: codeIdSchema.safeParse(shownId).success ? undefined : 'An id looks like UOF.X1.',
    words: words.trim() === '' ? 'Give it a short neutral name.' : undefined,
    definition: definition.trim() === '' ? 'Say what is seen or heard when this code applies.' : undefined,
  };

  function change(part: Partial<TypedCode>): void {
    const next = { ...typed, ...part };
    setTyped(next);
    onTyped(next);
  }

  async function define(): Promise<void> {
    setTried(true);
    if (isPending || group === null || Object.values(problems).some((problem) => problem !== undefined)) {
      return;
    }
    setPending(true);
    setError(null);
    try {
      const { version } = await engine.call('codebook.change', {
        base: codebook.version,
        steps: [{ do: 'add-code', code: { id: shownId, label: words.trim(), definition: definition.trim(), group } }],
      });
      await cache.invalidateQueries({ queryKey: ['codebook'] });
      showSuccess(`${shownId} defined. The codebook is at version ${version}.`);
      onDefined(shownId);
    } catch (thrown) {
      setError(toAppError(thrown));
      setPending(false);
    }
  }

  return (
    <section
      className={styles['define']}
      aria-label="Define a new code"
      data-code-picker=""
      data-keeps-enter=""
      // On the way in, because a list of choices takes Enter for itself.
      onKeyDownCapture={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
          event.preventDefault();
          event.stopPropagation();
          void define();
        }
      }}
      onKeyDown={(event) => {
        // The form of the annotation is further out in the tree and would take Enter and Escape for itself.
        event.stopPropagation();
        if (event.key === 'Escape') {
          event.preventDefault();
          onCancel();
        } else if (event.key === 'Enter' && isOneLine(event.target)) {
          event.preventDefault();
          void define();
        }
      }}
    >
      <h3 className={styles['defineTitle']}>Define a new code</h3>
      <TextField
        label="Name"
        autoFocus
        isRequired
        value={words}
        onChange={(text) => change({ words: text })}
        error={isTried ? problems.words : null}
        description={words === '' ? 'Neutral: no “illegal”, “excessive”, “unlawful”.' : undefined}
      />
      <TextField
        label="Definition"
        isRequired
        rows={2}
        value={definition}
        onChange={(text) => change({ definition: text })}
        error={isTried ? problems.definition : null}
        placeholder="What is seen or heard when it applies"
      />
      <div className={styles['defineRow']}>
        <Select
          label="Group"
          isRequired
          value={group}
          onChange={(chosen) => change({ group: chosen })}
          error={isTried ? problems.group : null}
          options={codebook.groups.map((candidate) => ({
            value: candidate.id,
            label: `${candidate.id} ${candidate.label}`,
            description: kindNames[candidate.kind],
          }))}
        />
        <TextField
          label="Id"
          isMono
          value={shownId}
          onChange={(text) => change({ id: text.toUpperCase() })}
          error={isTried && group !== null ? problems.id : null}
        />
      </div>
      {error === null ? null : <ErrorNote error={error} title="The code was not defined" />}
      <div className={styles['defineActions']}>
        <span className={styles['hint']}>
          <KeyHint shortcut="Enter" /> defines it, <KeyHint shortcut="Escape" /> goes back
        </span>
        <Button variant="quiet" onPress={onCancel}>
          Back
        </Button>
        <Button variant="primary" isDisabled={isPending} onPress={() => void define()}>
          Define
        </Button>
      </div>
    </section>
  );
}

function isOneLine(target: EventTarget): boolean {
  return target instanceof HTMLInputElement;
}
