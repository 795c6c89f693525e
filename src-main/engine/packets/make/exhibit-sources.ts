import { AppError } from '../../../domain/app-error.ts';
import type { Footage } from '../../../domain/footage.ts';
import type { FrameIndex } from '../../../domain/frame-index.ts';
import type { PacketPlan } from '../../../domain/packet-plan.ts';
import type { RecordingFacts } from '../../../domain/recording-facts.ts';
import { findFootage, footagePath, requireFacts } from '../../footage/footage-store.ts';
import { loadFrameIndex } from '../../footage/frame-index-store.ts';
import type { OpenMatter } from '../../matters/open-matter.ts';
import { digestOnce } from '../packet-digests.ts';

/** One recording that exhibits are made of. */
export type ExhibitSource = {
  readonly footage: Footage;
  readonly facts: RecordingFacts;
  readonly index: FrameIndex;
  /** In the vault; read, never written. */
  readonly path: string;
};

export type Progress = (progress: { done: number; total: number; unit: string }) => void;

/** The recordings of a plan, each once, in the order in which they are first needed. Errors: `not-found`. */
export function exhibitSources(matter: OpenMatter, plan: PacketPlan): Map<string, ExhibitSource> {
  const ids = new Set(plan.exhibits.map(({ footageId }) => footageId));
  return new Map(
    [...ids].map((id) => {
      const footage = findFootage(matter.database, id);
      const facts = requireFacts(matter.database, id);
      const index = loadFrameIndex(matter.database, id);
      return [id, { footage, facts, index, path: footagePath(matter, footage) }];
    }),
  );
}

/** Reads every original in full and compares it with its digest. Errors: `digest-mismatch`, `object-missing`, `cancelled`. */
export async function requireWholeOriginals(
  work: { readonly signal: AbortSignal; readonly progress: Progress },
  sources: Iterable<ExhibitSource>,
): Promise<void> {
  const all = [...sources];
  const total = all.reduce((sum, { footage }) => sum + footage.byteCount, 0);
  let done = 0;
  for (const { footage, path: file } of all) {
    const { sha256 } = await digestOnce(file, ['sha256'], work.signal, (byteCount) => {
      done += byteCount;
      work.progress({ done, total, unit: 'bytes of originals checked' });
    }).catch((thrown: unknown) => {
      throw unreadable(footage, thrown);
    });
    if (sha256 !== footage.digest) {
      throw new AppError(
        'digest-mismatch',
        `The original of "${footage.originalName}" in the vault no longer has the bytes that were received, so no packet was made of it. Verify the matter and restore the vault from a backup.`,
        { footageId: footage.id, expected: footage.digest, actual: sha256 },
      );
    }
  }
}

function unreadable(footage: Footage, thrown: unknown): unknown {
  if (thrown instanceof AppError) {
    return thrown;
  }
  return new AppError(
    'object-missing',
    `The original of "${footage.originalName}" could not be read from the vault, so no packet was made of it. Verify the matter and restore the vault from a backup.`,
    { footageId: footage.id, digest: footage.digest },
    thrown,
  );
}

/** The source of one exhibit. Errors: `internal` for a recording that was not prepared. */
export function sourceOf(sources: ReadonlyMap<string, ExhibitSource>, footageId: string): ExhibitSource {
  const source = sources.get(footageId);
  if (source === undefined) {
    throw new AppError('internal', 'An exhibit was planned of a recording that was not prepared.');
  }
  return source;
}
