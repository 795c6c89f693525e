import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { CodebookStep } from '../../../../src-main/domain/codebook-change.ts';
import { numberedClip } from '../../../helpers/numbered-clip.ts';
import { openPacketMatter, type PacketMatter, withoutPapers } from '../../../helpers/packet-matter.ts';

let test: PacketMatter;
let clip: string;

beforeAll(async () => {
  const { path: file } = await numberedClip('cfr');
  clip = path.basename(file);
  test = await openPacketMatter([file]);
});

afterAll(async () => {
  await test.dispose();
});

const show = (version?: string) => test.client.call('codebook.show', version === undefined ? {} : { version });
async function change(...steps: CodebookStep[]) {
  return test.client.call('codebook.change', { base: (await show()).version, steps });
}
const drone: CodebookStep = {
  do: 'add-code',
  code: {
    id: 'OBS.X1',
    label: 'Drone overhead',
    definition: 'An uncrewed aircraft is seen or heard over the scene.',
    group: 'OBS',
    synonyms: ['quadcopter'],
    attributes: [],
    isRetired: false,
  },
};

describe('the codebook of a matter', () => {
  it('begins as the shipped one, adopted with a custody entry that no undo takes back', async () => {
    const shipped = await show();
    expect(shipped).toMatchObject({ id: 'frame-of-record/conduct-and-context', basis: null });
    const versions = await test.client.call('codebook.versions', {});
    expect(versions).toMatchObject([{ version: shipped.version, isCurrent: true, isUndone: false }]);
    const log = await test.client.call('custody.list', {});
    expect(log.filter(({ type }) => type === 'codebook.adopt')).toHaveLength(1);
    expect(await test.client.call('history.state', {})).toEqual({ undoLabel: null, redoLabel: null });
  });

  it('makes a version a change, raised by what the change means, and keeps the old ones', async () => {
    const first = await show();
    const added = await change(drone);
    expect(added).toMatchObject({ version: '1.2.0', differences: [{ how: 'added', id: 'OBS.X1' }] });
    const revised = await change({ do: 'revise-code', id: 'OBS.X1', definition: 'An uncrewed aircraft is seen.' });
    expect(revised.version).toBe('2.0.0');
    const words = await change({ do: 'revise-code', id: 'OBS.X1', label: 'Drone over the scene' });
    expect(words.version).toBe('2.0.1');
    expect((await show('1.2.0')).codes.at(-1)).toMatchObject({ label: 'Drone overhead' });
    expect(await show(first.version)).toEqual(first);
    expect(await show()).toMatchObject({ basis: { id: first.id, version: first.version } });
    expect(
      (await test.client.call('codebook.differences', { from: first.version, to: '2.0.1' })).map(({ id }) => id),
    ).toEqual(['OBS.X1']);
    const log = (await test.client.call('custody.list', {})).filter(({ type }) => type === 'codebook.revise');
    expect(log.map(({ data }) => data['version'])).toEqual(['1.2.0', '2.0.0', '2.0.1']);
  });

  it('undoes and redoes a version; an undone number and an undone id are not used again', async () => {
    await change({ do: 'retire-code', id: 'OBS.X1' });
    expect((await show()).version).toBe('2.1.0');
    await test.client.call('history.undo', {});
    expect((await show()).version).toBe('2.0.1');
    await test.client.call('history.redo', {});
    expect((await show()).codes.find(({ id }) => id === 'OBS.X1')?.isRetired).toBe(true);
    await test.client.call('history.undo', {});
    const gone: CodebookStep = { ...drone, code: { ...drone.code, id: 'OBS.X2', label: 'Second thing' } };
    await change(gone);
    expect((await show()).version).toBe('2.2.0');
    await test.client.call('history.undo', {});
    await expect(change(gone)).rejects.toMatchObject({
      code: 'bad-request',
      message: expect.stringContaining('OBS.X2'),
    });
    const versions = await test.client.call('codebook.versions', {});
    expect(versions.filter(({ isUndone }) => isUndone).map(({ version }) => version)).toEqual(['2.1.0', '2.2.0']);
    await test.reopen();
    expect((await show()).version).toBe('2.0.1');
  });

  it.each<[string, CodebookStep]>([
    ['an id a second time', { ...drone }],
    ['an id outside its group', { ...drone, code: { ...drone.code, id: 'UOF.X1' } }],
    ['a code in a group that is not there', { ...drone, code: { ...drone.code, id: 'ZZZ.1', group: 'ZZZ' } }],
    ['a move to a group of another kind', { do: 'revise-code', id: 'UOF.1', group: 'CTX' }],
    ['a code that is not there', { do: 'retire-code', id: 'UOF.99' }],
    ['no change at all', { do: 'restore-code', id: 'UOF.1' }],
  ])('refuses %s and writes nothing', async (_what, step) => {
    const before = await test.client.call('custody.list', {});
    await expect(change(step)).rejects.toMatchObject({ code: 'bad-request' });
    expect(await test.client.call('custody.list', {})).toHaveLength(before.length);
  });

  it('refuses a change made from an older version', async () => {
    const late = test.client.call('codebook.change', { base: '1.1.0', steps: [{ do: 'retire-code', id: 'UOF.1' }] });
    await expect(late).rejects.toMatchObject({ code: 'edit-conflict' });
  });

  it('keeps the version an annotation was made under, and seals exactly the versions used', async () => {
    const early = await test.annotate(clip, [0, 10], { code: 'OBS.X1' });
    await change({ do: 'revise-code', id: 'OBS.X1', label: 'Uncrewed aircraft' });
    const late = await test.annotate(clip, [20, 30], { code: 'OBS.X1' });
    expect([early.codebookVersion, late.codebookVersion]).toEqual(['2.0.1', '2.2.1']);
    const said = { observation: 'A drone hovers above the crossing.' };
    const revised = await test.client.call('annotations.revise', { id: early.id, revision: 1, changes: said });
    expect(revised.codebookVersion).toBe('2.0.1');
    await change({ do: 'retire-code', id: 'OBS.X1' });
    await expect(test.annotate(clip, [40, 50], { code: 'OBS.X1' })).rejects.toMatchObject({ code: 'bad-request' });

    const packet = await test.seal({ options: withoutPapers });
    const read = (file: string) => readFileSync(path.join(packet.folder, 'data', file));
    const schema = z.object({
      packet: z.object({ codebooks: z.array(z.object({ version: z.string(), digest: z.string(), path: z.string() })) }),
      exhibits: z.array(z.object({ annotations: z.array(z.object({ codeLabel: z.string() })) })),
    });
    const record = schema.parse(JSON.parse(read('logs/exhibits.json').toString()));
    expect(record.packet.codebooks.map(({ version }) => version)).toEqual(['2.0.1', '2.2.1']);
    expect(record.exhibits.map(({ annotations }) => annotations[0]?.codeLabel)).toEqual([
      'Drone over the scene',
      'Uncrewed aircraft',
    ]);
    for (const { path: file, digest, version } of record.packet.codebooks) {
      expect(createHash('sha256').update(read(file)).digest('hex')).toBe(digest);
      expect(JSON.parse(read(file).toString())).toEqual(await show(version));
    }
    const verified = await test.client.call('packets.verify', { packet: { id: packet.id } });
    expect(verified.level).toBe(0);
  });

  it('verifies whole, and says so when a stored vocabulary was changed', async () => {
    const { job } = { job: await test.client.call('matters.verify', {}) };
    await test.matter().jobs.wait(job.id);
    expect(await test.client.call('matters.verification', { jobId: job.id })).toMatchObject({
      verdict: 'OK',
      problems: [],
    });
    const { database } = test.matter();
    database.exec('DROP TRIGGER codebook_text_is_immutable_update');
    database.exec(
      'UPDATE codebook_text SET body = (SELECT body FROM codebook_text ORDER BY rowid LIMIT 1) WHERE rowid = 2',
    );
    const second = await test.client.call('matters.verify', {});
    await test.matter().jobs.wait(second.id);
    const result = await test.client.call('matters.verification', { jobId: second.id });
    expect(result?.verdict).toBe('TAMPERED');
    expect(result?.problems.join()).toContain('codebook');
  });
});

