import { cueText, escapeCue, oneLine } from '../../../domain/cue-text.ts';
import { exchangeNotice } from '../../../domain/interchange.ts';
import { clockText } from '../../../domain/media-clock.ts';
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

const signs: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  lrm: '\u200e',
  rlm: '\u200f',
};

/** Cues in order of time, the id of the annotation as the cue's, and a NOTE before each with what captions cannot carry. */
export function writeVtt(document: OutgoingDocument): string {
  const [recording] = document.recordings;
  const blocks = document.annotations.map(({ exact }) => {
    const alleged =
      exact.alleged === undefined || exact.alleged === null
        ? ''
        : `\n${escapeCue(oneLine(`Alleged by ${exact.alleged.allegedBy}: ${exact.alleged.text}`))}`;
    return [
      `NOTE frame-of-record ${exactText(exact)}`,
      '',
      exact.id,
      `${clockText(startMillisOf(exact))} --> ${clockText(endMillisOf(exact))}`,
      `${escapeCue(cueText(exact.code, exact.text))}${alleged}`,
      '',
    ].join('\n');
  });
  return [
    'WEBVTT',
    '',
    `NOTE ${exchangeNotice}`,
    '',
    `NOTE ${oneLine(recording?.name ?? '').replaceAll('-->', '→')}`,
    '',
    ...blocks,
  ].join('\n');
}

function plainCue(text: string): string {
  return text
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]+));/gi, (whole, hex, decimal, name) => {
      if (typeof name === 'string') {
        return signs[name] ?? whole;
      }
      const point = typeof hex === 'string' ? Number.parseInt(hex, 16) : Number(decimal);
      return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : whole;
    });
}

const timing = /^((?:\d+:)?\d{2}:\d{2}\.\d{3})[ \t]+-->[ \t]+((?:\d+:)?\d{2}:\d{2}\.\d{3})/;

/** Cues of any WebVTT file; a code in square brackets at the start of a cue is its code. */
export function readVtt(text: string): IncomingFile {
  const blocks = text.replaceAll(/\r\n|\r/g, '\n').split(/\n{2,}/);
  const annotations: IncomingAnnotation[] = [];
  const unread: IncomingFile['unread'][number][] = [];
  let noted: ReturnType<typeof parseExactText> = null;
  for (const block of blocks.slice(1)) {
    const lines = block.split('\n').filter((line, at) => line !== '' || at > 0);
    const note = /^NOTE frame-of-record (\{.*\})$/.exec(lines[0] ?? '');
    if (note !== null) {
      noted = parseExactText(note[1] ?? '');
      continue;
    }
    if (lines.length === 0 || /^(NOTE|STYLE|REGION)(\s|$)/.test(lines[0] ?? '')) {
      continue;
    }
    const at = lines.findIndex((line) => line.includes('-->'));
    const times = timing.exec(lines[at] ?? '');
    const place = `cue ${annotations.length + unread.length + 1}`;
    if (times === null) {
      unread.push({ place, text: block.slice(0, 100), reason: 'This block has no line of times.' });
      continue;
    }
    const exact = noted !== null && lines[0] === noted.id ? noted : null;
    noted = null;
    const allLines = lines.slice(at + 1).map(plainCue);
    const allegedAt = allLines.findIndex((line) => line.startsWith('Alleged by '));
    const own = (allegedAt === -1 ? allLines : allLines.slice(0, allegedAt)).join('\n').trim();
    const alleged = /^Alleged by ([^:]+): (.+)$/s.exec(allegedAt === -1 ? '' : allLines.slice(allegedAt).join('\n'));
    const coded = /^\[([^\]\n]{1,60})\] ?/.exec(own);
    annotations.push({
      place,
      recordingName: null,
      digest: exact?.digest ?? null,
      startMillis: readClock(times[1] ?? ''),
      endMillis: readClock(times[2] ?? ''),
      frames: null,
      code: coded?.[1] ?? '',
      text: own.slice(coded?.[0].length ?? 0),
      subjects: [],
      alleged: alleged === null ? null : { allegedBy: alleged[1] ?? '', text: alleged[2] ?? '' },
      exact,
    });
  }
  return { annotations, unread };
}
