import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  appendFileSync,
  chmodSync,
  closeSync,
  ftruncateSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../../src-main/domain/app-error.ts';
import { type CopyOptions, copyIntoIncoming } from '../../../../src-main/engine/footage/copy-into-vault.ts';
import type { SourceFile } from '../../../../src-main/engine/footage/enumerate-source.ts';
import { publishObject } from '../../../../src-main/engine/footage/vault.ts';
import { type MatterFolder, matterFolder } from '../../../../src-main/engine/matters/matter-folder.ts';
import { type DiskCall, type Fault, faultyDisk } from '../../../helpers/faulty-disk.ts';

let root: string;
let folder: MatterFolder;
const never = new AbortController().signal;

function prepare(at: string): MatterFolder {
  const made = matterFolder(at);
  mkdirSync(made.incoming, { recursive: true });
  mkdirSync(made.objects, { recursive: true });
  return made;
}

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'vault-'));
  folder = prepare(path.join(root, 'matter'));
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function sourceOf(name: string, bytes: Uint8Array | null): SourceFile {
  const file = path.join(root, name);
  if (bytes !== null) {
    writeFileSync(file, bytes);
  }
  return { path: file, relativePath: name, originalName: name, byteCount: statSync(file).size };
}

const optionsFor = (extra: Partial<CopyOptions> = {}): CopyOptions => ({
  signal: never,
  incoming: folder.incoming,
  readSourceTwice: false,
  onBytes: () => undefined,
  ...extra,
});

async function store(source: SourceFile, extra: Partial<CopyOptions> = {}) {
  const incoming = await copyIntoIncoming(source, optionsFor(extra));
  const published = await publishObject(folder, incoming, {
    signal: never,
    name: source.originalName,
    disk: extra.disk,
  });
  return { ...incoming, published };
}

const objects = () =>
  readdirSync(folder.objects, { recursive: true, encoding: 'utf8' }).filter((name) => name.includes('/'));
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const objectFile = (digest: string) => path.join(folder.objects, digest.slice(0, 2), digest);
async function failure(work: Promise<unknown>): Promise<AppError> {
  const thrown = await work.then(
    () => null,
    (error: unknown) => error,
  );
  expect(thrown).toBeInstanceOf(AppError);
  return thrown as AppError;
}

describe('storing an original', () => {
  it.each([
    ['nothing', 0],
    ['one byte', 1],
    ['a block less one', 1024 * 1024 - 1],
    ['exactly a block', 1024 * 1024],
    ['blocks and a byte', 3 * 1024 * 1024 + 1],
  ])('keeps %s byte for byte, read-only, under its digest', async (_what, byteCount) => {
    const bytes = randomBytes(byteCount);
    const { digest, published } = await store(sourceOf('a.mp4', bytes));
    expect(digest).toBe(sha256(bytes));
    expect(published).toBe('new');
    expect(readFileSync(objectFile(digest)).equals(bytes)).toBe(true);
    expect(statSync(objectFile(digest)).mode & 0o777).toBe(0o444);
    expect(statSync(objectFile(digest)).nlink).toBe(1);
    expect(readdirSync(folder.incoming)).toEqual([]);
  });

  it('agrees with sha256sum on a large sparse file, in little memory', async () => {
    const file = path.join(root, 'sparse.bin');
    const handle = openSync(file, 'w');
    ftruncateSync(handle, 256 * 1024 * 1024 + 1);
    closeSync(handle);
    const before = process.memoryUsage().rss;
    const { digest } = await store(sourceOf('sparse.bin', null));
    expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 * 1024);
    expect(execFileSync('sha256sum', [objectFile(digest)], { encoding: 'utf8' }).slice(0, 64)).toBe(digest);
  });

  it('answers `existing` for bytes that it has, after proving them, and refuses when its own copy is damaged', async () => {
    const bytes = randomBytes(5000);
    const first = await store(sourceOf('a.mp4', bytes));
    expect((await store(sourceOf('b.mp4', bytes))).published).toBe('existing');
    expect(objects()).toHaveLength(1);
    chmodSync(objectFile(first.digest), 0o644);
    writeFileSync(objectFile(first.digest), randomBytes(5000));
    const error = await failure(store(sourceOf('c.mp4', bytes)));
    expect(error.code).toBe('digest-mismatch');
    expect(error.message).toContain('nothing was overwritten');
    expect(readdirSync(folder.incoming)).toEqual([]);
  });

  it('works where the file system has no links, and still never replaces', async () => {
    const noLinks = () => faultyDisk(({ operation }) => (operation === 'link' ? { fail: 'EPERM' } : null)).disk;
    const bytes = randomBytes(5000);
    expect((await store(sourceOf('a.mp4', bytes), { disk: noLinks() })).published).toBe('new');
    expect((await store(sourceOf('b.mp4', bytes), { disk: noLinks() })).published).toBe('existing');
    expect(readdirSync(folder.incoming)).toEqual([]);
  });
});

