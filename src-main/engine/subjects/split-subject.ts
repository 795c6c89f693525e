import type { Annotation } from '../../domain/annotation.ts';
import { AppError } from '../../domain/app-error.ts';
import type { SubjectId } from '../../domain/identifier.ts';
import {
  type Subject,
  type SubjectFeature,
  type SubjectSplit,
  standingSubject,
  subjectDetailsSchema,
} from '../../domain/subject.ts';
import { annotationOfRow, rowOfAnnotation } from '../annotations/annotation-store.ts';
import { type RowChange, recordEdit } from '../history/edits.ts';
import type { OpenMatter } from '../matters/open-matter.ts';
import type { Database } from '../store/open.ts';
import {
  announceSubjects,
  currentSubject,
  evidenceFacts,
  evidenceFrames,
  featureChange,
  featureRef,
  nextSubject,
  requireStanding,
  subjectChange,
  subjectFacts,
  subjectRef,
} from './subject-edit.ts';
import { listFeatures, subjectsById } from './subject-store.ts';
import { newSubject } from './write-subject.ts';

/** The two subjects as they are now, and the annotations whose links changed. */
export type SplitOutcome = {
  readonly from: Subject;
  readonly to: Subject;
  readonly annotations: readonly Annotation[];
};

type Moved = {
  readonly annotations: readonly Change<Annotation>[];
  readonly features: readonly Change<SubjectFeature>[];
};
type Change<T> = { readonly before: T; readonly after: T };

/**
 * Decides that a subject is two after all: gives chosen annotations and features to a new subject, or to one that was
 * merged into it. Without a choice, a former subject takes exactly what it brought. Errors: `bad-request`, `not-found`,
 * `edit-conflict`, `frame-out-of-range`.
 */
export function splitSubject(matter: OpenMatter, request: SubjectSplit): SplitOutcome {
  matter.requireWritable();
  const current = currentSubject(matter, request.id, request.revision);
  requireStanding(matter, current, 'split');
  const evidence = evidenceFrames(matter, request.evidence);
  const { reason } = request;
  const former = 'former' in request.to ? formerSubject(matter, current, request.to.former) : null;
  const made =
    'kind' in request.to
      ? newSubject(matter, {
          kind: request.to.kind,
          ...(request.to.pseudonym === undefined ? {} : { pseudonym: request.to.pseudonym }),
          role: 'unknown',
          details: subjectDetailsSchema.parse({}),
        })
      : null;
  const basis = former ?? made;
  if (basis === null) {
    throw new AppError('internal', 'A split was given no subject to split to.');
  }
  const decision = { kind: 'split-off', otherId: current.id, reason, evidence } as const;
  const to: Subject =
    former === null ? { ...basis, decision } : nextSubject(matter, former, { mergedInto: null, decision });
  const from = nextSubject(matter, current, { decision: { kind: 'gave-off', otherId: to.id, reason, evidence } });
  const moved = moveLinks(matter, { current, to, request });
  if (former === null && moved.annotations.length + moved.features.length === 0) {
    throw new AppError(
      'bad-request',
      `Choose at least one annotation or feature of ${current.pseudonym} that belongs to the new subject.`,
    );
  }
  recordEdit(matter, {
    label: `Split ${to.pseudonym} from ${from.pseudonym}`,
    changes: [
      subjectChange(former, to),
      subjectChange(current, from),
      ...moved.annotations.map(annotationChange),
      ...moved.features.map(({ before, after }) => featureChange(before, after)),
    ],
    event: {
      type: 'subject.split',
      refs: [
        subjectRef(to),
        subjectRef(from),
        ...moved.annotations.map(({ after }) => `annotation:${after.id}@${after.revision}`),
        ...moved.features.map(({ after }) => featureRef(after)),
      ],
      data: {
        ...subjectFacts(from),
        other: to.pseudonym,
        isFormer: former !== null,
        annotationCount: moved.annotations.length,
        featureCount: moved.features.length,
        reason,
        evidence: evidenceFacts(evidence),
      },
    },
  });
  announceSubjects(matter);
  return { from, to, annotations: moved.annotations.map(({ after }) => after) };
}

