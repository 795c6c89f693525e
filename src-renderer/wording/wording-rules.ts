import { englishWording } from './english-wording.ts';
import { spanishWording } from './spanish-wording.ts';
import type { WordingRule } from './wording-rule.ts';

/** Every rule of specs/evidence.md 4.8, in both languages. The longer and more particular ones stand first. */
export const wordingRules: readonly WordingRule[] = [...englishWording, ...spanishWording];
