import { hash } from 'node:crypto';
import { type CustodyBody, custodyBodySchema } from '../../domain/custody-event.ts';
import { isCanonicalJson } from './canonical-json.ts';
import { signaturesDigest } from './checkpoint.ts';
import { type KnownCheckpoint, matchCheckpoint } from './checkpoint-match.ts';
import { clockToleranceMillis, genesisPrev } from './custody.ts';
import { fingerprintOf, signatureCheckAsync } from './device-key.ts';
import { createCompactTree, leafHash } from './merkle.ts';
import type { Troubles } from './troubles.ts';
import { claimLedgers, type LedgerClaims, newLedgerClaims } from './verify-ledgers.ts';

/** An entry as it stands in the database, believed in nothing. */
export type LogRow = {
  readonly seq: number;
  readonly prev: string;
  readonly hash: string;
  readonly body: string;
  readonly sig: Buffer;
};

/** What the log says that the rest of the matter is held against. */
export type LogClaims = LedgerClaims & {
  /** Digests of `ingest.file`. */
  readonly ingested: ReadonlySet<string>;
  /** By entry: the edit that it records and the digest of its images. */
  readonly edits: ReadonlyMap<number, { readonly id: string; readonly images: string }>;
  /** References of `export.done`. */
  readonly exported: ReadonlySet<string>;
  /** Digests of `codebook.adopt`. */
  readonly adopted: ReadonlySet<string>;
};

export type LogVerifier = {
  /** Next entry, in the order of `seq`. */
  add(row: LogRow): void;
  /** Checks the signatures so far that no checkpoint vouches for, when there are many. Call now and then. */
  settle(): Promise<void>;
  /** What the entries so far say. */
  claims(): LogClaims;
  /** Call once after the last entry. */
  finish(): Promise<{ readonly entryCount: number; readonly newestCheckpointSize: number | null }>;
};

type Pending = { readonly seq: number; readonly hash: Buffer; readonly sig: Buffer; readonly key: string };
type Check = (bytes: Buffer, signature: Buffer) => Promise<boolean>;

/** Signatures that no checkpoint vouches for are checked together in this number. */
const pendingLimit = 4096;

/**
 * Verifies the chain, the tree, the checkpoints and the signatures of a log in one pass (specs/evidence.md 1.7, 1 to 3),
 * in memory that does not grow with it but for the claims.
 */
