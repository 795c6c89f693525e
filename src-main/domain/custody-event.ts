import { z } from 'zod';

/** The closed list of what can happen to a matter (specs/evidence.md 1.4). */
export const custodyEventTypes = [
  'genesis',
  'user.add',
  'session.unlock',
  'session.lock',
  'key.create',
  'clock.regression',
  'acquisition.open',
  'ingest.file',
  'ingest.duplicate',
  'ingest.fail',
  'acquisition.close',
  'asset.meta',
  'asset.view',
  'annotation.create',
  'annotation.revise',
  'annotation.delete',
  'subject.create',
  'subject.revise',
  'subject.delete',
  'subject.merge',
  'subject.split',
  'subject.feature',
  'codebook.adopt',
  'codebook.revise',
  'content-note.create',
  'content-note.revise',
  'content-note.withdraw',
  'clock-correction.set',
  'clock-correction.withdraw',
  'frame.lock',
  'exhibit.create',
  'exhibit.revise',
  'exhibit.withdraw',
  'bates.assign',
  'render.done',
  'render.fail',
  'export.start',
  'export.done',
  'export.fail',
  'export.receipt',
  'transfer.out',
  'transfer.acknowledge',
  'transfer.open',
  'verify.run',
  'fixity.sweep',
  'checkpoint',
  'settings.change',
  'recovery',
  'error.integrity',
] as const;
export type CustodyEventType = (typeof custodyEventTypes)[number];

const hex64 = z.string().regex(/^[0-9a-f]{64}$/);

/** JSON without floats: times are integers or decimal strings, so that the canonical form is one and the same everywhere. */
export type CustodyValue =
  | string
  | number
  | boolean
  | null
  | readonly CustodyValue[]
  | { readonly [key: string]: CustodyValue };

function isCustodyValue(value: unknown): value is CustodyValue {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return true;
    case 'number':
      return Number.isSafeInteger(value);
    case 'object':
      return value === null || (Array.isArray(value) ? value : Object.values(value)).every(isCustodyValue);
    default:
      return false;
  }
}

/** A plain function under the schema: verifying reads a log of a million entries through it. */
export const custodyValueSchema = z.custom<CustodyValue>(
  isCustodyValue,
  'Text, integers, booleans, null, lists and objects of these.',
);

/** The body of one entry; its canonical JSON (RFC 8785) is what is hashed and signed. */
export const custodyBodySchema = z.strictObject({
  v: z.literal(1),
  log: z.string(),
  seq: z.int().min(0),
  prev: hex64,
  /** UTC, RFC 3339 with milliseconds, as the system clock said it; never corrected afterwards. */
  ts: z.string(),
  /** Monotonic nanoseconds since this engine started (decimal), and the random name of that start. */
  mono: z.string().regex(/^\d+$/),
  boot: z.string(),
  clk: z.strictObject({ tz: z.string(), offsetMin: z.int(), attested: z.null() }),
  actor: z.strictObject({ id: z.string(), name: z.string(), role: z.string() }),
  dev: z.strictObject({ id: z.string(), host: z.string(), os: z.string(), app: z.string(), build: z.string() }),
  type: z.enum(custodyEventTypes),
  refs: z.array(z.string()),
  data: z.record(z.string(), custodyValueSchema),
  nonce: z.string().regex(/^[0-9a-f]{32}$/),
});
export type CustodyBody = z.infer<typeof custodyBodySchema>;

/** One entry of the custody log as stored. */
export type CustodyEntry = {
  readonly seq: number;
  readonly hash: string;
  readonly body: CustodyBody;
  /** The exact bytes that were hashed. */
  readonly canonicalBody: string;
  /** Ed25519 by the device key over the entry hash, base64. */
  readonly signature: string;
};

/** What a room hands over when something happened; the log adds the rest. */
export type CustodyEvent = {
  readonly type: CustodyEventType;
  readonly refs: readonly string[];
  readonly data: { readonly [key: string]: CustodyValue };
};

/** One line of the log for the screen and the CLI. */
export const custodyLineSchema = z.strictObject({
  seq: z.int(),
  ts: z.string(),
  type: z.enum(custodyEventTypes),
  actorName: z.string(),
  refs: z.array(z.string()),
  data: z.record(z.string(), custodyValueSchema),
  hash: hex64,
});
export type CustodyLine = z.infer<typeof custodyLineSchema>;

export const custodyVerdicts = ['OK', 'OK_WITH_FINDINGS', 'TAMPERED', 'INCOMPLETE'] as const;

/** Result of verifying a matter (specs/evidence.md 1.7). */
export const matterVerificationSchema = z.strictObject({
  verdict: z.enum(custodyVerdicts),
  entryCount: z.int(),
  firstBadSeq: z.int().nullable(),
  objectCount: z.int(),
  checkpointCount: z.int(),
  newestCheckpointSize: z.int().nullable(),
  problems: z.array(z.string()),
  findings: z.array(z.string()),
});
export type MatterVerification = z.infer<typeof matterVerificationSchema>;
