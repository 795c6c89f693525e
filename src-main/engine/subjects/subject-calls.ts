import type { CallHandlers } from '../engine-context.ts';
import { mergeSubjects } from './merge-subjects.ts';
import { splitSubject } from './split-subject.ts';
import { subjectHistory } from './subject-history.ts';
import { listSubjects } from './subject-store.ts';
import { addFeature, withdrawFeature } from './write-feature.ts';
import { addSubject, reviseSubject, withdrawSubject } from './write-subject.ts';

type SubjectCall =
  | 'subjects.list'
  | 'subjects.add'
  | 'subjects.revise'
  | 'subjects.withdraw'
  | 'subjects.merge'
  | 'subjects.split'
  | 'subjects.history'
  | 'subjects.addFeature'
  | 'subjects.withdrawFeature';

export const subjectCalls: CallHandlers<SubjectCall> = {
  'subjects.list': (filter, context) => listSubjects(context.matter().database, filter),

  'subjects.add': (draft, context) => addSubject(context.matter(), draft),

  'subjects.revise': (request, context) => reviseSubject(context.matter(), request),

  'subjects.withdraw': (request, context) => withdrawSubject(context.matter(), request),

  'subjects.merge': (request, context) => mergeSubjects(context.matter(), request),

  'subjects.split': (request, context) => splitSubject(context.matter(), request),

  'subjects.history': ({ id }, context) => subjectHistory(context.matter(), id),

  'subjects.addFeature': (draft, context) => addFeature(context.matter(), draft),

  'subjects.withdrawFeature': (request, context) => withdrawFeature(context.matter(), request),
};
