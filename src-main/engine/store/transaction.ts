import { AppError } from '../../domain/app-error.ts';
import type { Database } from './open.ts';

/**
 * Runs `work` as one transaction (BEGIN IMMEDIATE): all of it is on the disk when this returns, or none of it. Called
 * inside a transaction it becomes part of that one, which then stands or falls as a whole. `work` must not be async: a
 * transaction that waits would hold the database and mix with other work.
 */
export function inTransaction<T>(database: Database, work: () => T): T {
  const guarded = (): T => {
    const value = work();
    if (value instanceof Promise) {
      throw new AppError('internal', 'A transaction may not wait for anything: its work returned a promise.');
    }
    return value;
  };
  return database.inTransaction ? guarded() : database.transaction(guarded).immediate();
}
