import { z } from 'zod';
import { codebookRuleSchema } from './codebook-rule.ts';
import { digestSchema } from './digest.ts';

export const codeIdSchema = z.string().regex(/^[A-Z]{3}\.[0-9A-Z]{1,4}$/, 'A code looks like UOF.1 or CTX.10.');
export const codeGroupIdSchema = z.string().regex(/^[A-Z]{3}$/, 'A group is named by three capitals, such as UOF.');
export const codebookVersionSchema = z
  .string()
  .regex(/^\d{1,6}\.\d{1,6}\.\d{1,6}$/, 'A version of a codebook looks like 1.2.0.');

/** `conduct`: always shown as alleged; `context`: what explains, precedes or contradicts; `setting`: where and who. */
export const codeGroupKinds = ['conduct', 'context', 'setting'] as const;
export const codeAttributeKinds = ['text', 'choice', 'number', 'yes-no'] as const;

export const codeAttributeSchema = z
  .strictObject({
    id: z
      .string()
      .max(60)
      .regex(/^[a-z][a-z0-9-]*$/, 'An attribute is named by small letters, digits and hyphens, such as body-area.'),
    label: z.string().trim().min(1, 'An attribute needs a label.').max(200),
    kind: z.enum(codeAttributeKinds),
    choices: z.array(z.string().trim().min(1).max(200)).max(100).default([]),
    isRequired: z.boolean().default(false),
  })
  .refine(
    (attribute) => attribute.kind !== 'choice' || attribute.choices.length > 0,
    'A choice needs something to choose from.',
  )
  .refine((attribute) => new Set(attribute.choices).size === attribute.choices.length, 'A choice appears twice.');
export type CodeAttribute = z.infer<typeof codeAttributeSchema>;

/** One term of the vocabulary: what a reviewer can see or hear, with no legal conclusion in its name. */
export const codeSchema = z
  .strictObject({
    id: codeIdSchema,
    label: z.string().trim().min(1, 'A code needs a label.').max(200),
    definition: z.string().trim().min(1, 'A code needs a definition of what is seen or heard.').max(4000),
    group: codeGroupIdSchema,
    /** Other words under which a reviewer may look for it. */
    synonyms: z.array(z.string().trim().min(1).max(100)).max(50).default([]),
    attributes: z.array(codeAttributeSchema).max(50).default([]),
    /** No longer chosen for new annotations; those made with it keep it. */
    isRetired: z.boolean().default(false),
  })
  .refine(
    (code) => new Set(code.attributes.map(({ id }) => id)).size === code.attributes.length,
    'An attribute appears twice in a code.',
  );
export type Code = z.infer<typeof codeSchema>;

export const codeGroupSchema = z.strictObject({
  id: codeGroupIdSchema,
  label: z.string().trim().min(1, 'A group needs a label.').max(200),
  kind: z.enum(codeGroupKinds),
});
export type CodeGroup = z.infer<typeof codeGroupSchema>;

/** A vocabulary by name, version and the digest of its canonical JSON. */
export const codebookReferenceSchema = z.strictObject({
  id: z.string().max(200),
  version: codebookVersionSchema,
  digest: digestSchema,
});
export type CodebookReference = z.infer<typeof codebookReferenceSchema>;

/** A versioned controlled vocabulary; a matter keeps every version it ever used, and packets state the digest. */
export const codebookSchema = z
  .strictObject({
    id: z.string().min(1).max(200),
    title: z.string().trim().min(1).max(200),
    version: codebookVersionSchema,
    notice: z.string().max(4000),
    /** The shipped vocabulary that this one was last brought up to; null for a shipped one itself. */
    basis: codebookReferenceSchema.nullable().default(null),
    groups: z.array(codeGroupSchema).max(500),
    codes: z.array(codeSchema).max(20_000),
    rules: z.array(codebookRuleSchema).max(500).default([]),
  })
  .refine((book) => isUnique(book.groups), 'A group id appears twice.')
  .refine((book) => isUnique(book.codes), 'A code id appears twice.')
  .refine((book) => isUnique(book.rules), 'A rule id appears twice.')
  .refine((book) => {
    const groups = new Set(book.groups.map(({ id }) => id));
    return book.codes.every((code) => groups.has(code.group));
  }, 'A code names a group that is not in the codebook.');
export type Codebook = z.infer<typeof codebookSchema>;

function isUnique(items: readonly { readonly id: string }[]): boolean {
  return new Set(items.map(({ id }) => id)).size === items.length;
}
