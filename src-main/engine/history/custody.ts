import { createHash, randomBytes } from 'node:crypto';
import { hostname, platform, release } from 'node:os';
import { z } from 'zod';
import { AppError } from '../../domain/app-error.ts';
import {
  type CustodyBody,
  type CustodyEntry,
  type CustodyEvent,
  custodyBodySchema,
} from '../../domain/custody-event.ts';
import type { Reviewer } from '../../domain/reviewer.ts';
import type { Clock } from '../clock.ts';
import type { Database } from '../store/open.ts';
import { parseRow } from '../store/row.ts';
import { canonicalJson, normaliseText } from './canonical-json.ts';
import type { Signer } from './device-key.ts';
import { type CompactTree, createCompactTree, leafHash } from './merkle.ts';

/** The clock went back by more than this: recorded, shown, and never a reason to lock anybody out. */
export const clockToleranceMillis = 1000;

/** The append-only, hash-chained, signed log of one matter (specs/evidence.md 1.4). */
export type CustodyLog = {
  /** Identity of the log: `matter:<uuid>`; it stands in every entry. */
  readonly logId: string;
  /**
   * Appends one entry inside the transaction of the change it describes and returns it. Text is put in Unicode form NFC.
   * Errors: `internal` outside a transaction or for data without a canonical form; `matter-read-only`.
   */
  append(event: CustodyEvent): CustodyEntry;
  size(): number;
  /** Entries with `from <= seq < to`. Each is read strictly, none is verified: that is `verifyMatter`. */
  entries(range?: EntryRange): CustodyEntry[];
  /** The same, one at a time, for logs that do not fit in memory. Nothing may be written while it runs. */
  iterate(range?: EntryRange): IterableIterator<CustodyEntry>;
  /** RFC 6962 root over the canonical bodies of all entries. */
  root(): Buffer;
};

export type EntryRange = { readonly from?: number; readonly to?: number };

export type CustodyLogParts = {
  readonly database: Database;
  readonly logId: string;
  readonly signer: Signer;
  readonly actor: Reviewer;
  readonly clock: Clock;
  readonly appVersion: string;
  readonly isReadOnly: boolean;
};

/** SHA-256("custody/v1\n" ‖ canonical body), hexadecimal. */
export function entryHash(canonicalBody: string): string {
  return createHash('sha256').update('custody/v1\n').update(canonicalBody, 'utf8').digest('hex');
}

/** `prev` of the first entry: SHA-256("custody/v1/genesis\n" ‖ log id ‖ "\n" ‖ 32 raw bytes of the first public key). */
export function genesisPrev(logId: string, publicKey: Buffer): string {
  return createHash('sha256').update(`custody/v1/genesis\n${logId}\n`).update(publicKey).digest('hex');
}

const entryRowSchema = z.strictObject({
  seq: z.int(),
  prev: z.string(),
  hash: z.string(),
  body: z.string(),
  sig: z.instanceof(Buffer),
});

function readEntry(row: unknown): CustodyEntry {
  const { seq, hash, body, sig } = parseRow(entryRowSchema, row, 'custody entry');
  const parsed = parseRow(
    z
      .string()
      .transform((text): unknown => JSON.parse(text))
      .pipe(custodyBodySchema),
    body,
    'custody entry',
  );
  return { seq, hash, body: parsed, canonicalBody: body, signature: sig.toString('base64') };
}

const tailSchema = z.strictObject({ seq: z.int(), hash: z.string(), body: z.string() });
const sizeSchema = z.strictObject({ size: z.int() });
const timestampSchema = z
  .string()
  .transform((body): unknown => JSON.parse(body))
  .pipe(z.looseObject({ ts: z.string() }));

/** Name and offset of the zone at a time; the name, slow to ask for, is asked again when the offset changes. */
function createZoneReader(): (millis: number) => { readonly tz: string; readonly offsetMin: number } {
  let known: { readonly tz: string; readonly offsetMin: number } | null = null;
  return (millis) => {
    const offset = new Date(millis).getTimezoneOffset();
    // Minus zero is no integer of canonical JSON's making.
    const offsetMin = offset === 0 ? 0 : -offset;
    if (known?.offsetMin !== offsetMin) {
      known = { tz: Intl.DateTimeFormat().resolvedOptions().timeZone, offsetMin };
    }
    return known;
  };
}

