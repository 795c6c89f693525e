import { z } from 'zod';
import { acquisitionIdSchema, reviewerIdSchema } from './identifier.ts';
import { microsSchema } from './time.ts';

export const sourceKinds = [
  'unstated',
  'folder',
  'sd-card',
  'usb-drive',
  'dvr-export',
  'evidence-platform-download',
  'received-by-e-mail',
] as const;

export const legalBases = [
  'unstated',
  'consent',
  'subpoena',
  'public-records',
  'city-owned-camera',
  'court-order',
] as const;

/** What the reviewer states about where the files come from (specs/evidence.md 1.2 step 1). All of it may stay unstated. */
export const acquisitionStatementSchema = z.strictObject({
  sourceKind: z.enum(sourceKinds).default('unstated'),
  sourceLabel: z.string().trim().max(300).default(''),
  custodian: z.string().trim().max(300).default(''),
  receivedFrom: z.string().trim().max(300).default(''),
  legalBasis: z.enum(legalBases).default('unstated'),
  audioRecordedOpenly: z.enum(['yes', 'no', 'unknown']).default('unknown'),
  note: z.string().trim().max(2000).default(''),
});
export type AcquisitionStatement = z.infer<typeof acquisitionStatementSchema>;

/** `open` while files are being taken, `closed` when every file was accounted for, `partial` when some failed. */
export const acquisitionStates = ['open', 'closed', 'partial', 'cancelled'] as const;

/** One act of taking files from a source. */
export const acquisitionSchema = z.strictObject({
  id: acquisitionIdSchema,
  reviewerId: reviewerIdSchema,
  statement: acquisitionStatementSchema,
  state: z.enum(acquisitionStates),
  openedAt: microsSchema,
  closedAt: microsSchema.nullable(),
});
export type Acquisition = z.infer<typeof acquisitionSchema>;

export const ingestOutcomes = ['stored', 'duplicate', 'failed', 'skipped'] as const;

/** What became of one path of an acquisition; `message` says it in a sentence when it was not stored. */
export const ingestResultSchema = z.strictObject({
  relativePath: z.string(),
  outcome: z.enum(ingestOutcomes),
  footageId: z.string().nullable(),
  digest: z.string().nullable(),
  byteCount: z.int().nullable(),
  message: z.string(),
});
export type IngestResult = z.infer<typeof ingestResultSchema>;
