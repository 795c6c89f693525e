import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { enumerateSources } from '../../../../src-main/engine/footage/enumerate-source.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'sources-'));
  mkdirSync(path.join(root, 'matter'));
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function plant(...names: string[]): void {
  for (const name of names) {
    const file = path.join(root, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, name);
  }
}

const list = (...names: string[]) =>
  enumerateSources(
    names.map((name) => path.join(root, name)),
    { signal: new AbortController().signal, matterRoot: path.join(root, 'matter') },
  );

describe('listing a source', () => {
  it('takes folders with everything below, in the order of the bytes of the names, hidden and empty files too', async () => {
    plant('card/DCIM/b.mp4', 'card/DCIM/a.mp4', 'card/.hidden', 'card/B/x', 'single.wav');
    mkdirSync(path.join(root, 'card/empty'));
    writeFileSync(path.join(root, 'card/zero.mp4'), '');
    const { files, leftOut } = await list('card', 'single.wav');
    expect(files.map((file) => [file.relativePath, file.originalName, file.byteCount])).toEqual([
      ['card/.hidden', '.hidden', 12],
      ['card/B/x', 'x', 8],
      ['card/DCIM/a.mp4', 'a.mp4', 15],
      ['card/DCIM/b.mp4', 'b.mp4', 15],
      ['card/zero.mp4', 'zero.mp4', 0],
      ['single.wav', 'single.wav', 10],
    ]);
    expect(leftOut).toEqual([]);
  });

  it('keeps difficult names exactly: newline, right-to-left, emoji, dashes, 255 bytes, both Unicode forms', async () => {
    const names = [
      '-i.mp4',
      'line\nbreak.mp4',
      '\u202egnp.mp4',
      '🎥.mp4',
      'caf\u00e9.mp4',
      'cafe\u0301.mp4',
      'CON.',
      '%25.mp4',
      ' ',
    ];
    names.push(`${'x'.repeat(251)}.mp4`);
    plant(...names.map((name) => `card/${name}`));
    const { files } = await list('card');
    expect(new Set(files.map((file) => file.originalName))).toEqual(new Set(names));
    expect(files).toHaveLength(names.length);
  });

  it('reads names that are not valid UTF-8 by their bytes and shows them readably', async (context) => {
    if (process.platform !== 'linux') {
      context.skip('Only Linux has such names.');
    }
    mkdirSync(path.join(root, 'card'));
    const raw = Buffer.concat([
      Buffer.from(path.join(root, 'card/')),
      Buffer.from([0x63, 0xff, 0x2e, 0x6d, 0x70, 0x34]),
    ]);
    writeFileSync(raw, 'bytes');
    const { files } = await list('card');
    expect(files).toEqual([{ path: raw, relativePath: 'card/c\\xff.mp4', originalName: 'c\\xff.mp4', byteCount: 5 }]);
  });

  it('follows no link, opens no pipe, and says so; a loop of links ends', async () => {
    plant('card/real.mp4', 'elsewhere/secret.mp4');
    symlinkSync(path.join(root, 'elsewhere'), path.join(root, 'card/link-to-folder'));
    symlinkSync(path.join(root, 'card'), path.join(root, 'card/loop'));
    symlinkSync('nowhere', path.join(root, 'card/broken'));
    execFileSync('mkfifo', [path.join(root, 'card/pipe')]);
    const { files, leftOut } = await list('card', 'card/link-to-folder');
    expect(files.map((file) => file.relativePath)).toEqual(['card/real.mp4']);
    expect(leftOut.map((entry) => [entry.relativePath, entry.outcome])).toEqual([
      ['card/broken', 'skipped'],
      ['card/link-to-folder', 'skipped'],
      ['card/loop', 'skipped'],
      ['card/pipe', 'skipped'],
      ['link-to-folder', 'skipped'],
    ]);
    expect(leftOut.map((entry) => entry.message)).toEqual([
      expect.stringContaining('a link to another place'),
      expect.stringContaining('a link to another place'),
      expect.stringContaining('a link to another place'),
      expect.stringContaining('a pipe'),
      expect.stringContaining('a link to another place'),
    ]);
  });

  it('leaves the folder of the matter itself out, wherever it is met', async () => {
    plant('matter/vault/objects/x', 'b.mp4');
    const { files, leftOut } = await list('.');
    expect(files.map((file) => file.originalName)).toEqual(['b.mp4']);
    expect(leftOut).toEqual([
      { relativePath: `${path.basename(root)}/matter`, outcome: 'skipped', message: expect.stringContaining('itself') },
    ]);
  });

  it('names what is gone as a failure and goes on', async () => {
    plant('a.mp4');
    const { files, leftOut } = await list('missing.mp4', 'a.mp4');
    expect(files.map((file) => file.relativePath)).toEqual(['a.mp4']);
    expect(leftOut).toEqual([
      { relativePath: 'missing.mp4', outcome: 'failed', message: expect.stringContaining('could not be looked at') },
    ]);
  });

  it('gives picked places of the same name paths that differ, and takes the same place once', async () => {
    plant('one/DCIM/a.mp4', 'two/DCIM/a.mp4');
    const { files } = await list('one/DCIM', 'two/DCIM', 'one/../one/DCIM');
    expect(files.map((file) => file.relativePath)).toEqual([
      path.join(root, 'one/DCIM/a.mp4'),
      path.join(root, 'two/DCIM/a.mp4'),
    ]);
  });

  it('lists tens of thousands of files in order', async () => {
    const names = Array.from(
      { length: 20_000 },
      (_value, at) => `many/${String(at % 20).padStart(2, '0')}/${String(at).padStart(5, '0')}`,
    );
    plant(...names);
    const startedAt = performance.now();
    const { files } = await list('many');
    expect(files.map((file) => file.relativePath)).toEqual(names.toSorted());
    expect(performance.now() - startedAt).toBeLessThan(10_000);
  });

  it('stops when it is cancelled', async () => {
    plant('card/a.mp4');
    const signal = AbortSignal.abort();
    await expect(
      enumerateSources([path.join(root, 'card')], { signal, matterRoot: path.join(root, 'matter') }),
    ).rejects.toMatchObject({ code: 'cancelled' });
  });
});
