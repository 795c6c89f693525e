import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { AppError } from '../../domain/app-error.ts';
import { type Matter, matterSchema } from '../../domain/matter.ts';
import { type Reviewer, type ReviewerIntroduction, reviewerSchema } from '../../domain/reviewer.ts';
import type { Database } from '../store/open.ts';
import { parseRow } from '../store/row.ts';

/** Writes the one row of a new matter. */
export function insertMatter(database: Database, matter: Matter): void {
  database
    .prepare('INSERT INTO matter (id, name, created_at, custody_log_id) VALUES (@id, @name, @createdAt, @custodyLogId)')
    .run(matter);
}

/** Errors: `matter-damaged` unless there is exactly one. */
export function readMatter(database: Database): Matter {
  const rows = database
    .prepare('SELECT id, name, created_at AS createdAt, custody_log_id AS custodyLogId FROM matter')
    .all();
  if (rows.length !== 1) {
    throw new AppError(
      'matter-damaged',
      'The database of this matter does not say which matter it is. Restore it from a backup.',
    );
  }
  return parseRow(matterSchema, rows[0], 'matter');
}

/** The reviewer with this name and role; null when they are new here. */
export function findReviewer(database: Database, { name, role }: ReviewerIntroduction): Reviewer | null {
  const row = database.prepare('SELECT id, name, role FROM reviewer WHERE name = ? AND role = ?').get(name, role);
  return row === undefined ? null : parseRow(reviewerSchema, row, 'reviewer');
}

/** Everybody who ever worked in the matter. */
export function listReviewers(database: Database): Reviewer[] {
  return database
    .prepare('SELECT id, name, role FROM reviewer ORDER BY name, role')
    .all()
    .map((row) => parseRow(reviewerSchema, row, 'reviewer'));
}

/** A reviewer with a new id, not written yet. */
export function newReviewer({ name, role }: ReviewerIntroduction): Reviewer {
  return reviewerSchema.parse({ id: randomUUID(), name: name.normalize('NFC'), role });
}

export function insertReviewer(database: Database, reviewer: Reviewer): void {
  database.prepare('INSERT INTO reviewer (id, name, role) VALUES (@id, @name, @role)').run(reviewer);
}

const countsSchema = z.strictObject({ footageCount: z.int(), annotationCount: z.int(), packetCount: z.int() });

/** How much there is in the matter: recordings, annotations that stand, sealed packets. */
export function countContents(database: Database): z.infer<typeof countsSchema> {
  const row = database
    .prepare(
      `SELECT (SELECT count(*) FROM footage) AS footageCount,
              (SELECT count(*) FROM annotation WHERE state <> 'withdrawn') AS annotationCount,
              (SELECT count(*) FROM packet WHERE state = 'sealed') AS packetCount`,
    )
    .get();
  return parseRow(countsSchema, row, 'matter');
}
