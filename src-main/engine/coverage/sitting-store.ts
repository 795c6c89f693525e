import { z } from 'zod';
import { type WatchedRun, watchDirections } from '../../domain/coverage.ts';
import {
  type FootageId,
  footageIdSchema,
  type ReviewerId,
  reviewerIdSchema,
  type SittingId,
  sittingIdSchema,
} from '../../domain/identifier.ts';
import { type Micros, microsSchema } from '../../domain/time.ts';
import type { Database } from '../store/open.ts';
import { parseRow } from '../store/row.ts';

const sittingSchema = z.strictObject({
  id: sittingIdSchema,
  footageId: footageIdSchema,
  reviewerId: reviewerIdSchema,
  lastBatch: z.int(),
  startedAt: microsSchema,
  endedAt: microsSchema.nullable(),
});

/** One reviewer's stay at one recording. */
export type Sitting = z.infer<typeof sittingSchema>;

const sittingColumns = `id, footage_id AS footageId, reviewer_id AS reviewerId, last_batch AS lastBatch,
  started_at AS startedAt, ended_at AS endedAt`;

export function findSitting(database: Database, id: SittingId): Sitting | null {
  const row = database.prepare(`SELECT ${sittingColumns} FROM sitting WHERE id = ?`).get(id);
  return row === undefined ? null : parseRow(sittingSchema, row, 'sitting');
}

/** Sittings that have not ended: those of this moment, or of an engine that died. */
export function listOpenSittings(database: Database): Sitting[] {
  return database
    .prepare(`SELECT ${sittingColumns} FROM sitting WHERE ended_at IS NULL ORDER BY started_at, id`)
    .all()
    .map((row) => parseRow(sittingSchema, row, 'sitting'));
}

export function insertSitting(database: Database, sitting: Omit<Sitting, 'endedAt'>): void {
  database
    .prepare(
      `INSERT INTO sitting (id, footage_id, reviewer_id, last_batch, started_at)
       VALUES (@id, @footageId, @reviewerId, @lastBatch, @startedAt)`,
    )
    .run(sitting);
}

export function markBatch(database: Database, id: SittingId, batch: number): void {
  database.prepare('UPDATE sitting SET last_batch = ? WHERE id = ?').run(batch, id);
}

export function markSittingEnded(database: Database, id: SittingId, at: Micros, custodySeq: number | null): void {
  database.prepare('UPDATE sitting SET ended_at = ?, custody_seq = ? WHERE id = ?').run(at, custodySeq, id);
}

const flag = z.union([z.literal(0), z.literal(1)]).transform((value) => value === 1);
const runSchema = z.strictObject({
  direction: z.enum(watchDirections),
  ratePercent: z.int(),
  hasSound: flag,
  inFrame: z.int(),
  outFrame: z.int(),
  pictureCount: z.int(),
  startedAt: microsSchema,
  endedAt: microsSchema,
});
const runColumns = `direction, rate_percent AS ratePercent, has_sound AS hasSound, in_frame AS inFrame,
  out_frame AS outFrame, picture_count AS pictureCount, watched_run.started_at AS startedAt,
  watched_run.ended_at AS endedAt`;

/** The runs of one sitting in the order of their kind and of the frames. */
export function listRuns(database: Database, id: SittingId): WatchedRun[] {
  return database
    .prepare(
      `SELECT ${runColumns} FROM watched_run WHERE sitting_id = ?
       ORDER BY direction, rate_percent, has_sound, in_frame`,
    )
    .all(id)
    .map((row) => parseRow(runSchema, row, 'watched run'));
}

/**
 * Adds a run to a sitting that has not ended. Runs of the same kind that it overlaps or touches become one with it, so
 * that a day of watching stays a handful of rows.
 */
export function addRun(database: Database, id: SittingId, run: WatchedRun): void {
  const kind = { id, direction: run.direction, ratePercent: run.ratePercent, hasSound: run.hasSound ? 1 : 0 };
  const { inFrame, outFrame } = run;
  const touched = database
    .prepare(
      `SELECT ${runColumns} FROM watched_run
       WHERE sitting_id = @id AND direction = @direction AND rate_percent = @ratePercent AND has_sound = @hasSound
         AND in_frame <= @outFrame AND out_frame >= @inFrame`,
    )
    .all({ ...kind, inFrame, outFrame })
    .map((row) => parseRow(runSchema, row, 'watched run'));
  database
    .prepare(
      `DELETE FROM watched_run
       WHERE sitting_id = @id AND direction = @direction AND rate_percent = @ratePercent AND has_sound = @hasSound
         AND in_frame <= @outFrame AND out_frame >= @inFrame`,
    )
    .run({ ...kind, inFrame, outFrame });
  const all = [run, ...touched];
  database
    .prepare(
      `INSERT INTO watched_run (sitting_id, direction, rate_percent, has_sound, in_frame, out_frame, picture_count,
         started_at, ended_at)
       VALUES (@id, @direction, @ratePercent, @hasSound, @inFrame, @outFrame, @pictureCount, @startedAt, @endedAt)`,
    )
    .run({
      ...kind,
      inFrame: Math.min(...all.map((each) => each.inFrame)),
      outFrame: Math.max(...all.map((each) => each.outFrame)),
      pictureCount: all.reduce((sum, each) => sum + each.pictureCount, 0),
      startedAt: Math.min(...all.map((each) => each.startedAt)),
      endedAt: Math.max(...all.map((each) => each.endedAt)),
    });
}

const reviewedRunSchema = runSchema.extend({
  sittingId: sittingIdSchema,
  reviewerId: reviewerIdSchema,
  name: z.string(),
  role: z.string(),
});
export type ReviewedRun = z.infer<typeof reviewedRunSchema> & { readonly reviewerId: ReviewerId };

/** Every run of a recording with the reviewer who watched it. */
export function listRunsOfFootage(database: Database, id: FootageId): ReviewedRun[] {
  return database
    .prepare(
      `SELECT ${runColumns}, sitting.id AS sittingId, reviewer.id AS reviewerId, reviewer.name, reviewer.role
       FROM watched_run JOIN sitting ON sitting.id = watched_run.sitting_id
         JOIN reviewer ON reviewer.id = sitting.reviewer_id
       WHERE sitting.footage_id = ? ORDER BY reviewer.name, reviewer.role, reviewer.id, in_frame`,
    )
    .all(id)
    .map((row) => parseRow(reviewedRunSchema, row, 'watched run'));
}
