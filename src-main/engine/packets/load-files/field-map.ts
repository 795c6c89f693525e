import type { RecordHeading } from '../packet-record.ts';
import type { DatRemark } from './concordance-dat.ts';
import { type LoadFileColumn, loadFileColumns } from './load-file-rows.ts';

type ColumnKind = 'text' | 'date' | 'time' | 'number' | 'yes or no' | 'path';

const meanings: Readonly<Record<LoadFileColumn, readonly [kind: ColumnKind, meaning: string]>> = {
  BEGBATES: [
    'text',
    'Production number of the file. One number for each file, whatever its length. Use it as the key.',
  ],
  ENDBATES: ['text', 'The same number: a media file has no pages.'],
  BEGATTACH: [
    'text',
    'Number of the native file that this file and others were made of; the same for the whole family. Empty where a file stands alone.',
  ],
  ENDATTACH: [
    'text',
    'Highest number in that family. Numbers between BEGATTACH and ENDATTACH may belong to other families: go by PARENTBATES.',
  ],
  VOLUME: ['text', 'Name of this production volume, the same as in the OPT.'],
  CUSTODIAN: ['text', 'Custodian stated when the recording was received. Empty where none was stated.'],
  FILENAME: [
    'text',
    'Native files: the name under which the recording was received. All others: their name in this production.',
  ],
  FILEEXT: ['text', 'Ending of the file in this production, without the dot.'],
  FILESIZE: ['number', 'Bytes.'],
  DATECREATED: [
    'date',
    'YYYYMMDD, UTC. Native files: the date the recording states of itself, empty where it states none. All others: the date of production.',
  ],
  RECORDEDSTARTUTC: [
    'time',
    'ISO 8601, UTC: the first frame by the clock named in RECORDEDTIMEBASIS. As the recording states it; not checked against another clock. Some devices write the time at which recording ended.',
  ],
  RECORDEDTIMEBASIS: ['text', 'Where that time was read, or "unknown".'],
  DURATIONMS: ['number', 'Length in milliseconds, rounded up. Empty for pictures and text.'],
  CLASS: [
    'text',
    'NATIVE-COPY: bit for bit as received. DERIVATIVE-CLIP, DERIVATIVE-STILL: an excerpt without overlays. ENHANCED: viewing aids applied. ILLUSTRATIVE-AID: overlays or slow motion, not evidence. SUMMARY: contact sheet. REDACTED: parts removed.',
  ],
  PARENTBATES: [
    'text',
    'Number of the native file in this production that this file was made of. Empty where there is none.',
  ],
  CLIPINMS: ['number', 'Where the excerpt begins in its recording: milliseconds from the first frame, rounded down.'],
  CLIPOUTMS: ['number', 'Where it ends: milliseconds from the first frame, rounded up. That moment is not part of it.'],
  REDACTED: ['yes or no', 'Y or N.'],
  REDACTIONBASIS: ['text', 'Ground of the redaction; empty where REDACTED is N.'],
  CONFIDENTIALITY: ['text', 'Designation of the whole production; mostly empty.'],
  MD5HASH: ['text', '32 hex digits, for systems that ask for it. The hash that counts is the SHA-256.'],
  SHA256HASH: ['text', '64 hex digits of the file as produced.'],
  NATIVEPATH: ['path', 'The file itself.'],
  TEXTPATH: ['path', 'Captions or a transcript of the same span, UTF-8. Empty where there are none.'],
};

function wrapped(text: string, indent: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && indent.length + line.length + 1 + word.length > 100) {
      lines.push(indent + line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, indent + line];
}

function remarkLines(remarks: readonly DatRemark[]): string[] {
  if (remarks.length === 0) {
    return wrapped('None was needed in this production.', '  ');
  }
  return remarks.map(({ row, column, replaced }) => `  Row ${row}, ${column}: ${replaced.join(', ')}`);
}

/** Says in plain words, in ASCII, how the load files are made and what each column holds. */
export function fieldMapText(
  heading: Pick<RecordHeading, 'name' | 'created'>,
  volume: string,
  rowCount: number,
  remarks: readonly DatRemark[],
): string {
  const lines = [
    `LOAD FILES OF ${heading.name}`,
    `Dated ${heading.created}. ${rowCount} files, ${rowCount} rows in each of the three load files.`,
    '',
    'WHAT IS HERE',
    `  ${volume}.dat    Concordance load file: one row for each file, its data and its paths.`,
    `  ${volume}.opt    Opticon load file: one page image for each file.`,
    `  ${volume}.csv    The same rows as a table, with exhibit numbers, titles and the source recording added.`,
    '  images/        The page images: slip sheets that say "Produced in native format". TIFF, Group 4, 300 dpi,',
    '                 black and white, one page each, letter size.',
    '',
    'PATHS',
    ...wrapped(
      'Every path begins at the folder "data" of this production, which is the root of the volume, and is written with backslashes. Choose that folder as the base when loading. Nothing has to be renamed or moved.',
      '  ',
    ),
    '',
    'THE DAT',
    '  Encoding          UTF-8 with byte order mark',
    '  Column separator  U+0014 (ASCII 20)',
    '  Text qualifier    U+00FE (thorn), around every value. Bytes C3 BE in this encoding; FE in Windows-1252.',
    '  New line in text  U+00AE (registered sign). Bytes C2 AE in this encoding; AE in Windows-1252.',
    '  Row end           CR LF. The first row holds the names of the columns.',
    '  Dates             YYYYMMDD',
    '  Times             ISO 8601, UTC: 2026-02-09T14:58:31.000Z',
    '  More than one     no column holds several values',
    '',
    'COLUMNS OF THE DAT',
    ...loadFileColumns.flatMap((column, at) => {
      const [kind, meaning] = meanings[column];
      return [`  ${String(at + 1).padStart(2)}  ${column}  (${kind})`, ...wrapped(meaning, '        ')];
    }),
    '',
    'SIGNS THAT WERE REPLACED',
    ...wrapped(
      'The three signs of the format and control characters cannot stand in a value of the DAT. Where a value had one, it was written as a backslash, u and four hex digits (\\u00fe). The CSV has the value as it was.',
      '  ',
    ),
    ...remarkLines(remarks),
    '',
    'THE OPT',
    ...wrapped(
      'ASCII, seven values a line, no heading: image key (the Bates number), volume, path of the image, Y for the first page of a document, folder break (empty), box break (empty), number of pages (1).',
      '  ',
    ),
    '',
    'THE CSV',
    ...wrapped(
      'UTF-8 with byte order mark, RFC 4180. A cell, or a line or list item within a cell, that a spreadsheet would run as a formula (beginning with = + - @ or a tab) has an apostrophe before it, and so has one that began with an apostrophe. Take one apostrophe away to have the value again; the DAT has it unchanged. Columns after those of the DAT: EXHIBITS, TITLE, CONTENTS, SOURCEFILENAME (name of the recording as received), SOURCESHA256.',
      '  ',
    ),
    '',
    'BEFORE LOADING',
    ...wrapped(
      'Please compare this with your own specification first, and verify the production (VERIFY.txt) before anything is copied out of it.',
      '  ',
    ),
    '',
  ];
  return lines.join('\r\n');
}
