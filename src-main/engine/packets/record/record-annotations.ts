import type { Annotation } from '../../../domain/annotation.ts';
import type { Code } from '../../../domain/codebook.ts';
import type { PacketPlan } from '../../../domain/packet-plan.ts';
import { ptsToMicros, type Timebase } from '../../../domain/time.ts';
import { codeTitle, type PacketCodebooks, unknownLabel } from '../packet-codebook.ts';
import type { ExhibitLock, RecordAnnotation } from '../packet-record.ts';
import type { ProfileRules } from '../profile-rules.ts';

export type AnnotationParts = {
  readonly plan: PacketPlan;
  readonly books: PacketCodebooks;
  readonly rules: ProfileRules;
  /** Frame locks by the id of their annotation. */
  readonly locks: ReadonlyMap<string, ExhibitLock>;
  /** Names of reviewers by id. */
  readonly reviewers: ReadonlyMap<string, string>;
};

function attributesOf(
  code: Code | undefined,
  values: Readonly<Record<string, string>>,
): RecordAnnotation['attributes'] {
  return Object.entries(values)
    .filter(([, value]) => value !== '')
    .map(([id, value]) => ({ label: code?.attributes.find((attribute) => attribute.id === id)?.label ?? id, value }));
}

/** An annotation as this audience may read it: what may not leave is not in it. */
export function describeAnnotation(
  annotation: Annotation,
  timebase: Timebase,
  { plan, books, rules, locks, reviewers }: AnnotationParts,
): RecordAnnotation {
  const { code, group } = books.codeOf(annotation);
  return {
    id: annotation.id,
    revision: annotation.revision,
    code: annotation.code,
    codeLabel: code?.label ?? unknownLabel,
    title: codeTitle(books)(annotation),
    group: group?.label ?? '',
    // A code that this version does not know is treated with the greater care.
    kind: group?.kind ?? 'conduct',
    codebookVersion: annotation.codebookVersion,
    observation: annotation.observation,
    allegation: rules.carriesAllegations ? annotation.allegation : null,
    attributes: attributesOf(code, annotation.attributes),
    confidence: annotation.confidence,
    confidenceBasis: rules.carriesAssessments ? annotation.confidenceBasis : null,
    isExculpatory: rules.carriesAssessments ? annotation.isExculpatory : null,
    subjects: plan.subjects
      .filter((subject) => annotation.subjectIds.some((id) => subject.namedAs.includes(id)))
      .map(({ kind, pseudonym, role }) => ({ kind, pseudonym, role })),
    span: annotation.span,
    inMicros: ptsToMicros(annotation.span.inPts, timebase),
    outMicros: ptsToMicros(annotation.span.outPts, timebase),
    revisedAt: annotation.revisedAt,
    reviewer: rules.namesReviewers ? (reviewers.get(annotation.revisedBy) ?? null) : null,
    lock: locks.get(annotation.id) ?? null,
  };
}
