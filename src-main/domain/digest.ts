import { z } from 'zod';

/** SHA-256 of bytes as 64 lower-case hexadecimal digits: the identity of an original and of every exhibit file. */
export const digestSchema = z
  .string()
  .regex(/^[0-9a-f]{64}$/, 'A digest is 64 hexadecimal digits.')
  .brand<'Digest'>();

export type Digest = z.infer<typeof digestSchema>;
