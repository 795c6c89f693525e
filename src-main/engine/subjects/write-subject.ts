import { randomUUID } from 'node:crypto';
import { AppError } from '../../domain/app-error.ts';
import type { SubjectId } from '../../domain/identifier.ts';
import {
  pseudonymOf,
  type Subject,
  type SubjectChanges,
  type SubjectDraft,
  type SubjectKind,
} from '../../domain/subject.ts';
import { recordEdit } from '../history/edits.ts';
import type { OpenMatter } from '../matters/open-matter.ts';
import {
  announceSubjects,
  checkDetails,
  checkRole,
  currentSubject,
  nextSubject,
  requireFreePseudonym,
  requireStanding,
  subjectChange,
  subjectFacts,
  subjectRef,
} from './subject-edit.ts';
import { allSubjects, listSubjects, nextOrdinal } from './subject-store.ts';

/** The next number of a kind whose pseudonym nobody has taken by renaming. */
function freeNumber(matter: OpenMatter, kind: SubjectKind): number {
  const taken = new Set(allSubjects(matter.database).map(({ pseudonym }) => pseudonym.toLocaleLowerCase()));
  let ordinal = nextOrdinal(matter.database, kind);
  while (taken.has(pseudonymOf(kind, ordinal).toLocaleLowerCase())) {
    ordinal += 1;
  }
  return ordinal;
}

/** A new subject, named by the program unless a pseudonym is given; written by the caller. Errors: `bad-request`. */
export function newSubject(matter: OpenMatter, draft: SubjectDraft): Subject {
  checkRole(draft.kind, draft.role);
  checkDetails(matter, draft.details);
  if (draft.pseudonym !== undefined) {
    requireFreePseudonym(matter, draft.pseudonym, null);
  }
  const ordinal = freeNumber(matter, draft.kind);
  const now = matter.clock.now();
  return {
    id: randomUUID() as SubjectId,
    revision: 1,
    kind: draft.kind,
    ordinal,
    pseudonym: draft.pseudonym ?? pseudonymOf(draft.kind, ordinal),
    role: draft.role,
    details: draft.details,
    mergedInto: null,
    decision: null,
    state: 'in-use',
    createdBy: matter.reviewer.id,
    createdAt: now,
    revisedBy: matter.reviewer.id,
    revisedAt: now,
  };
}

/** Records a new subject; durable when this returns. Errors: `bad-request`, `not-found` for a vehicle. */
export function addSubject(matter: OpenMatter, draft: SubjectDraft): Subject {
  matter.requireWritable();
  const subject = newSubject(matter, draft);
  recordEdit(matter, {
    label: `Add ${subject.pseudonym}`,
    changes: [subjectChange(null, subject)],
    event: { type: 'subject.create', refs: [subjectRef(subject)], data: subjectFacts(subject) },
  });
  announceSubjects(matter);
  return subject;
}

/** Changes what is given and nothing else. Errors: as `addSubject`, and `edit-conflict`. */
export function reviseSubject(
  matter: OpenMatter,
  request: { readonly id: SubjectId; readonly revision: number; readonly changes: SubjectChanges },
): Subject {
  matter.requireWritable();
  const current = currentSubject(matter, request.id, request.revision);
  requireStanding(matter, current, 'changed');
  const { pseudonym = current.pseudonym, role = current.role, details = current.details } = request.changes;
  if (role !== current.role) {
    checkRole(current.kind, role);
  }
  checkDetails(matter, details);
  if (pseudonym !== current.pseudonym) {
    requireFreePseudonym(matter, pseudonym, current.id);
  }
  const revised = nextSubject(matter, current, { pseudonym, role, details, decision: null });
  const isRenamed = pseudonym !== current.pseudonym;
  recordEdit(matter, {
    label: isRenamed ? `Rename ${current.pseudonym} to ${pseudonym}` : `Change ${pseudonym}`,
    changes: [subjectChange(current, revised)],
    event: {
      type: 'subject.revise',
      refs: [subjectRef(revised)],
      data: {
        ...subjectFacts(revised),
        changed: Object.keys(request.changes).sort(),
        ...(isRenamed ? { formerPseudonym: current.pseudonym } : {}),
      },
    },
  });
  announceSubjects(matter);
  return revised;
}

/** Takes a subject out of use; refused while an annotation names it. Errors: `bad-request`, `edit-conflict`. */
export function withdrawSubject(
  matter: OpenMatter,
  request: { readonly id: SubjectId; readonly revision: number; readonly reason: string },
): Subject {
  matter.requireWritable();
  const current = currentSubject(matter, request.id, request.revision);
  requireStanding(matter, current, 'withdrawn again');
  const entries = listSubjects(matter.database, { includeWithdrawn: true });
  const count = entries.find(({ subject }) => subject.id === current.id)?.annotationCount ?? 0;
  const merged = entries.filter(({ subject }) => subject.mergedInto === current.id);
  if (count > 0 || merged.length > 0) {
    throw new AppError(
      'bad-request',
      count > 0
        ? `${current.pseudonym} is named in ${count} ${count === 1 ? 'annotation' : 'annotations'}. Take it out of them first, or merge it into another subject.`
        : `${merged[0]?.subject.pseudonym} was merged into ${current.pseudonym}. Split it off first.`,
      { id: current.id, annotationCount: count },
    );
  }
  const withdrawn = nextSubject(matter, current, { state: 'withdrawn', decision: null });
  recordEdit(matter, {
    label: `Withdraw ${withdrawn.pseudonym}`,
    changes: [subjectChange(current, withdrawn)],
    event: {
      type: 'subject.delete',
      refs: [subjectRef(withdrawn)],
      data: { ...subjectFacts(withdrawn), reason: request.reason },
    },
  });
  announceSubjects(matter);
  return withdrawn;
}
