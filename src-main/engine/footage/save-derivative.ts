import { createHash, randomUUID } from 'node:crypto';
import { rename, unlink } from 'node:fs/promises';
import path from 'node:path';
import type { CustodyEvent } from '../../domain/custody-event.ts';
import type { Footage, Rendition, RenditionKind } from '../../domain/footage.ts';
import { renditionIdSchema } from '../../domain/identifier.ts';
import type { OpenMatter } from '../matters/open-matter.ts';
import type { RenderedFile } from '../media/rendered-file.ts';
import { inTransaction } from '../store/transaction.ts';
import { nodeDisk, syncFolder, systemCode } from './disk.ts';
import { findRendition, saveRendition } from './footage-store.ts';

/** Name ending and media type of each kind of derivative. */
const forms: Readonly<Record<RenditionKind, { readonly ending: string; readonly mediaType: string }>> = {
  proxy: { ending: 'mp4', mediaType: 'video/mp4' },
  peaks: { ending: 'peaks', mediaType: 'application/octet-stream' },
  filmstrip: { ending: 'jpg', mediaType: 'image/jpeg' },
  poster: { ending: 'jpg', mediaType: 'image/jpeg' },
};

/** Characters of a command's JSON text that fit a custody entry with room for the rest. */
const longestArgv = 12_000;

/** Where a derivative is made: a name that says it is not whole. Its digest gives it its final one. */
export function unfinishedPath(matter: OpenMatter, footage: Footage, kind: RenditionKind): string {
  return path.join(matter.folder.derivatives, `${footage.id}-${kind}-unfinished.${forms[kind].ending}`);
}

export type MadeDerivative = {
  readonly kind: RenditionKind;
  readonly path: string;
  readonly file: RenderedFile;
  readonly details: Rendition['details'];
};

/**
 * Gives finished derivatives of one recording their final names, makes them durable and records them with their custody
 * entries in one transaction. Earlier files of the same kinds are removed afterwards.
 */
export async function saveDerivatives(
  matter: OpenMatter,
  footage: Footage,
  made: readonly MadeDerivative[],
): Promise<void> {
  const renditions = made.map((each) => renditionOf(matter, footage, each));
  for (const [at, rendition] of renditions.entries()) {
    const from = made[at]?.path;
    if (from !== undefined) {
      await rename(from, path.join(matter.folder.derivatives, rendition.fileName));
    }
  }
  await syncFolder(nodeDisk, matter.folder.derivatives);
  const replaced: string[] = [];
  inTransaction(matter.database, () => {
    for (const rendition of renditions) {
      const earlier = findRendition(matter.database, footage.id, rendition.kind);
      if (earlier !== null && earlier.fileName !== rendition.fileName) {
        replaced.push(earlier.fileName);
      }
      saveRendition(matter.database, rendition);
      matter.custody.append({
        type: 'render.done',
        refs: [`asset:${footage.digest}`],
        data: {
          footageId: footage.id,
          kind: rendition.kind,
          input: footage.digest,
          output: rendition.digest,
          byteCount: rendition.byteCount,
          ...argvData(rendition.argv),
          toolVersion: rendition.toolVersion,
        },
      });
    }
  });
  for (const name of replaced) {
    await removeIfThere(path.join(matter.folder.derivatives, name));
  }
  matter.events.emit('footage.changed', { footageId: footage.id });
}

function renditionOf(matter: OpenMatter, footage: Footage, { kind, file, details }: MadeDerivative): Rendition {
  const { ending, mediaType } = forms[kind];
  return {
    id: renditionIdSchema.parse(randomUUID()),
    footageId: footage.id,
    kind,
    digest: file.digest,
    byteCount: file.byteCount,
    fileName: `${footage.id}-${kind}-${file.digest.slice(0, 8)}.${ending}`,
    mediaType,
    argv: [...file.argv],
    toolVersion: file.toolVersion,
    details,
    madeAt: matter.clock.now(),
  };
}

/** A custody entry holds 64 KiB; a longer command stands whole in the rendition's row and is fixed here by its digest. */
function argvData(argv: readonly string[]): CustodyEvent['data'] {
  const text = JSON.stringify(argv);
  return text.length <= longestArgv
    ? { argv: argv.map((argument) => argument.toWellFormed()) }
    : { argvDigest: createHash('sha256').update(text).digest('hex') };
}

async function removeIfThere(file: string): Promise<void> {
  try {
    await unlink(file);
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') {
      throw error;
    }
  }
}
