import { z } from 'zod';
import { AppError } from '../../domain/app-error.ts';
import { type FrameIndex, spanOfFrames } from '../../domain/frame-index.ts';
import type { FootageId } from '../../domain/identifier.ts';
import { type FrameIndexSummary, frameIndexSummarySchema } from '../../domain/recording-facts.ts';
import type { FrameNumber, FrameSpan, Micros } from '../../domain/time.ts';
import { packFrameIndex, unpackFrameIndex } from '../media/frame-index-file.ts';
import type { Database } from '../store/open.ts';
import { parseRow } from '../store/row.ts';

/** How many unpacked indexes stay in memory: enough to review several recordings side by side. */
const keptIndexes = 8;
const unpacked = new WeakMap<Database, Map<FootageId, FrameIndex>>();

function keptOf(database: Database): Map<FootageId, FrameIndex> {
  const kept = unpacked.get(database) ?? new Map<FootageId, FrameIndex>();
  unpacked.set(database, kept);
  return kept;
}

function keep(database: Database, id: FootageId, index: FrameIndex): void {
  const kept = keptOf(database);
  kept.delete(id);
  kept.set(id, index);
  for (const oldest of kept.keys()) {
    if (kept.size <= keptIndexes) {
      return;
    }
    kept.delete(oldest);
  }
}

const summaryRowSchema = z.strictObject({ summary: z.string() });
const bodyRowSchema = z.strictObject({ body: z.instanceof(Uint8Array) });

/** What the FrameIndex says, or null while there is none. */
export function frameIndexSummary(database: Database, id: FootageId): FrameIndexSummary | null {
  const row = database.prepare('SELECT summary FROM frame_index WHERE footage_id = ? ORDER BY stream LIMIT 1').get(id);
  if (row === undefined) {
    return null;
  }
  return parseRow(
    frameIndexSummarySchema,
    JSON.parse(parseRow(summaryRowSchema, row, 'frame_index').summary),
    'frame_index',
  );
}

/** Errors: not-found while the recording has no FrameIndex. */
export function requireFrameIndexSummary(database: Database, id: FootageId): FrameIndexSummary {
  const summary = frameIndexSummary(database, id);
  if (summary === null) {
    throw noIndexError(id);
  }
  return summary;
}

function noIndexError(id: FootageId): AppError {
  return new AppError(
    'not-found',
    'This recording has no list of frames: it is still being read, or holds no moving pictures. See its state and its jobs.',
    { footageId: id },
  );
}

/** Errors: not-found while the recording has no FrameIndex; media-unreadable when the stored one is damaged. */
export function loadFrameIndex(database: Database, id: FootageId): FrameIndex {
  const kept = keptOf(database).get(id);
  if (kept !== undefined) {
    keep(database, id, kept);
    return kept;
  }
  const index = unpackFrameIndex(storedFrameIndex(database, id));
  keep(database, id, index);
  return index;
}

/**
 * The FrameIndex as it is stored: deflated bytes of `encodeFrameIndex`. Nobody here has to read 24 hours of frames so that
 * somebody else may. Errors: not-found while the recording has no FrameIndex.
 */
export function storedFrameIndex(database: Database, id: FootageId): Uint8Array {
  const row = database.prepare('SELECT body FROM frame_index WHERE footage_id = ? ORDER BY stream LIMIT 1').get(id);
  if (row === undefined) {
    throw noIndexError(id);
  }
  return parseRow(bodyRowSchema, row, 'frame_index').body;
}

/** Replaces an earlier index of the same stream. */
export function saveFrameIndex(
  database: Database,
  id: FootageId,
  made: { readonly index: FrameIndex; readonly summary: FrameIndexSummary; readonly madeAt: Micros },
): void {
  database
    .prepare(
      `INSERT INTO frame_index (footage_id, stream, summary, body, made_at)
       VALUES (@id, @stream, @summary, @body, @madeAt)
       ON CONFLICT (footage_id, stream) DO UPDATE SET summary = excluded.summary, body = excluded.body,
         made_at = excluded.made_at`,
    )
    .run({
      id,
      stream: made.index.stream,
      summary: JSON.stringify(made.summary),
      body: packFrameIndex(made.index),
      madeAt: made.madeAt,
    });
  keptOf(database).delete(id);
}

/** Writes what a later check found out about the stored index. */
export function saveFrameIndexSummary(database: Database, id: FootageId, summary: FrameIndexSummary): void {
  database
    .prepare('UPDATE frame_index SET summary = @summary WHERE footage_id = @id AND stream = @stream')
    .run({ id, stream: summary.stream, summary: JSON.stringify(summary) });
}

/**
 * Frame numbers `[inFrame, outFrame)` to the exact ticks of the source, with the stream they count in.
 * Errors: `frame-out-of-range`, and as `loadFrameIndex`.
 */
export function spanOfFootage(
  database: Database,
  footageId: FootageId,
  inFrame: number,
  outFrame: number,
): [FrameSpan, number] {
  const index = loadFrameIndex(database, footageId);
  if (outFrame > index.count || outFrame <= inFrame) {
    throw new AppError(
      'frame-out-of-range',
      `Frames ${inFrame} to ${outFrame} are not a span of this recording, which has frames 0 to ${index.count - 1}; the end is not included.`,
      { inFrame, outFrame, frameCount: index.count },
    );
  }
  return [spanOfFrames(index, inFrame as FrameNumber, outFrame as FrameNumber), index.stream];
}
