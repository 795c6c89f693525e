import type { Edit } from '../../domain/edit.ts';
import { type FootageId, footageIdSchema } from '../../domain/identifier.ts';
import type { CallHandlers } from '../engine-context.ts';
import type { OpenMatter } from '../matters/open-matter.ts';
import { changesOfEdit } from './edit-images.ts';
import { redo, undo } from './undo.ts';
import { undoState } from './undo-state.ts';

/** Tells the windows which footage's annotations an undo or redo touched. */
function announce(matter: OpenMatter, edit: Edit): Edit {
  const touched = new Set<FootageId>();
  for (const { table, after } of changesOfEdit(matter.database, edit.id)) {
    if (table === 'annotation') {
      touched.add(footageIdSchema.parse(after?.['footage_id']));
    }
  }
  for (const footageId of touched) {
    matter.events.emit('annotations.changed', { footageId });
    matter.events.emit('footage.changed', { footageId });
  }
  return edit;
}

export const historyCalls: CallHandlers<'history.state' | 'history.undo' | 'history.redo'> = {
  'history.state': (_input, context) => undoState(context.matter().database),

  'history.undo': (_input, context) => announce(context.matter(), undo(context.matter())),

  'history.redo': (_input, context) => announce(context.matter(), redo(context.matter())),
};
