import type { CallHandlers } from '../engine-context.ts';
import { editsOfRow } from '../history/edits.ts';
import { annotationOfRow, findAnnotation, listAnnotations } from './annotation-store.ts';
import { reviseMany, withdrawMany } from './edit-many.ts';
import { mergeAnnotations, splitAnnotation } from './split-and-merge.ts';
import { addAnnotation, reviseAnnotation, withdrawAnnotation } from './write-annotation.ts';

type AnnotationCall =
  | 'annotations.add'
  | 'annotations.revise'
  | 'annotations.withdraw'
  | 'annotations.reviseMany'
  | 'annotations.split'
  | 'annotations.merge'
  | 'annotations.withdrawMany'
  | 'annotations.list'
  | 'annotations.history';

export const annotationCalls: CallHandlers<AnnotationCall> = {
  'annotations.add': (draft, context) => addAnnotation(context.matter(), draft),

  'annotations.revise': (request, context) => reviseAnnotation(context.matter(), request),

  'annotations.withdraw': (request, context) => withdrawAnnotation(context.matter(), request),

  'annotations.reviseMany': (request, context) => reviseMany(context.matter(), request),

  'annotations.split': (request, context) => splitAnnotation(context.matter(), request),

  'annotations.merge': ({ items }, context) => mergeAnnotations(context.matter(), items),

  'annotations.withdrawMany': (request, context) => withdrawMany(context.matter(), request),

  'annotations.list': (filter, context) => listAnnotations(context.matter().database, filter),

  'annotations.history': ({ id }, context) => {
    const matter = context.matter();
    findAnnotation(matter.database, id);
    return editsOfRow(matter, 'annotation', id).flatMap(({ edit, custodySeq, after }) =>
      after === null
        ? []
        : [
            {
              annotation: annotationOfRow(after),
              label: edit.label,
              reviewerName: edit.reviewerName,
              at: edit.at,
              custodySeq,
            },
          ],
    );
  },
};
