import type { EngineContext } from '../engine-context.ts';
import { makeCheckpoint } from '../history/checkpoint.ts';
import { inTransaction } from '../store/transaction.ts';
import { oneAtATime } from './one-at-a-time.ts';
import type { OpenMatter } from './open-matter.ts';
import { endAttendance, releaseMatter } from './open-matter-folder.ts';

/**
 * Closes the open matter, if there is one: jobs stop (and go on at the next opening), the log is locked and a checkpoint
 * kept outside the matter, the database is closed, temporary files are removed, the lock is given back.
 */
export function closeMatter(engine: EngineContext): Promise<void> {
  return oneAtATime(engine, () => closeOpenMatter(engine));
}

/** As `closeMatter`, for work that already has its turn. */
export async function closeOpenMatter(engine: EngineContext): Promise<void> {
  const open = engine.openMatter;
  if (open === null) {
    return;
  }
  engine.openMatter = null;
  engine.events.emit('matter.ticket', null);
  engine.events.emit('matter.changed', null);
  try {
    await open.jobs.stop();
    endAttendance(open);
    if (!open.isReadOnly) {
      await endSession(engine, open);
    }
  } finally {
    open.database.close();
    await releaseMatter(open);
  }
}

async function endSession(engine: EngineContext, open: OpenMatter): Promise<void> {
  const { note } = inTransaction(open.database, () => {
    open.custody.append({ type: 'session.lock', refs: [`reviewer:${open.reviewer.id}`], data: {} });
    return makeCheckpoint(open);
  });
  open.database.pragma('wal_checkpoint(TRUNCATE)');
  await engine.catalog.keepCheckpoint(open.matter.id, note);
}
