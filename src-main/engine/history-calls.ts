import type { Edit } from '../domain/edit.ts';
import { annotationOfRow } from './annotations/annotation-store.ts';
import { announceAnnotations } from './annotations/announce-annotations.ts';
import { clockCorrectionOfRow } from './clock-corrections/clock-correction-store.ts';
import { contentNoteOfRow } from './content-notes/content-note-store.ts';
import type { CallHandlers } from './engine-context.ts';
import { changesOfEdit } from './history/edit-images.ts';
import { redo, undo } from './history/undo.ts';
import { undoState } from './history/undo-state.ts';
import type { OpenMatter } from './matters/open-matter.ts';
import { announceSubjects } from './subjects/subject-edit.ts';

/** Tells the windows which annotations an undo or redo touched, and what they are now. */
function announce(matter: OpenMatter, edit: Edit): Edit {
  const changes = changesOfEdit(matter.database, edit.id);
  announceAnnotations(
    matter,
    changes.filter(({ table }) => table === 'annotation').map(({ after }) => annotationOfRow(after)),
  );
  if (changes.some(({ table }) => table === 'saved_filter')) {
    matter.events.emit('filters.changed', {});
  }
  if (changes.some(({ table }) => table === 'codebook_version' || table === 'code_pin')) {
    matter.events.emit('codebook.changed', {});
  }
  if (changes.some(({ table }) => table === 'subject' || table === 'subject_feature')) {
    announceSubjects(matter);
  }
  if (changes.some(({ table }) => table === 'exhibit')) {
    matter.events.emit('exhibits.changed', {});
  }
  const noted = changes.filter(({ table }) => table === 'content_note').map(({ after }) => contentNoteOfRow(after));
  for (const footageId of new Set(noted.map((note) => note.footageId))) {
    matter.events.emit('contentNotes.changed', { footageId });
  }
  for (const { after } of changes.filter(({ table }) => table === 'clock_correction')) {
    matter.events.emit('clockCorrections.changed', { footageId: clockCorrectionOfRow(after).footageId });
  }
  return edit;
}

export const historyCalls: CallHandlers<'history.state' | 'history.undo' | 'history.redo'> = {
  'history.state': (_input, context) => undoState(context.matter().database),

  'history.undo': (_input, context) => announce(context.matter(), undo(context.matter())),

  'history.redo': (_input, context) => announce(context.matter(), redo(context.matter())),
};
