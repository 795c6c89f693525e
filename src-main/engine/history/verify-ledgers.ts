import { z } from 'zod';
import { batesText } from '../../domain/bates.ts';
import type { CustodyBody } from '../../domain/custody-event.ts';
import type { Database } from '../store/open.ts';
import { parseRow } from '../store/row.ts';
import { batesDigest } from './bates-digest.ts';
import { canonicalJson } from './canonical-json.ts';
import { sittingDigest } from './sitting-digest.ts';
import type { Troubles } from './troubles.ts';

/** What the log says of what was watched, of the pictures of annotations, and of Bates numbers. */
export type LedgerClaims = {
  /** By entry: the sitting that it ends and the digest of its runs. */
  readonly sittings: ReadonlyMap<number, { readonly id: string; readonly runs: string }>;
  /** By entry: the pictures that it locks, as canonical JSON. */
  readonly locks: ReadonlyMap<number, string>;
  /** By entry: the numbers that it assigns, from the first to the last, and the digest over them. */
  readonly bates: ReadonlyMap<number, BatesClaim>;
};

type BatesClaim = {
  readonly prefix: string;
  readonly first: number;
  readonly last: number;
  readonly count: number;
  readonly sha256: string;
};

type Gathered = {
  readonly sittings: Map<number, { readonly id: string; readonly runs: string }>;
  readonly locks: Map<number, string>;
  readonly bates: Map<number, BatesClaim>;
};

/** No claims yet. */
export function newLedgerClaims(): Gathered {
  return { sittings: new Map(), locks: new Map(), bates: new Map() };
}

/** Gathers the claims of one entry. */
export function claimLedgers(body: CustodyBody, into: Gathered): void {
  const { type, data, seq } = body;
  if (type === 'asset.view' && data['act'] === 'watched') {
    into.sittings.set(seq, { id: String(data['sitting']), runs: String(data['runsDigest']) });
  } else if (type === 'frame.lock') {
    into.locks.set(seq, canonicalJson({ first: data['first'], last: data['last'] }));
  } else if (type === 'bates.assign' && typeof data['first'] === 'string') {
    const prefix = String(data['prefix']);
    const numberOf = (text: unknown) => Number(String(text).slice(prefix.length));
    const [first, last] = [numberOf(data['first']), numberOf(data['last'])];
    into.bates.set(seq, { prefix, first, last, count: Number(data['count']), sha256: String(data['numbers']) });
  }
}

const sittingRowSchema = z.strictObject({ id: z.string(), custodySeq: z.int().nullable() });

/** Every sitting that ended has its entry, with the digest of its runs, and the other way round. */
function verifySittings(database: Database, claims: LedgerClaims, troubles: Troubles): void {
  const seen = new Set<number>();
  const rows = database.prepare('SELECT id, custody_seq AS custodySeq FROM sitting WHERE ended_at IS NOT NULL').all();
  for (const found of rows) {
    const { id, custodySeq } = parseRow(sittingRowSchema, found, 'sitting');
    const claimed = custodySeq === null ? undefined : claims.sittings.get(custodySeq);
    if (custodySeq !== null) {
      seen.add(custodySeq);
    }
    const isEmpty = custodySeq === null && sittingDigest(database, id) === emptyDigest(database);
    if (!isEmpty && (claimed?.id !== id || claimed.runs !== sittingDigest(database, id))) {
      troubles.problem(
        `What was watched in the sitting ${id} was altered, or has no entry in the custody log.`,
        custodySeq ?? undefined,
      );
    }
  }
  for (const [seq, { id }] of claims.sittings) {
    if (!seen.has(seq)) {
      troubles.problem(
        `Entry ${seq} records what was watched in the sitting ${id}, which is no longer in the matter.`,
        seq,
      );
    }
  }
}

function emptyDigest(database: Database): string {
  return sittingDigest(database, '');
}

const lockRowSchema = z.strictObject({
  annotationId: z.string(),
  first: z.string(),
  last: z.string(),
  custodySeq: z.int(),
});

/** Every frame lock is as its entry says, and the other way round. */
function verifyLocks(database: Database, claims: LedgerClaims, troubles: Troubles): void {
  const seen = new Set<number>();
  const rows = database
    .prepare(
      `SELECT annotation_id AS annotationId, first_picture AS first, last_picture AS last, custody_seq AS custodySeq
       FROM frame_lock`,
    )
    .all();
  for (const found of rows) {
    const { annotationId, first, last, custodySeq } = parseRow(lockRowSchema, found, 'frame lock');
    seen.add(custodySeq);
    const stored = `{"first":${canonicalText(first)},"last":${canonicalText(last)}}`;
    if (claims.locks.get(custodySeq) !== stored) {
      troubles.problem(
        `The frame lock of the annotation ${annotationId} was altered, or has no entry in the custody log.`,
        custodySeq,
      );
    }
  }
  for (const seq of claims.locks.keys()) {
    if (!seen.has(seq)) {
      troubles.problem(`Entry ${seq} records a frame lock that is no longer in the matter.`, seq);
    }
  }
}

/** The canonical form of stored JSON, or the text itself where it is none: it then agrees with nothing. */
function canonicalText(text: string): string {
  try {
    return canonicalJson(JSON.parse(text));
  } catch {
    return text;
  }
}

/** Every Bates number is one that an entry assigned, for the file and the packet that it was assigned for. */
function verifyBates(database: Database, claims: LedgerClaims, troubles: Troubles): void {
  let assigned = 0;
  for (const [seq, { prefix, first, last, count, sha256 }] of claims.bates) {
    assigned += count;
    const held = batesDigest(database, prefix, { first, last });
    if (held.count !== count || held.sha256 !== sha256) {
      troubles.problem(
        `The Bates numbers ${batesText(prefix, first)} to ${batesText(prefix, last)} are not as entry ${seq} assigned them.`,
        seq,
      );
    }
  }
  const counted = parseRow(
    z.strictObject({ total: z.int() }),
    database.prepare('SELECT count(*) AS total FROM bates').get(),
    'Bates register',
  );
  if (counted.total !== assigned) {
    troubles.problem(`The register holds ${counted.total} Bates numbers; the custody log assigned ${assigned}.`);
  }
}

/** What was watched, the pictures of annotations, and the Bates register, against the log. */
export function verifyLedgers(database: Database, claims: LedgerClaims, troubles: Troubles): void {
  verifySittings(database, claims, troubles);
  verifyLocks(database, claims, troubles);
  verifyBates(database, claims, troubles);
}
