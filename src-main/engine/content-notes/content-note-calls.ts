import type { CallHandlers } from '../engine-context.ts';
import { findFootage } from '../footage/footage-store.ts';
import { listContentNotes } from './content-note-store.ts';
import { addContentNote, reviseContentNote, withdrawContentNote } from './write-content-note.ts';

type ContentNoteCall = 'contentNotes.list' | 'contentNotes.add' | 'contentNotes.revise' | 'contentNotes.withdraw';

export const contentNoteCalls: CallHandlers<ContentNoteCall> = {
  'contentNotes.list': ({ footageId }, context) => {
    const { database } = context.matter();
    findFootage(database, footageId);
    return listContentNotes(database, footageId);
  },

  'contentNotes.add': (draft, context) => addContentNote(context.matter(), draft),

  'contentNotes.revise': (request, context) => reviseContentNote(context.matter(), request),

  'contentNotes.withdraw': (request, context) => withdrawContentNote(context.matter(), request),
};
