import { z } from 'zod';
import { matterIdSchema } from './identifier.ts';
import { reviewerSchema } from './reviewer.ts';
import { microsSchema } from './time.ts';

/** Name as a person types it: shown, printed, never used as a path. */
export const matterNameSchema = z.string().trim().min(1, 'A matter needs a name.').max(200);

/** One legal undertaking: a folder with its own encrypted database, vault, derivatives and packets. */
export const matterSchema = z.strictObject({
  id: matterIdSchema,
  name: matterNameSchema,
  createdAt: microsSchema,
  custodyLogId: z.string(),
});
export type Matter = z.infer<typeof matterSchema>;

/** The open matter as the screen and the CLI see it. */
export const openMatterSummarySchema = z.strictObject({
  matter: matterSchema,
  folder: z.string(),
  reviewer: reviewerSchema,
  isReadOnly: z.boolean(),
  footageCount: z.int(),
  annotationCount: z.int(),
  packetCount: z.int(),
});
export type OpenMatterSummary = z.infer<typeof openMatterSummarySchema>;

/** One line of the list of matters this workstation knows. */
export const recentMatterSchema = z.strictObject({
  id: matterIdSchema,
  name: z.string(),
  folder: z.string(),
  openedAt: microsSchema,
  isPresent: z.boolean(),
});
export type RecentMatter = z.infer<typeof recentMatterSchema>;

/** Shown once when a matter is created, to be printed and kept sealed: it opens the matter when the passphrase is lost. */
export const recoveryKeySchema = z.string().regex(/^[A-Z2-7]{4}(-[A-Z2-7]{4}){12,13}$/);
