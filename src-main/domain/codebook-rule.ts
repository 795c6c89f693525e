import { z } from 'zod';

/** Which codes a rule speaks of: one code (`UOF.1`), a group (`UOF`), a kind (`kind:context`) or every code (`*`). */
export const codeSelectorSchema = z
  .string()
  .regex(
    /^(\*|kind:(conduct|context|setting)|[A-Z]{3}(\.[0-9A-Z]{1,4})?)$/,
    'A rule names a code (UOF.1), a group (UOF), a kind (kind:context) or every code (*).',
  );
const selectors = z.array(codeSelectorSchema).min(1, 'A rule needs at least one code.').max(500);

const common = {
  id: z
    .string()
    .max(60)
    .regex(/^[a-z][a-z0-9-]*$/, 'A rule is named by small letters, digits and hyphens.'),
  /** What the rule asks, in a few words. */
  label: z.string().trim().min(1, 'A rule needs a few words that say what it asks.').max(200),
  /** Why it is there. */
  note: z.string().max(1000).default(''),
  isOff: z.boolean().default(false),
  codes: selectors,
};

/** The codes and the others may not share time: on the same recording, or where both name the same subject. */
const exclusionSchema = z.strictObject({
  kind: z.literal('exclusion'),
  ...common,
  others: selectors,
  scope: z.enum(['recording', 'subject']).default('recording'),
});

/** Each of the codes asks for one of the others: before it, after it, in the same span, or near it. */
const pairingSchema = z.strictObject({
  kind: z.literal('pairing'),
  ...common,
  others: selectors,
  position: z.enum(['before', 'after', 'overlap', 'near']),
  /** How far away the other may begin or end, in milliseconds of the recording; without meaning for `overlap`. */
  withinMillis: z.int().min(0).max(86_400_000).default(0),
});

/** Each of the codes asks for an attribute that is filled in, or for a subject. */
const requirementSchema = z.strictObject({
  kind: z.literal('requirement'),
  ...common,
  /** The id of an attribute; null asks for a subject. */
  attribute: z.string().max(60).nullable(),
});

/** What the codebook expects of annotations together; what breaks it is a finding to look at, never a verdict. */
export const codebookRuleSchema = z.discriminatedUnion('kind', [exclusionSchema, pairingSchema, requirementSchema]);
export type CodebookRule = z.infer<typeof codebookRuleSchema>;
export type CodeSelector = z.infer<typeof codeSelectorSchema>;
