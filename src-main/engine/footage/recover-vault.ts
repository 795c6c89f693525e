import { randomUUID } from 'node:crypto';
import { chmod, lstat, mkdir, readdir, rename, unlink } from 'node:fs/promises';
import path from 'node:path';
import { type Digest, digestSchema } from '../../domain/digest.ts';
import { type MatterFolder, objectPath } from '../matters/matter-folder.ts';
import type { OpenMatter } from '../matters/open-matter.ts';
import { inTransaction } from '../store/transaction.ts';
import { hasOpenAcquisition } from './acquisition-store.ts';
import { digestFile } from './digest-file.ts';
import { nodeDisk, syncFolder, systemCode } from './disk.ts';
import { listDigests, listRenditionFiles } from './footage-store.ts';

/** A custody entry names so many of a kind; the counts say how many there are. */
const mostNamed = 100;

/** Files that only we make in the derivatives folder: `<footage id>-<kind>...`. */
const derivativeName = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}-(proxy|peaks|filmstrip|poster)/;

type MatterToRecover = Pick<OpenMatter, 'database' | 'custody' | 'folder'>;

type Stray = { readonly file: string; readonly name: string; readonly digest: Digest | null };

/**
 * Puts the vault right after an engine that died: half copies are removed, whole originals that no footage stands for
 * stay for their open acquisition to take up, or move to `vault/quarantine` (they are never deleted), half-made
 * derivatives are removed, and originals that are missing or have another size are reported. What was done is a custody
 * event, written before it is done, so that nothing happens unrecorded.
 */
export async function recoverVault(matter: MatterToRecover): Promise<void> {
  const { folder, database } = matter;
  const digests = listDigests(database);
  const partials = (await namesIn(folder.incoming)).filter((name) => name.endsWith('.part'));
  const strays = await findStrays(folder, new Set(digests.map(({ digest }) => digest)));
  const leftovers = await findLeftovers(folder, listRenditionFiles(database));
  const troubled = await findTroubled(folder, digests);

  const mayAdopt = hasOpenAcquisition(database);
  const adoptable = strays.filter((stray) => mayAdopt && stray.digest !== null);
  const quarantined = strays.filter((stray) => !adoptable.includes(stray));

  inTransaction(database, () => {
    if (partials.length + quarantined.length + adoptable.length + leftovers.length > 0) {
      matter.custody.append({
        type: 'recovery',
        refs: strays.flatMap(({ digest }) => (digest === null ? [] : [`asset:${digest}`])).slice(0, mostNamed),
        data: {
          partialsRemoved: partials.length,
          keptForAcquisition: adoptable.slice(0, mostNamed).map(({ name }) => name),
          quarantined: quarantined.slice(0, mostNamed).map(({ name }) => name),
          quarantinedCount: quarantined.length,
          derivativesRemoved: leftovers.length,
        },
      });
    }
    if (troubled.length > 0) {
      matter.custody.append({
        type: 'error.integrity',
        refs: troubled.slice(0, mostNamed).map(({ digest }) => `asset:${digest}`),
        data: { troubledCount: troubled.length, troubled: troubled.slice(0, mostNamed) },
      });
    }
  });

  for (const name of partials) {
    await unlink(path.join(folder.incoming, name));
  }
  for (const name of leftovers) {
    await unlink(path.join(folder.derivatives, name));
  }
  for (const stray of adoptable) {
    await chmod(stray.file, 0o444);
  }
  await quarantine(folder, quarantined);
}

/** Names in a folder; none when the folder is not there. */
async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') {
      return [];
    }
    throw error;
  }
}

/** Everything among the objects that no footage stands for; `digest` where its bytes are what its name says. */
async function findStrays(folder: MatterFolder, known: ReadonlySet<string>): Promise<Stray[]> {
  const strays: Stray[] = [];
  for (const shelf of await namesIn(folder.objects)) {
    const shelfPath = path.join(folder.objects, shelf);
    if (!(await lstat(shelfPath)).isDirectory()) {
      strays.push({ file: shelfPath, name: shelf, digest: null });
      continue;
    }
    for (const name of await namesIn(shelfPath)) {
      const isInPlace = name.startsWith(shelf);
      if (!isInPlace || !known.has(name)) {
        const file = path.join(shelfPath, name);
        strays.push({ file, name, digest: isInPlace ? await provenDigest(file, name) : null });
      }
    }
  }
  return strays;
}

async function provenDigest(file: string, name: string): Promise<Digest | null> {
  if (!digestSchema.safeParse(name).success || !(await lstat(file)).isFile()) {
    return null;
  }
  const { digest } = await digestFile(file);
  return digest === name ? digest : null;
}

async function quarantine(folder: MatterFolder, strays: readonly Stray[]): Promise<void> {
  if (strays.length === 0) {
    return;
  }
  const place = path.join(folder.vault, 'quarantine');
  await mkdir(place, { recursive: true, mode: 0o700 });
  for (const stray of strays) {
    await rename(stray.file, path.join(place, `${stray.name}-${randomUUID().slice(0, 8)}`));
  }
  await syncFolder(nodeDisk, place);
}

/** Derivatives that were being made, or made and not yet recorded. They can be made again from the original. */
async function findLeftovers(folder: MatterFolder, recorded: ReadonlySet<string>): Promise<string[]> {
  const names = await namesIn(folder.derivatives);
  return names.filter((name) => !recorded.has(name) && (derivativeName.test(name) || name.endsWith('.partial')));
}

/** Originals that are missing or have another size than was recorded: the quick check at opening. */
async function findTroubled(
  folder: MatterFolder,
  digests: readonly { digest: string; byteCount: number }[],
): Promise<{ digest: string; finding: string }[]> {
  const troubled: { digest: string; finding: string }[] = [];
  for (const { digest, byteCount } of digests) {
    const finding = await lookAt(objectPath(folder, digestSchema.parse(digest)), byteCount);
    if (finding !== null) {
      troubled.push({ digest, finding });
    }
  }
  return troubled;
}

async function lookAt(file: string, byteCount: number): Promise<string | null> {
  try {
    const stats = await lstat(file);
    return stats.isFile() && stats.size === byteCount ? null : 'has another size than was recorded';
  } catch (error) {
    if (systemCode(error) === 'ENOENT') {
      return 'is missing from the vault';
    }
    throw error;
  }
}
