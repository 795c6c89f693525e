import type { GrantedPath } from '../../../src-main/contract/shell-powers.ts';

/** The chosen paths with those picked now; a grant stands in the list once. */
export function addPaths(before: readonly GrantedPath[], picked: readonly GrantedPath[]): GrantedPath[] {
  const known = new Set(before.map(({ grant }) => grant));
  return [...before, ...picked.filter(({ grant }) => !known.has(grant))];
}
