import { useState } from 'react';
import type { ReviewerIntroduction } from '../../../src-main/domain/reviewer.ts';
import { useEngineQuery } from '../../engine/use-engine.ts';

/** A reviewer while the form is filled in: no role is presumed. */
export type ReviewerDraft = { readonly name: string; readonly role: ReviewerIntroduction['role'] | null };

/** The draft as the engine takes it, or null while something is missing. */
export function finishedReviewer({ name, role }: ReviewerDraft): ReviewerIntroduction | null {
  return role === null || name.trim() === '' ? null : { name: name.trim(), role };
}

/** The draft of a form: who worked here last until something is typed. */
export function useReviewerDraft(): [ReviewerDraft, (draft: ReviewerDraft) => void] {
  const last = useEngineQuery('matters.lastReviewer', {});
  const [typed, setTyped] = useState<ReviewerDraft | null>(null);
  return [typed ?? last.data ?? { name: '', role: null }, setTyped];
}
