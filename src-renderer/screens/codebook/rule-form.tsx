import { type ReactNode, useState } from 'react';
import type { Codebook } from '../../../src-main/domain/codebook.ts';
import { type CodebookRule, codebookRuleSchema } from '../../../src-main/domain/codebook-rule.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import styles from './codebook-screen.module.css';
import { ruleSentence } from './rule-words.ts';
import { useChange } from './use-change.ts';

type RuleFormProps = {
  readonly codebook: Codebook;
  readonly rule: CodebookRule | null;
  readonly onClose: () => void;
};

const kinds = [
  { value: 'exclusion', label: 'May not share time', description: 'Two that cannot both be so at one moment' },
  { value: 'pairing', label: 'Asks for another', description: 'Before it, after it, in its span, or near it' },
  { value: 'requirement', label: 'Asks for an attribute or a subject' },
] as const;
const positions = [
  { value: 'near', label: 'Around it' },
  { value: 'after', label: 'After it' },
  { value: 'before', label: 'Before it' },
  { value: 'overlap', label: 'In the same span' },
] as const;
const subject = 'a-subject';

function selectorsOf(text: string): string[] {
  return text
    .split(/[\s,;]+/)
    .filter((word) => word !== '')
    .map((word) => (word.toLowerCase().startsWith('kind:') ? word.toLowerCase() : word.toUpperCase()));
}

/** The fields as typed, before they are a rule. */
function fieldsOf(rule: CodebookRule | null) {
  return {
    kind: rule?.kind ?? ('pairing' as CodebookRule['kind']),
    label: rule?.label ?? '',
    note: rule?.note ?? '',
    codes: rule?.codes.join(', ') ?? '',
    others: rule === null || rule.kind === 'requirement' ? '' : rule.others.join(', '),
    scope: rule?.kind === 'exclusion' ? rule.scope : ('recording' as const),
    position: rule?.kind === 'pairing' ? rule.position : ('near' as const),
    seconds: rule?.kind === 'pairing' ? String(rule.withinMillis / 1000) : '15',
    attribute: rule?.kind === 'requirement' ? (rule.attribute ?? subject) : subject,
  };
}

/** A rule by its fields. */
export function RuleForm({ codebook, rule, onClose }: RuleFormProps): ReactNode {
  const change = useChange(codebook.version);
  const [fields, setFields] = useState(() => fieldsOf(rule));
  const [isTried, setTried] = useState(false);
  const put = (part: Partial<typeof fields>) => setFields({ ...fields, ...part });
  const id = rule?.id ?? freeRuleId(codebook);
  const parsed = codebookRuleSchema.safeParse({
    kind: fields.kind,
    id,
    label: fields.label,
    note: fields.note,
    isOff: rule?.isOff ?? false,
    codes: selectorsOf(fields.codes),
    ...(fields.kind === 'requirement'
      ? { attribute: fields.attribute === subject ? null : fields.attribute }
      : { others: selectorsOf(fields.others) }),
    ...(fields.kind === 'exclusion' ? { scope: fields.scope } : {}),
    ...(fields.kind === 'pairing'
      ? { position: fields.position, withinMillis: Math.round(Number(fields.seconds.replace(',', '.')) * 1000) }
      : {}),
  });
  const problems = new Map(
    parsed.success ? [] : parsed.error.issues.map(({ path, message }) => [String(path[0]), message]),
  );
  const attributes = new Map(
    codebook.codes
      .filter((code) => selectorsOf(fields.codes).some((selector) => selector === code.id || selector === code.group))
      .flatMap((code) => code.attributes.map((attribute) => [attribute.id, attribute.label] as const)),
  );

  function record(): void {
    setTried(true);
    if (parsed.success && !change.isPending) {
      change.record([{ do: 'put-rule', rule: parsed.data }], onClose);
    }
  }

  return (
    <Dialog
      isOpen
      onClose={onClose}
      isTextKept
      title={rule === null ? 'New rule' : 'Edit the rule'}
      actions={
        <>
          {rule === null ? null : (
            <Button onPress={() => change.record([{ do: 'drop-rule', id: rule.id }], onClose)}>Drop the rule</Button>
          )}
          <Button onPress={onClose}>Cancel</Button>
          <Button variant="primary" isDisabled={change.isPending} onPress={record}>
            Record
          </Button>
        </>
      }
    >
      <div className={styles['form']}>
        <Select label="The rule" value={fields.kind} onChange={(kind) => put({ kind })} options={kinds} />
        <TextField
          label="What it asks, in a few words"
          isRequired
          value={fields.label}
          onChange={(label) => put({ label })}
          error={isTried ? problems.get('label') : null}
        />
        <TextField
          label="Codes"
          isRequired
          isMono
          value={fields.codes}
          onChange={(codes) => put({ codes })}
          error={isTried ? problems.get('codes') : null}
          description="A code (UOF.1), a group (UOF), a kind (kind:conduct) or every code (*), with commas between."
        />
        {fields.kind === 'requirement' ? (
          <Select
            label="Asks for"
            value={fields.attribute}
            onChange={(attribute) => put({ attribute })}
            options={[
              { value: subject, label: 'A subject' },
              ...[...attributes].map(([value, label]) => ({ value, label: `The attribute “${label}”` })),
            ]}
          />
        ) : (
          <TextField
            label={fields.kind === 'exclusion' ? 'May not share time with' : 'Asks for one of'}
            isRequired
            isMono
            value={fields.others}
            onChange={(others) => put({ others })}
            error={isTried ? problems.get('others') : null}
          />
        )}
        {fields.kind === 'exclusion' ? (
          <Select
            label="Where"
            value={fields.scope}
            onChange={(scope) => put({ scope })}
            options={[
              { value: 'recording', label: 'Anywhere in the same recording' },
              { value: 'subject', label: 'Only where both name the same subject' },
            ]}
          />
        ) : null}
        {fields.kind === 'pairing' ? (
          <div className={styles['pair']}>
            <Select
              label="Where"
              value={fields.position}
              onChange={(position) => put({ position })}
              options={positions}
            />
            {fields.position === 'overlap' ? null : (
              <TextField
                label="Within how many seconds"
                value={fields.seconds}
                onChange={(seconds) => put({ seconds })}
                error={isTried && problems.has('withinMillis') ? 'A number of seconds up to a day.' : null}
              />
            )}
          </div>
        ) : null}
        <TextField label="Why" rows={2} value={fields.note} onChange={(note) => put({ note })} />
        {parsed.success ? <p className={styles['impact']}>{ruleSentence(parsed.data)}</p> : null}
        {change.error === null ? null : <ErrorNote error={change.error} title="The rule was not recorded" />}
      </div>
    </Dialog>
  );
}

function freeRuleId(codebook: Codebook): string {
  const taken = new Set(codebook.rules.map((rule) => rule.id));
  for (let number = 1; ; number++) {
    if (!taken.has(`own-rule-${number}`)) {
      return `own-rule-${number}`;
    }
  }
}
