import { randomUUID } from 'node:crypto';
import { AppError } from '../../domain/app-error.ts';
import type { ContentNote, ContentNoteChanges, ContentNoteDraft } from '../../domain/content-note.ts';
import type { CustodyEvent } from '../../domain/custody-event.ts';
import type { ContentNoteId } from '../../domain/identifier.ts';
import { findFootage } from '../footage/footage-store.ts';
import { spanOfFootage } from '../footage/frame-index-store.ts';
import { recordEdit } from '../history/edits.ts';
import type { OpenMatter } from '../matters/open-matter.ts';
import { findContentNote, rowOfContentNote } from './content-note-store.ts';

type NoteRef = { readonly id: ContentNoteId; readonly revision: number };

function write(
  matter: OpenMatter,
  label: string,
  type: CustodyEvent['type'],
  [before, after]: readonly [ContentNote | null, ContentNote],
): ContentNote {
  const { span } = after;
  recordEdit(matter, {
    label,
    changes: [
      {
        table: 'content_note',
        id: after.id,
        before: before === null ? null : rowOfContentNote(before),
        after: rowOfContentNote(after),
      },
    ],
    // The free text stays in the edit's images, as that of annotations does.
    event: {
      type,
      refs: [`content_note:${after.id}@${after.revision}`, `asset:${after.footageDigest}`],
      data: {
        kind: after.kind,
        stream: after.stream,
        inFrame: span.inFrame,
        outFrame: span.outFrame,
        inPts: span.inPts,
        outPts: span.outPts,
        state: after.state,
      },
    },
  });
  matter.events.emit('contentNotes.changed', { footageId: after.footageId });
  return after;
}

/** Records a content note; durable when this returns. Errors: `frame-out-of-range`, `not-found`, `matter-read-only`. */
export function addContentNote(matter: OpenMatter, draft: ContentNoteDraft): ContentNote {
  matter.requireWritable();
  const footage = findFootage(matter.database, draft.footageId);
  const [span, stream] = spanOfFootage(matter.database, footage.id, draft.inFrame, draft.outFrame);
  const now = matter.clock.now();
  const note: ContentNote = {
    id: randomUUID() as ContentNoteId,
    revision: 1,
    footageId: footage.id,
    footageDigest: footage.digest,
    stream,
    span,
    kind: draft.kind,
    note: draft.note,
    state: 'in-use',
    createdBy: matter.reviewer.id,
    createdAt: now,
    revisedBy: matter.reviewer.id,
    revisedAt: now,
  };
  return write(matter, `Add a content note at frame ${span.inFrame}`, 'content-note.create', [null, note]);
}

function currentRevision(matter: OpenMatter, { id, revision }: NoteRef): ContentNote {
  const current = findContentNote(matter.database, id);
  if (current.revision !== revision) {
    throw new AppError(
      'edit-conflict',
      `This content note was changed since you opened it (it is at revision ${current.revision}, yours was ${revision}). Look at the newer one and make your change again.`,
      { id, revision, currentRevision: current.revision },
    );
  }
  return current;
}

function nextRevision(matter: OpenMatter, current: ContentNote, changes: Partial<ContentNote>): ContentNote {
  return {
    ...current,
    ...changes,
    revision: current.revision + 1,
    revisedBy: matter.reviewer.id,
    revisedAt: matter.clock.now(),
  };
}

/** Changes what is given and nothing else. Errors: as `addContentNote`, and `edit-conflict`. */
export function reviseContentNote(
  matter: OpenMatter,
  { changes, ...ref }: NoteRef & { readonly changes: ContentNoteChanges },
): ContentNote {
  matter.requireWritable();
  const current = currentRevision(matter, ref);
  const [span] = spanOfFootage(
    matter.database,
    current.footageId,
    changes.inFrame ?? current.span.inFrame,
    changes.outFrame ?? current.span.outFrame,
  );
  const revised = nextRevision(matter, current, {
    span,
    kind: changes.kind ?? current.kind,
    note: changes.note ?? current.note,
  });
  return write(matter, `Change the content note at frame ${span.inFrame}`, 'content-note.revise', [current, revised]);
}

/** Takes a content note out of use; it and its history stay. Errors: `edit-conflict`, `bad-request`. */
export function withdrawContentNote(matter: OpenMatter, ref: NoteRef): ContentNote {
  matter.requireWritable();
  const current = currentRevision(matter, ref);
  if (current.state === 'withdrawn') {
    throw new AppError('bad-request', 'This content note is withdrawn already.');
  }
  const withdrawn = nextRevision(matter, current, { state: 'withdrawn' });
  const label = `Withdraw the content note at frame ${current.span.inFrame}`;
  return write(matter, label, 'content-note.withdraw', [current, withdrawn]);
}
