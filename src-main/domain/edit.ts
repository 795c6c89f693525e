import { z } from 'zod';
import { editIdSchema } from './identifier.ts';
import { microsSchema } from './time.ts';

/** One reversible change as the undo list shows it. */
export const editSchema = z.strictObject({
  id: editIdSchema,
  at: microsSchema,
  label: z.string(),
  reviewerName: z.string(),
  /** `do`, or the edit that this one undoes or redoes. */
  kind: z.enum(['do', 'undo', 'redo']),
  targetId: editIdSchema.nullable(),
});
export type Edit = z.infer<typeof editSchema>;

/** What the next undo and redo would do, for menus and buttons; null when there is nothing. */
export const undoStateSchema = z.strictObject({ undoLabel: z.string().nullable(), redoLabel: z.string().nullable() });
export type UndoState = z.infer<typeof undoStateSchema>;
