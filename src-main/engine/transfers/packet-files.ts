import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { Transform } from 'node:stream';
import { AppError } from '../../domain/app-error.ts';

/** A file of a sealed packet. */
export type PacketFile = {
  /** Below the packet, with slashes. */
  readonly name: string;
  readonly path: string;
  readonly byteCount: number;
  /** What the packet's manifests say; null for the few files that no manifest can name. */
  readonly digest: string | null;
};

const manifests = ['manifest-sha256.txt', 'tagmanifest-sha256.txt'];

/** Every file of the packet in `folder`, in the order of their names' bytes: always the same. */
export async function listPacketFiles(folder: string, packetDigest: string): Promise<PacketFile[]> {
  const digests = new Map<string, string>([['tagmanifest-sha256.txt', packetDigest]]);
  for (const manifest of manifests) {
    for (const line of (await readFile(path.join(folder, manifest), 'utf8')).split('\n')) {
      const parts = /^([0-9a-f]{64}) {2}(.+)$/.exec(line);
      if (parts?.[1] !== undefined && parts[2] !== undefined) {
        digests.set(parts[2], parts[1]);
      }
    }
  }
  const files: PacketFile[] = [];
  async function walk(below: string): Promise<void> {
    for (const entry of await readdir(path.join(folder, below), { withFileTypes: true })) {
      const name = below === '' ? entry.name : `${below}/${entry.name}`;
      if (entry.isDirectory()) {
        await walk(name);
        continue;
      }
      const file = path.join(folder, name);
      const stats = await lstat(file);
      if (!stats.isFile()) {
        throw new AppError(
          'packet-invalid',
          `${name} in the packet is no plain file, so the packet is not handed over.`,
        );
      }
      files.push({ name, path: file, byteCount: stats.size, digest: digests.get(name) ?? null });
    }
  }
  await walk('');
  return files.sort((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)));
}

/** Reads a file of the packet and fails at its end unless it is what the manifests say. Errors: `packet-invalid`. */
export function readChecked(file: PacketFile): Readable {
  const hash = createHash('sha256');
  let byteCount = 0;
  const check = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      byteCount += chunk.length;
      done(null, chunk);
    },
    flush(done) {
      const isSame = byteCount === file.byteCount && (file.digest === null || hash.digest('hex') === file.digest);
      done(isSame ? null : changedError(file.name));
    },
  });
  const source = createReadStream(file.path, { highWaterMark: 512 * 1024 });
  source.on('error', (error) => check.destroy(error));
  check.on('close', () => source.destroy());
  return source.pipe(check);
}

export function changedError(name: string): AppError {
  return new AppError(
    'packet-invalid',
    `The file ${name} of the packet changed while it was read, so the hand-over was stopped. Verify the packet, and seal it anew if it is damaged.`,
    { name },
  );
}