function annotationChange({ before, after }: Change<Annotation>): RowChange {
  return { table: 'annotation', id: after.id, before: rowOfAnnotation(before), after: rowOfAnnotation(after) };
}

function formerSubject(matter: OpenMatter, current: Subject, id: SubjectId): Subject {
  const subjects = subjectsById(matter.database);
  const former = subjects.get(id);
  if (former === undefined || former.mergedInto === null || standingSubject(subjects, id)?.id !== current.id) {
    throw new AppError(
      'bad-request',
      `${former?.pseudonym ?? 'This subject'} was not merged into ${current.pseudonym}, so it cannot be split off. Choose one that was, or a new subject.`,
      { id },
    );
  }
  return former;
}

/** Annotations in use that name one of these subjects. */
function annotationsNaming(database: Database, ids: readonly SubjectId[]): Annotation[] {
  return database
    .prepare(
      `SELECT annotation.* FROM annotation WHERE state <> 'withdrawn' AND EXISTS (
         SELECT 1 FROM json_each(annotation.subject_ids) AS named JOIN json_each(?) AS wanted ON wanted.value = named.value)
       ORDER BY annotation.footage_id, annotation.in_pts, annotation.id`,
    )
    .all(JSON.stringify(ids))
    .map(annotationOfRow);
}

type Move = { readonly current: Subject; readonly to: Subject; readonly request: SubjectSplit };

/** Which links must change so that exactly the chosen annotations and features count for `to`, and the others for `current`. */
function moveLinks(matter: OpenMatter, { current, to, request }: Move): Moved {
  const before = subjectsById(matter.database);
  const after = new Map(before).set(to.id, to);
  const group = [...before.keys()].filter((id) => standingSubject(before, id)?.id === current.id);
  const countsForTo = (id: SubjectId) => standingSubject(after, id)?.id === to.id;
  const isOfGroup = (id: SubjectId) => group.includes(id);
  const { annotationIds, featureIds } = request;
  const steppedOn = ({ revision }: { readonly revision: number }) => ({
    revision: revision + 1,
    revisedBy: matter.reviewer.id,
    revisedAt: matter.clock.now(),
  });

  const annotations: Change<Annotation>[] = [];
  if (annotationIds !== undefined) {
    const chosen = new Set<string>(annotationIds);
    const naming = annotationsNaming(matter.database, group);
    requireAllOf(chosen, naming, current, 'annotation');
    for (const annotation of naming) {
      const ids = annotation.subjectIds;
      const goes = chosen.has(annotation.id);
      const isRight = goes ? ids.some(countsForTo) : !ids.some(countsForTo);
      if (!isRight) {
        // Going: whatever stood for the present subject now names the other. Staying: the other way round.
        const wrong = (id: SubjectId) => isOfGroup(id) && (goes ? !countsForTo(id) : countsForTo(id));
        const right = goes ? to.id : current.id;
        const subjectIds = [...new Set(ids.map((id) => (wrong(id) ? right : id)))];
        annotations.push({ before: annotation, after: { ...annotation, ...steppedOn(annotation), subjectIds } });
      }
    }
  }

  const features: Change<SubjectFeature>[] = [];
  if (featureIds !== undefined) {
    const chosen = new Set<string>(featureIds);
    const own = listFeatures(matter.database).filter(({ subjectId }) => isOfGroup(subjectId));
    requireAllOf(chosen, own, current, 'feature');
    for (const feature of own) {
      const goes = chosen.has(feature.id);
      if (countsForTo(feature.subjectId) !== goes) {
        const subjectId = goes ? to.id : current.id;
        features.push({ before: feature, after: { ...feature, ...steppedOn(feature), subjectId } });
      }
    }
  }
  return { annotations, features };
}

function requireAllOf(
  chosen: ReadonlySet<string>,
  own: readonly { readonly id: string }[],
  current: Subject,
  what: 'annotation' | 'feature',
): void {
  const known = new Set(own.map(({ id }) => id));
  const strange = [...chosen].find((id) => !known.has(id));
  if (strange !== undefined) {
    throw new AppError(
      'bad-request',
      `One of the chosen ${what}s does not belong to ${current.pseudonym} any more. Look at the subject again and choose anew.`,
      { id: strange },
    );
  }
}
