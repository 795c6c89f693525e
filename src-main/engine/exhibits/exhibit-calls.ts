import type { CallHandlers } from '../engine-context.ts';
import { listExhibits, listMovedAnnotations } from './exhibit-store.ts';
import { orderExhibits, renumberExhibits } from './order-exhibits.ts';
import { previewExhibit } from './preview-exhibit.ts';
import { addExhibits, reviseExhibits, withdrawExhibits } from './write-exhibit.ts';

type ExhibitCall =
  | 'exhibits.list'
  | 'exhibits.moved'
  | 'exhibits.add'
  | 'exhibits.revise'
  | 'exhibits.reviseMany'
  | 'exhibits.withdraw'
  | 'exhibits.order'
  | 'exhibits.renumber'
  | 'exhibits.preview';

export const exhibitCalls: CallHandlers<ExhibitCall> = {
  'exhibits.list': (_input, context) => listExhibits(context.matter().database),

  'exhibits.moved': (_input, context) => listMovedAnnotations(context.matter().database),

  'exhibits.add': ({ drafts }, context) => addExhibits(context.matter(), drafts),

  'exhibits.revise': (request, context) => {
    const [revised] = reviseExhibits(context.matter(), { changes: [request] });
    return revised as NonNullable<typeof revised>;
  },

  'exhibits.reviseMany': (request, context) => reviseExhibits(context.matter(), request),

  'exhibits.withdraw': (request, context) => withdrawExhibits(context.matter(), request),

  'exhibits.order': ({ ids }, context) => orderExhibits(context.matter(), ids),

  'exhibits.renumber': ({ items }, context) => renumberExhibits(context.matter(), items),

  'exhibits.preview': ({ id }, context) => previewExhibit(context.matter(), id),
};
