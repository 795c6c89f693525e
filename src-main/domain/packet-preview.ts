import { z } from 'zod';
import { codeGroupKinds } from './codebook.ts';
import { evidentiaryClasses } from './evidentiary-class.ts';
import { fileRoles } from './exhibit-files.ts';
import { exhibitNumberSchema } from './exhibit-number.ts';
import { annotationIdSchema, exhibitIdSchema, footageIdSchema } from './identifier.ts';

/** An exhibit as it would stand in a packet that is sealed now. */
export const previewedExhibitSchema = z.strictObject({
  exhibitId: exhibitIdSchema.nullable(),
  annotationId: annotationIdSchema.nullable(),
  number: exhibitNumberSchema,
  title: z.string(),
  footageId: footageIdSchema,
  reason: z.enum(['chosen', 'overlapping-context']),
  files: z.array(z.strictObject({ role: z.enum(fileRoles), class: z.enum(evidentiaryClasses), label: z.string() })),
});

/** What a packet would hold, from the same plan that sealing follows. */
export const packetPreviewSchema = z.strictObject({
  exhibits: z.array(previewedExhibitSchema),
  /** Context that overlaps chosen exhibits, whether it goes along or is left out. */
  context: z.array(
    z.strictObject({
      annotationId: annotationIdSchema,
      code: z.string(),
      title: z.string(),
      kind: z.enum(codeGroupKinds).nullable(),
      observation: z.string(),
    }),
  ),
  /** Files of exhibits, each once, and about how many bytes they have; the papers come to a few megabytes more. */
  fileCount: z.int(),
  byteCount: z.int(),
  /** The Bates number that the first new file would get. */
  nextBates: z.string(),
});
export type PacketPreview = z.infer<typeof packetPreviewSchema>;
