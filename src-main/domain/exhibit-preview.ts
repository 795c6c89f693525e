import { z } from 'zod';
import { annotationSchema } from './annotation.ts';
import { codeGroupKinds } from './codebook.ts';
import { evidentiaryClasses } from './evidentiary-class.ts';
import { fileRoles } from './exhibit-files.ts';
import { exhibitNumberSchema } from './exhibit-number.ts';
import { exhibitIdSchema, footageIdSchema } from './identifier.ts';
import { frameNumberSchema, frameSpanSchema, microsSchema } from './time.ts';

/** A file as it will be made. */
export const previewedFileSchema = z.strictObject({
  role: z.enum(fileRoles),
  class: z.enum(evidentiaryClasses),
  label: z.string(),
  /** Frames of the source that it shows; null for the whole file. */
  span: frameSpanSchema.nullable(),
  markedSpan: frameSpanSchema.nullable(),
  /** Pictures in the file; null where nobody knows before it is made. */
  frameCount: z.int().nullable(),
  /** Running time of the file; null for pictures and text. */
  durationMicros: microsSchema.nullable(),
  byteCount: z.int().min(0),
  /** False where `byteCount` is an estimate: only a native's size is known before it is made. */
  isByteCountExact: z.boolean(),
});
export type PreviewedFile = z.infer<typeof previewedFileSchema>;

/** Context that shares time with the exhibit: it goes along in a packet, or is left out for a stated reason (FRE 106). */
export const overlappingContextSchema = z.strictObject({
  annotation: annotationSchema,
  codeLabel: z.string(),
  /** The exhibit that is made of it already; null when there is none. */
  exhibitNumber: exhibitNumberSchema.nullable(),
});
export type OverlappingContext = z.infer<typeof overlappingContextSchema>;

/** Exactly what an exhibit will contain, before anything is made. */
export const exhibitPreviewSchema = z.strictObject({
  id: exhibitIdSchema,
  /** Of the exhibit that this is a preview of. */
  revision: z.int(),
  footageId: footageIdSchema,
  /** Frames of the source: the pictures to look at. `before` and `after` are null at the ends of the recording. */
  frames: z.strictObject({
    before: frameNumberSchema.nullable(),
    first: frameNumberSchema,
    last: frameNumberSchema,
    after: frameNumberSchema.nullable(),
  }),
  /** Running time of what it shows, without context. */
  durationMicros: microsSchema,
  /** The main one first. */
  files: z.array(previewedFileSchema).min(1),
  totalByteCount: z.int(),
  /** Of the code of the annotation it was made from; null when it was not, or the code is in no codebook. */
  kind: z.enum(codeGroupKinds).nullable(),
  overlappingContext: z.array(overlappingContextSchema),
  /** Numbers of the other exhibits of this recording that share time with it. */
  overlappingExhibits: z.array(exhibitNumberSchema),
  /** What a reader of the exhibit should know, one sentence each. */
  notes: z.array(z.string()),
});
export type ExhibitPreview = z.infer<typeof exhibitPreviewSchema>;

/** An exhibit whose annotation is no longer where the exhibit is. */
export const movedAnnotationSchema = z.strictObject({
  exhibitId: exhibitIdSchema,
  /** Where the annotation lies now. */
  span: frameSpanSchema,
  isWithdrawn: z.boolean(),
});
export type MovedAnnotation = z.infer<typeof movedAnnotationSchema>;
