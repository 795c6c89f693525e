import type { Codebook, CodeGroup } from '../../../src-main/domain/codebook.ts';
import { type CodeKind, type NamedCode, namedCodes } from '../../ui/code-name.ts';

export const kindNames: Readonly<Record<CodeKind, string>> = {
  conduct: 'Conduct',
  context: 'Context',
  setting: 'Setting',
};

export type CodeSection = { readonly group: CodeGroup; readonly codes: readonly NamedCode[] };

/** One or two sections first where the order of the codebook would hide context below all conduct. */
const kindOrder: readonly CodeKind[] = ['context', 'conduct', 'setting'];

/**
 * The codes that hold every typed word in their id, label, definition or group, in sections. Context comes first, so that
 * it is never further away than conduct. Codes that are no longer used are left out.
 */
export function findCodes(codebook: Codebook, query: string, kind: CodeKind | 'all'): CodeSection[] {
  const words = query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const sections: CodeSection[] = [];
  const known = namedCodes(codebook);
  for (const wantedKind of kindOrder) {
    for (const group of codebook.groups) {
      if (group.kind !== wantedKind || (kind !== 'all' && kind !== group.kind)) {
        continue;
      }
      const codes = [...known.values()].filter(
        ({ code, group: own }) =>
          own.id === group.id &&
          !code.isRetired &&
          holdsAll(`${code.id} ${code.label} ${code.definition} ${own.label}`, words),
      );
      if (codes.length > 0) {
        sections.push({ group, codes });
      }
    }
  }
  return sections;
}

function holdsAll(text: string, words: readonly string[]): boolean {
  const lower = text.toLowerCase();
  return words.every((word) => lower.includes(word));
}
