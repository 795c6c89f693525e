import { z } from 'zod';
import { digestSchema } from './digest.ts';
import { footageIdSchema, matterIdSchema } from './identifier.ts';
import { ratioSchema } from './recording-facts.ts';
import { reviewerRoles } from './reviewer.ts';
import { frameNumberSchema, ptsSchema, timebaseSchema } from './time.ts';
import { viewingAidsSchema } from './viewing-aids.ts';

/** One viewing aid and the filter that does the same to the file, or why there is none. */
const appliedAidSchema = z.strictObject({
  aid: z.enum(['deinterlace', 'sharpen', 'greyscale', 'tone']),
  /** In words, as the screen says it. */
  setting: z.string(),
  /** In the notation of ffmpeg; null when the aid was not reproduced. */
  filter: z.string().nullable(),
  /** What the filter does, or why the aid could not be reproduced. */
  note: z.string(),
});
export type AppliedAid = z.infer<typeof appliedAidSchema>;

const stillFileSchema = z.strictObject({
  name: z.string(),
  /** The evidentiary class: what the file may be called. */
  class: z.enum(['STILL', 'ENHANCED']),
  sha256: digestSchema,
  byteCount: z.int(),
  width: z.int(),
  height: z.int(),
  /** As run, with the source named by its digest instead of its place on this machine. */
  argv: z.array(z.string()),
  toolVersion: z.string(),
});

/** What stands beside a still and says exactly how it was made. */
export const stillRecordSchema = z.strictObject({
  format: z.literal('frame-of-record/still'),
  version: z.literal(1),
  matter: z.strictObject({ id: matterIdSchema, name: z.string() }),
  reviewer: z.strictObject({ name: z.string(), role: z.enum(reviewerRoles) }),
  /** UTC, RFC 3339 with milliseconds, as the system clock said it. */
  takenAt: z.string(),
  application: z.string(),
  source: z.strictObject({
    footageId: footageIdSchema,
    name: z.string(),
    sha256: digestSchema,
    byteCount: z.int(),
  }),
  frame: z.strictObject({
    stream: z.int(),
    /** Counted from 0 in presentation order. */
    number: frameNumberSchema,
    pts: ptsSchema,
    timebase: timebaseSchema,
  }),
  /** The picture as it came out of the decoder, before any conversion. */
  decodedPicture: z.strictObject({
    sha256: digestSchema,
    pixelFormat: z.string(),
    width: z.int(),
    height: z.int(),
  }),
  /** Width of a pixel over its height: the files hold the coded pixels, upright, and are not stretched. */
  sampleAspectRatio: ratioSchema,
  rotation: z.int(),
  files: z.array(stillFileSchema).min(1),
  /** Null when the picture was looked at as it is. */
  viewingAids: z.strictObject({ settings: viewingAidsSchema, applied: z.array(appliedAidSchema) }).nullable(),
  notes: z.array(z.string()),
});
export type StillRecord = z.infer<typeof stillRecordSchema>;

const longestName = 80;

/**
 * The name of a still without its ending: `<recording>_f000123_<pts>`. Holds nothing that a file system, a shell or a
 * reader could take for something else.
 */
export function stillName(recordingName: string, frame: number, pts: number): string {
  const bare = recordingName
    .normalize('NFC')
    .replace(/\.[A-Za-z0-9]{1,8}$/, '')
    .replace(/[^\p{L}\p{N}._-]+/gu, '_')
    .replace(/^[._-]+|[._-]+$/g, '');
  const recording = [...bare].slice(0, longestName).join('') || 'recording';
  return `${recording}_f${String(frame).padStart(6, '0')}_${pts}`;
}
