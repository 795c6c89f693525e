import { type BatesEntry, batesText } from '../../../domain/bates.ts';
import type { Digest } from '../../../domain/digest.ts';
import { fileRoles } from '../../../domain/exhibit-files.ts';
import { clipFrameTable, nativeFrameTable } from '../../../domain/frame-table.ts';
import type { MadeFile } from '../make/made-file.ts';
import { outputName } from '../make/made-file.ts';
import type { MadeFiles } from '../make/make-files.ts';
import type { Move } from '../make/packet-journal.ts';
import type { FileWanted } from '../make/recipes.ts';
import type { RecordFile } from '../packet-record.ts';

/** The files that were produced, under their numbers, and where each comes from. */
export type ProducedFiles = {
  /** Of each exhibit in the order of the plan, the main one first. */
  readonly ofExhibits: readonly (readonly RecordFile[])[];
  /** Each once, in the order of the exhibits. */
  readonly all: readonly RecordFile[];
  readonly moves: readonly Move[];
};

type Produced = { readonly wanted: FileWanted; readonly made: MadeFile };

const mediaTypes: Readonly<Record<string, string>> = {
  mp4: 'video/mp4',
  m4v: 'video/mp4',
  mov: 'video/quicktime',
  qt: 'video/quicktime',
  avi: 'video/x-msvideo',
  mkv: 'video/x-matroska',
  webm: 'video/webm',
  ts: 'video/mp2t',
  mts: 'video/mp2t',
  m2ts: 'video/mp2t',
  mpg: 'video/mpeg',
  mpeg: 'video/mpeg',
  wmv: 'video/x-ms-wmv',
  '3gp': 'video/3gpp',
  png: 'image/png',
  vtt: 'text/vtt',
};

function listProduced(files: MadeFiles): Produced[][] {
  return files.wanted.map((wanted) =>
    wanted.flatMap((file) => {
      const made = files.made.get(file.recipe);
      return made === undefined ? [] : [{ wanted: file, made }];
    }),
  );
}

/** Digests in the order in which they get numbers: whole recordings first, then exhibit by exhibit. */
export function digestsToNumber(files: MadeFiles): Digest[] {
  const all = listProduced(files).flat();
  const isNative = ({ wanted }: Produced): boolean => wanted.planned.role === 'native';
  const ordered = [...all.filter(isNative), ...all.filter((each) => !isNative(each))];
  return [...new Set(ordered.map(({ made }) => made.digest))];
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values)];
}

function frameTableOf({ wanted: { planned, source } }: Produced): RecordFile['frameTable'] {
  if (planned.role === 'native') {
    return nativeFrameTable(source.index);
  }
  const isClip = planned.role === 'clip' || planned.role === 'context-clip';
  return isClip && planned.span !== null ? clipFrameTable(source.index, planned.span) : null;
}

/** One file with everything that was wanted of it: several exhibits may share it, and two wishes may give the same bytes. */
function describeFile(
  same: readonly Produced[],
  first: Produced,
  bates: string,
  natives: ReadonlyMap<string, string>,
): RecordFile {
  const { wanted, made } = first;
  const { planned, source } = wanted;
  const path = `${planned.folder}/${bates}.${planned.ending}`;
  const spans = distinct(same.map(({ wanted: { planned: other } }) => JSON.stringify(other.span)));
  const native = natives.get(source.footage.id) ?? null;
  return {
    path,
    role: planned.role,
    class: planned.class,
    bates,
    parentBates: native === bates ? null : native,
    exhibitNumbers: distinct(same.map((each) => each.wanted.exhibit.number)),
    label: distinct(same.map((each) => each.wanted.planned.label)).join('; '),
    sourceId: source.footage.id,
    digest: made.digest,
    md5: made.md5,
    byteCount: made.byteCount,
    mediaType: mediaTypes[planned.ending] ?? 'application/octet-stream',
    width: made.width,
    height: made.height,
    frameCount: made.frameCount,
    durationMicros: made.durationMicros,
    hasSound: made.hasSound,
    span: planned.span,
    markedSpan: same.map((each) => each.wanted.planned.markedSpan).find((span) => span !== null) ?? null,
    parameters: [
      ...made.parameters,
      ...(spans.length > 1
        ? [{ label: 'Also', value: 'other frames of the source give this very file; they are named in its label' }]
        : []),
    ],
    frameTable: frameTableOf(first),
    captions: made.captions,
    proof: made.proof,
    proofPath: made.proofTable === null ? null : `proofs/${bates}.csv`,
    argv: made.argv.map((argument) => (argument === `file:${outputName}` ? `file:${path}` : argument)),
    toolVersion: made.toolVersion,
  };
}

function byRole(one: Produced, other: Produced): number {
  return fileRoles.indexOf(one.wanted.planned.role) - fileRoles.indexOf(other.wanted.planned.role);
}

/** Gives the made files their numbers, names and places. */
export function produceFiles(files: MadeFiles, numbers: ReadonlyMap<Digest, BatesEntry>): ProducedFiles {
  const ofExhibits = listProduced(files);
  const produced = ofExhibits.flat();
  const batesOf = (digest: Digest): string => {
    const entry = numbers.get(digest);
    return entry === undefined ? '' : batesText(entry.prefix, entry.number);
  };
  const natives = new Map(
    produced
      .filter(({ wanted }) => wanted.planned.role === 'native')
      .map(({ wanted, made }) => [wanted.source.footage.id, batesOf(made.digest)]),
  );
  const byDigest = new Map<Digest, Produced[]>();
  for (const each of produced) {
    byDigest.set(each.made.digest, [...(byDigest.get(each.made.digest) ?? []), each]);
  }
  const records = new Map<Digest, RecordFile>();
  const moves: Move[] = [];
  for (const [digest, same] of byDigest) {
    const first = same.toSorted(byRole)[0];
    if (first !== undefined) {
      const record = describeFile(same, first, batesOf(digest), natives);
      records.set(digest, record);
      moves.push({ file: first.made.file, to: `data/${record.path}` });
      if (first.made.proofTable !== null && record.proofPath !== null) {
        moves.push({ file: first.made.proofTable.file, to: `data/${record.proofPath}` });
      }
    }
  }
  const recordsOf = (each: readonly Produced[]): RecordFile[] => [
    ...new Set(
      each.flatMap(({ made }) => {
        const record = records.get(made.digest);
        return record === undefined ? [] : [record];
      }),
    ),
  ];
  return { ofExhibits: ofExhibits.map(recordsOf), all: recordsOf(produced), moves };
}
