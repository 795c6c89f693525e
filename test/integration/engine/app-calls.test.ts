import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestMatter, type TestMatter } from '../../helpers/open-test-matter.ts';
import { plantFootage } from '../../helpers/plant-content.ts';

let test: TestMatter;
beforeEach(async () => {
  test = await openTestMatter();
});
afterEach(() => test.dispose());

const unknown = '3f0e7a52-55d7-4a0c-9d4b-0d6f4f5d2b11';

describe('the calls of the app itself', () => {
  it('tell the versions of what it is made of', async () => {
    const about = await test.pageClient.call('app.about', {});
    expect(about).toMatchObject({ version: '0.0.0-test', engineHost: 'test', node: process.versions.node });
    expect(about.sqlite).toMatch(/^3\.\d+\.\d+$/);
    expect(about.ffmpeg).not.toBe('');
  });

  it('give grants to the shell only', async () => {
    const [granted] = await test.client.call('grants.add', { paths: [path.join(test.place, 'a folder')] });
    expect(granted).toMatchObject({ name: 'a folder', grant: expect.stringMatching(/^[0-9a-f]{32}$/) });
    await expect(test.pageClient.call('grants.add', { paths: ['/'] })).rejects.toMatchObject({ code: 'not-permitted' });
  });

  it('locate originals, renditions, packets and the matter for the shell only', async () => {
    const matter = test.matter();
    const footage = plantFootage(matter, Buffer.from('bytes of a recording'));
    expect(await test.client.call('paths.locate', { what: 'original', id: footage.id })).toEqual({
      path: footage.file,
      mediaType: 'application/octet-stream',
      byteCount: 20,
    });
    const renditionId = 'a6f7f9c2-9d8e-4a59-8e0d-3a3e4c0d9f10';
    matter.database
      .prepare("INSERT INTO rendition VALUES (?, ?, 'poster', ?, 3, 'p.jpg', 'image/jpeg', '[]', 'x', '{}', 0)")
      .run(renditionId, footage.id, '0'.repeat(64));
    writeFileSync(path.join(matter.folder.derivatives, 'p.jpg'), 'jpg');
    expect(await test.client.call('paths.locate', { what: 'rendition', id: renditionId })).toMatchObject({
      path: path.join(matter.folder.derivatives, 'p.jpg'),
      mediaType: 'image/jpeg',
      byteCount: 3,
    });
    mkdirSync(path.join(matter.folder.packets, 'X-1'));
    matter.database
      .prepare("INSERT INTO packet VALUES (?, 'X-1', 'court', 'draft', 'packets/X-1', '{}', 1, NULL, NULL, 0, NULL)")
      .run(unknown);
    expect((await test.client.call('paths.locate', { what: 'packet', id: unknown })).path).toBe(
      path.join(matter.folder.packets, 'X-1'),
    );
    expect((await test.client.call('paths.locate', { what: 'matter', id: '' })).path).toBe(test.folder);
    await expect(test.pageClient.call('paths.locate', { what: 'matter', id: '' })).rejects.toMatchObject({
      code: 'not-permitted',
    });
  });

  it('say that there is no such thing, or that its file is gone', async () => {
    for (const [what, id] of [
      ['original', unknown],
      ['rendition', unknown],
      ['packet', unknown],
      ['transfer', unknown],
      ['original', '../../etc/passwd'],
    ] as const) {
      await expect(test.client.call('paths.locate', { what, id })).rejects.toMatchObject({ code: 'not-found' });
    }
    const footage = plantFootage(test.matter(), Buffer.from('bytes of a recording'));
    rmSync(footage.file);
    await expect(test.client.call('paths.locate', { what: 'original', id: footage.id })).rejects.toMatchObject({
      code: 'object-missing',
    });
  });
});
