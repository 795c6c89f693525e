import type { Reviewer } from '../../src-main/domain/reviewer.ts';

/** Roles of a reviewer as people say them. */
export const reviewerRoleNames: Readonly<Record<Reviewer['role'], string>> = {
  attorney: 'Attorney',
  paralegal: 'Paralegal',
  investigator: 'Investigator',
  reviewer: 'Reviewer',
};
