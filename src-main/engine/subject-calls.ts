import { announceAnnotations } from './annotations/announce-annotations.ts';
import type { CallHandlers } from './engine-context.ts';
import { mergeSubjects } from './subjects/merge-subjects.ts';
import { splitSubject } from './subjects/split-subject.ts';
import { subjectHistory } from './subjects/subject-history.ts';
import { listSubjects } from './subjects/subject-store.ts';
import { addFeature, withdrawFeature } from './subjects/write-feature.ts';
import { addSubject, reviseSubject, withdrawSubject } from './subjects/write-subject.ts';

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

  'subjects.split': (request, context) => {
    const { from, to, annotations } = splitSubject(context.matter(), request);
    announceAnnotations(context.matter(), annotations);
    return { from, to };
  },

  'subjects.history': ({ id }, context) => subjectHistory(context.matter(), id),

  'subjects.addFeature': (draft, context) => addFeature(context.matter(), draft),

  'subjects.withdrawFeature': (request, context) => withdrawFeature(context.matter(), request),
};
