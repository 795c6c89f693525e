/** Where a rule applies: an observation states what is seen; an allegation may draw conclusions, as somebody's. */
export type WordingField = 'observation' | 'allegation';

export type WordingRule = {
  readonly id: string;
  readonly language: 'en' | 'es';
  readonly fields: readonly WordingField[];
  /** Words as they are typed, with or without accents; letters on either side are never part of a match. */
  readonly pattern: string;
  /** What the same words mean nothing of the kind in. A match inside one of these is left alone. */
  readonly except?: string;
  readonly advice: string;
  /** What can stand instead, made from the match; absent or null where only the reviewer can know. */
  readonly instead?: (found: RegExpExecArray) => string | null;
};

export const both: readonly WordingField[] = ['observation', 'allegation'];
export const observation: readonly WordingField[] = ['observation'];

const beforePredicate =
  /(?:is|are|was|were|be|been|being|seems?|looks?|es|son|fue|fueron|era|eran|est[aá]n?|parecen?|ser)\s+(?:not\s+|no\s+|very\s+|muy\s+)?$/i;

/** Takes the words out, unless the sentence would be left without its end ("The stop is …"). */
export function without(found: RegExpExecArray): string | null {
  return beforePredicate.test(found.input.slice(0, found.index)) ? null : '';
}
