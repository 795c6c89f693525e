import { z } from 'zod';
import { AppError, type ErrorDetails } from '../../domain/app-error.ts';
import type { FootageId, JobId } from '../../domain/identifier.ts';
import { type Job, type JobKind, type JobLane, type JobState, jobSchema } from '../../domain/job.ts';
import type { Micros } from '../../domain/time.ts';
import type { Database } from '../store/open.ts';
import { parseRow } from '../store/row.ts';

const columns = `id, kind, lane, title, footage_id AS footageId, state, done, total, unit, attempts,
  error_code AS errorCode, error_message AS errorMessage, created_at AS createdAt, ended_at AS endedAt`;

function readJob(row: unknown): Job {
  return parseRow(jobSchema, row, 'job');
}

/** All jobs, newest first. */
export function listJobs(database: Database): Job[] {
  return database.prepare(`SELECT ${columns} FROM job ORDER BY ordinal DESC`).all().map(readJob);
}

/** Errors: not-found. */
export function getJob(database: Database, id: JobId): Job {
  const row = database.prepare(`SELECT ${columns} FROM job WHERE id = ?`).get(id);
  if (row === undefined) {
    throw new AppError('not-found', 'That job is not in this matter. Please refresh the list of jobs.', { jobId: id });
  }
  return readJob(row);
}

export function hasJob(database: Database, id: JobId): boolean {
  return database.prepare('SELECT 1 FROM job WHERE id = ?').get(id) !== undefined;
}

/** Jobs of this footage that have not ended. */
export function countPending(database: Database, footageId: FootageId): number {
  const row = database
    .prepare("SELECT count(*) AS pending FROM job WHERE footage_id = ? AND state IN ('queued', 'running')")
    .get(footageId);
  return parseRow(z.strictObject({ pending: z.int() }), row, 'job').pending;
}

/** The newest job of this kind for this footage, or null. */
export function newestJobOf(database: Database, kind: JobKind, footageId: FootageId): Job | null {
  const row = database
    .prepare(`SELECT ${columns} FROM job WHERE kind = ? AND footage_id = ? ORDER BY ordinal DESC LIMIT 1`)
    .get(kind, footageId);
  return row === undefined ? null : readJob(row);
}

export type NewJob = {
  readonly id: JobId;
  readonly kind: JobKind;
  readonly lane: JobLane;
  readonly title: string;
  readonly footageId: FootageId | null;
  readonly input: unknown;
  readonly unit: string;
  readonly createdAt: Micros;
};

/** Writes a queued job at the end of the order of arrival. */
export function insertJob(database: Database, job: NewJob): Job {
  database
    .prepare(
      `INSERT INTO job (id, ordinal, kind, lane, title, footage_id, input, state, done, total, unit, attempts, created_at)
       VALUES (@id, (SELECT coalesce(max(ordinal), 0) + 1 FROM job), @kind, @lane, @title, @footageId, @input,
               'queued', 0, NULL, @unit, 0, @createdAt)`,
    )
    .run({ ...job, input: JSON.stringify(job.input) });
  return getJob(database, job.id);
}

/**
 * The queued job of a lane that is next: those of `kinds` in order of arrival. Jobs whose id is in `except` are left out.
 */
export function nextQueued(
  database: Database,
  lane: JobLane,
  kinds: readonly string[],
  except: readonly JobId[],
): Job | null {
  const row = database
    .prepare(
      `SELECT ${columns} FROM job
       WHERE state = 'queued' AND lane = @lane
         AND kind IN (SELECT value FROM json_each(@kinds))
         AND id NOT IN (SELECT value FROM json_each(@except))
       ORDER BY ordinal LIMIT 1`,
    )
    .get({ lane, kinds: JSON.stringify(kinds), except: JSON.stringify(except) });
  return row === undefined ? null : readJob(row);
}

