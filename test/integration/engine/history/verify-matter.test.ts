import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MatterVerification } from '../../../../src-main/domain/custody-event.ts';
import { canonicalJson } from '../../../../src-main/engine/history/canonical-json.ts';
import { makeCheckpoint } from '../../../../src-main/engine/history/checkpoint.ts';
import { entryHash } from '../../../../src-main/engine/history/custody.ts';
import { verifyMatter } from '../../../../src-main/engine/history/verify-matter.ts';
import type { OpenMatter } from '../../../../src-main/engine/matters/open-matter.ts';
import { inTransaction } from '../../../../src-main/engine/store/transaction.ts';
import { openTestMatter, type TestMatter } from '../../../helpers/open-test-matter.ts';
import { annotationRow, type PlantedFootage, plantFootage, writeAnnotation } from '../../../helpers/plant-content.ts';

let test: TestMatter;
let footage: PlantedFootage;
let annotationId = '';

beforeEach(async () => {
  test = await openTestMatter();
  const matter = test.matter();
  footage = plantFootage(matter, Buffer.from('the bytes of a recording '.repeat(1000)));
  const row = annotationRow(matter, footage, 'An agent points a handgun.');
  annotationId = String(row['id']);
  writeAnnotation(matter, null, row);
  for (let at = 0; at < 20; at++) {
    inTransaction(matter.database, () => matter.custody.append({ type: 'asset.view', refs: [], data: { at } }));
  }
});
afterEach(() => test.dispose());

type Outside = { readonly held?: readonly string[]; readonly brought?: readonly string[] };

function verify(outside: Outside = {}): Promise<MatterVerification> {
  const matter = { ...test.matter(), heldCheckpoints: outside.held ?? [] };
  const broughtCheckpoints = outside.brought ?? [];
  return verifyMatter(matter, { signal: AbortSignal.timeout(20_000), broughtCheckpoints });
}

/** As somebody with the unlocked database and their own tools could: no triggers in the way. */
function tamper(sql: string, ...values: unknown[]): void {
  const { database } = test.matter();
  database.exec(
    'DROP TRIGGER IF EXISTS custody_is_append_only_update; DROP TRIGGER IF EXISTS custody_is_append_only_delete;',
  );
  database.exec(
    'DROP TRIGGER IF EXISTS footage_is_immutable_update; DROP TRIGGER IF EXISTS footage_is_immutable_delete;',
  );
  database.pragma('foreign_keys = OFF');
  database.prepare(sql).run(...values);
}

/** Changes an entry and makes the chain after it whole again; with the stolen key its signatures too. */
function rewrite(matter: OpenMatter, fromSeq: number, hasKey: boolean): void {
  let prev = '';
  for (const entry of matter.custody.entries()) {
    if (entry.seq >= fromSeq) {
      const body = { ...entry.body, prev: entry.seq === 0 ? entry.body.prev : prev };
      const changed = entry.seq === fromSeq ? { ...body, data: { ...body.data, reworded: 'yes' } } : body;
      const text = canonicalJson(changed);
      const hash = entryHash(text);
      const sig = hasKey ? matter.signer.sign(Buffer.from(hash, 'hex')) : Buffer.from(entry.signature, 'base64');
      tamper(
        'UPDATE custody SET prev = ?, hash = ?, body = ?, sig = ? WHERE seq = ?',
        changed.prev,
        hash,
        text,
        sig,
        entry.seq,
      );
      prev = hash;
    } else {
      prev = entry.hash;
    }
  }
}

/** The chain by itself, as a verifier would check it that knows nothing of signatures and checkpoints. */
function isChainWhole(): boolean {
  let prev: string | null = null;
  return test
    .matter()
    .custody.entries()
    .every((entry) => {
      const isLinked = prev === null || entry.body.prev === prev;
      prev = entry.hash;
      return isLinked && entryHash(entry.canonicalBody) === entry.hash;
    });
}

const tampered = (sentence: RegExp) => ({
  verdict: 'TAMPERED',
  problems: expect.arrayContaining([expect.stringMatching(sentence)]),
});

