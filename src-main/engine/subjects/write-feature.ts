import { randomUUID } from 'node:crypto';
import { AppError } from '../../domain/app-error.ts';
import type { SubjectFeatureId } from '../../domain/identifier.ts';
import type { FeatureDraft, SubjectFeature } from '../../domain/subject.ts';
import { recordEdit } from '../history/edits.ts';
import type { OpenMatter } from '../matters/open-matter.ts';
import { announceSubjects, evidenceFrames, featureChange, featureRef, requireStanding } from './subject-edit.ts';
import { findFeature, findSubject } from './subject-store.ts';

/** Ties a feature of a subject to one frame. Errors: `frame-out-of-range`, `not-found`, `bad-request`. */
export function addFeature(matter: OpenMatter, draft: FeatureDraft): SubjectFeature {
  matter.requireWritable();
  const subject = findSubject(matter.database, draft.subjectId);
  requireStanding(matter, subject, 'given a feature');
  const [at] = evidenceFrames(matter, [draft.at]);
  if (at === undefined) {
    throw new AppError('internal', 'A feature was given no frame.');
  }
  const now = matter.clock.now();
  const feature: SubjectFeature = {
    id: randomUUID() as SubjectFeatureId,
    revision: 1,
    subjectId: subject.id,
    kind: draft.kind,
    text: draft.text,
    ...at,
    state: 'in-use',
    createdBy: matter.reviewer.id,
    createdAt: now,
    revisedBy: matter.reviewer.id,
    revisedAt: now,
  };
  recordFeature(matter, `Add a feature of ${subject.pseudonym} at frame ${feature.frame}`, null, feature, 'add');
  return feature;
}

/** Takes a feature out of use. Errors: `edit-conflict`, `bad-request`, `not-found`. */
export function withdrawFeature(
  matter: OpenMatter,
  request: { readonly id: SubjectFeatureId; readonly revision: number },
): SubjectFeature {
  matter.requireWritable();
  const current = findFeature(matter.database, request.id);
  if (current.revision !== request.revision) {
    throw new AppError(
      'edit-conflict',
      'This feature was changed since you opened it. Look at it as it is now and make your change again.',
      { id: current.id, currentRevision: current.revision },
    );
  }
  if (current.state === 'withdrawn') {
    throw new AppError('bad-request', 'This feature is withdrawn already.');
  }
  const withdrawn: SubjectFeature = {
    ...current,
    state: 'withdrawn',
    revision: current.revision + 1,
    revisedBy: matter.reviewer.id,
    revisedAt: matter.clock.now(),
  };
  const { pseudonym } = findSubject(matter.database, current.subjectId);
  recordFeature(matter, `Withdraw a feature of ${pseudonym}`, current, withdrawn, 'withdraw');
  return withdrawn;
}

function recordFeature(
  matter: OpenMatter,
  label: string,
  before: SubjectFeature | null,
  after: SubjectFeature,
  act: 'add' | 'withdraw',
): void {
  const { pseudonym } = findSubject(matter.database, after.subjectId);
  recordEdit(matter, {
    label,
    changes: [featureChange(before, after)],
    event: {
      type: 'subject.feature',
      refs: [featureRef(after), `asset:${after.footageDigest}`],
      data: {
        act,
        subject: after.subjectId,
        pseudonym,
        kind: after.kind,
        stream: after.stream,
        frame: after.frame,
        pts: after.pts,
        state: after.state,
      },
    },
  });
  announceSubjects(matter);
}
