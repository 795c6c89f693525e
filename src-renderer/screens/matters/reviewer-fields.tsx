import type { ReactNode } from 'react';
import { reviewerRoles } from '../../../src-main/domain/reviewer.ts';
import { reviewerRoleNames } from '../../ui/role-names.ts';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { ReviewerDraft } from './reviewer-draft.ts';
import styles from './reviewer-fields.module.css';

type ReviewerFieldsProps = {
  readonly reviewer: ReviewerDraft;
  readonly onChange: (reviewer: ReviewerDraft) => void;
  /** Whether what is missing is said. */
  readonly areProblemsShown: boolean;
};

/** Who works here: written into every custody event. */
export function ReviewerFields({ reviewer, onChange, areProblemsShown }: ReviewerFieldsProps): ReactNode {
  return (
    <div className={styles['row']}>
      <TextField
        label="Your name"
        value={reviewer.name}
        onChange={(name) => onChange({ ...reviewer, name })}
        error={areProblemsShown && reviewer.name.trim() === '' ? 'Say who you are.' : null}
        description="Recorded with everything you do in this matter."
        autoComplete="off"
      />
      <Select
        label="Your role"
        options={reviewerRoles.map((role) => ({ value: role, label: reviewerRoleNames[role] }))}
        value={reviewer.role}
        error={areProblemsShown && reviewer.role === null ? 'Say what your role is.' : null}
        onChange={(role) => onChange({ ...reviewer, role })}
      />
    </div>
  );
}
