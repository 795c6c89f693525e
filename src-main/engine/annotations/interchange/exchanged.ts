import { z } from 'zod';
import { allegationSchema, confidenceBasisSchema, confidenceSchema } from '../../../domain/annotation.ts';
import { digestSchema } from '../../../domain/digest.ts';
import { millisAtOrAfter, millisAtOrBefore } from '../../../domain/media-clock.ts';
import type { Timebase } from '../../../domain/time.ts';

/**
 * What no other program knows of an annotation, carried beside what it does know so that the way back is exact: frames
 * and ticks, the digest of the original, attributes, confidence. It counts only while the visible part still says the same.
 */
export const exactSchema = z.strictObject({
  id: z.uuid(),
  digest: digestSchema,
  /** First frame, and the frame after the last. */
  frames: z.tuple([z.int().min(0), z.int().min(1)]),
  pts: z.tuple([z.int(), z.int()]),
  timebase: z.tuple([z.int().positive(), z.int().positive()]),
  code: z.string().max(20),
  text: z.string().max(8000),
  attributes: z.record(z.string().max(100), z.string().max(8000)),
  subjects: z.array(z.string().max(300)).max(60),
  confidence: confidenceSchema,
  confidenceBasis: confidenceBasisSchema,
  isExculpatory: z.boolean(),
  /** Left out unless asked for; always attributed. */
  alleged: allegationSchema.nullable().optional(),
  note: z.string().max(8000).optional(),
});
export type Exact = z.infer<typeof exactSchema>;

/** One annotation on its way out. */
export type OutgoingAnnotation = {
  readonly exact: Exact;
  readonly recordingId: string;
  readonly codeTitle: string;
  readonly groupId: string;
  readonly groupLabel: string;
  readonly reviewerName: string;
  readonly state: string;
  readonly createdAt: string;
  readonly revisedAt: string;
};

export type OutgoingRecording = {
  readonly id: string;
  readonly name: string;
  readonly digest: string;
  readonly frameRate: { readonly num: number; readonly den: number };
  readonly lengthMillis: number;
};

export type OutgoingDocument = {
  readonly title: string;
  readonly madeAt: string;
  readonly recordings: readonly OutgoingRecording[];
  readonly annotations: readonly OutgoingAnnotation[];
  readonly withAllegations: boolean;
};

/** One annotation as a file states it. */
export type IncomingAnnotation = {
  /** Where it stands in the file, for the report. */
  readonly place: string;
  readonly recordingName: string | null;
  readonly digest: string | null;
  /** Media time in milliseconds; fractions where the file has them. `end` is where it is over. */
  readonly startMillis: number | null;
  readonly endMillis: number | null;
  /** First frame and the frame after the last, where the file counts frames itself. */
  readonly frames: readonly [number, number] | null;
  /** The name of its code or tier. */
  readonly code: string;
  readonly text: string;
  readonly subjects: readonly string[];
  readonly alleged: { readonly text: string; readonly allegedBy: string } | null;
  readonly exact: Exact | null;
};

export type IncomingFile = {
  readonly annotations: readonly IncomingAnnotation[];
  /** What could not be read at all. */
  readonly unread: readonly { readonly place: string; readonly text: string; readonly reason: string }[];
};

/** The whole milliseconds at or before a tick; files count from 0. */
export function startMillisOf({ pts, timebase: [num, den] }: Pick<Exact, 'pts' | 'timebase'>): number {
  return Math.max(0, millisAtOrBefore(pts[0], { num, den }));
}

/** The whole milliseconds at or after a tick, later than the start. */
export function endMillisOf(exact: Pick<Exact, 'pts' | 'timebase'>): number {
  const [num, den] = exact.timebase;
  return Math.max(startMillisOf(exact) + 1, millisAtOrAfter(exact.pts[1], { num, den }));
}

export function timebasePair(timebase: Timebase): [number, number] {
  return [timebase.num, timebase.den];
}

/** Milliseconds of `h:mm:ss.mmm`, `mm:ss` or plain seconds; null for anything else. */
export function readClock(text: string): number | null {
  const parts = /^(?:(?:(\d{1,4}):)?(\d{1,2}):)?(\d{1,9}(?:[.,]\d{1,9})?)$/.exec(text.trim());
  if (parts === null) {
    return null;
  }
  const [, hours = '0', minutes = '0', seconds = '0'] = parts;
  const millis = Number(hours) * 3_600_000 + Number(minutes) * 60_000 + Number(seconds.replace(',', '.')) * 1000;
  return Math.round(millis * 1000) / 1000;
}

/** Reads what `exactText` wrote; null when it is not that. */
export function readExact(value: unknown): Exact | null {
  const parsed = exactSchema.safeParse(value);
  return parsed.success ? parsed.data : null;
}

/** JSON without anything that ends a comment, a cue or a tag. */
export function exactText(exact: Exact): string {
  return JSON.stringify(exact).replaceAll(/[<>&\u2028\u2029]|--/g, (found) =>
    [...found].map((sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''),
  );
}

export function parseExactText(text: string): Exact | null {
  try {
    return readExact(JSON.parse(text));
  } catch (thrown) {
    if (thrown instanceof SyntaxError) {
      return null;
    }
    throw thrown;
  }
}
