import type { Code, Codebook, CodeGroup } from '../../src-main/domain/codebook.ts';

export type CodeKind = CodeGroup['kind'];

/** Stands before every conduct code, wherever one is shown. */
export const allegedPrefix = 'Alleged / for review:';

export type NamedCode = { readonly code: Code; readonly group: CodeGroup; readonly title: string };

/** The name of a code as it must be shown: conduct codes never without their prefix. */
export function codeTitle(code: Pick<Code, 'label'>, kind: CodeKind): string {
  return kind === 'conduct' ? `${allegedPrefix} ${code.label}` : code.label;
}

/** Where there is no room for the whole title; conduct is still said to be alleged. */
export function shortTitle({ code, group }: NamedCode): string {
  return group.kind === 'conduct' ? `Alleged: ${code.label}` : code.label;
}

/** Every code by its id, with its group and its title. */
export function namedCodes(codebook: Codebook): ReadonlyMap<string, NamedCode> {
  const groups = new Map(codebook.groups.map((group) => [group.id, group]));
  const named = new Map<string, NamedCode>();
  for (const code of codebook.codes) {
    const group = groups.get(code.group);
    if (group !== undefined) {
      named.set(code.id, { code, group, title: codeTitle(code, group.kind) });
    }
  }
  return named;
}