describe('the attacks of specs/evidence.md 1.7', () => {
  it('none: the matter verifies, and that is recorded', async () => {
    expect(await verify()).toMatchObject({
      verdict: 'OK',
      problems: [],
      findings: [],
      objectCount: 1,
      firstBadSeq: null,
    });
    const last = test.matter().custody.entries().at(-1);
    expect(last?.body).toMatchObject({ type: 'verify.run', data: { verdict: 'OK' } });
  });

  it('flip a bit, or edit one entry: the chain alone shows it, and which', async () => {
    tamper(`UPDATE custody SET body = replace(body, '"at":7', '"at":8') WHERE body LIKE '%"at":7}%'`);
    const bad = test
      .matter()
      .custody.entries()
      .find((entry) => entry.hash !== entryHash(entry.canonicalBody));
    expect(isChainWhole()).toBe(false);
    expect(await verify()).toMatchObject({ ...tampered(/was changed/), firstBadSeq: bad?.seq });
  });

  it('edit an entry and hash the rest again: the chain misses it, signatures and checkpoints do not', async () => {
    const { note } = makeCheckpoint(test.matter());
    rewrite(test.matter(), 6, false);
    tamper('DELETE FROM checkpoint');
    expect(isChainWhole()).toBe(true);
    expect(await verify()).toMatchObject({ ...tampered(/Entry 6 is not signed/), firstBadSeq: 6 });
    expect(await verify({ brought: [note] })).toMatchObject(tampered(/rewritten/));
  });

  it('the same with a stolen key: only a checkpoint held outside shows it', async () => {
    const { note } = makeCheckpoint(test.matter());
    const size = test.matter().custody.size();
    tamper('DELETE FROM custody WHERE seq = ?', size - 1);
    tamper('DELETE FROM checkpoint');
    rewrite(test.matter(), 6, true);
    expect(isChainWhole()).toBe(true);
    expect(await verify()).toMatchObject({ verdict: 'OK' });
    expect(await verify({ held: [note] })).toMatchObject(tampered(/rewritten/));
  });

  it('a key thief who rewrites only what came after the last outside checkpoint is bounded by it', async () => {
    const { note, size } = makeCheckpoint(test.matter());
    inTransaction(test.matter().database, () =>
      test.matter().custody.append({ type: 'asset.view', refs: [], data: { at: 99 } }),
    );
    rewrite(test.matter(), size + 1, true);
    expect(await verify({ held: [note] })).toMatchObject({ verdict: 'OK', newestCheckpointSize: size });
    rewrite(test.matter(), size - 1, true);
    expect(await verify({ held: [note] })).toMatchObject(tampered(/rewritten/));
  });

  it('cut the tail: missed without a checkpoint beyond the cut, shown with one', async () => {
    const { note } = makeCheckpoint(test.matter());
    tamper('DELETE FROM custody WHERE seq > 15');
    tamper('DELETE FROM checkpoint');
    expect(isChainWhole()).toBe(true);
    expect(await verify()).toMatchObject({ verdict: 'OK', entryCount: 16 });
    expect(await verify({ brought: [note] })).toMatchObject(tampered(/cut off/));
  });

  it('put an old copy of the database in place: shown by the checkpoint that this workstation holds', async () => {
    await test.close();
    const file = path.join(test.folder, 'matter.db');
    copyFileSync(file, `${file}.old`);
    await test.reopen();
    inTransaction(test.matter().database, () =>
      test.matter().custody.append({ type: 'asset.view', refs: [], data: {} }),
    );
    await test.close();
    copyFileSync(`${file}.old`, file);
    await test.reopen();
    const job = await test.client.call('matters.verify', {});
    await test.matter().jobs.wait(job.id);
    expect(await test.client.call('matters.verification', { jobId: job.id })).toMatchObject(
      tampered(/this workstation/),
    );
    expect(await verify({ held: [] })).toMatchObject({ verdict: 'OK' });
  });
});

