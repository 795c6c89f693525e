import { z } from 'zod';
import { digestSchema } from './digest.ts';
import { contentNoteIdSchema, footageIdSchema, reviewerIdSchema } from './identifier.ts';
import { frameSpanSchema, microsSchema } from './time.ts';

/** What a span may disturb a viewer with. A care for whoever watches, never a statement about what anybody did. */
export const contentNoteKinds = ['violence', 'injury', 'child-distress', 'death', 'nudity', 'other'] as const;
export type ContentNoteKind = (typeof contentNoteKinds)[number];

export const contentNoteStates = ['in-use', 'withdrawn'] as const;

const words = z.string().trim().max(500);

/** What a reviewer fills in. */
export const contentNoteDraftSchema = z.strictObject({
  footageId: footageIdSchema,
  inFrame: z.int().min(0),
  outFrame: z.int().min(1),
  kind: z.enum(contentNoteKinds),
  /** A neutral line that says what to expect; may be empty. */
  note: words.default(''),
});
export type ContentNoteDraft = z.infer<typeof contentNoteDraftSchema>;

/** What may be changed later; absent fields stay as they are. */
export const contentNoteChangesSchema = z
  .strictObject({
    inFrame: z.int().min(0),
    outFrame: z.int().min(1),
    kind: z.enum(contentNoteKinds),
    note: words,
  })
  .partial();
export type ContentNoteChanges = z.infer<typeof contentNoteChangesSchema>;

/** A span of a recording that may disturb: whoever plays it is told before its first picture. */
export const contentNoteSchema = z.strictObject({
  id: contentNoteIdSchema,
  /** Counts from 1; every edit, undo and redo adds one. */
  revision: z.int().min(1),
  footageId: footageIdSchema,
  /** The digest of the original that the span counts in. */
  footageDigest: digestSchema,
  stream: z.int(),
  span: frameSpanSchema,
  kind: z.enum(contentNoteKinds),
  note: words,
  state: z.enum(contentNoteStates),
  createdBy: reviewerIdSchema,
  createdAt: microsSchema,
  revisedBy: reviewerIdSchema,
  revisedAt: microsSchema,
});
export type ContentNote = z.infer<typeof contentNoteSchema>;
