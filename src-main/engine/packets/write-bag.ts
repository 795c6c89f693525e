import { createHash } from 'node:crypto';
import { mkdir, open, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../../domain/app-error.ts';
import type { Signer } from '../history/device-key.ts';
import { signNote } from '../history/signed-note.ts';
import type { PersonalSigner } from '../signing-keys/signing-key-store.ts';
import { syncFolder } from '../store/whole-file.ts';
import { digestOnce, listFiles } from './packet-digests.ts';
import { syncFile } from './packet-place.ts';

/** Writes a new file of a packet, making its folder. The whole packet is flushed once, before it gets its name. */
export async function writePacketFile(root: string, file: string, content: string | Uint8Array): Promise<void> {
  const target = path.join(root, ...file.split('/'));
  await mkdir(path.dirname(target), { recursive: true });
  const handle = await open(target, 'wx', 0o644);
  try {
    await handle.writeFile(content);
  } finally {
    await handle.close();
  }
}

/** What the signed statement says beside the digest (specs/evidence.md 2.3). */
export type BagStatement = {
  readonly name: string;
  readonly profile: string;
  readonly checkpointSize: number;
  readonly checkpointRoot: string;
  /** UTC, RFC 3339. */
  readonly created: string;
};

export type BagWork = {
  readonly root: string;
  readonly signer: Signer;
  /** An attorney who signs the same statement beside the workstation. */
  readonly cosigner: PersonalSigner | null;
  readonly signal: AbortSignal;
  readonly statement: BagStatement;
  /** Fields of bag-info.txt before and after `Payload-Oxum`, which is counted here. */
  readonly fields: readonly (readonly [label: string, value: string])[];
};

const longestLine = 79;

/** `Label: value` in lines of at most 79 characters; what follows the first is indented (RFC 8493, 2.2.2). */
export function bagInfoField(label: string, value: string): string {
  const words = value
    .replaceAll(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/gu, ' ')
    .split(/\s+/u)
    .filter((word) => word !== '')
    .flatMap((word) => Array.from(word.matchAll(/.{1,70}/gu), ([part]) => part));
  const lines: string[] = [];
  let line = `${label}:`;
  let length = line.length;
  for (const word of words.length === 0 ? ['-'] : words) {
    // The first word stays with its label: a label alone is no field.
    if (length + 1 + word.length > longestLine && length > label.length + 1) {
      lines.push(line);
      [line, length] = [' ', 1];
    }
    line += ` ${word}`;
    length += 1 + word.length;
  }
  return `${[...lines, line].join('\n')}\n`;
}

function manifest(digests: readonly (readonly [file: string, digest: string])[]): string {
  return digests.map(([file, digest]) => `${digest}  ${file}\n`).join('');
}

/**
 * Turns a folder that holds `data/`, `custody/` and `verify/` into a signed bag: declaration, description, both manifests,
 * both tag manifests and the signed statement over the first of them. Answers the packet's digest. Errors: `cancelled`.
 */
export async function closeBag(work: BagWork): Promise<{ digest: string; byteCount: number }> {
  const { root, signal, statement } = work;
  const payload: (readonly [string, { sha256: string; sha512: string; byteCount: number }])[] = [];
  for (const file of await listFiles(path.join(root, 'data'))) {
    payload.push([`data/${file}`, await digestOnce(path.join(root, 'data', file), ['sha256', 'sha512'], signal)]);
  }
  requireDistinctNames(payload.map(([file]) => file));
  const oxum = `${payload.reduce((sum, [, { byteCount }]) => sum + byteCount, 0)}.${payload.length}`;
  const fields = [...work.fields, ['Payload-Oxum', oxum] as const];
  await writePacketFile(root, 'bagit.txt', 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n');
  await writePacketFile(root, 'bag-info.txt', fields.map(([label, value]) => bagInfoField(label, value)).join(''));
  for (const algorithm of ['sha256', 'sha512'] as const) {
    const text = manifest(payload.map(([file, digests]) => [file, digests[algorithm]]));
    await writePacketFile(root, `manifest-${algorithm}.txt`, text);
  }
  const tags: (readonly [string, { sha256: string; sha512: string }])[] = [];
  for (const file of (await listFiles(root)).filter((candidate) => !candidate.startsWith('data/'))) {
    tags.push([file, await digestOnce(path.join(root, file), ['sha256', 'sha512'], signal)]);
  }
  const tagManifest = manifest(tags.map(([file, { sha256 }]) => [file, sha256]));
  await writePacketFile(root, 'tagmanifest-sha256.txt', tagManifest);
  await writePacketFile(root, 'tagmanifest-sha512.txt', manifest(tags.map(([file, { sha512 }]) => [file, sha512])));
  const digest = createHash('sha256').update(tagManifest).digest('hex');
  const lines = [
    'bundle/v1',
    statement.name,
    statement.profile,
    `sha256 ${digest}`,
    `payload-oxum ${oxum}`,
    `checkpoint-size ${statement.checkpointSize}`,
    `checkpoint-root ${statement.checkpointRoot}`,
    `created ${statement.created}`,
  ];
  await writePacketFile(
    root,
    'bundle-signature.txt',
    signNote(`${lines.join('\n')}\n`, work.signer, ...(work.cosigner === null ? [] : [work.cosigner])),
  );
  return { digest, byteCount: await syncTree(root) };
}

/** Two names that a careless file system takes for one would lose a file on the way. */
function requireDistinctNames(files: readonly string[]): void {
  const forms = new Set(files.map((file) => file.normalize('NFC').toLowerCase()));
  if (forms.size !== files.length) {
    throw new AppError('internal', 'Two files of a packet have names that some file systems take for one.');
  }
}

/** Flushes every file and folder and answers how many bytes there are. */
async function syncTree(root: string): Promise<number> {
  let byteCount = 0;
  for (const file of await listFiles(root)) {
    await syncFile(path.join(root, file));
    byteCount += (await stat(path.join(root, file))).size;
  }
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  for (const entry of entries.filter((candidate) => candidate.isDirectory())) {
    await syncFolder(path.join(entry.parentPath, entry.name));
  }
  await syncFolder(root);
  return byteCount;
}