/** The log of an open matter. One per opening: `boot` names the run that `mono` counts in. */
export function createCustodyLog(parts: CustodyLogParts): CustodyLog {
  const { database, logId, signer, actor, clock } = parts;
  const boot = randomBytes(8).toString('hex');
  const device = {
    id: signer.fingerprint,
    host: hostname(),
    os: `${platform()} ${release()}`,
    app: 'frame-of-record',
    build: parts.appVersion,
  };

  // Prepared once: an ingest of many small files appends thousands of entries.
  const selectSize = database.prepare('SELECT coalesce(max(seq), -1) + 1 AS size FROM custody');
  const selectTail = database.prepare('SELECT seq, hash, body FROM custody ORDER BY seq DESC LIMIT 1');
  const insertEntry = database.prepare('INSERT INTO custody (seq, prev, hash, body, sig) VALUES (?, ?, ?, ?, ?)');
  const zoneAt = createZoneReader();

  function size(): number {
    // The log is contiguous; verification proves it.
    return parseRow(sizeSchema, selectSize.get(), 'custody log').size;
  }

  function tail() {
    const row = selectTail.get();
    return row === undefined ? null : parseRow(tailSchema, row, 'custody entry');
  }

  function appendOne(event: CustodyEvent, seq: number, prev: string, millis: number): CustodyEntry {
    const body: CustodyBody = normaliseText({
      v: 1,
      log: logId,
      seq,
      prev,
      ts: new Date(millis).toISOString(),
      mono: clock.monotonicNanos().toString(),
      boot,
      clk: { ...zoneAt(millis), attested: null },
      actor: { id: actor.id, name: actor.name, role: actor.role },
      dev: device,
      type: event.type,
      refs: [...event.refs],
      data: event.data,
      nonce: randomBytes(16).toString('hex'),
    });
    const canonicalBody = canonicalJson(body);
    const hash = entryHash(canonicalBody);
    const signature = signer.sign(Buffer.from(hash, 'hex'));
    insertEntry.run(seq, prev, hash, canonicalBody, signature);
    return { seq, hash, body, canonicalBody, signature: signature.toString('base64') };
  }

  function append(event: CustodyEvent): CustodyEntry {
    if (parts.isReadOnly) {
      throw new AppError('matter-read-only', 'This matter is open for reading only, so nothing can be recorded in it.');
    }
    if (!database.inTransaction) {
      throw new AppError('internal', 'A custody entry is written in the transaction of the change that it describes.');
    }
    const last = tail();
    let seq = last === null ? 0 : last.seq + 1;
    let prev = last === null ? genesisPrev(logId, signer.publicKey) : last.hash;
    const millis = Math.floor(clock.now() / 1000);
    if (last !== null) {
      const lastStamp = parseRow(timestampSchema, last.body, 'custody entry').ts;
      if (millis < Date.parse(lastStamp) - clockToleranceMillis) {
        const data = { lastTs: lastStamp, nowTs: new Date(millis).toISOString() };
        prev = appendOne({ type: 'clock.regression', refs: [], data }, seq, prev, millis).hash;
        seq += 1;
      }
    }
    return appendOne(event, seq, prev, millis);
  }

  function* iterate(range: EntryRange = {}): IterableIterator<CustodyEntry> {
    const rows = database
      .prepare('SELECT seq, prev, hash, body, sig FROM custody WHERE seq >= ? AND seq < ? ORDER BY seq')
      .iterate(range.from ?? 0, range.to ?? Number.MAX_SAFE_INTEGER);
    for (const row of rows) {
      yield readEntry(row);
    }
  }

  /** The tree so far; it may be ahead of a transaction that was rolled back, and is then built again. */
  let known: { readonly tree: CompactTree; lastHash: string } = { tree: createCompactTree(), lastHash: '' };

  function root(): Buffer {
    const hashAt = database.prepare('SELECT seq, hash, body FROM custody WHERE seq = ?').get(known.tree.size() - 1);
    if (
      known.tree.size() > 0 &&
      (hashAt === undefined || parseRow(tailSchema, hashAt, 'custody entry').hash !== known.lastHash)
    ) {
      known = { tree: createCompactTree(), lastHash: '' };
    }
    const rows = database
      .prepare('SELECT seq, hash, body FROM custody WHERE seq >= ? ORDER BY seq')
      .iterate(known.tree.size());
    for (const row of rows) {
      const entry = parseRow(tailSchema, row, 'custody entry');
      known.tree.add(leafHash(entry.body));
      known.lastHash = entry.hash;
    }
    return known.tree.root();
  }

  return { logId, append, size, entries: (range) => [...iterate(range)], iterate, root };
}
