import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CallInput } from '../../../../src-main/contract/api.ts';
import { migrations } from '../../../../src-main/engine/store/migrate.ts';
import { createFakeClock } from '../../../helpers/fake-clock.ts';
import {
  openTestMatter,
  startTestEngine,
  type TestMatter,
  testPassphrase,
  testReviewer,
} from '../../../helpers/open-test-matter.ts';

let test: TestMatter;
beforeEach(async () => {
  test = await openTestMatter({ name: 'Doe against the agency' });
});
afterEach(() => test.dispose());

function open(changes: Partial<CallInput<'matters.open'>> = {}) {
  return test.client.call('matters.open', {
    folder: { path: test.folder },
    passphrase: testPassphrase,
    reviewer: testReviewer,
    ...changes,
  });
}

function custodyTypes(): string[] {
  return test
    .matter()
    .custody.entries()
    .map((entry) => entry.body.type);
}

describe('opening and closing', () => {
  it('keeps a log of it, and the matter verifies', async () => {
    await test.close();
    expect(await test.client.call('matters.current', {})).toBeNull();
    expect(existsSync(path.join(test.folder, 'matter.lock'))).toBe(false);
    expect((await open()).matter).toEqual(test.summary.matter);
    expect(custodyTypes()).toEqual([
      'genesis',
      'key.create',
      'user.add',
      'session.unlock',
      'codebook.adopt',
      'session.lock',
      'checkpoint',
      'session.unlock',
    ]);
    const job = await test.client.call('matters.verify', {});
    expect((await test.matter().jobs.wait(job.id)).state).toBe('done');
    const verification = await test.client.call('matters.verification', { jobId: job.id });
    expect(verification).toMatchObject({ verdict: 'OK', problems: [], findings: [], checkpointCount: 2 });
  });

  it('opens with the recovery key in place of the passphrase, and says so in the log', async () => {
    await test.close();
    await open({ passphrase: test.recoveryKey.toLowerCase().replaceAll('-', ' ') });
    expect(test.matter().custody.entries().at(-1)?.body.data).toMatchObject({ openedWith: 'recovery' });
  });

  it('finds a reviewer again and adds a new one', async () => {
    const { id } = test.summary.reviewer;
    expect((await open()).reviewer.id).toBe(id);
    const other = await open({ reviewer: { name: 'Pat Paralegal', role: 'paralegal' } });
    expect(other.reviewer).toMatchObject({ name: 'Pat Paralegal', role: 'paralegal' });
    expect(custodyTypes().filter((type) => type === 'user.add')).toHaveLength(2);
    expect((await open()).reviewer.id).toBe(id);
  });

  it('empties tmp at opening and at closing', async () => {
    const left = path.join(test.folder, 'tmp', 'left.raw');
    writeFileSync(left, 'a decoded frame');
    await test.close();
    expect(existsSync(left)).toBe(false);
    writeFileSync(left, 'left by a crash');
    await open();
    expect(existsSync(left)).toBe(false);
  });

  it('opening another matter closes the one before; a wrong passphrase does not', async () => {
    const first = test.summary.matter.id;
    const folder = path.join(test.place, 'second');
    const created = await test.client.call('matters.create', {
      folder: { path: folder },
      name: 'Second',
      passphrase: testPassphrase,
      reviewer: testReviewer,
    });
    expect(existsSync(path.join(test.folder, 'matter.lock'))).toBe(false);
    await expect(open({ passphrase: 'not the right one' })).rejects.toMatchObject({ code: 'wrong-passphrase' });
    expect((await test.client.call('matters.current', {}))?.matter.id).toBe(created.summary.matter.id);
    expect((await open()).matter.id).toBe(first);
  });

  it('two requests at once end with one of them', async () => {
    const results = await Promise.allSettled([open(), test.client.call('matters.close', {}), open()]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled']);
    expect(await test.client.call('matters.current', {})).not.toBeNull();
  });

  it('takes in folders that an archive left out', async () => {
    await test.close();
    for (const name of ['tmp', 'backups', 'packets', 'derivatives', 'vault']) {
      rmSync(path.join(test.folder, name), { recursive: true });
    }
    await open();
    expect(existsSync(path.join(test.folder, 'vault', 'objects'))).toBe(true);
  });

  it('signs with a key of its own on another workstation, vouched for by the key before', async () => {
    await test.close();
    const other = startTestEngine({ dataFolder: path.join(test.place, 'data of another workstation') });
    const opener = { folder: { path: test.folder }, passphrase: testPassphrase, reviewer: testReviewer };
    await other.client.call('matters.open', opener);
    const entries = other.context.openMatter?.custody.entries() ?? [];
    const [first, ...more] = entries.filter((entry) => entry.body.type === 'key.create');
    expect(more).toHaveLength(1);
    expect(more[0]?.body.dev.id).toBe(first?.body.dev.id);
    expect(entries.at(-1)?.body.dev.id).toBe(more[0]?.body.data['fingerprint']);
    const job = await other.client.call('matters.verify', {});
    await other.context.openMatter?.jobs.wait(job.id);
    expect(await other.client.call('matters.verification', { jobId: job.id })).toMatchObject({ verdict: 'OK' });
    await other.engine.close();
  });
});

describe('a matter that cannot be opened says why', () => {
  beforeEach(() => test.close());
  const header = () => path.join(test.folder, 'matter.json');

  it('wrong passphrase', async () => {
    await expect(open({ passphrase: 'seven quiet herons cross the frozen harbor' })).rejects.toMatchObject({
      code: 'wrong-passphrase',
      message: expect.stringMatching(/recovery key/),
    });
    expect(existsSync(path.join(test.folder, 'matter.lock'))).toBe(false);
  });

  it('missing folder, empty folder, a file', async () => {
    mkdirSync(path.join(test.place, 'empty'));
    writeFileSync(path.join(test.place, 'file'), '');
    for (const name of ['nowhere', 'empty', 'file']) {
      await expect(open({ folder: { path: path.join(test.place, name) } })).rejects.toMatchObject({
        code: 'matter-missing',
      });
    }
  });

  it.each<readonly [string, (text: string) => string]>([
    ['no JSON', () => 'x'],
    ['empty', () => ''],
    ['another form', () => '{"format":"something else","version":1}'],
    ['no slots', (text) => JSON.stringify({ ...JSON.parse(text), slots: [] })],
    ['an unknown field', (text) => JSON.stringify({ ...JSON.parse(text), more: 1 })],
    ['bytes of the wrong length', (text) => text.replace(/"sealed": "...../, '"sealed": "')],
    ['too large', (text) => text + ' '.repeat(70_000)],
    ['endless memory', (text) => text.replace(/"memoryKib": \d+/, '"memoryKib": 999999999')],
  ])('damaged header: %s', async (_what, damage) => {
    writeFileSync(header(), damage(readFileSync(header(), 'utf8')));
    await expect(open()).rejects.toMatchObject({
      code: 'matter-damaged',
      message: expect.stringMatching(/matter\.json/),
    });
  });

  it('weakened header', async () => {
    await expect(
      startProductEngine().client.call('matters.open', {
        folder: { path: test.folder },
        passphrase: testPassphrase,
        reviewer: testReviewer,
      }),
    ).rejects.toMatchObject({
      code: 'matter-damaged',
      message: expect.stringMatching(/weakened/),
    });
  });

  /** With the policy of the product: the cheap slots of the tests are then slots that somebody weakened. */
  function startProductEngine() {
    return startTestEngine({
      dataFolder: path.join(test.place, 'product'),
      keyDerivation: { floor: { memoryKib: 65_536, passes: 3 }, cost: 'measured' },
    });
  }

  it('newer header, newer database', async () => {
    const text = readFileSync(header(), 'utf8');
    writeFileSync(header(), JSON.stringify({ format: 'frame-of-record/matter', version: 2, anything: 'else' }));
    await expect(open()).rejects.toMatchObject({ code: 'matter-newer-format' });
    writeFileSync(header(), text);
    await open();
    test.matter().database.pragma(`user_version = ${migrations.length + 1}`);
    await test.close();
    const before = readFileSync(path.join(test.folder, 'matter.db'));
    await expect(open()).rejects.toMatchObject({ code: 'matter-newer-format' });
    expect(readFileSync(path.join(test.folder, 'matter.db')).equals(before)).toBe(true);
    expect(existsSync(path.join(test.folder, 'matter.lock'))).toBe(false);
  });

  it('damaged, cut, missing and foreign database', async () => {
    const file = path.join(test.folder, 'matter.db');
    const good = readFileSync(file);
    for (const at of [0, 20, 4096 * 3 + 77, good.length - 100]) {
      const bytes = Buffer.from(good);
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      writeFileSync(file, bytes);
      await expect(open()).rejects.toMatchObject({
        code: 'matter-damaged',
        message: expect.stringMatching(/matter\.db/),
      });
    }
    writeFileSync(file, good);
    truncateSync(file, good.length - 4096);
    await expect(open()).rejects.toMatchObject({ code: 'matter-damaged' });
    rmSync(file);
    await expect(open()).rejects.toMatchObject({ code: 'matter-damaged' });
    const other = await openTestMatter();
    await other.close();
    cpSync(path.join(other.folder, 'matter.db'), file);
    await expect(open()).rejects.toMatchObject({ code: 'matter-damaged' });
    await other.dispose();
    writeFileSync(file, good);
    await open();
  });

  it('nothing open', async () => {
    await expect(test.client.call('custody.list', {})).rejects.toMatchObject({ code: 'no-matter-open' });
    await expect(test.client.call('history.undo', {})).rejects.toMatchObject({ code: 'no-matter-open' });
  });

  it('a page that names a path', async () => {
    await expect(
      test.pageClient.call('matters.open', {
        folder: { path: test.folder },
        passphrase: testPassphrase,
        reviewer: testReviewer,
      }),
    ).rejects.toMatchObject({ code: 'not-permitted' });
    await expect(test.pageClient.call('matters.reopen', { ticket: test.ticket() ?? '' })).rejects.toMatchObject({
      code: 'not-permitted',
    });
  });
});

describe('after five wrong passphrases', () => {
  it('the next try waits, longer each time, and a right one ends it', async () => {
    const clock = createFakeClock();
    const guarded = await openTestMatter({ clock });
    await guarded.close();
    const attempt = (passphrase: string) =>
      guarded.client.call('matters.open', { folder: { path: guarded.folder }, passphrase, reviewer: testReviewer });
    for (let at = 0; at < 5; at++) {
      await expect(attempt('wrong')).rejects.toMatchObject({ details: {} });
    }
    await expect(attempt(testPassphrase)).rejects.toMatchObject({
      code: 'wrong-passphrase',
      details: { waitSeconds: 1 },
    });
    clock.advance(1000);
    await expect(attempt('wrong')).rejects.toMatchObject({ details: {} });
    await expect(attempt(testPassphrase)).rejects.toMatchObject({ details: { waitSeconds: 2 } });
    clock.advance(2000);
    expect((await attempt(testPassphrase)).matter.id).toBe(guarded.summary.matter.id);
    await guarded.close();
    await expect(attempt('wrong')).rejects.toMatchObject({ details: {} });
    await guarded.dispose();
  });
});

describe('the ticket', () => {
  it("opens the matter again after the engine is gone, and is only the shell's", async () => {
    const heard: unknown[] = [];
    test.pageClient.on('matter.ticket', (value) => heard.push(value));
    await test.close();
    expect(test.ticket()).toBeNull();
    await open();
    const ticket = test.ticket();
    expect(ticket).toEqual(expect.any(String));
    const { id } = test.summary.matter;
    await test.close();
    const next = startTestEngine({ dataFolder: test.dataFolder });
    const summary = await next.client.call('matters.reopen', { ticket: ticket ?? '' });
    expect(summary.matter.id).toBe(id);
    expect(summary.reviewer).toEqual(test.summary.reviewer);
    expect(next.context.openMatter?.custody.entries().at(-1)?.body.data).toMatchObject({ openedWith: 'ticket' });
    await next.engine.close();
    expect(heard).toEqual([]);
  });

  it.each(['', '{}', 'null', '{"version":1,"folder":"/x","reviewer":{},"matterKey":"AA=="}'])(
    '"%s" is refused',
    async (ticket) => {
      await expect(test.client.call('matters.reopen', { ticket })).rejects.toMatchObject({ code: 'bad-request' });
    },
  );

  it('with another key is refused', async () => {
    const ticket = JSON.parse(test.ticket() ?? '');
    await test.close();
    ticket.matterKey = Buffer.alloc(32).toString('base64');
    await expect(test.client.call('matters.reopen', { ticket: JSON.stringify(ticket) })).rejects.toMatchObject({
      code: 'matter-damaged',
    });
  });
});

describe('the list of known matters', () => {
  it('remembers, tells whether it is there, opens by id, forgets', async () => {
    const { id, name } = test.summary.matter;
    const [known] = await test.pageClient.call('matters.recent', {});
    expect(known).toMatchObject({ id, name, folder: test.folder, isPresent: true });
    expect(
      (
        await test.pageClient.call('matters.open', {
          folder: { recent: id },
          passphrase: testPassphrase,
          reviewer: testReviewer,
        })
      ).matter.id,
    ).toBe(id);
    await test.close();
    rmSync(path.join(test.folder, 'matter.json'));
    expect(await test.client.call('matters.recent', {})).toMatchObject([{ id, isPresent: false }]);
    await test.client.call('matters.forget', { id });
    expect(await test.client.call('matters.recent', {})).toEqual([]);
    await expect(open({ folder: { recent: id } })).rejects.toMatchObject({ code: 'not-found' });
  });
});
