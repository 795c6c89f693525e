import { type ReviewerIntroduction, reviewerIntroductionSchema } from '../../../src-main/domain/reviewer.ts';

const storageKey = 'reviewer';

/** A reviewer while the form is filled in: no role is presumed. */
export type ReviewerDraft = { readonly name: string; readonly role: ReviewerIntroduction['role'] | null };

/** The draft as the engine takes it, or null while something is missing. */
export function finishedReviewer({ name, role }: ReviewerDraft): ReviewerIntroduction | null {
  return role === null || name.trim() === '' ? null : { name: name.trim(), role };
}

/** Who worked here last, to spare typing; only a suggestion, the matter keeps its own reviewers. */
export function rememberedReviewer(storage: Storage): ReviewerIntroduction | null {
  const stored = storage.getItem(storageKey);
  if (stored === null) {
    return null;
  }
  const parsed = reviewerIntroductionSchema.safeParse(parseJson(stored));
  return parsed.success ? parsed.data : null;
}

export function rememberReviewer(storage: Storage, reviewer: ReviewerIntroduction): void {
  storage.setItem(storageKey, JSON.stringify(reviewer));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (thrown) {
    if (thrown instanceof SyntaxError) {
      return null;
    }
    throw thrown;
  }
}
