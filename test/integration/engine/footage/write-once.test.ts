import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { TestMatter } from '../../../helpers/open-test-matter.ts';

/** Functions of node:fs that can change a file or give it away for changing, with the argument that names the file. */
const watched = [
  'open',
  'openSync',
  'writeFile',
  'writeFileSync',
  'appendFile',
  'appendFileSync',
  'truncate',
  'truncateSync',
  'createWriteStream',
  'copyFile',
  'copyFileSync',
  'cp',
  'cpSync',
  'rename',
  'renameSync',
  'unlink',
  'unlinkSync',
  'rm',
  'rmSync',
  'utimes',
  'utimesSync',
  'chmod',
  'chmodSync',
  'link',
  'linkSync',
  'symlink',
  'symlinkSync',
] as const;

type Use = { readonly name: string; readonly args: readonly unknown[] };
const uses: Use[] = [];
const restore: (() => void)[] = [];

/** Puts a recorder in front of the named functions of node:fs or node:fs/promises, for modules that import them too. */
function watch(module: object): void {
  for (const name of watched) {
    const real: unknown = Reflect.get(module, name);
    if (typeof real === 'function') {
      Reflect.set(module, name, (...args: readonly unknown[]): unknown => {
        uses.push({ name, args });
        return Reflect.apply(real, module, args);
      });
      restore.push(() => Reflect.set(module, name, real));
    }
  }
}

let test: TestMatter;
beforeAll(async () => {
  watch(fs);
  watch(fs.promises);
  syncBuiltinESMExports();
  // Loaded after the recorder, so that every module of the engine is seen.
  const { openTestMatter } = await import('../../../helpers/open-test-matter.ts');
  test = await openTestMatter();
});
afterAll(async () => {
  await test.dispose();
  for (const undo of restore) {
    undo();
  }
  syncBuiltinESMExports();
});

const writingFlags =
  fs.constants.O_WRONLY | fs.constants.O_RDWR | fs.constants.O_CREAT | fs.constants.O_TRUNC | fs.constants.O_APPEND;

function isReadOnlyOpen({ name, args }: Use): boolean {
  const [, flags] = args;
  return (
    (name === 'open' || name === 'openSync') &&
    (flags === 'r' || (typeof flags === 'number' && (flags & writingFlags) === 0))
  );
}

it('never opens, replaces or removes an original, through ingest, duplicates, reading, verifying and reopening', async () => {
  const source = path.join(test.place, 'source');
  fs.mkdirSync(source);
  const files = ['a.bin', 'copy-of-a.bin', 'b.wav'].map((name) => path.join(source, name));
  const [a = '', copy = '', b = ''] = files;
  fs.writeFileSync(a, randomBytes(2_000_000));
  fs.copyFileSync(a, copy);
  fs.writeFileSync(b, wavOfSilence());
  const { client } = test;
  await client.call('footage.ingest', { paths: [{ path: source }] });
  await test.matter().jobs.whenIdle();
  await client.call('matters.verify', {});
  await test.matter().jobs.whenIdle();
  await test.close();
  await test.reopen();
  await client.call('footage.ingest', { paths: [{ path: source }] });
  await test.matter().jobs.whenIdle();

  const objects = path.join(test.folder, 'vault/objects');
  const shelf = new RegExp(`^${objects}/[0-9a-f]{2}$`);
  const touching = uses.filter(({ args }) =>
    args.some((arg) => typeof arg === 'string' && arg.startsWith(`${objects}/`)),
  );
  const forbidden = touching.filter((use) => {
    const [target] = use.args;
    const isNaming = use.name === 'link' && String(target).endsWith('.part');
    const isSealing = use.name === 'chmod' && use.args[1] === 0o444;
    return !(isNaming || isSealing || isReadOnlyOpen(use)) && !shelf.test(String(target));
  });
  expect(forbidden.map(({ name, args }) => [name, ...args.map(String)])).toEqual([]);
  // It saw the work: names given, modes taken away, originals read.
  expect(touching.filter(({ name }) => name === 'link').length).toBeGreaterThanOrEqual(3);
  expect(touching.filter(({ name }) => name === 'chmod').length).toBeGreaterThanOrEqual(3);
  expect(touching.filter(isReadOnlyOpen).length).toBeGreaterThanOrEqual(4);

  const names = fs.readdirSync(objects, { recursive: true, encoding: 'utf8' }).filter((name) => name.includes('/'));
  expect(names).toHaveLength(2);
  for (const name of names) {
    expect(fs.statSync(path.join(objects, name)).mode & 0o777).toBe(0o444);
  }
});

/** A quarter of a second of silence: something for the readers of media to open. */
function wavOfSilence(): Buffer {
  const samples = 4000;
  const header = Buffer.alloc(44);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(36 + samples * 2, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(16_000, 24);
  header.writeUInt32LE(32_000, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(samples * 2, 40);
  return Buffer.concat([header, Buffer.alloc(samples * 2)]);
}