describe('a source that cannot be trusted', () => {
  it('refuses a file that grows, shrinks or is rewritten while it is copied', async () => {
    const changes: ((file: string) => void)[] = [
      (file) => appendFileSync(file, 'more'),
      (file) => writeFileSync(file, 'short'),
      (file) => writeFileSync(file, randomBytes(3 * 1024 * 1024)),
    ];
    for (const change of changes) {
      const source = sourceOf('dvr.mp4', randomBytes(3 * 1024 * 1024));
      let isChanged = false;
      const error = await failure(
        store(source, {
          onBytes: () => {
            if (!isChanged) {
              isChanged = true;
              change(String(source.path));
            }
          },
        }),
      );
      expect(error.code).toBe('source-changed');
      expect(error.message).toContain('dvr.mp4');
    }
    expect([objects(), readdirSync(folder.incoming)]).toEqual([[], []]);
  });

  it('refuses a file that is replaced by another of the same size while it is copied', async () => {
    const source = sourceOf('a.mp4', randomBytes(2000));
    const error = await failure(
      store(source, {
        onBytes: () => {
          rmSync(String(source.path));
          writeFileSync(String(source.path), randomBytes(2000));
        },
      }),
    );
    expect(error.code).toBe('source-changed');
  });

  it('never follows a link that took the place of the file, and never blocks on a pipe', async () => {
    const source = sourceOf('a.mp4', randomBytes(10));
    writeFileSync(path.join(root, 'other'), 'other');
    rmSync(String(source.path));
    symlinkSync(path.join(root, 'other'), String(source.path));
    expect((await failure(store(source))).code).toBe('source-changed');
    rmSync(String(source.path));
    execFileSync('mkfifo', [String(source.path)]);
    expect((await failure(store(source))).code).toBe('source-changed');
  });

  it('notices a reader that gives different bytes the second time', async () => {
    const bytes = randomBytes(2_500_000);
    const source = sourceOf('card.mp4', bytes);
    let opened = 0;
    const flaky = () =>
      faultyDisk(({ operation, target }: DiskCall): Fault => {
        if (target !== source.path) {
          return null;
        }
        opened += operation === 'open' ? 1 : 0;
        return operation === 'file.read' && opened === 1
          ? {
              after: (result, [buffer]) => {
                (buffer as Buffer)[17] = ((buffer as Buffer)[17] ?? 0) ^ 1;
                return result;
              },
            }
          : null;
      }).disk;
    const error = await failure(store(source, { disk: flaky(), readSourceTwice: true }));
    expect(error.code).toBe('digest-mismatch');
    expect(error.message).toContain('second time');
    expect([objects(), readdirSync(folder.incoming)]).toEqual([[], []]);
    expect((await store(source, { readSourceTwice: true })).digest).toBe(sha256(bytes));
  });

  it('says in words why a source cannot be read', async () => {
    const source = sourceOf('a.mp4', randomBytes(10));
    const cases: [string, string, RegExp][] = [
      ['EACCES', 'source-unreadable', /permission/],
      ['ENOENT', 'source-unreadable', /no longer there/],
      ['ENODEV', 'source-unreadable', /no longer there/],
      ['EIO', 'source-unreadable', /another reader/],
    ];
    for (const [code, expected, words] of cases) {
      for (const operation of ['open', 'file.read']) {
        const { disk } = faultyDisk((call) =>
          call.operation === operation && call.target === source.path ? { fail: code } : null,
        );
        const error = await failure(store(source, { disk }));
        expect([error.code, error.message]).toEqual([expected, expect.stringMatching(words)]);
      }
    }
    expect([objects(), readdirSync(folder.incoming)]).toEqual([[], []]);
  });
});

