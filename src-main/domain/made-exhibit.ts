import { z } from 'zod';
import { digestSchema } from './digest.ts';
import { annotationIdSchema, footageIdSchema } from './identifier.ts';
import { frameSpanSchema, timebaseSchema } from './time.ts';

/** Evidentiary class, shown on every file, row and viewer item (specs/evidence.md 2.5). */
export const evidentiaryClasses = ['NATIVE-COPY', 'DERIVATIVE-CLIP', 'STILL'] as const;
export type EvidentiaryClass = (typeof evidentiaryClasses)[number];

/** One file prepared for filing and exactly how it was made. */
export const exhibitFileSchema = z.strictObject({
  /** Path inside the packet, below `data/`. */
  path: z.string(),
  class: z.enum(evidentiaryClasses),
  digest: digestSchema,
  byteCount: z.int(),
  frameCount: z.int().nullable(),
  argv: z.array(z.string()),
  toolVersion: z.string(),
});
export type ExhibitFile = z.infer<typeof exhibitFileSchema>;

/** An annotation prepared for filing: numbered, with its clip, still and on request the native file. */
export const exhibitSchema = z.strictObject({
  number: z.int().min(1),
  annotationId: annotationIdSchema,
  annotationRevision: z.int(),
  footageId: footageIdSchema,
  sourceDigest: digestSchema,
  sourceName: z.string(),
  stream: z.int(),
  timebase: timebaseSchema,
  span: frameSpanSchema,
  files: z.array(exhibitFileSchema),
});
export type Exhibit = z.infer<typeof exhibitSchema>;
