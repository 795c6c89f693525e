import Papa from 'papaparse';
import { clockText } from '../../../domain/media-clock.ts';
import { armCell, defangCell } from '../../../domain/spreadsheet-cell.ts';
import {
  endMillisOf,
  exactText,
  type IncomingAnnotation,
  type IncomingFile,
  type OutgoingDocument,
  parseExactText,
  readClock,
  startMillisOf,
} from './exchanged.ts';

const columns = [
  'recording',
  'first_frame',
  'last_frame',
  'start',
  'end',
  'code',
  'code_title',
  'observation',
  'subjects',
  'state',
  'reviewer',
  'created',
  'changed',
  'alleged_by',
  'alleged',
  'exact',
] as const;

const byteOrderMark = '\u{feff}';

/** UTF-8 with byte order mark, RFC 4180, formulas defanged. */
export function writeCsv(document: OutgoingDocument): string {
  const names = new Map(document.recordings.map(({ id, name }) => [id, name]));
  const rows = document.annotations.map(({ exact, ...annotation }) => ({
    recording: names.get(annotation.recordingId) ?? '',
    first_frame: String(exact.frames[0]),
    last_frame: String(exact.frames[1] - 1),
    start: clockText(startMillisOf(exact)),
    end: clockText(endMillisOf(exact)),
    code: exact.code,
    code_title: annotation.codeTitle,
    observation: exact.text,
    subjects: exact.subjects.join('; '),
    state: annotation.state,
    reviewer: annotation.reviewerName,
    created: annotation.createdAt,
    changed: annotation.revisedAt,
    alleged_by: exact.alleged?.allegedBy ?? '',
    alleged: exact.alleged === undefined || exact.alleged === null ? '' : `Alleged: ${exact.alleged.text}`,
    exact: exactText(exact),
  }));
  const shown = columns.filter((column) => document.withAllegations || !column.startsWith('alleged'));
  const data = rows.map((row) => shown.map((column) => defangCell(row[column])));
  return byteOrderMark + Papa.unparse({ fields: [...shown], data }, { newline: '\r\n', quotes: false });
}

const known: Readonly<Record<string, (typeof columns)[number]>> = {
  file: 'recording',
  media: 'recording',
  'first frame': 'first_frame',
  'last frame': 'last_frame',
  begin: 'start',
  'start time': 'start',
  'end time': 'end',
  stop: 'end',
  behavior: 'code',
  label: 'code',
  tier: 'code',
  text: 'observation',
  comment: 'observation',
  annotation: 'observation',
  subject: 'subjects',
};

function columnName(heading: string): string {
  const plain = heading.trim().toLowerCase();
  return known[plain] ?? plain.replaceAll(' ', '_');
}

function wholeNumber(text: string): number | null {
  return /^\d{1,9}$/.test(text.trim()) ? Number(text) : null;
}

/** A table with a heading line; columns by name, in any order. */
export function readCsv(text: string): IncomingFile {
  const parsed = Papa.parse<Record<string, string>>(text, {
    header: true,
    skipEmptyLines: 'greedy',
    transformHeader: columnName,
  });
  // A short row is a row whose last cells are empty; what stands beyond the last heading is said.
  const unread = parsed.errors
    .filter(({ code }) => code !== 'UndetectableDelimiter' && code !== 'TooFewFields')
    .map(({ row, message }) => ({ place: `row ${(row ?? 0) + 2}`, text: '', reason: message }));
  const annotations = parsed.data.map((cells, at): IncomingAnnotation => {
    const cell = (name: (typeof columns)[number]) => armCell(cells[name] ?? '');
    const first = wholeNumber(cell('first_frame'));
    const last = wholeNumber(cell('last_frame'));
    const alleged = cell('alleged').replace(/^Alleged: /, '');
    const exact = parseExactText(cell('exact'));
    return {
      // As a spreadsheet counts, where the heading is row 1.
      place: `row ${at + 2}`,
      recordingName: cell('recording') === '' ? null : cell('recording'),
      digest: exact?.digest ?? null,
      startMillis: readClock(cell('start')),
      endMillis: readClock(cell('end')),
      frames: first === null || last === null ? null : [first, last + 1],
      code: cell('code'),
      text: cell('observation'),
      subjects: cell('subjects')
        .split(';')
        .map((name) => name.trim())
        .filter((name) => name !== ''),
      alleged: alleged === '' ? null : { text: alleged, allegedBy: cell('alleged_by') },
      exact,
    };
  });
  return { annotations, unread };
}
