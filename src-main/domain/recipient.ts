import { z } from 'zod';
import { recipientIdSchema } from './identifier.ts';
import { microsSchema } from './time.ts';

/**
 * A public key of age for X25519: `age1` and 58 letters and digits of bech32. The checksum is the engine's to check.
 * Longer forms (post-quantum, plugins) are refused: the age of many offices does not know them.
 */
export const recipientKeySchema = z
  .string()
  .trim()
  .regex(
    /^age1[02-9ac-hj-np-z]{58}$/,
    'A recipient is written age1 and 58 more letters and digits. It is the public line of an age identity, never the secret one.',
  );

export const confirmationWays = ['voice', 'paper', 'in-person'] as const;
export type ConfirmationWay = (typeof confirmationWays)[number];

/** How it was made sure that the key is the recipient's own, and not one that somebody put in its place. */
export const keyConfirmationSchema = z.strictObject({
  how: z.enum(confirmationWays),
  /** Who read the fingerprint out or signed the paper. */
  by: z.string().trim().min(1, 'Say who confirmed the fingerprint.').max(200),
  /** The day as it stands on the paper or in the diary: 2026-03-09. */
  on: z.iso.date('Write the day as 2026-03-09.'),
});
export type KeyConfirmation = z.infer<typeof keyConfirmationSchema>;

export const recipientDraftSchema = z.strictObject({
  name: z.string().trim().min(1, 'Name the recipient.').max(200),
  organisation: z.string().trim().max(200).default(''),
  key: recipientKeySchema,
  confirmation: keyConfirmationSchema.nullable().default(null),
  /** The office's own key, which every hand-over is encrypted to as well. At most one recipient has it. */
  isEscrow: z.boolean().default(false),
});
export type RecipientDraft = z.infer<typeof recipientDraftSchema>;

/** Somebody packets are encrypted to; the address book belongs to the workstation, not to a matter. */
export const recipientSchema = recipientDraftSchema.extend({
  id: recipientIdSchema,
  /** SHA-256 of the key's text, so that `printf %s age1... | sha256sum` gives it to the other side. */
  fingerprint: z.string().regex(/^[0-9a-f]{64}$/),
  addedAt: microsSchema,
});
export type Recipient = z.infer<typeof recipientSchema>;

/** What may change; a new key is a new recipient, because its fingerprint is to be confirmed anew. */
export const recipientChangesSchema = z
  .strictObject({
    name: recipientDraftSchema.shape.name,
    organisation: z.string().trim().max(200),
    confirmation: keyConfirmationSchema.nullable(),
    isEscrow: z.boolean(),
  })
  .partial();

export const recipientImportSchema = z.strictObject({
  added: z.array(recipientSchema),
  /** Keys that stood in the book already. */
  knownCount: z.int(),
  refused: z.array(z.strictObject({ line: z.int(), reason: z.string() })),
});
export type RecipientImport = z.infer<typeof recipientImportSchema>;

/** The first 128 bits of a fingerprint in groups of four, to be read out: `3f9a 12bc ...`. */
export function spokenFingerprint(fingerprint: string): string {
  return (fingerprint.slice(0, 32).match(/.{4}/g) ?? []).join(' ');
}
