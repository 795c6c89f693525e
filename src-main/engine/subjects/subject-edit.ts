import { AppError } from '../../domain/app-error.ts';
import type { CustodyValue } from '../../domain/custody-event.ts';
import { ptsOfFrame } from '../../domain/frame-index.ts';
import type { SubjectId } from '../../domain/identifier.ts';
import {
  type EvidenceFrame,
  type FrameReference,
  type Subject,
  type SubjectDetails,
  type SubjectFeature,
  type SubjectKind,
  subjectRoles,
} from '../../domain/subject.ts';
import { findFootage } from '../footage/footage-store.ts';
import { loadFrameIndex } from '../footage/frame-index-store.ts';
import type { RowChange } from '../history/edits.ts';
import type { OpenMatter } from '../matters/open-matter.ts';
import { allSubjects, findSubject, rowOfFeature, rowOfSubject } from './subject-store.ts';

/** Tells the windows that subjects or their features are not what they were. */
export function announceSubjects(matter: Pick<OpenMatter, 'events'>): void {
  matter.events.emit('subjects.changed', {});
}

/** The current subject, refusing when somebody changed it since `revision` was read. Errors: `edit-conflict`, `not-found`. */
export function currentSubject(matter: OpenMatter, id: SubjectId, revision: number): Subject {
  const current = findSubject(matter.database, id);
  if (current.revision !== revision) {
    throw new AppError(
      'edit-conflict',
      `${current.pseudonym} was changed since you opened it (it is at revision ${current.revision}, yours was ${revision}). Look at the newer one and make your change again.`,
      { id, revision, currentRevision: current.revision },
    );
  }
  return current;
}

/** Refuses what is withdrawn or goes by another subject's name. Errors: `bad-request`. */
export function requireStanding(matter: OpenMatter, subject: Subject, act: string): void {
  if (subject.state === 'withdrawn') {
    throw new AppError(
      'bad-request',
      `${subject.pseudonym} is withdrawn and cannot be ${act}. Undo its withdrawal first.`,
    );
  }
  if (subject.mergedInto !== null) {
    const other = findSubject(matter.database, subject.mergedInto);
    throw new AppError(
      'bad-request',
      `${subject.pseudonym} was merged into ${other.pseudonym} and cannot be ${act} by itself. Change ${other.pseudonym}, or split ${subject.pseudonym} off first.`,
      { id: subject.id, mergedInto: other.id },
    );
  }
}

/** Errors: `bad-request` for a role that the kind does not have. */
export function checkRole(kind: SubjectKind, role: string): void {
  const roles: readonly string[] = subjectRoles[kind];
  if (!roles.includes(role)) {
    throw new AppError(
      'bad-request',
      `"${role}" is not a role of this kind of subject. Choose one of: ${roles.join(', ')}.`,
    );
  }
}

/** Errors: `bad-request` for a confirmation without its source, or a vehicle that is none. */
export function checkDetails(matter: OpenMatter, details: SubjectDetails): void {
  if (details.agencyConfirmed !== '' && details.agencyConfirmedBy === '') {
    throw new AppError(
      'bad-request',
      'Say where the confirmation of the agency comes from, or leave the confirmed agency empty.',
    );
  }
  for (const id of details.vehicleIds) {
    const vehicle = findSubject(matter.database, id);
    if (vehicle.kind !== 'vehicle') {
      throw new AppError('bad-request', `${vehicle.pseudonym} is not a vehicle. Choose a vehicle, or leave it out.`);
    }
  }
}

/** A pseudonym means one subject, whatever was withdrawn or merged. Errors: `bad-request`. */
export function requireFreePseudonym(matter: OpenMatter, pseudonym: string, besides: SubjectId | null): void {
  const wanted = pseudonym.normalize('NFC').toLocaleLowerCase();
  const bearer = allSubjects(matter.database).find(
    (subject) => subject.id !== besides && subject.pseudonym.normalize('NFC').toLocaleLowerCase() === wanted,
  );
  if (bearer !== undefined) {
    throw new AppError(
      'bad-request',
      `${bearer.pseudonym} is the name of another subject of this matter${bearer.state === 'withdrawn' ? ' (withdrawn)' : bearer.mergedInto === null ? '' : ' (merged)'}. Choose another name.`,
      { id: bearer.id },
    );
  }
}

/** The next revision of a subject, by the reviewer at the workstation, now. */
export function nextSubject(matter: OpenMatter, current: Subject, changes: Partial<Subject>): Subject {
  return {
    ...current,
    ...changes,
    revision: current.revision + 1,
    revisedBy: matter.reviewer.id,
    revisedAt: matter.clock.now(),
  };
}

export function subjectChange(before: Subject | null, after: Subject): RowChange {
  return {
    table: 'subject',
    id: after.id,
    before: before === null ? null : rowOfSubject(before),
    after: rowOfSubject(after),
  };
}

export function featureChange(before: SubjectFeature | null, after: SubjectFeature): RowChange {
  return {
    table: 'subject_feature',
    id: after.id,
    before: before === null ? null : rowOfFeature(before),
    after: rowOfFeature(after),
  };
}

/** What the custody log says of a subject: what it is called and what it counts as, no description. */
export function subjectFacts(subject: Subject): { readonly [key: string]: CustodyValue } {
  const { kind, pseudonym, role, state, mergedInto } = subject;
  return { kind, pseudonym, role, state, mergedInto };
}

export function subjectRef(subject: Pick<Subject, 'id' | 'revision'>): string {
  return `subject:${subject.id}@${subject.revision}`;
}

export function featureRef(feature: Pick<SubjectFeature, 'id' | 'revision'>): string {
  return `subject_feature:${feature.id}@${feature.revision}`;
}

/** Frames by number to the exact moments of their recordings. Errors: `frame-out-of-range`, `not-found`. */
export function evidenceFrames(matter: OpenMatter, references: readonly FrameReference[]): EvidenceFrame[] {
  return references.map(({ footageId, frame }) => {
    const footage = findFootage(matter.database, footageId);
    const index = loadFrameIndex(matter.database, footageId);
    return {
      footageId,
      frame,
      footageDigest: footage.digest,
      stream: index.stream,
      pts: ptsOfFrame(index, frame),
    };
  });
}

/** Evidence frames as a custody entry names them. */
export function evidenceFacts(evidence: readonly EvidenceFrame[]): CustodyValue {
  return evidence.map(({ footageDigest, stream, frame, pts }) => ({ asset: footageDigest, stream, frame, pts }));
}
