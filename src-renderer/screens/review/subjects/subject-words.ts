import type { Subject, SubjectEntry, SubjectKind } from '../../../../src-main/domain/subject.ts';

export const kindNames: Readonly<Record<SubjectKind, string>> = {
  agent: 'Agent',
  person: 'Person',
  vehicle: 'Vehicle',
};

/** What distinguishes a subject, in one line; empty while nothing was noted. */
export function subjectLine(subject: Subject): string {
  const { details, kind } = subject;
  const parts =
    kind === 'vehicle'
      ? [[details.colour, details.make].filter(Boolean).join(' '), details.plate, details.markings, details.lights]
      : [
          details.agencyConfirmed || details.agencyObserved || details.agencyClaimed,
          details.clothing,
          details.faceCover === 'unknown' || details.faceCover === 'uncovered' ? '' : `face ${details.faceCover}`,
          details.badgeOrName === '' ? '' : `reads “${details.badgeOrName}”`,
          details.equipment,
          details.build,
        ];
  return parts.filter((part) => part !== '').join(' · ');
}

/** Whether a subject holds every typed word in its name, role, description or features. */
export function isSubjectFound({ subject, features }: SubjectEntry, query: string): boolean {
  const text = [
    kindNames[subject.kind],
    subject.pseudonym,
    subject.role,
    ...Object.values(subject.details).filter((value) => typeof value === 'string'),
    ...features.map((feature) => feature.text),
  ]
    .join(' ')
    .toLocaleLowerCase();
  return query
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
