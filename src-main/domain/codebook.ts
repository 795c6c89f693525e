import { z } from 'zod';

export const codeIdSchema = z.string().regex(/^[A-Z]{3}\.[0-9A-Z]{1,4}$/, 'A code looks like UOF.1 or CTX.10.');

/** `conduct`: always shown as alleged; `context`: what explains, precedes or contradicts; `setting`: where and who. */
export const codeGroupKinds = ['conduct', 'context', 'setting'] as const;

export const codeAttributeSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  label: z.string(),
  kind: z.enum(['text', 'choice', 'number', 'yes-no']),
  choices: z.array(z.string()).default([]),
  isRequired: z.boolean().default(false),
});
export type CodeAttribute = z.infer<typeof codeAttributeSchema>;

/** One term of the vocabulary: what a reviewer can see or hear, with no legal conclusion in its name. */
export const codeSchema = z.strictObject({
  id: codeIdSchema,
  label: z.string().min(1),
  definition: z.string().min(1),
  group: z.string(),
  attributes: z.array(codeAttributeSchema).default([]),
  isRetired: z.boolean().default(false),
});
export type Code = z.infer<typeof codeSchema>;

export const codeGroupSchema = z.strictObject({
  id: z.string().regex(/^[A-Z]{3}$/),
  label: z.string(),
  kind: z.enum(codeGroupKinds),
});
export type CodeGroup = z.infer<typeof codeGroupSchema>;

/** A versioned controlled vocabulary; data, shipped in resources/codebooks, its digest in every packet. */
export const codebookSchema = z
  .strictObject({
    id: z.string(),
    title: z.string(),
    version: z.string().regex(/^\d+\.\d+\.\d+$/),
    notice: z.string(),
    groups: z.array(codeGroupSchema),
    codes: z.array(codeSchema),
  })
  .refine((book) => new Set(book.codes.map((code) => code.id)).size === book.codes.length, 'A code id appears twice.')
  .refine(
    (book) => book.codes.every((code) => book.groups.some((group) => group.id === code.group)),
    'A code names a group that is not in the codebook.',
  );
export type Codebook = z.infer<typeof codebookSchema>;
