import { z } from 'zod';
import type { SubjectId } from '../../domain/identifier.ts';
import type { SubjectStep } from '../../domain/subject.ts';
import { type EditOfRow, editsOfRow } from '../history/edits.ts';
import type { OpenMatter } from '../matters/open-matter.ts';
import { parseRow } from '../store/row.ts';
import { featureOfRow, findSubject, subjectOfRow } from './subject-store.ts';

/** What an edit is called, by whom and when. */
function stepFacts({ edit, custodySeq }: EditOfRow): Pick<SubjectStep, 'label' | 'reviewerName' | 'at' | 'custodySeq'> {
  return { label: edit.label, reviewerName: edit.reviewerName, at: edit.at, custodySeq };
}

/** Everything that was decided about a subject and its features, oldest first. Errors: `not-found`. */
export function subjectHistory(matter: OpenMatter, id: SubjectId): SubjectStep[] {
  findSubject(matter.database, id);
  const own = editsOfRow(matter, 'subject', id).map(
    (step): SubjectStep => ({ ...stepFacts(step), subject: subjectOfRow(step.after), feature: null }),
  );
  const told = new Set(own.map(({ custodySeq }) => custodySeq));
  const features = matter.database
    .prepare('SELECT id FROM subject_feature WHERE subject_id = ?')
    .all(id)
    .map((row) => parseRow(z.strictObject({ id: z.string() }), row, 'feature of a subject'))
    .flatMap((feature) => editsOfRow(matter, 'subject_feature', feature.id))
    .filter(({ custodySeq }) => !told.has(custodySeq))
    .map((step): SubjectStep => ({ ...stepFacts(step), subject: null, feature: featureOfRow(step.after) }));
  return [...own, ...features].sort((a, b) => a.custodySeq - b.custodySeq);
}
