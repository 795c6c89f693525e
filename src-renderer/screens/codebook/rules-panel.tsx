import { Plus, Scale } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { Codebook } from '../../../src-main/domain/codebook.ts';
import type { CodebookRule } from '../../../src-main/domain/codebook-rule.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { cx } from '../../ui/cx.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import styles from './codebook-screen.module.css';
import { RuleForm } from './rule-form.tsx';
import { ruleSentence } from './rule-words.ts';
import { useChange, useIsReadOnly } from './use-change.ts';

/** What the codebook expects of annotations together. */
export function RulesPanel({ codebook }: { readonly codebook: Codebook }): ReactNode {
  const isReadOnly = useIsReadOnly();
  const change = useChange(codebook.version);
  const [editing, setEditing] = useState<CodebookRule | 'new' | null>(null);
  const add = (
    <Button icon={<Plus />} isDisabled={isReadOnly} onPress={() => setEditing('new')}>
      New rule
    </Button>
  );
  return (
    <div className={styles['panel']}>
      {change.error === null ? null : <ErrorNote error={change.error} title="The change was not recorded" />}
      {codebook.rules.length === 0 ? (
        <EmptyState icon={<Scale />} title="No rules" action={add}>
          Rules say which codes exclude each other, which belong together, and what a code asks for. Check lists what
          does not keep to them.
        </EmptyState>
      ) : (
        <>
          <div className={styles['ruleTools']}>{add}</div>
          <ul className={styles['cards']} aria-label="Rules">
            {codebook.rules.map((rule) => (
              <li key={rule.id} className={cx(styles['card'], rule.isOff && styles['off'])}>
                <Checkbox
                  aria-label={`Rule is on: ${rule.label}`}
                  isSelected={!rule.isOff}
                  isDisabled={isReadOnly || change.isPending}
                  onChange={(isOn) => change.record([{ do: 'put-rule', rule: { ...rule, isOff: !isOn } }])}
                />
                <div className={styles['cardWords']}>
                  <span className={styles['cardTitle']}>{rule.label}</span>
                  <span>{ruleSentence(rule)}</span>
                  {rule.note === '' ? null : <span className={styles['note']}>{rule.note}</span>}
                </div>
                <Button size="small" isDisabled={isReadOnly} onPress={() => setEditing(rule)}>
                  Edit
                </Button>
              </li>
            ))}
          </ul>
        </>
      )}
      {editing === null ? null : (
        <RuleForm codebook={codebook} rule={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />
      )}
    </div>
  );
}