describe('the digits', () => {
  it('hold pins where they were put and codes used lately on the rest; pinning is undone like anything else', async () => {
    const digits = async () => (await test.client.call('codebook.digits', {})).map(({ code }) => code);
    await test.annotate(clip, [50, 60], { code: 'UOF.2' });
    await test.annotate(clip, [50, 60], { code: 'CTX.1' });
    expect((await digits()).slice(0, 2)).toEqual(['UOF.2', 'CTX.1']);
    await test.client.call('codebook.pin', { digit: 1, code: 'CTX.10' });
    expect((await digits()).slice(0, 3)).toEqual(['CTX.10', 'UOF.2', 'CTX.1']);
    await test.client.call('codebook.pin', { digit: 2, code: 'CTX.10' });
    expect((await digits()).slice(0, 3)).toEqual(['UOF.2', 'CTX.10', 'CTX.1']);
    await test.client.call('history.undo', {});
    expect((await digits()).slice(0, 3)).toEqual(['CTX.10', 'UOF.2', 'CTX.1']);
    await test.client.call('codebook.pin', { digit: 1, code: null });
    expect((await digits()).slice(0, 2)).toEqual(['UOF.2', 'CTX.1']);
    await expect(test.client.call('codebook.pin', { digit: 1, code: 'ZZZ.1' })).rejects.toMatchObject({
      code: 'bad-request',
    });
  });
});
