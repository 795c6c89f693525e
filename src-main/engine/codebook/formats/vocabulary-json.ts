import { z } from 'zod';
import { AppError } from '../../../domain/app-error.ts';
import { type Codebook, codebookSchema } from '../../../domain/codebook.ts';
import { textOfCodebook } from '../codebook-text.ts';
import type { ForeignVocabulary, WrittenVocabulary } from './foreign-vocabulary.ts';

const format = 'frame-of-record/codebook/v1';
const wrapperSchema = z.strictObject({ format: z.literal(format), digest: z.string(), codebook: z.unknown() });

/** Everything, with the digest of the canonical form. */
export function writeVocabularyJson(codebook: Codebook): WrittenVocabulary {
  const { digest } = textOfCodebook(codebook);
  return { text: `${JSON.stringify({ format, digest, codebook }, null, 2)}\n`, unplaced: [] };
}

/** Whether a parsed JSON file is one of ours: wrapped with its digest, or bare as in a packet. */
export function isVocabularyJson(value: unknown): boolean {
  return wrapperSchema.safeParse(value).success || (typeof value === 'object' && value !== null && 'codes' in value);
}

/** Errors: `bad-request` when it is no codebook. */
export function readVocabularyJson(value: unknown): ForeignVocabulary {
  const wrapper = wrapperSchema.safeParse(value);
  const parsed = codebookSchema.safeParse(wrapper.success ? wrapper.data.codebook : value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new AppError(
      'bad-request',
      `This file is not a codebook of this program: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim(),
      { reasons: parsed.error.issues.slice(0, 5).map(({ path, message }) => `${path.join('.')}: ${message}`) },
    );
  }
  const codebook = parsed.data;
  const places = new Map(codebook.groups.map(({ id }, at) => [id, at]));
  const isAltered = wrapper.success && wrapper.data.digest !== textOfCodebook(codebook).digest;
  return {
    title: codebook.title,
    groups: codebook.groups,
    codes: codebook.codes.map((code) => ({ ...code, group: places.get(code.group) ?? 0 })),
    rules: codebook.rules,
    unplaced: isAltered
      ? ['The digest stated in the file is not that of its contents: it was changed after it was exported.']
      : [],
  };
}
