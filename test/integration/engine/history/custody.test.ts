import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { entryHash } from '../../../../src-main/engine/history/custody.ts';
import { verifyMatter } from '../../../../src-main/engine/history/verify-matter.ts';
import { inTransaction } from '../../../../src-main/engine/store/transaction.ts';
import { createFakeClock, type FakeClock } from '../../../helpers/fake-clock.ts';
import { openTestMatter, type TestMatter } from '../../../helpers/open-test-matter.ts';

let test: TestMatter;
let clock: FakeClock;
beforeEach(async () => {
  clock = createFakeClock();
  test = await openTestMatter({ clock });
});
afterEach(() => test.dispose());

const view = { type: 'asset.view', refs: ['asset:x'], data: {} } as const;

function append(data: Record<string, string | number> = {}) {
  const { database, custody } = test.matter();
  return inTransaction(database, () => custody.append({ ...view, data }));
}

describe('the custody log', () => {
  it('is written only inside the transaction of what it describes', () => {
    expect(() => test.matter().custody.append(view)).toThrow(/in the transaction/);
  });

  it('goes away with a transaction that fails, and the chain goes on', async () => {
    const { database, custody } = test.matter();
    const size = custody.size();
    const root = custody.root();
    expect(() =>
      inTransaction(database, () => {
        custody.append(view);
        custody.root();
        throw new Error('the change failed');
      }),
    ).toThrow('the change failed');
    expect(custody.size()).toBe(size);
    expect(custody.root()).toEqual(root);
    append();
    expect(await verifyMatter(test.matter(), { signal: AbortSignal.timeout(10_000) })).toMatchObject({ verdict: 'OK' });
  });

  it('refuses a transaction that waits', () => {
    expect(() => inTransaction(test.matter().database, () => Promise.resolve(1))).toThrow(/promise/);
  });

  it('puts text in form NFC and refuses what has no canonical form', () => {
    const entry = append({ name: 'e\u0301' });
    expect(entry.body.data['name']).toBe('é');
    expect(entryHash(entry.canonicalBody)).toBe(entry.hash);
    expect(() => append({ seconds: 1.5 })).toThrow(/integers/);
    expect(() => append({ text: '\ud800' })).toThrow(/well-formed/);
  });

  it('cannot be changed or shortened through the database', () => {
    const { database } = test.matter();
    expect(() => database.exec("UPDATE custody SET body = 'x' WHERE seq = 1")).toThrow(/append-only/);
    expect(() => database.exec('DELETE FROM custody WHERE seq = 1')).toThrow(/append-only/);
  });

  it('makes a checkpoint every hundred entries', async () => {
    for (let at = 0; at < 250; at++) {
      append({ at });
    }
    const checkpoints = test
      .matter()
      .custody.entries()
      .filter((entry) => entry.body.type === 'checkpoint');
    expect(checkpoints.map((entry) => [entry.seq, entry.body.data['size']])).toEqual([
      [100, 100],
      [200, 200],
    ]);
    const result = await verifyMatter(test.matter(), { signal: AbortSignal.timeout(10_000) });
    expect(result).toMatchObject({ verdict: 'OK', checkpointCount: 2, newestCheckpointSize: 200 });
  });

  it('gives ranges of entries', () => {
    expect(
      test
        .matter()
        .custody.entries({ from: 1, to: 3 })
        .map((entry) => entry.seq),
    ).toEqual([1, 2]);
  });
});

describe('a clock that goes back', () => {
  it.each([
    ['an hour', '2026-03-02T08:00:00.000Z'],
    ['to 2001', '2001-01-01T00:00:00.000Z'],
  ])('by %s while running is recorded and locks nobody out', async (_how, iso) => {
    clock.set(iso);
    append();
    append();
    const entries = test.matter().custody.entries();
    const regressions = entries.filter((entry) => entry.body.type === 'clock.regression');
    expect(regressions.map((entry) => entry.body.data)).toEqual([{ lastTs: '2026-03-02T09:00:00.000Z', nowTs: iso }]);
    const result = await verifyMatter(test.matter(), { signal: AbortSignal.timeout(10_000) });
    expect(result).toMatchObject({ verdict: 'OK_WITH_FINDINGS', problems: [] });
    expect(result.findings).toEqual([expect.stringMatching(/clock went back/)]);
  });

  it('between two openings is recorded at the second', async () => {
    await test.close();
    clock.set('2026-03-01T09:00:00.000Z');
    await test.reopen();
    const types = test
      .matter()
      .custody.entries()
      .map((entry) => entry.body.type);
    expect(types.slice(-2)).toEqual(['clock.regression', 'session.unlock']);
  });

  it('and one that goes forward ten years is only a time', async () => {
    clock.set('2036-03-02T09:00:00.000Z');
    append();
    expect(await verifyMatter(test.matter(), { signal: AbortSignal.timeout(10_000) })).toMatchObject({ verdict: 'OK' });
  });

  it('by milliseconds is no event', () => {
    clock.set('2026-03-02T08:59:59.500Z');
    append();
    expect(
      test
        .matter()
        .custody.entries()
        .some((entry) => entry.body.type === 'clock.regression'),
    ).toBe(false);
  });
});
