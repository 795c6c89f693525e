import type { ReactNode } from 'react';
import type { Packet } from '../../../src-main/domain/packet.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { PacketPlanDraft, PlanProblems } from './packet-plan.ts';
import styles from './plan-panel.module.css';

type PapersGroupProps = {
  readonly plan: PacketPlanDraft;
  readonly onChange: (plan: PacketPlanDraft) => void;
  readonly problems: PlanProblems | null;
  /** The sealed packets of this matter. */
  readonly sealed: readonly Packet[];
  /** The number that the first new file would get; null while it is not known. */
  readonly nextBates: string | null;
};

const papers = [
  {
    key: 'withDocuments',
    name: 'Documents to file (PDF)',
    help: 'Exhibit index, chain-of-custody report, draft certifications, production log.',
  },
  {
    key: 'withLoadFiles',
    name: 'Load files for e-discovery',
    help: 'Concordance DAT, Opticon OPT with slip sheets, CSV.',
  },
  {
    key: 'withInterchange',
    name: 'Files for editing and annotation programs',
    help: 'OpenTimelineIO, EDL, FCPXML, WebVTT, SRT, W3C annotations.',
  },
] as const;

/** The papers of a packet, its Bates numbers, who asked for it, and what it takes the place of. */
export function PapersGroup({ plan, onChange, problems, sealed, nextBates }: PapersGroupProps): ReactNode {
  return (
    <fieldset className={styles['group']}>
      <legend className={styles['legend']}>Papers and numbers</legend>
      {papers.map(({ key, name, help }) => (
        <Checkbox key={key} isSelected={plan[key]} onChange={(isOn) => onChange({ ...plan, [key]: isOn })}>
          {name}
          <span className={styles['help']}>{help}</span>
        </Checkbox>
      ))}
      <TextField
        label="Bates prefix"
        value={plan.batesPrefix}
        onChange={(text) => onChange({ ...plan, batesPrefix: text.toUpperCase() })}
        error={problems?.batesPrefix}
        placeholder={nextBates === null ? 'As before' : nextBates.replace(/\d+$/, '')}
        description={
          nextBates === null
            ? 'Two to eight capital letters.'
            : `The first new file gets ${nextBates}. Numbers are never used twice.`
        }
        isMono
        autoComplete="off"
      />
      <TextField
        label="Who asked for it"
        value={plan.requester}
        onChange={(requester) => onChange({ ...plan, requester })}
        placeholder="Suffolk Superior Court, 2684CV00123"
        description="Stands on the papers. May stay empty."
        maxLength={300}
      />
      <TextField
        label="Confidentiality mark"
        value={plan.confidentiality}
        onChange={(confidentiality) => onChange({ ...plan, confidentiality })}
        placeholder="CONFIDENTIAL – SUBJECT TO PROTECTIVE ORDER"
        description="Printed on every page. May stay empty."
        maxLength={60}
      />
      {sealed.length === 0 ? null : (
        <Select
          label="Takes the place of"
          value={plan.replaces ?? 'none'}
          options={[
            { value: 'none', label: 'Nothing: a packet of its own' },
            ...sealed.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(value) => onChange({ ...plan, replaces: sealed.find(({ id }) => id === value)?.id ?? null })}
          description="The production log then says what changed since."
        />
      )}
    </fieldset>
  );
}
