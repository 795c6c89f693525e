import type { CodeAttribute, CodeGroup } from '../../../domain/codebook.ts';
import type { CodebookRule } from '../../../domain/codebook-rule.ts';

/** A group as another file says it; null where the file does not. */
export type ForeignGroup = {
  readonly id: string | null;
  readonly label: string;
  readonly kind: CodeGroup['kind'] | null;
};

export type ForeignCode = {
  readonly id: string | null;
  readonly label: string;
  readonly definition: string;
  /** Place in `groups`. */
  readonly group: number;
  readonly synonyms: readonly string[];
  /** Null where the form cannot say which attributes a code has. */
  readonly attributes: readonly CodeAttribute[] | null;
  /** The form says less of an attribute than a codebook does: what is known of one here stays as it is. */
  readonly areAttributesPlain?: boolean;
  readonly isRetired: boolean;
  /** Codes it may not share time with, by place in `codes`. */
  readonly excludes?: readonly number[];
};

/** What was read from a file, before it is brought into the matter's own terms. */
export type ForeignVocabulary = {
  readonly title: string;
  readonly groups: readonly ForeignGroup[];
  readonly codes: readonly ForeignCode[];
  readonly rules: readonly CodebookRule[];
  /** What the file says and nothing here can hold. */
  readonly unplaced: readonly string[];
};

/** What was written, and what the form could not hold. */
export type WrittenVocabulary = { readonly text: string; readonly unplaced: readonly string[] };

/** "UOF Use of force" as an id and a label. */
export function splitGroupName(text: string): { readonly id: string | null; readonly label: string } {
  const found = /^([A-Z]{3})\s+(\S.*)$/s.exec(text.trim());
  return found === null ? { id: null, label: text.trim() } : { id: found[1] ?? null, label: (found[2] ?? '').trim() };
}

/** An id for an attribute from its label: small letters and hyphens, free among `taken`. */
export function attributeId(label: string, taken: ReadonlySet<string>): string {
  const plain = label.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  const slug =
    plain
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^[-0-9]+|-+$/g, '')
      .slice(0, 50) || 'attribute';
  for (let number = 1; ; number++) {
    const id = number === 1 ? slug : `${slug}-${number}`;
    if (!taken.has(id)) {
      return id;
    }
  }
}

/** What of a file was left out, with its number: "1 rule was left out", "3 rules were left out". */
export function leftOut(count: number, one: string, many: string, why = ''): readonly string[] {
  return count === 0 ? [] : [`${count} ${count === 1 ? `${one} was` : `${many} were`} left out${why}.`];
}
