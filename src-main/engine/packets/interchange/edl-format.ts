import { oneLine } from '../../../domain/cue-text.ts';
import { parseTimecode, timecodeText } from '../../../domain/timecode.ts';
import type { PacketRecord } from '../packet-record.ts';
import { type ExhibitMedia, exhibitMedia, nominalRate, type Ratio, usuallyDrops, within } from './exhibit-media.ts';

/** Exhibits that a format cannot express, and why, one each. */
export type LeftOut = { readonly label: string; readonly why: string };

/** An edit decision list counts its events with three digits. */
const mostEvents = 999;
const longestComment = 240;
/** Rates that editing programs know: whole ones, and those of American television. */
const knownRates: ReadonlySet<string> = new Set([
  ...['24/1', '25/1', '30/1', '48/1', '50/1', '60/1'],
  ...['24000/1001', '30000/1001', '60000/1001'],
]);

function rateName(rate: Ratio): string {
  return `${rate.num}/${rate.den}`;
}

/** The format is ASCII and one line a statement: accents go, other signs become a question mark. */
function plain(text: string): string {
  const ascii = oneLine(text)
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[\u{2010}-\u{2015}]/gu, '-')
    .replaceAll(/[\u{2018}\u{2019}]/gu, "'")
    .replaceAll(/[\u{201c}\u{201d}]/gu, '"')
    .replaceAll(/[^\x20-\x7e]/gu, '?');
  return ascii.length > longestComment ? `${ascii.slice(0, longestComment)} ...` : ascii;
}

/** The rate of most exhibits, the first one where two are as common: one list has one rate. */
function commonRate(all: readonly ExhibitMedia[]): Ratio | null {
  const counts = new Map<string, { rate: Ratio; count: number }>();
  for (const { rate } of all) {
    if (rate !== null && knownRates.has(rateName(rate))) {
      const known = counts.get(rateName(rate)) ?? { rate, count: 0 };
      counts.set(rateName(rate), { rate, count: known.count + 1 });
    }
  }
  return [...counts.values()].sort((one, other) => other.count - one.count)[0]?.rate ?? null;
}

function whyNot(media: ExhibitMedia, rate: Ratio | null): string | null {
  if (media.frameCount === null) {
    return 'it is a picture';
  }
  if (media.rate === null) {
    return 'its frames do not come evenly, which timecode cannot express';
  }
  if (!knownRates.has(rateName(media.rate))) {
    return `timecode has no rate of ${rateName(media.rate)} frames a second`;
  }
  if (rate === null || rateName(media.rate) !== rateName(rate)) {
    return `it has ${rateName(media.rate)} frames a second and a list has one rate`;
  }
  return null;
}

/** Eight characters at most, one for each file: B and the digits of its Bates number. */
export function reelName(bates: string | null): string {
  return `B${/\d{7}/.exec(bates ?? '')?.[0] ?? '0000000'}`;
}

function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function eventLines(media: ExhibitMedia, number: number, recordAt: number, isDropFrame: boolean): string[] {
  const { exhibit, file, origin, firstCount, rate } = media;
  const nominal = nominalRate(rate ?? { num: 25, den: 1 });
  const sourceText = (frame: number) =>
    timecodeText({
      count: firstCount + frame - origin.frame,
      nominalRate: nominal,
      isDropFrame: media.isDropFrame,
    });
  const recordText = (frame: number) =>
    timecodeText({ count: recordAt + frame - exhibit.span.inFrame, nominalRate: nominal, isDropFrame });
  const { inFrame, outFrame } = exhibit.span;
  const tracks = file.hasSound ? 'AA/V' : 'V';
  const times = [sourceText(inFrame), sourceText(outFrame), recordText(inFrame), recordText(outFrame)].join(' ');
  const notes = exhibit.annotations.flatMap((annotation) => {
    const part = within(annotation, exhibit.span);
    const colour = annotation.kind === 'conduct' ? 'YELLOW' : 'CYAN';
    return part === null
      ? []
      : [
          `* LOC: ${recordText(part.inFrame)} ${colour.padEnd(7)} ${plain(annotation.title)}`,
          `* COMMENT: [${annotation.code}] ${plain(annotation.observation)}`,
        ];
  });
  return [
    `${String(number).padStart(3, '0')}  ${reelName(file.bates).padEnd(8)} ${tracks.padEnd(5)} C        ${times}`,
    `* FROM CLIP NAME: ${fileName(file.path)}`,
    `* SOURCE FILE: ${file.path}`,
    `* COMMENT: SOURCE FILE ${file.class} SHA-256 ${file.digest}`,
    `* COMMENT: ${exhibit.label} ${exhibit.class} ${exhibit.files[0]?.path ?? ''}`,
    ...(exhibit.title === '' ? [] : [`* COMMENT: ${plain(exhibit.title)}`]),
    ...notes,
  ];
}

/**
 * A CMX 3600 edit decision list of the exhibits in the order of the packet, from 01:00:00:00 on, with what it cannot
 * express left out and said in comments at the end.
 */
export function writeEdl(record: PacketRecord): { readonly text: string; readonly leftOut: readonly LeftOut[] } {
  const all = exhibitMedia(record);
  const rate = commonRate(all);
  const isDropFrame = rate !== null && usuallyDrops(rate);
  const nominal = rate === null ? 25 : nominalRate(rate);
  let recordAt = parseTimecode(isDropFrame ? '01:00:00;00' : '01:00:00:00', nominal)?.count ?? 0;
  const lines: string[] = [];
  const leftOut: LeftOut[] = [];
  let count = 0;
  for (const media of all) {
    const why = whyNot(media, rate) ?? (count === mostEvents ? `a list has at most ${mostEvents} events` : null);
    if (why === null) {
      count += 1;
      lines.push(...eventLines(media, count, recordAt, isDropFrame), '');
      recordAt += media.exhibit.span.outFrame - media.exhibit.span.inFrame;
    } else {
      leftOut.push({ label: media.exhibit.label, why });
    }
  }
  // Readers take comments for those of the event before them; the first line after the heading must be an event.
  const remarks = leftOut.map(({ label, why }) => `* COMMENT: NOT IN THIS LIST: ${label}, because ${why}`);
  const text = [
    `TITLE: ${record.heading.name}`,
    `FCM: ${isDropFrame ? 'DROP FRAME' : 'NON-DROP FRAME'}`,
    '',
    ...lines,
    ...remarks,
  ].join('\r\n');
  return { text: `${text.trimEnd()}\r\n`, leftOut };
}
