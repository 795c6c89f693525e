import { AppError } from '../../domain/app-error.ts';
import type { Subject, SubjectMerge } from '../../domain/subject.ts';
import { recordEdit } from '../history/edits.ts';
import type { OpenMatter } from '../matters/open-matter.ts';
import {
  announceSubjects,
  currentSubject,
  evidenceFacts,
  evidenceFrames,
  nextSubject,
  requireStanding,
  subjectChange,
  subjectFacts,
  subjectRef,
} from './subject-edit.ts';
import { findSubject } from './subject-store.ts';

/**
 * Decides that two subjects are one. What names the merged one keeps naming it and counts for the other from now on, so
 * that splitting it off again brings back exactly what was. Errors: `bad-request`, `edit-conflict`, `not-found`,
 * `frame-out-of-range`.
 */
export function mergeSubjects(matter: OpenMatter, request: SubjectMerge): { merged: Subject; standing: Subject } {
  matter.requireWritable();
  const current = currentSubject(matter, request.id, request.revision);
  const into = findSubject(matter.database, request.into);
  if (into.id === current.id) {
    throw new AppError('bad-request', 'A subject cannot be merged into itself. Choose another one.');
  }
  requireStanding(matter, current, 'merged');
  requireStanding(matter, into, 'merged with');
  if ((current.kind === 'vehicle') !== (into.kind === 'vehicle')) {
    throw new AppError(
      'bad-request',
      `${current.pseudonym} and ${into.pseudonym} cannot be one: a vehicle is not a person. Choose two of a kind.`,
    );
  }
  const { reason } = request;
  const evidence = evidenceFrames(matter, request.evidence);
  const merged = nextSubject(matter, current, {
    mergedInto: into.id,
    decision: { kind: 'merged-into', otherId: into.id, reason, evidence },
  });
  const standing = nextSubject(matter, into, {
    decision: { kind: 'took-in', otherId: current.id, reason, evidence },
  });
  const assets = new Set(evidence.map(({ footageDigest }) => `asset:${footageDigest}`));
  recordEdit(matter, {
    label: `Merge ${merged.pseudonym} into ${standing.pseudonym}`,
    changes: [subjectChange(current, merged), subjectChange(into, standing)],
    event: {
      type: 'subject.merge',
      refs: [subjectRef(merged), subjectRef(standing), ...assets],
      data: {
        ...subjectFacts(merged),
        other: standing.pseudonym,
        reason,
        evidence: evidenceFacts(evidence),
      },
    },
  });
  announceSubjects(matter);
  return { merged, standing };
}
