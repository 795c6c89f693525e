import type { ReactNode } from 'react';
import { type ReviewerIntroduction, reviewerRoles } from '../../../src-main/domain/reviewer.ts';
import { reviewerRoleNames } from '../../ui/role-names.ts';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import styles from './reviewer-fields.module.css';

type ReviewerFieldsProps = {
  readonly reviewer: ReviewerIntroduction;
  readonly onChange: (reviewer: ReviewerIntroduction) => void;
  readonly nameError: string | null;
};

/** Who works here: written into every custody event. */
export function ReviewerFields({ reviewer, onChange, nameError }: ReviewerFieldsProps): ReactNode {
  return (
    <div className={styles['row']}>
      <TextField
        label="Your name"
        value={reviewer.name}
        onChange={(name) => onChange({ ...reviewer, name })}
        error={nameError}
        description="Recorded with everything you do in this matter."
        autoComplete="off"
      />
      <Select
        label="Your role"
        options={reviewerRoles.map((role) => ({ value: role, label: reviewerRoleNames[role] }))}
        value={reviewer.role}
        onChange={(role) => onChange({ ...reviewer, role })}
      />
    </div>
  );
}
