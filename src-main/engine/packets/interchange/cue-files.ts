import { cueLines, cueText, escapeCue, oneLine } from '../../../domain/cue-text.ts';
import { exchangeNotice } from '../../../domain/interchange.ts';
import { clockText, millisAtOrAfter, millisAtOrBefore } from '../../../domain/media-clock.ts';
import { type Pts, ptsToMicros } from '../../../domain/time.ts';
import type { PacketRecord, RecordAnnotation, RecordExhibit, RecordFile } from '../packet-record.ts';
import { within } from './exhibit-media.ts';

/** An annotation on the clock of what is played. */
export type TimedCue = {
  readonly id: string;
  /** Rounded outward. */
  readonly startMillis: number;
  readonly endMillis: number;
  readonly annotation: RecordAnnotation;
  readonly exhibit: RecordExhibit;
};

function inOrder(cues: readonly TimedCue[]): TimedCue[] {
  return cues.toSorted((one, other) => one.startMillis - other.startMillis || one.endMillis - other.endMillis);
}

/** The annotations that a clip shows, counted from its first frame. */
export function cuesOfClip(exhibit: RecordExhibit, file: RecordFile): TimedCue[] {
  const span = file.span ?? exhibit.span;
  const { timebase } = exhibit.source;
  return inOrder(
    exhibit.annotations.flatMap((annotation) => {
      const part = within(annotation, span);
      return part === null
        ? []
        : [
            {
              id: annotation.id,
              startMillis: millisAtOrBefore(part.inPts - span.inPts, timebase),
              endMillis: millisAtOrAfter(part.outPts - span.inPts, timebase),
              annotation,
              exhibit,
            },
          ];
    }),
  );
}

/** The annotations of all exhibits on the clock of the timeline in which they follow one another. */
export function cuesOfTimeline(record: PacketRecord): TimedCue[] {
  let offsetMicros = 0;
  const cues: TimedCue[] = [];
  for (const exhibit of record.exhibits) {
    const { span, source } = exhibit;
    const micros = (pts: number) => offsetMicros + ptsToMicros((pts - span.inPts) as Pts, source.timebase);
    for (const annotation of exhibit.annotations) {
      const part = within(annotation, span);
      if (part !== null) {
        cues.push({
          id: `${exhibit.slug}-${annotation.id}`,
          startMillis: Math.floor(micros(part.inPts) / 1000),
          endMillis: Math.ceil(micros(part.outPts) / 1000),
          annotation,
          exhibit,
        });
      }
    }
    offsetMicros = micros(span.outPts);
  }
  return inOrder(cues);
}

function allegedLine({ allegation }: RecordAnnotation): string {
  return allegation === null ? '' : `\n${oneLine(`Alleged by ${allegation.allegedBy}: ${allegation.text}`)}`;
}

function noted(text: string): string {
  return oneLine(text).replaceAll('-->', '→');
}

/** WebVTT: the id of the annotation as the cue's, and a note before each with its exhibit, class and exact frames. */
export function writeCueVtt(cues: readonly TimedCue[], about: string): string {
  const blocks = cues.map(({ id, startMillis, endMillis, annotation, exhibit }) => {
    const { span } = annotation;
    const { timebase, digest } = exhibit.source;
    const where = `frames ${span.inFrame} to ${span.outFrame - 1}, pts ${span.inPts} to ${span.outPts} in ticks of ${timebase.num}/${timebase.den} s`;
    return [
      `NOTE ${noted(`${exhibit.label}, ${exhibit.class}, ${where}, source sha256 ${digest}`)}`,
      '',
      id,
      `${clockText(startMillis)} --> ${clockText(endMillis)}`,
      escapeCue(cueText(annotation.code, annotation.observation) + allegedLine(annotation)),
      '',
    ].join('\n');
  });
  return ['WEBVTT', '', `NOTE ${exchangeNotice}`, '', `NOTE ${noted(about)}`, '', ...blocks].join('\n');
}

/** Signs that players of SRT take for markup; the format has no way to write them, so look-alikes stand for them. */
const lookAlikes: Readonly<Record<string, string>> = { '<': '‹', '>': '›', '{': '(', '}': ')' };

/** SubRip: numbered cues, a comma before the milliseconds, no markup. */
export function writeCueSrt(cues: readonly TimedCue[]): string {
  return cues
    .map(({ startMillis, endMillis, annotation }, at) => {
      const text = cueLines(cueText(annotation.code, annotation.observation) + allegedLine(annotation));
      return [
        String(at + 1),
        `${clockText(startMillis, ',')} --> ${clockText(endMillis, ',')}`,
        text.replaceAll(/[<>{}]/g, (sign) => lookAlikes[sign] ?? sign),
        '',
        '',
      ].join('\n');
    })
    .join('');
}
