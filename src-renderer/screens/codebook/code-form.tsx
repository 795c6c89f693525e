import { Pin } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { AppError, toAppError } from '../../../src-main/domain/app-error.ts';
import { type Code, type Codebook, codeSchema } from '../../../src-main/domain/codebook.ts';
import { applySteps, type CodebookStep, suggestCodeId } from '../../../src-main/domain/codebook-change.ts';
import { differencesBetween, heaviest, nextVersion } from '../../../src-main/domain/codebook-differences.ts';
import { useDoors } from '../../engine/use-engine.ts';
import { codebookDesk } from '../../session/codebook-desk.ts';
import { Button } from '../../ui/button.tsx';
import { codeTitle } from '../../ui/code-name.ts';
import { cx } from '../../ui/cx.ts';
import { countOf } from '../../ui/date-text.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { kindNames } from '../../ui/find-codes.ts';
import { KeyHint } from '../../ui/key-hint.tsx';
import { MenuButton } from '../../ui/menu-button.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { showError } from '../../ui/toast-store.ts';
import { AttributeEditor } from './attribute-editor.tsx';
import styles from './codebook-screen.module.css';
import { useChange, useIsReadOnly } from './use-change.ts';

type CodeFormProps = {
  readonly codebook: Codebook;
  /** Null for a new one. */
  readonly code: Code | null;
  /** Where a new one shall stand. */
  readonly groupId?: string | null;
  readonly usageCount: number;
  /** The digit it is pinned to. */
  readonly digit: number | null;
};

const none = { codes: new Set<string>(), groups: new Set<string>() };

function wordsOf(text: string): string[] {
  return text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
}

const weightWords = {
  major: 'Annotations made before may need another look.',
  minor: 'There is more to choose; nothing made before is touched.',
  patch: 'Words and order only.',
} as const;

/** One code: what it is called, what must be seen or heard for it, and what is recorded with it. */
export function CodeForm({ codebook, code, groupId = null, usageCount, digit }: CodeFormProps): ReactNode {
  const isReadOnly = useIsReadOnly();
  const change = useChange(codebook.version);
  const [label, setLabel] = useState(code?.label ?? '');
  const [definition, setDefinition] = useState(code?.definition ?? '');
  const [group, setGroup] = useState(code?.group ?? groupId);
  const [synonyms, setSynonyms] = useState(code?.synonyms.join(', ') ?? '');
  const [attributes, setAttributes] = useState<Code['attributes']>(code?.attributes ?? []);
  const [ownId, setOwnId] = useState<string | null>(null);
  const [isTried, setTried] = useState(false);
  const suggested = group === null ? '' : suggestCodeId(codebook, group);
  const id = code?.id ?? ownId ?? suggested;
  const kind = codebook.groups.find((candidate) => candidate.id === (code?.group ?? group))?.kind ?? null;

  const values = { label: label.trim(), definition: definition.trim(), synonyms: wordsOf(synonyms), attributes };
  const parsed = codeSchema.safeParse({ ...values, id, group: group ?? '', isRetired: code?.isRetired ?? false });
  const problems = new Map<string, string>();
  for (const issue of parsed.success ? [] : parsed.error.issues) {
    problems.set(String(issue.path[0] ?? 'attributes'), issue.message);
  }
  const steps: readonly CodebookStep[] = !parsed.success
    ? []
    : code === null
      ? [{ do: 'add-code', code: parsed.data }]
      : [{ do: 'revise-code', id: code.id, ...values, group: parsed.data.group }];
  const impact = impactOf(codebook, steps);

  function record(): void {
    setTried(true);
    if (steps.length === 0 || change.isPending || isReadOnly || impact === null) {
      return;
    }
    change.record(steps, () => codebookDesk.getState().set({ onDesk: { kind: 'code', id } }));
  }

  return (
    <form
      className={styles['form']}
      aria-label={code === null ? 'New code' : `Code ${code.id}`}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        record();
      }}
      // On the way in, because a list of choices takes Enter for itself.
      onKeyDownCapture={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
          event.preventDefault();
          event.stopPropagation();
          record();
        }
      }}
    >
      <h2 className={styles['formTitle']}>
        {code === null ? 'New code' : codeTitle(code, kind ?? 'setting')}
        {code === null ? null : <span>{code.id}</span>}
      </h2>
      {code === null ? null : (
        <p className={styles['note']}>
          {code.isRetired ? 'Retired: kept for the annotations that have it, not chosen for new ones. ' : ''}
          {usageCount === 0 ? 'No annotation has it.' : `${countOf(usageCount, 'annotation')} in this matter.`}
        </p>
      )}
      <TextField
        label="Label"
        isRequired
        autoFocus={code === null}
        isDisabled={isReadOnly}
        value={label}
        onChange={setLabel}
        error={isTried ? problems.get('label') : null}
        description={kind === 'conduct' ? 'Neutral words; “Alleged / for review:” always stands before it.' : undefined}
      />
      <TextField
        label="Definition: what is seen or heard when it applies"
        isRequired
        rows={3}
        isDisabled={isReadOnly}
        value={definition}
        onChange={setDefinition}
        error={isTried ? problems.get('definition') : null}
      />
      <div className={styles['pair']}>
        <Select
          label="Group"
          isRequired
          isDisabled={isReadOnly}
          value={group}
          onChange={setGroup}
          error={isTried ? problems.get('group') : null}
          options={codebook.groups
            .filter((candidate) => code === null || candidate.kind === kind)
            .map((candidate) => ({
              value: candidate.id,
              label: `${candidate.id} ${candidate.label}`,
              description: kindNames[candidate.kind],
            }))}
        />
        <TextField
          label="Id"
          isMono
          isDisabled={isReadOnly || code !== null}
          value={id}
          onChange={(text) => setOwnId(text.toUpperCase())}
          error={isTried ? problems.get('id') : null}
          description={code === null ? 'Given once; never given a second meaning.' : undefined}
        />
      </div>
      <TextField
        label="Other words to find it by, with commas between"
        isDisabled={isReadOnly}
        value={synonyms}
        onChange={setSynonyms}
      />
      <AttributeEditor attributes={attributes} isDisabled={isReadOnly} onChange={setAttributes} />
      {isTried && problems.has('attributes') ? <p className={styles['note']}>{problems.get('attributes')}</p> : null}
      {impact === null ? null : (
        <p className={cx(styles['impact'], impact.weight === 'major' && styles['major'])} role="status">
          Makes version {impact.version}. {weightWords[impact.weight]}
        </p>
      )}
      {change.error === null ? null : <ErrorNote error={change.error} title="The change was not recorded" />}
      <div className={styles['actions']}>
        {code === null || isReadOnly ? null : <CodeActions code={code} digit={digit} change={change} />}
        <span className={styles['end']}>
          <KeyHint shortcut="Mod+Enter" />
          <Button
            variant="primary"
            type="submit"
            isDisabled={isReadOnly || change.isPending || (code !== null && impact === null)}
          >
            {code === null ? 'Add the code' : 'Record the change'}
          </Button>
        </span>
      </div>
    </form>
  );
}

