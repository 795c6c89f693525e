import { type FileHandle, open, readdir } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../../domain/app-error.ts';

/** The parts of a hand-over as one long file, read at any place; nothing is written for it. */
export type JoinedParts = {
  /** `PKT001.zip.age` or `PKT001.zip`. */
  readonly name: string;
  readonly byteCount: number;
  readonly partCount: number;
  /** Bytes from `position`; as many as were asked for, or `packet-invalid`. */
  read(position: number, length: number): Promise<Buffer>;
  /** The part that holds a byte, for a sentence. */
  partAt(position: number): string;
  close(): Promise<void>;
};

type Part = { readonly name: string; readonly handle: FileHandle; readonly start: number; readonly byteCount: number };

const partPattern = /^(.+\.zip(?:\.age)?)\.(\d{3,4})$/;
const wholePattern = /\.zip(\.age)?$/;

/**
 * Opens what `file` belongs to: itself, or with a name like `PKT001.zip.age.001` (any of the parts) all parts beside it.
 * Errors: `bad-request` for another kind of name, `packet-invalid` when a part is missing, `source-unreadable`.
 */
export async function openParts(file: string): Promise<JoinedParts> {
  const folder = path.dirname(file);
  const match = partPattern.exec(path.basename(file));
  const name = match?.[1] ?? path.basename(file);
  if (!wholePattern.test(name)) {
    throw new AppError(
      'bad-request',
      `${path.basename(file)} is no packet that was handed over: its name would end in .zip.age, .zip, or .001 and so on. Choose the file, or the first part.`,
    );
  }
  const names = match === null ? [name] : await partNames(folder, name);
  const parts: Part[] = [];
  let byteCount = 0;
  try {
    for (const part of names) {
      const handle = await open(path.join(folder, part), 'r');
      const { size } = await handle.stat();
      parts.push({ name: part, handle, start: byteCount, byteCount: size });
      byteCount += size;
    }
  } catch (cause) {
    await Promise.all(parts.map((part) => part.handle.close()));
    throw new AppError('source-unreadable', `The file ${name} or one of its parts cannot be read.`, { folder }, cause);
  }

  function at(position: number): Part | undefined {
    return parts.find((part) => position >= part.start && position < part.start + part.byteCount);
  }
  return {
    name,
    byteCount,
    partCount: parts.length,
    partAt: (position) => (at(position) ?? parts.at(-1))?.name ?? name,
    async read(position, length) {
      const buffer = Buffer.allocUnsafe(length);
      let filled = 0;
      while (filled < length) {
        const part = at(position + filled);
        const within = position + filled - (part?.start ?? 0);
        const wanted = part === undefined ? 0 : Math.min(length - filled, part.byteCount - within);
        const bytesRead = part === undefined ? 0 : (await part.handle.read(buffer, filled, wanted, within)).bytesRead;
        if (bytesRead === 0) {
          throw new AppError('packet-invalid', `${name} ends too early. Copy it again, with all of its parts.`);
        }
        filled += bytesRead;
      }
      return buffer;
    },
    async close() {
      await Promise.all(parts.map((part) => part.handle.close()));
    },
  };
}

/** Every part from 1 on, as many as the list beside them says, or as there are. Errors: `packet-invalid`. */
async function partNames(folder: string, name: string): Promise<string[]> {
  const numbers = new Map<number, string>();
  for (const entry of await readdir(folder)) {
    const match = partPattern.exec(entry);
    if (match?.[1] === name) {
      numbers.set(Number(match[2]), entry);
    }
  }
  const last = Math.max(0, ...numbers.keys());
  const names: string[] = [];
  for (let number = 1; number <= last; number++) {
    const part = numbers.get(number);
    if (part === undefined) {
      throw new AppError(
        'packet-invalid',
        `Part ${number} of ${name} is missing. Copy all parts into one folder, then try again.`,
        { number },
      );
    }
    names.push(part);
  }
  return names;
}
