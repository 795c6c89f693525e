import { open } from 'node:fs/promises';
import { z } from 'zod';
import { AppError } from '../../domain/app-error.ts';
import { matterIdSchema } from '../../domain/identifier.ts';
import { microsSchema } from '../../domain/time.ts';
import { argonCostSchema } from '../store/key-derivation.ts';
import { systemErrorCode, writeWholeFile } from '../store/whole-file.ts';
import type { MatterFolder } from './matter-folder.ts';

/** matter.json: the one file of a matter that is not encrypted. It names nobody and nothing. */
export const headerVersion = 1;
const headerFormat = 'frame-of-record/matter';
const greatestBytes = 64 * 1024;

function storedBytes(length: number) {
  return z
    .codec(z.base64(), z.instanceof(Buffer), {
      decode: (text) => Buffer.from(text, 'base64'),
      encode: (bytes) => bytes.toString('base64'),
    })
    .refine((bytes) => bytes.length === length, `${length} bytes are expected`);
}

/** `sealed`: AES-256-GCM nonce, wrapped matter key, tag. */
const slotBase = { id: z.uuid(), salt: storedBytes(16), sealed: storedBytes(12 + 32 + 16) };

/** A wrapped copy of the matter key: opened by a passphrase, or by the recovery key that was printed. */
export const keySlotSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('passphrase'),
    ...slotBase,
    algorithm: z.literal('argon2id'),
    cost: argonCostSchema,
  }),
  z.strictObject({ kind: z.literal('recovery'), ...slotBase, algorithm: z.literal('hkdf-sha256') }),
]);
export type KeySlot = z.output<typeof keySlotSchema>;

const headerSchema = z.strictObject({
  format: z.literal(headerFormat),
  version: z.literal(headerVersion),
  matterId: matterIdSchema,
  createdAt: microsSchema,
  slots: z.array(keySlotSchema).min(1).max(32),
});
export type MatterHeader = z.output<typeof headerSchema>;

/** Read before anything else of the file, so that a newer format is named as such and not as damage. */
const versionSchema = z.looseObject({ format: z.literal(headerFormat), version: z.int().min(1) });

async function readText(folder: MatterFolder): Promise<string> {
  let text: string | null = null;
  try {
    const handle = await open(folder.header, 'r');
    try {
      const bytes = Buffer.alloc(greatestBytes + 1);
      const { bytesRead } = await handle.read(bytes, 0, bytes.length, 0);
      text = bytesRead > greatestBytes ? null : bytes.toString('utf8', 0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch (thrown) {
    throw explain(folder, thrown);
  }
  if (text === null) {
    throw damagedHeader(folder, 'it is too large');
  }
  return text;
}

function explain(folder: MatterFolder, thrown: unknown): unknown {
  switch (systemErrorCode(thrown)) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new AppError(
        'matter-missing',
        `There is no matter in the folder ${folder.root}. It may have been moved or renamed, or its drive is not connected.`,
        { folder: folder.root },
        thrown,
      );
    case 'EACCES':
    case 'EPERM':
      return new AppError(
        'matter-missing',
        `The folder ${folder.root} may not be read by this user. Ask for access to it and try again.`,
        { folder: folder.root },
        thrown,
      );
    case '':
      return thrown;
    default:
      return damagedHeader(folder, 'it cannot be read from the disk', thrown);
  }
}

function damagedHeader(folder: MatterFolder, reason: string, cause?: unknown): AppError {
  return new AppError(
    'matter-damaged',
    `The file matter.json of the matter in ${folder.root} is damaged (${reason}). Nothing was changed; put back a copy of this file from a backup.`,
    { folder: folder.root },
    cause,
  );
}

/** Errors: `matter-missing`, `matter-damaged`, `matter-newer-format`. */
export async function readHeader(folder: MatterFolder): Promise<MatterHeader> {
  const text = await readText(folder);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw damagedHeader(folder, 'it is not JSON', cause);
  }
  const version = versionSchema.safeParse(value);
  if (!version.success) {
    throw damagedHeader(folder, 'it is not the header of a matter', version.error);
  }
  if (version.data.version > headerVersion) {
    throw new AppError(
      'matter-newer-format',
      `The matter in ${folder.root} was made with a newer version of the program (its format is ${version.data.version}, this version knows ${headerVersion}). Nothing was changed; please update the program.`,
      { version: version.data.version, newest: headerVersion },
    );
  }
  const header = headerSchema.safeParse(value);
  if (!header.success) {
    throw damagedHeader(folder, 'a value in it is not allowed', header.error);
  }
  return header.data;
}

/** Writes a new header; an existing one is never replaced by this. */
export async function writeNewHeader(
  folder: MatterFolder,
  header: Pick<MatterHeader, 'matterId' | 'createdAt' | 'slots'>,
): Promise<void> {
  const encoded = z.encode(headerSchema, { format: headerFormat, version: headerVersion, ...header });
  await writeWholeFile(folder.header, `${JSON.stringify(encoded, null, 2)}\n`);
}
