import { z } from 'zod';
import { plannedAnnotationSchema } from './annotation.ts';
import { digestSchema } from './digest.ts';
import { exhibitContentSchema, exhibitOptionsSchema } from './exhibit.ts';
import { exhibitNumberSchema } from './exhibit-number.ts';
import { exhibitIdSchema, footageIdSchema, packetIdSchema, subjectIdSchema } from './identifier.ts';
import { packetOptionsSchema } from './packet.ts';
import { subjectKinds } from './subject.ts';

/** One exhibit as it stood when the packet was asked for, with its annotation; later revisions do not change the packet. */
export const plannedExhibitSchema = z.strictObject({
  /** Null for one that is not stored: planned of an annotation, or context that goes along. */
  exhibitId: exhibitIdSchema.nullable(),
  revision: z.int().min(1).nullable(),
  number: exhibitNumberSchema,
  title: z.string(),
  description: z.string(),
  footageId: footageIdSchema,
  footageDigest: digestSchema,
  content: exhibitContentSchema,
  options: exhibitOptionsSchema,
  annotation: plannedAnnotationSchema.nullable(),
  /** Chosen by the reviewer, or brought along because it explains or contradicts a chosen one (specs/evidence.md 4.6). */
  reason: z.enum(['chosen', 'overlapping-context']),
});
export type PlannedExhibit = z.infer<typeof plannedExhibitSchema>;

/** A subject as it was called when the packet was asked for; pseudonym and role are all that leaves. */
export const plannedSubjectSchema = z.strictObject({
  id: subjectIdSchema,
  /** The ids that annotations name it by: its own and those of subjects merged into it. */
  namedAs: z.array(subjectIdSchema),
  kind: z.enum(subjectKinds),
  pseudonym: z.string(),
  role: z.string(),
});
export type PlannedSubject = z.infer<typeof plannedSubjectSchema>;

/** The packet that this one takes the place of, as it was found when this one was asked for. */
export const replacedPacketSchema = z.strictObject({
  id: packetIdSchema,
  name: z.string(),
  digest: digestSchema,
  /** What differs in the choice, one sentence each. */
  changes: z.array(z.string()),
  /** Digests of its produced files, by exhibit and label (`12-A: Clip`); null when its folder could not be read. */
  files: z.record(z.string(), digestSchema).nullable(),
});
export type ReplacedPacket = z.infer<typeof replacedPacketSchema>;

/** An attorney who signs beside the workstation. The private half is never kept. */
export const plannedCosignerSchema = z.strictObject({ name: z.string(), fingerprint: z.string() });

/** What was chosen, fixed when the packet was asked for. */
export const packetPlanSchema = z.strictObject({
  exhibits: z.array(plannedExhibitSchema).min(1),
  subjects: z.array(plannedSubjectSchema).default([]),
  options: packetOptionsSchema.prefault({}),
  includeNative: z.boolean(),
  /** Overlapping context left out, as `id@revision`, and why. */
  omittedContext: z.array(z.string()),
  omittedContextReason: z.string(),
  replaced: replacedPacketSchema.nullable().default(null),
  cosigner: plannedCosignerSchema.nullable().default(null),
  /** Random, so that the plan's digest, which leaves in a custody entry, tells nothing to somebody who guesses at texts. */
  nonce: z.string().regex(/^[0-9a-f]{32}$/),
});
export type PacketPlan = z.infer<typeof packetPlanSchema>;

const firstPlanSchema = z.looseObject({
  exhibits: z.array(
    z.strictObject({
      number: z.int(),
      annotation: plannedAnnotationSchema,
      reason: z.enum(['chosen', 'overlapping-context']),
    }),
  ),
  includeNative: z.boolean(),
});

/** A plan as it is stored. Those of the first version held annotations in place of exhibits. */
export const storedPlanSchema = z.unknown().transform((stored): unknown => {
  const first = firstPlanSchema.safeParse(stored);
  if (!first.success) {
    return stored;
  }
  return {
    ...first.data,
    exhibits: first.data.exhibits.map(({ number, annotation, reason }) => ({
      exhibitId: null,
      revision: null,
      number: String(number),
      title: '',
      description: annotation.observation,
      footageId: annotation.footageId,
      footageDigest: annotation.footageDigest,
      content: { kind: 'clip', stream: annotation.stream, span: annotation.span },
      options: exhibitOptionsSchema.parse({ context: 'none', withNative: first.data.includeNative }),
      annotation,
      reason,
    })),
  };
});
