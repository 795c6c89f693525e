import { z } from 'zod';
import { digestSchema } from './digest.ts';
import { largestOnFat32 } from './fat32.ts';
import { jobIdSchema, packetIdSchema, recipientIdSchema, transferIdSchema } from './identifier.ts';
import { packetVerificationSchema } from './packet.ts';
import { microsSchema } from './time.ts';

/** How a packet leaves: encrypted to keys, encrypted with a phrase, as a plain ZIP, or as a plain folder. */
export const handOverMethods = ['age-recipients', 'age-phrase', 'zip', 'folder'] as const;
export type HandOverMethod = (typeof handOverMethods)[number];

/** Sizes of media that files are split over, in bytes; `null` keeps one file. */
export const mediumSizes = [
  { id: 'one-file', label: 'One file, not split', byteCount: null },
  { id: 'cd', label: 'CD (650 MB)', byteCount: 650_000_000 },
  { id: 'fat32', label: 'FAT32 drive (just under 4 GiB)', byteCount: largestOnFat32 },
  { id: 'dvd', label: 'DVD (4.3 GB)', byteCount: 4_300_000_000 },
  { id: 'dvd-dual', label: 'DVD, dual layer (8 GB)', byteCount: 8_000_000_000 },
] as const;

export const smallestPart = 65_536;
export const mostParts = 9999;

/** Words of the generated phrase, and bits of each: drawn from 2,048 words. */
export const phraseWordCount = 7;
export const phraseBitsPerWord = 11;

const line = z.string().trim().max(300);

export const handOverRequestSchema = z.strictObject({
  packetId: packetIdSchema,
  method: z.enum(handOverMethods),
  recipientIds: z.array(recipientIdSchema).max(100).default([]),
  /** Leaves the office's escrow key out of an encrypted hand-over; recorded. */
  isEscrowLeftOut: z.boolean().default(false),
  partBytes: z.int().min(smallestPart, 'A part is at least 64 KiB.').nullable().default(null),
  /** The person or office it is handed to. */
  deliveredTo: line.min(1, 'Say who it is handed to.'),
  medium: line.default(''),
  sealNumber: line.default(''),
});
export type HandOverRequest = z.infer<typeof handOverRequestSchema>;

export const transferRecipientSchema = z.strictObject({
  name: z.string(),
  organisation: z.string(),
  key: z.string(),
  fingerprint: z.string(),
  isEscrow: z.boolean(),
  isConfirmed: z.boolean(),
});
export type TransferRecipient = z.infer<typeof transferRecipientSchema>;

/** A file that was written for the hand-over. */
export const transferFileSchema = z.strictObject({ name: z.string(), byteCount: z.int(), digest: digestSchema });
export type TransferFile = z.infer<typeof transferFileSchema>;

export const acknowledgementWays = ['signed-receipt', 'e-mail', 'telephone', 'in-person', 'other'] as const;

export const acknowledgementDraftSchema = z.strictObject({
  receivedBy: line.min(1, 'Say who received it.'),
  receivedOn: z.iso.date('Write the day as 2026-03-09.'),
  how: z.enum(acknowledgementWays),
  note: z.string().trim().max(2000).default(''),
});
export const acknowledgementSchema = acknowledgementDraftSchema.extend({
  recordedBy: z.string(),
  recordedAt: microsSchema,
});
export type Acknowledgement = z.infer<typeof acknowledgementSchema>;

export const transferStates = ['preparing', 'handed-over', 'failed', 'cancelled'] as const;

/** One hand-over of a sealed packet, with who acknowledged it. */
export const transferSchema = z.strictObject({
  id: transferIdSchema,
  packetId: packetIdSchema,
  jobId: jobIdSchema,
  state: z.enum(transferStates),
  method: z.enum(handOverMethods),
  recipients: z.array(transferRecipientSchema),
  isEscrowLeftOut: z.boolean(),
  deliveredTo: z.string(),
  medium: z.string(),
  sealNumber: z.string(),
  partBytes: z.int().nullable(),
  /** Where the files were written. */
  folder: z.string(),
  files: z.array(transferFileSchema),
  byteCount: z.int().nullable(),
  createdBy: z.string(),
  createdAt: microsSchema,
  endedAt: microsSchema.nullable(),
  acknowledgements: z.array(acknowledgementSchema),
});
export type Transfer = z.infer<typeof transferSchema>;

export const openedHandOverSchema = z.strictObject({
  /** The packet's folder, on this disk. */
  folder: z.string(),
  name: z.string(),
  grant: z.string(),
  verification: packetVerificationSchema,
  /** The custody log of the open matter says so; false where none is open, or it is read-only. */
  isRecorded: z.boolean(),
});
