import { AppError } from '../../domain/app-error.ts';
import type { CustodyEventType } from '../../domain/custody-event.ts';
import type { Edit } from '../../domain/edit.ts';
import type { OpenMatter } from '../matters/open-matter.ts';
import { inTransaction } from '../store/transaction.ts';
import { changesOfEdit, isSameRow, openRows, type Row, type RowChange, type StoredChange } from './edit-images.ts';
import { editableTables } from './editable-tables.ts';
import { writeEdit } from './edits.ts';
import { redoTarget, type UndoTarget, undoTarget } from './undo-state.ts';

/** Columns that every step of history sets anew. */
const stepColumns = ['revision', 'revised_by', 'revised_at'];

/** Takes the newest standing edit back by a new edit. Errors: `nothing-to-undo`, `edit-conflict`, `matter-read-only`. */
export function undo(matter: OpenMatter): Edit {
  matter.requireWritable();
  return inTransaction(matter.database, () => {
    const target = undoTarget(matter.database);
    if (target === null) {
      throw new AppError('nothing-to-undo', 'There is nothing to undo in this matter.');
    }
    return step(matter, 'undo', target);
  });
}

/** Brings back what was undone last by a new edit. Errors: `nothing-to-redo`, `edit-conflict`, `matter-read-only`. */
export function redo(matter: OpenMatter): Edit {
  matter.requireWritable();
  return inTransaction(matter.database, () => {
    const target = redoTarget(matter.database);
    if (target === null) {
      throw new AppError('nothing-to-redo', 'There is nothing to redo in this matter.');
    }
    return step(matter, 'redo', target);
  });
}

function step(matter: OpenMatter, kind: 'undo' | 'redo', target: UndoTarget): Edit {
  const stored = changesOfEdit(matter.database, target.id);
  const ordered = kind === 'undo' ? stored.toReversed() : stored;
  const rows = openRows(matter.database);
  const changes = ordered.map((change) => stepOf(matter, kind, change, rows.read(change.table, change.id)));
  return writeEdit(matter, {
    kind,
    targetId: target.id,
    label: `${kind === 'undo' ? 'Undo' : 'Redo'}: ${target.label}`,
    changes,
    event: {
      type: eventType(changes),
      refs: changes.map((change) => `${change.table}:${change.id}@${String(change.after?.['revision'])}`),
      data: { [kind]: target.id },
    },
  });
}

/** What a row holds when the edit that made it is undone: the same, withdrawn. */
function withdrawn(row: Row | null): Row | null {
  return row === null ? null : { ...row, state: 'withdrawn' };
}

function stepOf(matter: OpenMatter, kind: 'undo' | 'redo', change: StoredChange, current: Row | null): RowChange {
  const before = change.before ?? withdrawn(change.after);
  const [from, to] = kind === 'undo' ? [change.after, before] : [before, change.after];
  if (current === null || to === null || !isSameRow(current, from, stepColumns)) {
    throw new AppError(
      'edit-conflict',
      `This ${change.table} was changed since, so the step was not made. Nothing was written; change it by hand.`,
      { table: change.table, id: change.id },
    );
  }
  const after: Row = {
    ...to,
    revision: Number(current['revision']) + 1,
    revised_by: matter.reviewer.id,
    revised_at: matter.clock.now(),
  };
  return { table: change.table, id: change.id, before: current, after };
}

/** Named after the first row: an edit over several tables is one act, and its refs name every row. */
function eventType(changes: readonly RowChange[]): CustodyEventType {
  const isWithdrawal = changes.every(
    (change) => change.after?.['state'] === 'withdrawn' && change.before?.['state'] !== 'withdrawn',
  );
  const { events } = editableTables[changes[0]?.table ?? 'annotation'];
  return isWithdrawal ? events.withdraw : events.revise;
}