export function createLogVerifier(
  logId: string,
  checkpoints: readonly KnownCheckpoint[],
  troubles: Troubles,
): LogVerifier {
  const tree = createCompactTree();
  const bySize = Map.groupBy(checkpoints, (checkpoint) => checkpoint.size);
  const keys = new Map<string, { readonly publicKey: Buffer; readonly check: Check }>();
  const roots = new Map<number, string>();
  const lastMono = new Map<string, bigint>();
  const ingested = new Set<string>();
  const edits = new Map<number, { id: string; images: string }>();
  const exported = new Set<string>();
  const adopted = new Set<string>();
  const ledgers = newLedgerClaims();
  let expectedSeq = 0;
  let previousHash: string | null = null;
  let previousTime = Number.NEGATIVE_INFINITY;
  let newestCheckpointSize: number | null = null;
  let pending: Pending[] = [];

  function addKey(body: CustodyBody): void {
    const encoded = body.data['publicKey'];
    const publicKey = typeof encoded === 'string' ? Buffer.from(encoded, 'base64') : null;
    if (publicKey?.length !== 32) {
      troubles.problem(`Entry ${body.seq} names a signing key that is none.`, body.seq);
      return;
    }
    keys.set(fingerprintOf(publicKey), { publicKey, check: signatureCheckAsync(publicKey) });
  }

  function checkChain(row: LogRow, body: CustodyBody): void {
    if (body.log !== logId) {
      troubles.problem(`Entry ${row.seq} belongs to another log (${body.log}).`, row.seq);
    }
    if (row.seq === 0) {
      const first = [...keys.values()][0];
      if (body.type !== 'genesis' || first === undefined || body.prev !== genesisPrev(logId, first.publicKey)) {
        troubles.problem('The first entry is not the beginning of this log.', 0);
      }
    } else if (previousHash !== null && body.prev !== previousHash) {
      troubles.problem(
        `Entry ${row.seq} does not follow entry ${row.seq - 1}: its link to the entry before is another.`,
        row.seq,
      );
    }
  }

  function checkTime(body: CustodyBody): void {
    const mono = BigInt(body.mono);
    const before = lastMono.get(body.boot);
    if (before !== undefined && mono < before) {
      troubles.problem(`Entry ${body.seq} has a running clock earlier than the entry before it.`, body.seq);
    }
    lastMono.set(body.boot, mono);
    const time = Date.parse(body.ts);
    if (time < previousTime - clockToleranceMillis) {
      const lastTs = new Date(previousTime).toISOString();
      troubles.finding(`The clock went back at entry ${body.seq}: ${body.ts} stands after ${lastTs}.`);
    }
    previousTime = time;
  }

  function claim(body: CustodyBody): void {
    claimLedgers(body, ledgers);
    const { edit } = body.data;
    if (typeof edit === 'object' && edit !== null && 'id' in edit) {
      edits.set(body.seq, { id: String(edit['id']), images: String(edit['images']) });
    }
    if (body.type === 'ingest.file') {
      for (const ref of body.refs.filter((candidate) => candidate.startsWith('asset:'))) {
        ingested.add(ref.slice('asset:'.length));
      }
    } else if (body.type === 'export.done') {
      for (const ref of body.refs) {
        exported.add(ref);
      }
    } else if (body.type === 'codebook.adopt') {
      adopted.add(String(body.data['digest']));
    }
  }

  /** Compares the tree, at every size that a checkpoint was made at, with what that checkpoint says. */
  function meetCheckpoints(): void {
    for (const checkpoint of bySize.get(tree.size()) ?? []) {
      const root = tree.root();
      const verdict = matchCheckpoint(
        checkpoint,
        root,
        [...keys.values()].map((key) => key.publicKey),
      );
      if (verdict === null) {
        newestCheckpointSize = tree.size();
        roots.set(tree.size(), root.toString('base64'));
      } else {
        troubles.problem(verdict);
      }
    }
  }

  /** A `checkpoint` event whose checkpoint stood vouches for the signatures that it names. */
  function vouch({ data, seq }: CustodyBody): void {
    const { size, root, from, signatures } = data;
    if (typeof size !== 'number' || typeof from !== 'number' || roots.get(size) !== root) {
      troubles.problem(`The checkpoint that entry ${seq} records is missing or says something else.`, seq);
      return;
    }
    const covered = pending.filter((entry) => entry.seq >= from && entry.seq < size);
    if (covered.length === size - from && signaturesDigest(covered.map((entry) => entry.sig)) === signatures) {
      pending = pending.filter((entry) => entry.seq < from || entry.seq >= size);
    }
  }

  async function checkPending(): Promise<void> {
    const batch = pending;
    pending = [];
    const isGood = await Promise.all(
      batch.map(async ({ hash: bytes, sig, key }) => (await keys.get(key)?.check(bytes, sig)) ?? false),
    );
    for (const [at, entry] of batch.entries()) {
      if (isGood[at] !== true) {
        troubles.problem(`Entry ${entry.seq} is not signed by a key of this log.`, entry.seq);
      }
    }
  }

  return {
    add(row) {
      if (tree.size() === 0) {
        meetCheckpoints();
      }
      if (row.seq !== expectedSeq) {
        troubles.problem(
          `Entry ${row.seq} stands where entry ${expectedSeq} belongs: entries are missing or were added.`,
          expectedSeq,
        );
      }
      expectedSeq = row.seq + 1;
      const body = readBody(row, troubles);
      if (hash('sha256', `custody/v1\n${row.body}`) !== row.hash) {
        troubles.problem(`Entry ${row.seq} was changed: its text and its digest do not belong together.`, row.seq);
      }
      if (body !== null) {
        if (body.type === 'genesis' || body.type === 'key.create') {
          addKey(body);
        }
        checkChain(row, body);
        checkTime(body);
        claim(body);
        pending.push({ seq: row.seq, hash: Buffer.from(row.hash, 'hex'), sig: row.sig, key: body.dev.id });
      }
      previousHash = row.hash;
      tree.add(leafHash(row.body));
      meetCheckpoints();
      if (body?.type === 'checkpoint') {
        vouch(body);
      }
    },
    async settle() {
      if (pending.length >= pendingLimit) {
        await checkPending();
      }
    },
    claims: () => ({ ingested, edits, exported, adopted, ...ledgers }),
    async finish() {
      await checkPending();
      for (const checkpoint of checkpoints.filter(({ size }) => size > tree.size())) {
        troubles.problem(
          `The log has ${tree.size()} entries, but ${checkpoint.origin} was signed over ${checkpoint.size}: its end was cut off, or an older copy stands in its place.`,
          tree.size(),
        );
      }
      return { entryCount: tree.size(), newestCheckpointSize };
    },
  };
}

/** The body if it has the agreed form and is canonical; otherwise null, and that is said. */
function readBody(row: LogRow, troubles: Troubles): CustodyBody | null {
  let value: unknown;
  try {
    value = JSON.parse(row.body);
  } catch (thrown) {
    troubles.problem(
      `Entry ${row.seq} cannot be read (${thrown instanceof Error ? thrown.message : 'no JSON'}).`,
      row.seq,
    );
    return null;
  }
  const parsed = custodyBodySchema.safeParse(value);
  if (
    !parsed.success ||
    parsed.data.seq !== row.seq ||
    parsed.data.prev !== row.prev ||
    !isCanonicalJson(row.body, value)
  ) {
    troubles.problem(`Entry ${row.seq} does not have the form of an entry of this log.`, row.seq);
    return null;
  }
  return parsed.data;
}