/** The version that the steps would make, as far as this page can tell; null when they change nothing. */
function impactOf(codebook: Codebook, steps: readonly CodebookStep[]) {
  try {
    const differences = differencesBetween(codebook, applySteps(codebook, steps, none));
    const weight = heaviest(differences.map((difference) => difference.weight));
    return differences.length === 0 ? null : { weight, version: nextVersion(codebook.version, weight) };
  } catch (thrown) {
    if (thrown instanceof AppError) {
      // Said by the engine when it is recorded.
      return { weight: 'minor' as const, version: nextVersion(codebook.version, 'minor') };
    }
    throw thrown;
  }
}

type CodeActionsProps = {
  readonly code: Code;
  readonly digit: number | null;
  readonly change: ReturnType<typeof useChange>;
};

function CodeActions({ code, digit, change }: CodeActionsProps): ReactNode {
  const { engine } = useDoors();
  const pin = (place: number, codeId: string | null): void => {
    engine
      .call('codebook.pin', { digit: place, code: codeId })
      .catch((thrown: unknown) => showError(toAppError(thrown)));
  };
  return (
    <>
      <Button
        isDisabled={change.isPending}
        onPress={() => change.record([{ do: code.isRetired ? 'restore-code' : 'retire-code', id: code.id }])}
      >
        {code.isRetired ? 'Bring back' : 'Retire'}
      </Button>
      {code.isRetired ? null : (
        <MenuButton
          label="Pin to a digit"
          entries={[
            ...(digit === null
              ? []
              : [{ id: 'unpin', label: `Unpin from ${digit}`, onAction: () => pin(digit, null) }]),
            ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map((place) => ({
              id: String(place),
              label: `Pin to ${place}`,
              onAction: () => pin(place, code.id),
            })),
          ]}
        >
          <Button icon={<Pin />}>{digit === null ? 'Pin' : `Pinned to ${digit}`}</Button>
        </MenuButton>
      )}
    </>
  );
}
