import { AppError } from '../../../domain/app-error.ts';
import type { ExchangeFormat } from '../../../domain/interchange.ts';
import { readBoris, writeBoris } from './boris-format.ts';
import { readCsv, writeCsv } from './csv-format.ts';
import { readEaf, writeEaf } from './eaf-format.ts';
import type { IncomingFile, OutgoingDocument } from './exchanged.ts';
import { readVtt, writeVtt } from './vtt-format.ts';
import { readWebAnnotations, writeWebAnnotations } from './web-annotation-format.ts';

type Format = {
  readonly write: (document: OutgoingDocument) => string;
  readonly read: (text: string) => IncomingFile;
  /** What other programs do not see of an annotation in this format, in sentences. */
  readonly limits: readonly string[];
};

/** Deep nesting is how JSON turns hostile; nothing exchanged here comes near. */
const deepest = 40;

/** Numbers that are none: Python writes them (BORIS does for pictures without a date), and JSON does not have them. */
const noNumber = /(?:NaN|-?Infinity)/y;

/** The text with null in place of numbers that are none. Errors: `bad-request` when it nests too deep. */
function strictJson(text: string): string {
  let depth = 0;
  let strict = '';
  let copied = 0;
  for (let at = 0; at < text.length; at++) {
    const sign = text[at];
    if (sign === '"') {
      at = endOfString(text, at);
    } else if (sign === '{' || sign === '[') {
      depth += 1;
      if (depth > deepest) {
        throw new AppError('bad-request', `This file nests deeper than ${deepest} levels and was not read.`);
      }
    } else if (sign === '}' || sign === ']') {
      depth -= 1;
    } else if (sign === 'N' || sign === 'I' || sign === '-') {
      noNumber.lastIndex = at;
      const [found = ''] = noNumber.exec(text) ?? [];
      if (found !== '') {
        strict += `${text.slice(copied, at)}null`;
        copied = at + found.length;
        at = copied - 1;
      }
    }
  }
  return strict + text.slice(copied);
}

/** Where the closing quote of a string stands. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') {
      at += 1;
    } else if (text[at] === '"') {
      return at;
    }
  }
  return text.length;
}

function parseJson(text: string): unknown {
  const strict = strictJson(text);
  try {
    return JSON.parse(strict, (key, value: unknown) => (key === '__proto__' ? undefined : value));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new AppError('bad-request', `This file is not the JSON it should be (${reason}).`, {}, cause);
  }
}

export const formats: Readonly<Record<ExchangeFormat, Format>> = {
  csv: {
    write: writeCsv,
    read: readCsv,
    limits: [
      'Cells that a spreadsheet would run as a formula begin with an apostrophe; reading the file here takes it away again.',
    ],
  },
  webvtt: {
    write: writeVtt,
    read: readVtt,
    limits: [
      'Players show whole milliseconds, rounded outward; the exact frames stand in notes that players pass over.',
      'Attributes, subjects and confidence stand in those notes only.',
    ],
  },
  eaf: {
    write: writeEaf,
    read: readEaf,
    limits: [
      'ELAN counts whole milliseconds, rounded outward; the exact frames stand in properties of the document.',
      'Annotations of a group that overlap stand on further tiers, because a tier of ELAN holds one at a time.',
      'Attributes, subjects and confidence stand in the properties only.',
    ],
  },
  boris: {
    write: writeBoris,
    read: (text) => readBoris(parseJson(text)),
    limits: [
      'BORIS names one subject an event: the first; the others stand in the comment.',
      'Spans of one code and subject that overlap cannot be told apart by BORIS itself; the exact frames stand in the comment.',
    ],
  },
  'web-annotation': {
    write: writeWebAnnotations,
    read: (text) => readWebAnnotations(parseJson(text)),
    limits: ['Media fragments are whole milliseconds, rounded outward; the exact frames stand beside them as "exact".'],
  },
};

/** The format of a file by what it holds, not by its name. Errors: `bad-request`. */
export function formatOf(text: string): ExchangeFormat {
  const start = text.trimStart().slice(0, 4000);
  if (/^WEBVTT(\s|$)/.test(start)) {
    return 'webvtt';
  }
  if (start.startsWith('<')) {
    return 'eaf';
  }
  if (start.startsWith('{') || start.startsWith('[')) {
    return /"(behaviors_conf|project_format_version|observations)"/.test(text) && !/anno\.jsonld/.test(start)
      ? 'boris'
      : 'web-annotation';
  }
  if (/^[^\n]*[,;\t]/.test(start)) {
    return 'csv';
  }
  throw new AppError(
    'bad-request',
    'This file is none of the formats that can be read: CSV, WebVTT, ELAN (.eaf), BORIS project, W3C Web Annotation.',
  );
}
