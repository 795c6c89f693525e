import { mkdir, open, realpath } from 'node:fs/promises';
import path from 'node:path';
import { crc32 } from 'node:zlib';
import { type Entry, fromRandomAccessReaderPromise, type ZipFile } from 'yauzl';
import { AppError } from '../../domain/app-error.ts';
import { isDiskFull } from '../store/whole-file.ts';
import { BytesReader, type ReadableBytes } from './readable-bytes.ts';

const mostEntries = 100_000;
const mostBytes = 2 * 1024 ** 4;
const greatestRatio = 200;
const ratioFrom = 100 * 1024 ** 2;

/** A name of a file within a packet on every file system (specs/evidence.md 2.2 and 5.5). */
const namePattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/;
const reservedPattern = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?$/i;
const longestPath = 240;

export type UnpackOptions = {
  readonly signal: AbortSignal;
  readonly onBytes: (done: number, total: number) => void;
  /** Refuses by the sizes of the files, in bytes. */
  readonly beforeWriting: (sizes: readonly number[]) => Promise<void>;
};

/**
 * Unpacks a ZIP from elsewhere into `folder`, which must be new and empty, and answers the one folder that everything in it
 * lies in. Errors: `packet-invalid` for a name that leads elsewhere, a link, names that differ by letter case only, too
 * much of anything, or contents that do not fit their checksum; `disk-full`; `cancelled`.
 */
export async function unpackZip(bytes: ReadableBytes, folder: string, options: UnpackOptions): Promise<string> {
  const zip = await openZip(bytes);
  try {
    const entries = await listEntries(zip);
    const top = topOf(entries);
    const total = entries.reduce((sum, entry) => sum + entry.uncompressedSize, 0);
    await options.beforeWriting(entries.map((entry) => entry.uncompressedSize));
    const root = await realpath(folder);
    let done = 0;
    for (const entry of entries) {
      await unpackEntry(zip, entry, root, (byteCount) => {
        options.signal.throwIfAborted();
        done += byteCount;
        options.onBytes(done, total);
      });
      options.signal.throwIfAborted();
    }
    return top;
  } finally {
    zip.close();
  }
}

function refused(reason: string, name?: string): AppError {
  return new AppError(
    'packet-invalid',
    `The file was not opened: ${reason}. A packet that was handed over by this program holds nothing of the kind; ask the sender for it anew.`,
    name === undefined ? {} : { name },
  );
}

/** What the ZIP library throws as a sentence; AppErrors and failures of the disk pass through. */
function zipError(thrown: unknown): unknown {
  if (thrown instanceof AppError || !(thrown instanceof Error) || 'code' in thrown) {
    return thrown;
  }
  return new AppError('packet-invalid', `The ZIP is damaged (${thrown.message}). Copy it again, whole.`, {}, thrown);
}

async function openZip(bytes: ReadableBytes): Promise<ZipFile> {
  try {
    // Names are judged here, as bytes, before the library puts anything right in them.
    return await fromRandomAccessReaderPromise(new BytesReader(bytes), bytes.byteCount, {
      autoClose: false,
      decodeStrings: false,
      validateEntrySizes: true,
    });
  } catch (thrown) {
    throw zipError(thrown);
  }
}

async function listEntries(zip: ZipFile): Promise<Entry[]> {
  if (zip.entryCount > mostEntries) {
    throw refused(`it holds more than ${mostEntries} files`);
  }
  const entries: Entry[] = [];
  const seen = new Set<string>();
  let plainBytes = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      const name = checkedName(entry);
      if (seen.has(name.toLowerCase())) {
        throw refused(`two files in it have the same name but for letter case (${name})`, name);
      }
      seen.add(name.toLowerCase());
      checkKind(entry, name);
      plainBytes += entry.uncompressedSize;
      if (entries.push(entry) > mostEntries || plainBytes > mostBytes) {
        throw refused('it holds more than a packet can');
      }
    }
  } catch (thrown) {
    throw zipError(thrown);
  }
  requireFolders(seen);
  return entries;
}

/** Names that are a file for one entry and a folder for another. */
function requireFolders(names: ReadonlySet<string>): void {
  for (const name of names) {
    for (let at = name.indexOf('/'); at > 0; at = name.indexOf('/', at + 1)) {
      if (names.has(name.slice(0, at))) {
        throw refused(`${name.slice(0, at)} is a file and a folder at once`, name);
      }
    }
  }
}

export function entryName(entry: Pick<Entry, 'fileNameRaw'>): string {
  return entry.fileNameRaw.toString('utf8');
}

function checkedName(entry: Entry): string {
  const name = entryName(entry);
  const steps = name.split('/');
  const isGood =
    name.length <= longestPath &&
    steps.length >= 2 &&
    steps.every((step) => namePattern.test(step) && !step.endsWith('.') && !reservedPattern.test(step));
  if (!isGood) {
    throw refused(`it holds a name that is not allowed (${JSON.stringify(name.slice(0, 100))})`, name.slice(0, 200));
  }
  return name;
}

function checkKind(entry: Entry, name: string): void {
  const unixMode = entry.externalFileAttributes >>> 16;
  const fileType = unixMode & 0o170000;
  if (fileType !== 0 && fileType !== 0o100000) {
    throw refused(`${name} in it is a link, a device or a folder, not a file`, name);
  }
  if (entry.isEncrypted() || (entry.compressionMethod !== 0 && entry.compressionMethod !== 8)) {
    throw refused(`${name} in it is packed in a way that packets are not`, name);
  }
  if (entry.uncompressedSize > ratioFrom && entry.uncompressedSize > greatestRatio * entry.compressedSize) {
    throw refused(`${name} in it unpacks to more than ${greatestRatio} times its size`, name);
  }
}

function topOf(entries: readonly Entry[]): string {
  const tops = new Set(entries.map((entry) => entryName(entry).split('/')[0] ?? ''));
  const [top] = tops;
  if (tops.size !== 1 || top === undefined) {
    throw refused('it does not hold exactly one packet');
  }
  return top;
}

async function unpackEntry(
  zip: ZipFile,
  entry: Entry,
  root: string,
  onBytes: (byteCount: number) => void,
): Promise<void> {
  const name = entryName(entry);
  const target = path.join(root, ...name.split('/'));
  await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
  const real = await realpath(path.dirname(target));
  if (real !== root && !real.startsWith(root + path.sep)) {
    throw refused(`${name} in it leads out of the folder`, name);
  }
  let sum = 0;
  try {
    const handle = await open(target, 'wx', 0o644);
    try {
      for await (const chunk of await zip.openReadStreamPromise(entry)) {
        sum = crc32(chunk, sum);
        await handle.writeFile(chunk);
        onBytes(chunk.length);
      }
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (thrown) {
    if (isDiskFull(thrown)) {
      throw new AppError(
        'disk-full',
        'There is too little room to unpack the packet. Free some space and try again.',
        {},
        thrown,
      );
    }
    throw zipError(thrown);
  }
  if (sum !== entry.crc32) {
    throw refused(`the contents of ${name} do not fit their checksum, so it was damaged or changed`, name);
  }
}
