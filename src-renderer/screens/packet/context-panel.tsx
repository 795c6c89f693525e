import type { ReactNode } from 'react';
import type { PacketPreview } from '../../../src-main/domain/packet-preview.ts';
import { Banner } from '../../ui/banner.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { countOf } from '../../ui/date-text.ts';
import { PlainText } from '../../ui/plain-text.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { CodeBadge } from './choice-row.tsx';
import styles from './context-panel.module.css';
import { isContextLeftOut, type PacketPlanDraft, type PlanProblems } from './packet-plan.ts';
import { profileWords } from './packet-profiles.ts';

type ContextPanelProps = {
  readonly plan: PacketPlanDraft;
  readonly onChange: (plan: PacketPlanDraft) => void;
  readonly overlap: PacketPreview['context'];
  readonly problems: PlanProblems | null;
};

/** Context that shares frames with chosen conduct: it goes along unless a reason is given. */
export function ContextPanel({ plan, onChange, overlap, problems }: ContextPanelProps): ReactNode {
  if (overlap.length === 0) {
    return null;
  }
  const { mayLeaveContextOut } = profileWords[plan.profile];
  return (
    <Banner
      tone="info"
      title={`${countOf(overlap.length, 'context annotation')} ${overlap.length === 1 ? 'overlaps' : 'overlap'} your choice`}
    >
      <span>{ruleWords(overlap.length, mayLeaveContextOut, isContextLeftOut(plan, overlap.length))}</span>
      <ul className={styles['list']}>
        {overlap.map(({ annotationId, code, kind, title, observation }) => (
          <li key={annotationId} className={styles['item']}>
            <CodeBadge code={code} kind={kind} />
            <span className={styles['words']}>
              {title}: <PlainText text={observation} isProse />
            </span>
          </li>
        ))}
      </ul>
      {mayLeaveContextOut ? (
        <div className={styles['leave']}>
          <Checkbox
            isSelected={plan.leavesContextOut}
            onChange={(leavesContextOut) => onChange({ ...plan, leavesContextOut })}
          >
            Leave this context out
          </Checkbox>
          {plan.leavesContextOut ? (
            <TextField
              label="Reason"
              value={plan.omittedContextReason}
              onChange={(omittedContextReason) => onChange({ ...plan, omittedContextReason })}
              error={problems?.reason}
              description="Kept in the custody log with this packet."
              rows={2}
              isRequired
            />
          ) : null}
        </div>
      ) : null}
    </Banner>
  );
}

function ruleWords(count: number, mayLeaveContextOut: boolean, isLeftOut: boolean): string {
  if (!mayLeaveContextOut) {
    return `A referral always takes ${count === 1 ? 'it' : 'them'} along.`;
  }
  if (isLeftOut) {
    return `${count === 1 ? 'It' : 'They'} will be left out, and the reason recorded.`;
  }
  return count === 1 ? 'It goes along as an exhibit of its own.' : 'They go along as exhibits of their own.';
}
