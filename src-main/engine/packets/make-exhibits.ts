import { constants } from 'node:fs';
import { chmod, copyFile, mkdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../../domain/app-error.ts';
import type { Footage } from '../../domain/footage.ts';
import type { FrameIndex } from '../../domain/frame-index.ts';
import type { Exhibit, ExhibitFile } from '../../domain/made-exhibit.ts';
import type { PacketPlan, PlannedExhibit } from '../../domain/packet.ts';
import type { RecordingFacts } from '../../domain/recording-facts.ts';
import { findFootage, footagePath, requireFacts } from '../footage/footage-store.ts';
import { loadFrameIndex } from '../footage/frame-index-store.ts';
import type { OpenMatter } from '../matters/open-matter.ts';
import { portableArgv } from '../media/portable-argv.ts';
import { renderClip } from '../media/render-clip.ts';
import { renderStill } from '../media/render-still.ts';
import { findMediaTools, type MediaTools } from '../media/tools.ts';
import { digestOnce, requireGoingOn } from './packet-digests.ts';

/** One recording that exhibits are made of. */
export type ExhibitSource = {
  readonly footage: Footage;
  readonly facts: RecordingFacts;
  readonly index: FrameIndex;
  /** In the vault; read, never written. */
  readonly path: string;
};

export type ExhibitWork = {
  readonly matter: OpenMatter;
  readonly plan: PacketPlan;
  /** `data/` of the packet that is being built. */
  readonly dataFolder: string;
  readonly signal: AbortSignal;
  readonly progress: (progress: { done: number; total: number; unit: string }) => void;
};

/** The recordings of a plan, each once, in the order in which they are first needed. Errors: `not-found`. */
export function exhibitSources(matter: OpenMatter, plan: PacketPlan): Map<string, ExhibitSource> {
  const ids = new Set(plan.exhibits.map((exhibit) => exhibit.annotation.footageId));
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
export async function requireWholeOriginals(work: ExhibitWork, sources: Iterable<ExhibitSource>): Promise<void> {
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

function numbered(prefix: string, number: number, ending: string): string {
  return `${prefix}-${String(number).padStart(3, '0')}.${ending}`;
}

/** The received file's ending where it is a plain one; a name inside a packet carries nothing else of it. */
function nativeEnding(originalName: string): string {
  return /\.([A-Za-z0-9]{1,8})$/.exec(originalName)?.[1]?.toLowerCase() ?? 'bin';
}

/**
 * Makes the clip and the still of every exhibit, and the native copies where they were asked for, one of each recording.
 * Each file is proved by the function that makes it. Errors: those of `renderClip` and `renderStill`; `digest-mismatch`
 * when a copy is not its original; `cancelled`.
 */
export async function makeExhibits(work: ExhibitWork, sources: ReadonlyMap<string, ExhibitSource>): Promise<Exhibit[]> {
  const tools = await findMediaTools();
  for (const folder of ['clips', 'stills', ...(work.plan.includeNative ? ['natives'] : [])]) {
    await mkdir(path.join(work.dataFolder, folder), { recursive: true });
  }
  const natives = work.plan.includeNative ? await copyNatives(work, sources.values()) : new Map<string, ExhibitFile>();
  const frames = work.plan.exhibits.map(({ annotation: { span } }) => span.outFrame - span.inFrame);
  const total = frames.reduce((sum, count) => sum + count, 0);
  const exhibits: Exhibit[] = [];
  let done = 0;
  for (const [at, planned] of work.plan.exhibits.entries()) {
    const source = sources.get(planned.annotation.footageId);
    if (source === undefined) {
      throw new AppError('internal', 'An exhibit was planned of a recording that was not prepared.');
    }
    const before = done;
    const onProgress = (progress: { readonly done: number }) =>
      work.progress({ done: Math.min(before + progress.done, total), total, unit: 'frames' });
    const made = await makeExhibit(work, source, planned, { tools, onProgress });
    const native = natives.get(source.footage.id);
    exhibits.push(native === undefined ? made : { ...made, files: [...made.files, native] });
    done += frames[at] ?? 0;
    work.progress({ done, total, unit: 'frames' });
  }
  return exhibits;
}

async function makeExhibit(
  work: ExhibitWork,
  source: ExhibitSource,
  { number, annotation }: PlannedExhibit,
  options: { readonly tools: MediaTools; readonly onProgress: (progress: { readonly done: number }) => void },
): Promise<Exhibit> {
  const { footage, facts, index } = source;
  const { span } = annotation;
  const clip = `clips/${numbered('EX', number, 'mp4')}`;
  const still = `stills/${numbered('EX', number, 'png')}`;
  const place = (file: string) => path.join(work.dataFolder, file);
  const common = { path: source.path, facts, index, signal: work.signal, tools: options.tools };
  requireGoingOn(work.signal);
  const madeClip = await renderClip({ ...common, span, outputPath: place(clip), onProgress: options.onProgress });
  requireGoingOn(work.signal);
  const madeStill = await renderStill({ ...common, frame: span.inFrame, outputPath: place(still), format: 'png' });
  const argv = (made: { readonly argv: readonly string[] }, file: string) =>
    portableArgv(made.argv, source.path, footage.digest, place(file), file);
  return {
    number,
    annotationId: annotation.id,
    annotationRevision: annotation.revision,
    footageId: footage.id,
    sourceDigest: footage.digest,
    sourceName: footage.originalName,
    stream: annotation.stream,
    timebase: index.timebase,
    span,
    files: [
      {
        path: clip,
        class: 'DERIVATIVE-CLIP',
        digest: madeClip.digest,
        byteCount: madeClip.byteCount,
        frameCount: madeClip.frameCount,
        argv: argv(madeClip, clip),
        toolVersion: madeClip.toolVersion,
      },
      {
        path: still,
        class: 'STILL',
        digest: madeStill.digest,
        byteCount: madeStill.byteCount,
        frameCount: 1,
        argv: argv(madeStill, still),
        toolVersion: madeStill.toolVersion,
      },
    ],
  };
}

/** Copies each original once and proves the copy by its digest. */
async function copyNatives(work: ExhibitWork, sources: Iterable<ExhibitSource>): Promise<Map<string, ExhibitFile>> {
  const natives = new Map<string, ExhibitFile>();
  for (const { footage, path: original } of sources) {
    requireGoingOn(work.signal);
    const file = `natives/${numbered('NATIVE', natives.size + 1, nativeEnding(footage.originalName))}`;
    const target = path.join(work.dataFolder, file);
    await copyFile(original, target, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
    await chmod(target, 0o644);
    const { sha256 } = await digestOnce(target, ['sha256'], work.signal);
    if (sha256 !== footage.digest) {
      throw new AppError(
        'digest-mismatch',
        `The copy of "${footage.originalName}" in the packet does not have the bytes of the original. Check the destination's drive and seal the packet again.`,
        { footageId: footage.id },
      );
    }
    const { size } = await stat(target);
    natives.set(footage.id, {
      path: file,
      class: 'NATIVE-COPY',
      digest: footage.digest,
      byteCount: size,
      frameCount: null,
      argv: [],
      toolVersion: '',
    });
  }
  return natives;
}
