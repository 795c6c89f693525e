import { createHash, randomBytes, randomUUID } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestMatter, type TestMatter } from '../../../helpers/open-test-matter.ts';

let test: TestMatter;
let vault: string;

beforeEach(async () => {
  test = await openTestMatter();
  vault = path.join(test.folder, 'vault');
});
afterEach(async () => {
  await test.dispose();
});

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const events = async (type: string) =>
  (await test.client.call('custody.list', {})).filter((line) => line.type === type);

/** Puts bytes among the originals as an engine leaves them that died before it recorded them. */
function plantObject(bytes: Uint8Array, name = sha256(bytes)): string {
  const file = path.join(vault, 'objects', name.slice(0, 2), name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, bytes);
  return file;
}

async function ingest(bytes: Uint8Array): Promise<string> {
  const file = path.join(test.place, `${randomUUID()}.bin`);
  writeFileSync(file, bytes);
  const { job } = await test.client.call('footage.ingest', { paths: [{ path: file }] });
  await test.matter().jobs.wait(job.id);
  await test.matter().jobs.whenIdle();
  return file;
}

describe('opening a matter whose engine died', () => {
  it('says nothing when there is nothing to put right', async () => {
    await ingest(randomBytes(100));
    await test.close();
    await test.reopen();
    expect(await events('recovery')).toEqual([]);
    expect(await events('error.integrity')).toEqual([]);
  });

  it('removes half copies and half-made derivatives, and nothing else', async () => {
    await test.close();
    writeFileSync(path.join(vault, 'incoming', `${randomUUID()}.part`), 'half');
    const derivatives = path.join(test.folder, 'derivatives');
    writeFileSync(path.join(derivatives, `${randomUUID()}-proxy-unfinished.mp4`), 'half');
    writeFileSync(path.join(derivatives, `${randomUUID()}-peaks-01234567.peaks`), 'whole, unrecorded');
    writeFileSync(path.join(derivatives, 'notes of a person.txt'), 'mine');
    await test.reopen();
    expect(readdirSync(path.join(vault, 'incoming'))).toEqual([]);
    expect(readdirSync(derivatives)).toEqual(['notes of a person.txt']);
    const [event] = await events('recovery');
    expect(event?.data).toMatchObject({ partialsRemoved: 1, derivativesRemoved: 2, quarantinedCount: 0 });
  });

  it('moves originals that nothing stands for to quarantine, whole, and never deletes them', async () => {
    await test.close();
    const orphan = randomBytes(5000);
    const file = plantObject(orphan);
    const damaged = plantObject(randomBytes(50), sha256(randomBytes(7)));
    const strange = plantObject(randomBytes(60), 'not a digest');
    await test.reopen();
    expect([file, damaged, strange].map((each) => existsSync(each))).toEqual([false, false, false]);
    const kept = readdirSync(path.join(vault, 'quarantine'));
    expect(kept).toHaveLength(3);
    const mine = kept.find((name) => name.startsWith(sha256(orphan))) ?? '';
    expect(sha256(readFileSync(path.join(vault, 'quarantine', mine)))).toBe(sha256(orphan));
    const [event] = await events('recovery');
    expect(event?.data).toMatchObject({ quarantinedCount: 3, keptForAcquisition: [] });
    await test.close();
    await test.reopen();
    expect(await events('recovery')).toHaveLength(1);
  });

  it('leaves a whole original to the open acquisition that was storing it, which then takes it up', async () => {
    const bytes = randomBytes(50_000);
    const source = path.join(test.place, 'a.bin');
    writeFileSync(source, bytes);
    const { job, acquisitionId } = await test.client.call('footage.ingest', { paths: [{ path: source }] });
    // The engine dies between giving the object its name and recording it: the job never ran as far as rows tell.
    await test.close();
    const file = plantObject(bytes);
    await test.reopen();
    expect(await test.matter().jobs.wait(job.id)).toMatchObject({ state: 'done' });
    await test.matter().jobs.whenIdle();
    const rows = await test.client.call('footage.ingestResults', { acquisitionId });
    expect(rows).toMatchObject([{ outcome: 'stored', digest: sha256(bytes) }]);
    expect(statSync(file).mode & 0o777).toBe(0o444);
    const [event] = await events('recovery');
    expect(event?.data).toMatchObject({ keptForAcquisition: [sha256(bytes)], quarantinedCount: 0 });
  });

  it('reports originals that are missing or were cut short, and changes nothing', async () => {
    const [gone, cut] = [randomBytes(3000), randomBytes(4000)];
    await ingest(gone);
    await ingest(cut);
    await test.close();
    unlinkSync(path.join(vault, 'objects', sha256(gone).slice(0, 2), sha256(gone)));
    const file = path.join(vault, 'objects', sha256(cut).slice(0, 2), sha256(cut));
    chmodSync(file, 0o644);
    writeFileSync(file, cut.subarray(0, 10));
    await test.reopen();
    const [event] = await events('error.integrity');
    expect(event?.data['troubledCount']).toBe(2);
    expect(JSON.stringify(event?.data)).toContain('is missing from the vault');
    expect(JSON.stringify(event?.data)).toContain('has another size');
    expect(readFileSync(file)).toHaveLength(10);
  });
});