describe('a drive that fails', () => {
  it('notices a copy that reads back differently', async () => {
    const source = sourceOf('a.mp4', randomBytes(2_000_000));
    const { disk } = faultyDisk(({ operation, target }) =>
      operation === 'file.sync' && target.endsWith('.part')
        ? {
            after: () => {
              const handle = openSync(target, 'r+');
              ftruncateSync(handle, 1_000_000);
              ftruncateSync(handle, 2_000_000);
              closeSync(handle);
            },
          }
        : null,
    );
    const error = await failure(store(source, { disk }));
    expect(error.code).toBe('digest-mismatch');
    expect([objects(), readdirSync(folder.incoming)]).toEqual([[], []]);
  });

  it('writes the rest when a write takes fewer bytes than it was given', async () => {
    const bytes = randomBytes(2_500_000);
    const { disk, calls } = faultyDisk(({ operation }) =>
      operation === 'file.write'
        ? {
            instead: ([buffer, offset, length, position], real) =>
              real(buffer, offset, Math.min(Number(length), 70_001), position),
          }
        : null,
    );
    expect((await store(sourceOf('a.mp4', bytes), { disk })).digest).toBe(sha256(bytes));
    expect(calls.filter(({ operation }) => operation === 'file.write').length).toBeGreaterThan(30);
  });

  it('fails cleanly whichever operation fails, and leaves nothing half-made under a final name', async () => {
    const bytes = randomBytes(2_100_000);
    const source = sourceOf('a.mp4', bytes);
    const { disk, calls } = faultyDisk(() => null);
    await store(source, { disk });
    const operations = calls.map(({ operation, target }) => ({ operation, isSource: target === source.path }));
    rmSync(folder.vault, { recursive: true });
    let tried = 0;
    for (const [at, { operation, isSource }] of operations.entries()) {
      if (operation === 'unlink' || operation === 'file.close') {
        continue;
      }
      tried += 1;
      prepare(folder.root);
      const code = isSource ? 'EIO' : 'ENOSPC';
      const faulty = faultyDisk(({ nth }) => (nth === at + 1 ? { fail: code } : null));
      const error = await failure(store(source, { disk: faulty.disk }));
      expect([operation, error.code]).toEqual([operation, isSource ? 'source-unreadable' : 'disk-full']);
      expect(readdirSync(folder.incoming)).toEqual([]);
      for (const name of objects()) {
        expect(sha256(readFileSync(path.join(folder.objects, name)))).toBe(path.basename(name));
      }
      // The same file goes in afterwards as if nothing had happened.
      expect((await store(source)).digest).toBe(sha256(bytes));
      rmSync(folder.vault, { recursive: true });
    }
    expect(tried).toBeGreaterThan(10);
  });

  it('makes file, folder and name durable before it answers', async () => {
    const { disk, calls } = faultyDisk(() => null);
    const { digest } = await store(sourceOf('a.mp4', randomBytes(100)), { disk });
    const names = calls.map(
      ({ operation, target }) =>
        `${operation} ${path.relative(folder.vault, target).replace(/[0-9a-f-]{36}(?=[.]part)/, 'PART')}`,
    );
    const shelf = `objects/${digest.slice(0, 2)}`;
    const order = [
      'file.sync incoming/PART.part',
      'link incoming/PART.part',
      `chmod ${shelf}/${digest}`,
      `file.sync ${shelf}`,
    ];
    const places = order.map((name) => names.indexOf(name));
    expect(places.every((place) => place >= 0)).toBe(true);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(names).toContain('file.sync objects');
  });

  it('stores what fits on a full drive and says clearly what did not', async (context) => {
    if (process.platform !== 'linux' || process.getuid?.() !== 0) {
      context.skip('A small drive can only be mounted by root on Linux.');
    }
    const drive = path.join(root, 'drive');
    mkdirSync(drive);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=12m', 'tmpfs', drive]);
    try {
      folder = prepare(path.join(drive, 'matter'));
      const kept = randomBytes(5_000_000);
      const { digest } = await store(sourceOf('kept.mp4', kept));
      const error = await failure(store(sourceOf('large.mp4', randomBytes(9_000_000))));
      expect(error.code).toBe('disk-full');
      expect(error.message).toContain('large.mp4');
      expect(error.message).toContain('9000000 bytes');
      expect(readdirSync(folder.incoming)).toEqual([]);
      expect(readFileSync(objectFile(digest)).equals(kept)).toBe(true);
      expect((await store(sourceOf('small.mp4', randomBytes(3_000_000)))).published).toBe('new');
    } finally {
      execFileSync('umount', [drive]);
    }
  });

  it('stops when it is cancelled and leaves nothing behind', async () => {
    const abort = new AbortController();
    const source = sourceOf('a.mp4', randomBytes(5_000_000));
    const error = await failure(store(source, { signal: abort.signal, onBytes: () => abort.abort() }));
    expect(error.code).toBe('cancelled');
    expect([objects(), readdirSync(folder.incoming)]).toEqual([[], []]);
  });
});
