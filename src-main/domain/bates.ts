import { z } from 'zod';
import { digestSchema } from './digest.ts';
import { packetIdSchema } from './identifier.ts';
import { packetStates } from './packet.ts';
import { microsSchema } from './time.ts';

/** The digits of a Bates number. */
const digitCount = 7;
export const largestBatesNumber = 10 ** digitCount - 1;

/** `BOS0000101`. */
export function batesText(prefix: string, number: number): string {
  return `${prefix}${String(number).padStart(digitCount, '0')}`;
}

/** Two to eight capitals made of a matter's name, for a matter that has used none yet: its first word that has any. */
export function batesPrefixOf(matterName: string): string {
  const plain = matterName.normalize('NFKD').replaceAll(/\p{M}/gu, '').toUpperCase();
  const word = plain.split(/[^A-Z]+/).find((each) => each.length >= 2);
  return word?.slice(0, 8) ?? 'MATTER';
}

/** One number of the register, with the packet it was assigned for. */
export const batesEntrySchema = z.strictObject({
  bates: z.string(),
  prefix: z.string(),
  number: z.int(),
  digest: digestSchema,
  packetId: packetIdSchema,
  packetName: z.string(),
  packetState: z.enum(packetStates),
  assignedAt: microsSchema,
});
export type BatesEntry = z.infer<typeof batesEntrySchema>;
