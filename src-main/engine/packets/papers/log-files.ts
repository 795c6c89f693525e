import { platform, release } from 'node:os';
import { defangCell } from '../../../domain/spreadsheet-cell.ts';
import type { PacketFiles, PacketRecord, RecordFile } from '../packet-record.ts';
import { banner, clockText } from '../record/record-texts.ts';

/** RFC 4180, formulas defused. */
function csvCell(value: string | number): string {
  const text = typeof value === 'string' ? defangCell(value.replaceAll(/\r\n?/g, '\n')) : String(value);
  return /[",\n\r;']/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

type Column = readonly [heading: string, value: (file: RecordFile, record: PacketRecord) => string | number];

const columns: readonly Column[] = [
  ['Bates', (file) => file.bates ?? ''],
  ['Path', (file) => file.path],
  ['Class', (file) => file.class],
  ['What it is', (file) => file.label],
  ['Exhibits', (file) => file.exhibitNumbers.join(' ')],
  ['Made of (Bates)', (file) => file.parentBates ?? ''],
  ['Source', (file, { sources }) => sources.find(({ id }) => id === file.sourceId)?.originalName ?? ''],
  ['Source SHA-256', (file, { sources }) => sources.find(({ id }) => id === file.sourceId)?.digest ?? ''],
  ['First frame', (file) => file.span?.inFrame ?? ''],
  ['Last frame', (file) => (file.span === null ? '' : file.span.outFrame - 1)],
  ['Frames', (file) => file.frameCount ?? ''],
  ['Duration', (file) => (file.durationMicros === null ? '' : clockText(file.durationMicros))],
  ['Bytes', (file) => file.byteCount],
  ['SHA-256', (file) => file.digest],
  ['MD5', (file) => file.md5],
  [
    'First produced in',
    (file, { production }) => production.numbers.find(({ bates }) => bates === file.bates)?.firstProducedIn ?? '',
  ],
  ['Tool', (file) => file.toolVersion],
];

/** The production log as a table: files by number, then gaps, then what differs from the packet that is replaced. */
export function productionLog(record: PacketRecord): string {
  const { production, files } = record;
  const place = (file: RecordFile): string => file.bates ?? '';
  const ordered = files.toSorted((one, other) => (place(one) < place(other) ? -1 : 1));
  const blank = Array.from({ length: columns.length - 3 }, () => '');
  const rows: (string | number)[][] = [
    columns.map(([heading]) => heading),
    ...ordered.map((file) => columns.map(([, value]) => value(file, record))),
    ...production.gaps.map(({ from, to, why }) => [from === to ? from : `${from} to ${to}`, '', 'not here', why]),
    ...(production.replaces === null
      ? []
      : [
          ['', '', 'replaces', `${production.replaces.name} (packet digest ${production.replaces.digest})`],
          ...production.replaces.changes.map((change) => ['', '', 'changed', change]),
        ]),
  ].map((row) => [...row, ...blank].slice(0, columns.length));
  return `\ufeff${rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join('')}`;
}

/** Everything about the exhibits, for programs. Integers and text only; times in ticks and microseconds. */
export function exhibitsJson({ heading, exhibits, sources, files, production }: PacketRecord): string {
  const described = exhibits.map(({ thumbnail: _thumbnail, source, files: own, ...exhibit }) => ({
    ...exhibit,
    sourceId: source.id,
    sourceDigest: source.digest,
    files: own.map(({ frameTable: _table, captions: _captions, ...file }) => file),
  }));
  const value = {
    format: 'frame-of-record/exhibits/v2',
    notice: banner,
    packet: heading,
    sources: sources.map(({ native, ...source }) => ({ ...source, native: native?.path ?? null })),
    exhibits: described,
    fileCount: files.length,
    production,
  };
  return `${JSON.stringify(value, null, 1)}\n`;
}

/** The tools that made the files; `exhibits.json` says which made which. */
export function toolVersionsJson({ heading }: PacketRecord): string {
  const versions = {
    application: `frame-of-record ${heading.appVersion}`,
    runtime: `node ${process.versions.node}`,
    system: `${platform()} ${release()}`,
    tools: heading.toolVersions,
  };
  return `${JSON.stringify(versions, null, 1)}\n`;
}

export function noticesText({ heading, rules, notices }: PacketRecord): string {
  const body = [banner, ...notices].map((notice) => `- ${notice}`);
  return `${heading.name}\nProfile ${rules.letter}: ${heading.profile}; audience: ${rules.audience}\n\n${body.join('\n')}\n`;
}

/** The logs of a packet and its notices. */
export function logFiles(record: PacketRecord): PacketFiles {
  return {
    'data/NOTICES.txt': noticesText(record),
    'data/logs/production-log.csv': productionLog(record),
    'data/logs/exhibits.json': exhibitsJson(record),
    'data/logs/tool-versions.json': toolVersionsJson(record),
  };
}
