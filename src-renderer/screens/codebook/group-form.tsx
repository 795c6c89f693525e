import { type ReactNode, useState } from 'react';
import { type Codebook, type CodeGroup, codeGroupSchema } from '../../../src-main/domain/codebook.ts';
import { codebookDesk } from '../../session/codebook-desk.ts';
import { Button } from '../../ui/button.tsx';
import { countOf } from '../../ui/date-text.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { kindNames } from '../../ui/find-codes.ts';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { TextField } from '../../ui/text-field.tsx';
import styles from './codebook-screen.module.css';
import { useChange, useIsReadOnly } from './use-change.ts';

type GroupFormProps = { readonly codebook: Codebook; readonly group: CodeGroup | null };

/** A group of codes, and of what kind they are: that is settled when it is made. */
export function GroupForm({ codebook, group }: GroupFormProps): ReactNode {
  const isReadOnly = useIsReadOnly();
  const change = useChange(codebook.version);
  const [id, setId] = useState(group?.id ?? '');
  const [label, setLabel] = useState(group?.label ?? '');
  const [kind, setKind] = useState<CodeGroup['kind']>(group?.kind ?? 'context');
  const [isTried, setTried] = useState(false);
  const parsed = codeGroupSchema.safeParse({ id, label, kind });
  const problems = new Map(parsed.success ? [] : parsed.error.issues.map(({ path, message }) => [path[0], message]));
  const codeCount = codebook.codes.filter((code) => code.group === group?.id).length;

  function record(): void {
    setTried(true);
    if (!parsed.success || change.isPending || isReadOnly) {
      return;
    }
    const step =
      group === null
        ? ({ do: 'add-group', group: parsed.data } as const)
        : ({ do: 'revise-group', id: group.id, label: parsed.data.label } as const);
    change.record([step], () => codebookDesk.getState().set({ onDesk: { kind: 'group', id: parsed.data.id } }));
  }

  return (
    <form
      className={styles['form']}
      aria-label={group === null ? 'New group' : `Group ${group.id}`}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        record();
      }}
    >
      <h2 className={styles['formTitle']}>
        {group === null ? 'New group' : group.label}
        {group === null ? null : <span>{group.id}</span>}
      </h2>
      {group === null ? null : (
        <p className={styles['note']}>
          {kindNames[group.kind]}, {countOf(codeCount, 'code')}. Alt with an arrow moves it in the list.
        </p>
      )}
      <TextField
        label="Label"
        isRequired
        autoFocus={group === null}
        isDisabled={isReadOnly}
        value={label}
        onChange={setLabel}
        error={isTried ? problems.get('label') : null}
      />
      {group !== null ? null : (
        <>
          <TextField
            label="Letters"
            isRequired
            isMono
            value={id}
            onChange={(text) => setId(text.toUpperCase().slice(0, 3))}
            error={isTried ? problems.get('id') : null}
            description="Three capitals; the ids of its codes begin with them."
          />
          <RadioGroup
            label="Kind"
            look="cards"
            value={kind}
            onChange={setKind}
            options={[
              { value: 'context', label: 'Context', description: 'What explains, precedes or contradicts.' },
              { value: 'conduct', label: 'Conduct', description: 'Acts to review; always shown as alleged.' },
              { value: 'setting', label: 'Setting', description: 'Where, who is there, and the recording itself.' },
            ]}
          />
        </>
      )}
      {change.error === null ? null : <ErrorNote error={change.error} title="The change was not recorded" />}
      <div className={styles['actions']}>
        {group === null || isReadOnly ? null : (
          <Button onPress={() => codebookDesk.getState().set({ onDesk: { kind: 'new-code', groupId: group.id } })}>
            New code in this group
          </Button>
        )}
        <span className={styles['end']}>
          <Button
            variant="primary"
            type="submit"
            isDisabled={isReadOnly || change.isPending || (group !== null && label.trim() === group.label)}
          >
            {group === null ? 'Add the group' : 'Record the change'}
          </Button>
        </span>
      </div>
    </form>
  );
}