/** Jobs whose row says they run: after an engine died, those that died with it. */
export function listRunning(database: Database): Job[] {
  return database.prepare(`SELECT ${columns} FROM job WHERE state = 'running' ORDER BY ordinal`).all().map(readJob);
}

/** Whether any job of these kinds waits or runs, those in `except` left out. */
export function hasPendingJobs(database: Database, kinds: readonly string[], except: readonly JobId[]): boolean {
  const sql = `SELECT 1 FROM job WHERE state IN ('queued', 'running')
    AND kind IN (SELECT value FROM json_each(@kinds)) AND id NOT IN (SELECT value FROM json_each(@except)) LIMIT 1`;
  return database.prepare(sql).get({ kinds: JSON.stringify(kinds), except: JSON.stringify(except) }) !== undefined;
}

/** The inputs of jobs of this kind that have not ended. */
export function listPendingInputs(database: Database, kind: JobKind): unknown[] {
  return database
    .prepare("SELECT input FROM job WHERE kind = ? AND state IN ('queued', 'running')")
    .all(kind)
    .map((row) => JSON.parse(parseRow(z.strictObject({ input: z.string() }), row, 'job').input));
}

export function markRunning(database: Database, id: JobId, at: Micros): void {
  database
    .prepare(
      `UPDATE job SET state = 'running', attempts = attempts + 1, started_at = @at, ended_at = NULL,
         error_code = NULL, error_message = NULL, error_details = NULL
       WHERE id = @id`,
    )
    .run({ id, at });
}

/** `attemptsBack` is 1 when the stop was orderly and says nothing against the job. */
export function markQueued(database: Database, id: JobId, attemptsBack: 0 | 1): void {
  database
    .prepare("UPDATE job SET state = 'queued', attempts = max(0, attempts - @attemptsBack) WHERE id = @id")
    .run({ id, attemptsBack });
}

/** Queues an ended job afresh: its count of attempts and its error start over. */
export function markRetried(database: Database, id: JobId): void {
  database
    .prepare(
      `UPDATE job SET state = 'queued', attempts = 0, done = 0, total = NULL, ended_at = NULL,
         error_code = NULL, error_message = NULL, error_details = NULL, output = NULL
       WHERE id = ?`,
    )
    .run(id);
}

export function markProgress(
  database: Database,
  id: JobId,
  progress: { readonly done: number; readonly total: number | null; readonly unit: string },
): void {
  database.prepare('UPDATE job SET done = @done, total = @total, unit = @unit WHERE id = @id').run({ id, ...progress });
}

export type JobEnd = {
  readonly state: Extract<JobState, 'done' | 'failed' | 'cancelled'>;
  readonly at: Micros;
  readonly output?: unknown;
  readonly error?: { readonly code: string; readonly message: string; readonly details: ErrorDetails };
};

export function markEnded(database: Database, id: JobId, end: JobEnd): void {
  database
    .prepare(
      `UPDATE job SET state = @state, ended_at = @at, output = @output, error_code = @code, error_message = @message,
         error_details = @details
       WHERE id = @id`,
    )
    .run({
      id,
      state: end.state,
      at: end.at,
      output: end.output === undefined ? null : JSON.stringify(end.output),
      code: end.error?.code ?? null,
      message: end.error?.message ?? null,
      details: end.error === undefined ? null : JSON.stringify(end.error.details),
    });
}

const storedTextSchema = z.strictObject({ text: z.string().nullable() });

/** The stored input as JSON text; the kind's schema judges it. */
export function jobInputText(database: Database, id: JobId): string {
  const row = database.prepare('SELECT input AS text FROM job WHERE id = ?').get(id);
  return parseRow(storedTextSchema, row, 'job').text ?? '';
}

/** What the job answered, as parsed JSON; null while it has not. */
export function jobOutput(database: Database, id: JobId): unknown {
  const row = database.prepare('SELECT output AS text FROM job WHERE id = ?').get(id);
  const { text } = parseRow(storedTextSchema, row, 'job');
  return text === null ? null : JSON.parse(text);
}
