import type { ClockStatement } from '../../domain/recording-facts.ts';
import type { Micros } from '../../domain/time.ts';
import type { ProbeAnswer } from './probe-answer.ts';

/** Reads an ISO time that states its zone; without one nobody knows what moment is meant, so it stays text. */
function momentOf(text: string): Micros | null {
  const zoned = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2})(\.\d+)?(Z|[+-]\d{2}:?\d{2})$/.exec(text.trim());
  if (zoned === null) {
    return null;
  }
  const [, date = '', time = '', fraction = '', zone = ''] = zoned;
  const offset = zone === 'Z' ? 'Z' : `${zone.slice(0, 3)}:${zone.slice(-2)}`;
  const wholeSeconds = Date.parse(`${date}T${time}${offset}`);
  if (Number.isNaN(wholeSeconds)) {
    return null;
  }
  const micros = Number(`${fraction.slice(1)}000000`.slice(0, 6));
  return (wholeSeconds * 1000 + micros) as Micros;
}

const nameClock =
  /(?<!\d)((?:19|20)\d{2})[-_.]?(\d{2})[-_.]?(\d{2})[-_. T]{0,2}(\d{2})[-_.:h]?(\d{2})[-_.:m]?(\d{2})(?!\d)/;

/** The local date and time cameras write into file names (`VID_20191220_170832`), or null. Their zone is not stated. */
export function clockInFileName(name: string): string | null {
  const match = nameClock.exec(name);
  if (match === null) {
    return null;
  }
  const [year, month, day, hour, minute, second] = match.slice(1).map(Number);
  const text = `${match[1]}-${match[2]}-${match[3]} ${match[4]}:${match[5]}:${match[6]}`;
  const asUtc = new Date(Date.UTC(year ?? 0, (month ?? 0) - 1, day, hour, minute, second));
  const isReal = asUtc.getUTCMonth() + 1 === month && asUtc.getUTCDate() === day && asUtc.getUTCHours() === hour;
  return isReal && (minute ?? 60) < 60 && (second ?? 60) < 60 ? text : null;
}

const containerKeys = ['creation_time', 'com.apple.quicktime.creationdate', 'date', 'DATE', 'DATE_RECORDED'];

/** Every statement the recording makes about when it was made, in the order of where it stands; none is preferred. */
export function collectClocks(
  answer: ProbeAnswer,
  received: { readonly originalName: string; readonly modifiedAt: Micros | null },
): ClockStatement[] {
  const clocks: ClockStatement[] = [];
  const add = (basis: ClockStatement['basis'], text: string | undefined, at: Micros | null): void => {
    if (text !== undefined && text !== '' && !clocks.some((known) => known.basis === basis && known.text === text)) {
      clocks.push({ basis, text, at });
    }
  };
  for (const key of containerKeys) {
    const text = answer.format.tags[key];
    add('container-creation-time', text, momentOf(text ?? ''));
  }
  for (const stream of answer.streams) {
    const text = stream.tags['creation_time'];
    add('stream-creation-time', text, momentOf(text ?? ''));
  }
  add('timecode', answer.format.tags['timecode'], null);
  for (const stream of answer.streams) {
    add('timecode', stream.tags['timecode'], null);
  }
  add('file-name', clockInFileName(received.originalName) ?? undefined, null);
  if (received.modifiedAt !== null) {
    add('file-modified', new Date(received.modifiedAt / 1000).toISOString(), received.modifiedAt);
  }
  return clocks;
}
