import { exhibitLabel } from '../../../domain/exhibit-number.ts';
import { millisAtOrAfter, millisAtOrBefore } from '../../../domain/media-clock.ts';
import type { ClockStatement } from '../../../domain/recording-facts.ts';
import { type Micros, type Pts, ptsToMicros } from '../../../domain/time.ts';
import type { PacketRecord, RecordFile, RecordSource } from '../packet-record.ts';
import { volumeName } from './volume-name.ts';

/** Columns of the DAT in their order (specs/evidence.md 2.7). */
export const loadFileColumns = [
  'BEGBATES',
  'ENDBATES',
  'BEGATTACH',
  'ENDATTACH',
  'VOLUME',
  'CUSTODIAN',
  'FILENAME',
  'FILEEXT',
  'FILESIZE',
  'DATECREATED',
  'RECORDEDSTARTUTC',
  'RECORDEDTIMEBASIS',
  'DURATIONMS',
  'CLASS',
  'PARENTBATES',
  'CLIPINMS',
  'CLIPOUTMS',
  'REDACTED',
  'REDACTIONBASIS',
  'CONFIDENTIALITY',
  'MD5HASH',
  'SHA256HASH',
  'NATIVEPATH',
  'TEXTPATH',
] as const;
export type LoadFileColumn = (typeof loadFileColumns)[number];

/** What the CSV says beside the columns of the DAT. */
export const furtherColumns = ['EXHIBITS', 'TITLE', 'CONTENTS', 'SOURCEFILENAME', 'SOURCESHA256'] as const;
export type FurtherColumn = (typeof furtherColumns)[number];

export type LoadFileRow = Readonly<Record<LoadFileColumn | FurtherColumn, string>> & { readonly file: RecordFile };

/** Clocks that say when the picture was taken, the better first; when a file was last written says nothing of it. */
const startBases: readonly ClockStatement['basis'][] = [
  'container-creation-time',
  'stream-creation-time',
  'timecode',
  'file-name',
];

function recordedStart(source: RecordSource): { readonly at: Micros; readonly basis: string } | null {
  for (const basis of startBases) {
    const clock = source.clocks.find((statement) => statement.basis === basis && statement.at !== null);
    if (clock !== undefined && clock.at !== null) {
      return { at: clock.at, basis: `${basis === 'file-name' ? 'file name' : `embedded: ${basis}`}` };
    }
  }
  return null;
}

function isoText(at: Micros): string {
  return new Date(Math.floor(at / 1000)).toISOString();
}

function dateText(at: Micros): string {
  return isoText(at).slice(0, 10).replaceAll('-', '');
}

function backslashed(path: string): string {
  return path.replaceAll('/', '\\');
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** A native and what was made of it in this packet are one family; whoever stands alone has none. */
function familiesOf(numbered: readonly (RecordFile & { readonly bates: string })[]): Map<string, [string, string]> {
  const families = new Map<string, [string, string]>();
  const present = new Set(numbered.map(({ bates }) => bates));
  for (const { bates, parentBates } of numbered) {
    if (parentBates !== null && present.has(parentBates)) {
      const last = families.get(parentBates)?.[1] ?? bates;
      families.set(parentBates, [parentBates, bates > last ? bates : last]);
    }
  }
  return families;
}

/** One row for every numbered file, in the order of the numbers. */
export function loadFileRows(record: PacketRecord): LoadFileRow[] {
  const numbered = record.files
    .flatMap((file) => (file.bates === null ? [] : [{ ...file, bates: file.bates, file }]))
    .sort((one, other) => (one.bates < other.bates ? -1 : one.bates > other.bates ? 1 : 0));
  const families = familiesOf(numbered);
  const sources = new Map(record.sources.map((source) => [source.id, source]));
  const titles = new Map(record.exhibits.map(({ number, title }) => [number, title]));
  return numbered.map(({ file, bates }) => {
    const source = sources.get(file.sourceId);
    const family = families.get(file.parentBates ?? bates);
    const isNative = file.role === 'native';
    const start = source === undefined ? null : recordedStart(source);
    const offset = (pts: number) => pts - (source?.firstPts ?? 0);
    const startAt =
      start === null || source === undefined
        ? null
        : ((start.at +
            (file.span === null ? 0 : ptsToMicros(offset(file.span.inPts) as Pts, source.timebase))) as Micros);
    const dated = isNative ? start?.at : record.heading.createdAt;
    return {
      file,
      BEGBATES: bates,
      ENDBATES: bates,
      BEGATTACH: family?.[0] ?? '',
      ENDATTACH: family?.[1] ?? '',
      VOLUME: volumeName(record.heading.name),
      CUSTODIAN: source?.acquisition.statement.custodian ?? '',
      FILENAME: isNative ? (source?.originalName ?? '') : lastPart(file.path),
      FILEEXT: file.path.slice(file.path.lastIndexOf('.') + 1),
      FILESIZE: String(file.byteCount),
      DATECREATED: dated === undefined ? '' : dateText(dated),
      RECORDEDSTARTUTC: startAt === null ? '' : isoText(startAt),
      RECORDEDTIMEBASIS: start?.basis ?? 'unknown',
      DURATIONMS: file.durationMicros === null ? '' : String(Math.ceil(file.durationMicros / 1000)),
      CLASS: file.class,
      PARENTBATES: file.parentBates ?? '',
      CLIPINMS:
        file.span === null || source === undefined
          ? ''
          : String(millisAtOrBefore(offset(file.span.inPts), source.timebase)),
      CLIPOUTMS:
        file.span === null || source === undefined
          ? ''
          : String(millisAtOrAfter(offset(file.span.outPts), source.timebase)),
      REDACTED: file.class === 'REDACTED' ? 'Y' : 'N',
      REDACTIONBASIS: '',
      CONFIDENTIALITY: record.heading.confidentiality,
      MD5HASH: file.md5,
      SHA256HASH: file.digest,
      NATIVEPATH: backslashed(file.path),
      TEXTPATH: backslashed(textPathOf(file, record.files)),
      EXHIBITS: file.exhibitNumbers.map(exhibitLabel).join('; '),
      TITLE: file.exhibitNumbers.length === 1 ? (titles.get(file.exhibitNumbers[0] ?? '') ?? '') : '',
      CONTENTS: file.label,
      SOURCEFILENAME: source?.originalName ?? '',
      SOURCESHA256: source?.digest ?? '',
    };
  });
}

/** The words of a file: a transcript or captions of the very same span of the same exhibit; text is its own. */
function textPathOf(file: RecordFile, files: readonly RecordFile[]): string {
  const isText = (candidate: RecordFile) => candidate.role === 'transcript' || candidate.role === 'captions';
  if (isText(file)) {
    return file.path;
  }
  if (file.role !== 'clip' && file.role !== 'context-clip' && file.role !== 'native') {
    return '';
  }
  const isOfSameSpan = (candidate: RecordFile) =>
    candidate.sourceId === file.sourceId &&
    candidate.span?.inPts === file.span?.inPts &&
    candidate.span?.outPts === file.span?.outPts;
  const words = files.filter((candidate) => isText(candidate) && isOfSameSpan(candidate));
  return (words.find(({ role }) => role === 'transcript') ?? words[0])?.path ?? '';
}
