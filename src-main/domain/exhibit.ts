import { z } from 'zod';
import { clipQualities } from './clip-proof.ts';
import { digestSchema } from './digest.ts';
import { exhibitNumberSchema } from './exhibit-number.ts';
import { annotationIdSchema, exhibitIdSchema, footageIdSchema, reviewerIdSchema } from './identifier.ts';
import { illustrationSchema } from './illustration.ts';
import { frameNumberSchema, frameSpanSchema, microsSchema, ptsSchema } from './time.ts';
import { viewingAidsSchema } from './viewing-aids.ts';

/** What an exhibit shows of its recording. */
export const exhibitContentSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('clip'), stream: z.int(), span: frameSpanSchema }),
  /** `aids`: as they were seen when it was chosen; with any of them on, the still is of class ENHANCED. */
  z.strictObject({
    kind: z.literal('still'),
    stream: z.int(),
    frame: frameNumberSchema,
    pts: ptsSchema,
    aids: viewingAidsSchema.nullable(),
  }),
  z.strictObject({ kind: z.literal('native') }),
]);
export type ExhibitContent = z.infer<typeof exhibitContentSchema>;

/** The usual context around a clip: ten seconds on each side, so that it is not read alone (FRE 106). */
export const usualContextMicros = 10_000_000;
const contextLength = z.int().min(0).max(600_000_000).default(usualContextMicros);

/** How an exhibit is made. What does not apply to its kind is ignored. */
export const exhibitOptionsSchema = z.strictObject({
  /** `separate`: a second, longer clip; `marked`: one longer clip in which the span is marked; `none`: reasons are the office's. */
  context: z.enum(['separate', 'marked', 'none']).default('separate'),
  contextBeforeMicros: contextLength,
  contextAfterMicros: contextLength,
  quality: z.enum(clipQualities).default('visually-lossless'),
  /** A still of the span's first frame beside the clip. */
  withStill: z.boolean().default(true),
  /** A sheet of evenly spread frames, of class SUMMARY. */
  withContactSheet: z.boolean().default(false),
  /** The whole recording beside the clip or still. */
  withNative: z.boolean().default(false),
  /** Captions that the recording carries, for the span. */
  withCaptions: z.boolean().default(true),
  /** An illustrative version beside the clip, never in its place; null for none. */
  illustration: illustrationSchema.nullable().default(null),
});
export type ExhibitOptions = z.infer<typeof exhibitOptionsSchema>;

const title = z.string().trim().max(200);
const description = z.string().trim().max(4000);

/** A still, clip or native file prepared for filing, numbered, that records exactly how it is to be made. */
export const exhibitSchema = z.strictObject({
  id: exhibitIdSchema,
  /** Counts from 1; every edit, undo and redo adds one. */
  revision: z.int().min(1),
  /** Place in the list, from 0; unique among exhibits that are not withdrawn when the list is at rest. */
  position: z.int().min(0),
  number: exhibitNumberSchema,
  title,
  /** Neutral: what is to be seen, no conclusion. */
  description,
  footageId: footageIdSchema,
  footageDigest: digestSchema,
  content: exhibitContentSchema,
  /** The annotation it was made from; its observation goes along where the profile lets it. */
  annotationId: annotationIdSchema.nullable(),
  options: exhibitOptionsSchema,
  state: z.enum(['draft', 'withdrawn']),
  createdBy: reviewerIdSchema,
  createdAt: microsSchema,
  revisedBy: reviewerIdSchema,
  revisedAt: microsSchema,
});
export type Exhibit = z.infer<typeof exhibitSchema>;

/** What to make an exhibit of. Frames are named by number; the engine adds their pts. */
export const exhibitDraftSchema = z.strictObject({
  of: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('annotation'), annotationId: annotationIdSchema }),
    z.strictObject({
      kind: z.literal('span'),
      footageId: footageIdSchema,
      inFrame: frameNumberSchema,
      outFrame: frameNumberSchema,
    }),
    z.strictObject({
      kind: z.literal('still'),
      footageId: footageIdSchema,
      frame: frameNumberSchema,
      aids: viewingAidsSchema.nullable().default(null),
    }),
    z.strictObject({ kind: z.literal('native'), footageId: footageIdSchema }),
  ]),
  /** Absent: the next free one. */
  number: exhibitNumberSchema.optional(),
  title: title.default(''),
  description: description.default(''),
  options: exhibitOptionsSchema.prefault({}),
});
export type ExhibitDraft = z.infer<typeof exhibitDraftSchema>;

/** What may be changed later; absent fields stay as they are. A clip's span is changed by its frames. */
export const exhibitChangesSchema = z
  .strictObject({
    number: exhibitNumberSchema,
    title,
    description,
    span: z.strictObject({ inFrame: frameNumberSchema, outFrame: frameNumberSchema }),
    options: exhibitOptionsSchema,
  })
  .partial();
export type ExhibitChanges = z.infer<typeof exhibitChangesSchema>;
