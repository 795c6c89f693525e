import type { Codebook, CodeGroup } from '../../src-main/domain/codebook.ts';
import { codeIndex, scoreCodes } from './code-index.ts';
import type { CodeKind, NamedCode } from './code-name.ts';

export const kindNames: Readonly<Record<CodeKind, string>> = {
  conduct: 'Conduct',
  context: 'Context',
  setting: 'Setting',
};

export type CodeSection = { readonly group: CodeGroup; readonly codes: readonly NamedCode[] };

/** One or two sections first where the order of the codebook would hide context below all conduct. */
const kindOrder: readonly CodeKind[] = ['context', 'conduct', 'setting'];

type Ranked = { readonly group: CodeGroup; readonly codes: NamedCode[]; best: number };

/**
 * The codes that hold every typed word in their id, label, synonyms, group, definition or attributes, in sections by group.
 * Nothing typed: context first, then the order of the codebook. Something typed: the group with the best match first, and
 * the best context group never later than second, so that context is never further away than conduct. Codes that are no
 * longer used are left out unless asked for.
 */
export function findCodes(
  codebook: Codebook,
  query: string,
  kind: CodeKind | 'all',
  options: { readonly isRetiredShown?: boolean } = {},
): CodeSection[] {
  const index = codeIndex(codebook);
  const scores = scoreCodes(index, query);
  const byGroup = new Map<string, Ranked>();
  const scoreOf = new Map<NamedCode, number>();
  for (const at of scores === null ? index.codes.keys() : scores.keys()) {
    const named = index.codes[at];
    if (named === undefined || (named.code.isRetired && options.isRetiredShown !== true)) {
      continue;
    }
    const { group } = named;
    if (kind !== 'all' && kind !== group.kind) {
      continue;
    }
    const score = scores?.get(at) ?? 0;
    const ranked = byGroup.get(group.id) ?? { group, codes: [], best: 0 };
    byGroup.set(group.id, ranked);
    ranked.codes.push(named);
    ranked.best = Math.max(ranked.best, score);
    scoreOf.set(named, score);
  }
  const order = new Map(codebook.groups.map(({ id }, at) => [id, at]));
  const place = ({ group }: Ranked): number => (order.get(group.id) ?? 0) + 10_000 * kindOrder.indexOf(group.kind);
  const sections = [...byGroup.values()].sort((a, b) => b.best - a.best || place(a) - place(b));
  if (scores !== null) {
    const context = sections.findIndex(({ group }) => group.kind === 'context');
    if (context > 1) {
      sections.splice(1, 0, ...sections.splice(context, 1));
    }
    for (const { codes } of sections) {
      codes.sort((a, b) => (scoreOf.get(b) ?? 0) - (scoreOf.get(a) ?? 0));
    }
  }
  return sections;
}
