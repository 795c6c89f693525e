import { z } from 'zod';
import { packetIdSchema } from './identifier.ts';
import { microsSchema } from './time.ts';

/**
 * Audiences of specs/evidence.md 2.4. What leaves differs: allegations go only where the profile lets them, and what is
 * left out is printed in NOTICES.txt.
 */
export const packetProfiles = ['internal', 'production', 'referral', 'court', 'public'] as const;
export type PacketProfile = (typeof packetProfiles)[number];

/** A packet's name is a folder's name on every file system (specs/evidence.md 2.2). */
export const packetNameSchema = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/,
    'A packet name has at most 40 letters, digits, dots, dashes and underscores, and begins with a letter or a digit.',
  )
  .refine(
    (name) => !name.endsWith('.') && !/^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?$/i.test(name),
    'This name cannot be used for a folder on Windows. Please choose another one.',
  );

/** Two to eight capitals before the seven digits of a Bates number. */
export const batesPrefixSchema = z
  .string()
  .regex(/^[A-Z]{2,8}$/, 'A Bates prefix has two to eight capital letters, such as BOS.');

/** What goes into a packet beside its exhibits, and what its papers say. */
export const packetOptionsSchema = z.strictObject({
  /** Absent: the one that this matter used last, else one made of its name. */
  batesPrefix: batesPrefixSchema.optional(),
  /** The exhibit index, custody report, certification drafts and production log as PDF. */
  withDocuments: z.boolean().default(true),
  /** Concordance DAT, Opticon OPT with slip sheets, CSV and their field map. */
  withLoadFiles: z.boolean().default(true),
  /** OpenTimelineIO, EDL, FCPXML, WebVTT, SRT and W3C annotations. */
  withInterchange: z.boolean().default(true),
  /** Printed on every page ("CONFIDENTIAL"). */
  confidentiality: z.string().trim().max(60).default(''),
  requester: z.string().trim().max(300).default(''),
  /** A sealed packet of this matter that this one takes the place of; what differs is said in the production log. */
  replaces: packetIdSchema.nullable().default(null),
  /** UTC microseconds that the papers carry in place of the moment of sealing, so that a packet can be made again byte for byte. */
  datedAt: microsSchema.nullable().default(null),
});
export type PacketOptions = z.infer<typeof packetOptionsSchema>;

export const packetStates = ['draft', 'sealed'] as const;

/** One sealed folder: exhibits, logs, manifest, verifier. */
export const packetSchema = z.strictObject({
  id: packetIdSchema,
  /** Production name, also the folder's name: `[A-Za-z0-9][A-Za-z0-9._-]*`, at most 40 characters. */
  name: z.string(),
  profile: z.enum(packetProfiles),
  state: z.enum(packetStates),
  folder: z.string(),
  exhibitCount: z.int(),
  byteCount: z.int().nullable(),
  /** SHA-256 of tagmanifest-sha256.txt: one value that fixes every byte of the packet. */
  digest: z.string().nullable(),
  createdAt: microsSchema,
  sealedAt: microsSchema.nullable(),
});
export type Packet = z.infer<typeof packetSchema>;

/** Levels of specs/evidence.md 2.9; the number is the exit code. */
export const verificationLevels = {
  pass: 0,
  'pass-hash-only': 10,
  incomplete: 20,
  'hash-mismatch': 21,
  'unexpected-file': 22,
  'unsafe-path': 23,
  'bad-signature': 30,
  'custody-proof-fails': 31,
  malformed: 40,
  'io-error': 50,
} as const;
export type VerificationLevel = keyof typeof verificationLevels;

/** The report of the stand-alone verifier, the app and the CLI: one and the same code makes it. */
export const packetVerificationSchema = z.strictObject({
  result: z.string(),
  level: z.int(),
  files: z.array(
    z.strictObject({
      path: z.string(),
      expected: z.string().nullable(),
      actual: z.string().nullable(),
      status: z.string(),
    }),
  ),
  fileCount: z.int(),
  byteCount: z.int(),
  signature: z.strictObject({
    key: z.string().nullable(),
    status: z.string(),
    /** Everybody whose good signature the statement carries: the device, and an attorney where one signed too. */
    signers: z.array(z.strictObject({ fingerprint: z.string(), name: z.string() })),
  }),
  custody: z.strictObject({
    status: z.string(),
    entryCount: z.int(),
    checkpointSize: z.int().nullable(),
  }),
  problems: z.array(z.string()),
  toolVersion: z.string(),
});
export type PacketVerification = z.infer<typeof packetVerificationSchema>;

/** What a verification without a named key is worth to a matter that `keys` have signed for: they are known keys. */
export function withKnownKeys(found: PacketVerification, keys: readonly string[]): PacketVerification {
  if (found.signature.key === null || !keys.includes(found.signature.key)) {
    return found;
  }
  const isPass = found.level === verificationLevels['pass-hash-only'];
  return {
    ...found,
    ...(isPass ? { result: 'pass', level: verificationLevels.pass } : {}),
    signature: { ...found.signature, status: 'good' },
  };
}