describe('other changes', () => {
  it.each<readonly [string, string, RegExp]>([
    ['an entry taken out', 'DELETE FROM custody WHERE seq = 9', /stands where entry 9 belongs/],
    ['the first entry taken out', 'DELETE FROM custody WHERE seq = 0', /stands where entry 0 belongs/],
    ['entries swapped', 'UPDATE custody SET seq = CASE seq WHEN 9 THEN 10009 ELSE seq END', /stands where entry/],
    ['a signature changed', 'UPDATE custody SET sig = zeroblob(64) WHERE seq = 9', /Entry 9 is not signed/],
    ['a signature cut', "UPDATE custody SET sig = x'00' WHERE seq = 9", /Entry 9 is not signed/],
    ['a body that is no JSON', "UPDATE custody SET body = 'x' WHERE seq = 9", /cannot be read/],
    [
      'a body with a space',
      'UPDATE custody SET body = replace(body, \'"v":1\', \'"v": 1\') WHERE seq = 9',
      /form of an entry/,
    ],
    [
      'an annotation reworded',
      "UPDATE annotation SET observation = 'Nothing happened.'",
      /annotation .* changed without a record/,
    ],
    ['an annotation removed', 'DELETE FROM annotation', /annotation .* changed without a record/],
    ['a history reworded', `UPDATE edit_change SET after = replace(after, 'handgun', 'phone')`, /altered afterwards/],
    ['an edit removed', 'DELETE FROM edit', /no longer in the matter/],
    ['footage removed', 'DELETE FROM footage', /no longer in the matter/],
    ['a digest changed', `UPDATE footage SET digest = '${'0'.repeat(64)}'`, /without a record/],
    [
      'a packet slipped in',
      `INSERT INTO packet VALUES ('${randomUUID()}','X-1','court','sealed','x','{}',1,1,'00',0,0)`,
      /without a record/,
    ],
  ])('%s: TAMPERED', async (_what, sql, sentence) => {
    tamper(sql);
    expect(await verify()).toMatchObject(tampered(sentence));
  });

  it('an annotation slipped in: TAMPERED', async () => {
    tamper(
      `INSERT INTO annotation (id, revision, footage_id, footage_digest, stream, in_frame, out_frame, in_pts, out_pts, code,
      codebook_version, observation, allegation, attributes, confidence, state, created_by, created_at, revised_by, revised_at)
      SELECT '${randomUUID()}', revision, footage_id, footage_digest, stream, in_frame, out_frame,
      in_pts, out_pts, code, codebook_version, observation, allegation, attributes, confidence, state, created_by, created_at,
      revised_by, revised_at FROM annotation WHERE id = ?`,
      annotationId,
    );
    expect(await verify()).toMatchObject(tampered(/put into the matter without a record/));
  });

  it('a signature that a checkpoint covers: TAMPERED too', async () => {
    makeCheckpoint(test.matter());
    makeCheckpoint(test.matter());
    expect(await verify()).toMatchObject({ verdict: 'OK', checkpointCount: 2 });
    tamper('UPDATE custody SET sig = zeroblob(64) WHERE seq = 9');
    expect(await verify()).toMatchObject({ ...tampered(/Entry 9 is not signed/), firstBadSeq: 9 });
  });

  it('a checkpoint taken out of the matter, or forged: TAMPERED', async () => {
    makeCheckpoint(test.matter());
    // One letter of the signature, whatever it is: a note without the letter to replace would stay as it was.
    tamper(`UPDATE checkpoint SET note = substr(note, 1, length(note) - 10)
      || CASE substr(note, length(note) - 9, 1) WHEN 'A' THEN 'B' ELSE 'A' END || substr(note, length(note) - 8)`);
    expect(await verify()).toMatchObject(tampered(/no key of this log signed it/));
    tamper('DELETE FROM checkpoint');
    expect(await verify()).toMatchObject(tampered(/missing or says something else/));
  });

  it('a checkpoint of another log is left out and said', async () => {
    const other = await openTestMatter();
    const { note } = makeCheckpoint(other.matter());
    await other.dispose();
    expect(await verify({ brought: [note, 'no note at all'] })).toMatchObject({
      verdict: 'OK_WITH_FINDINGS',
      findings: [expect.stringMatching(/another log/), expect.stringMatching(/another log/)],
    });
  });

  it('an original changed, missing or added', async () => {
    const bytes = readFileSync(footage.file);
    chmodSync(footage.file, 0o600);
    bytes[5000] = (bytes[5000] ?? 0) ^ 1;
    writeFileSync(footage.file, bytes);
    expect(await verify()).toMatchObject(tampered(/original of "planted.mp4" was changed/));
    unlinkSync(footage.file);
    expect(await verify()).toMatchObject({
      verdict: 'INCOMPLETE',
      problems: [expect.stringMatching(/not in the vault/)],
    });
    mkdirSync(path.dirname(footage.file), { recursive: true });
    bytes[5000] = (bytes[5000] ?? 0) ^ 1;
    writeFileSync(footage.file, bytes);
    writeFileSync(path.join(path.dirname(footage.file), 'f'.repeat(64)), 'stray');
    expect(await verify()).toMatchObject({
      verdict: 'OK_WITH_FINDINGS',
      findings: [expect.stringMatching(/no footage stands for/)],
    });
    expect(existsSync(footage.file)).toBe(true);
  });

  it('stops when it is told to', async () => {
    const aborted = AbortSignal.abort();
    await expect(verifyMatter(test.matter(), { signal: aborted })).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('counts what is appended meanwhile', async () => {
    const matter = test.matter();
    let isDone = false;
    const result = verifyMatter(matter, {
      signal: AbortSignal.timeout(20_000),
      onProgress({ unit }) {
        if (unit === 'entries' && !isDone) {
          isDone = true;
          writeAnnotation(matter, null, annotationRow(matter, footage, 'meanwhile'));
        }
      },
    });
    expect(await result).toMatchObject({ verdict: 'OK', problems: [] });
    rmSync(path.join(test.folder, 'nothing'), { force: true });
  });
});
