import type { FacetName } from '../../src-main/domain/annotation-search.ts';
import type { Codebook } from '../../src-main/domain/codebook.ts';
import type { SubjectId } from '../../src-main/domain/identifier.ts';
import { type NamedCode, shortTitle } from '../ui/code-name.ts';

/** Facets as a heading names them. */
export const facetTitles: Readonly<Record<FacetName, string>> = {
  kind: 'Kind',
  group: 'Group',
  code: 'Code',
  subject: 'Subject',
  footage: 'Recording',
  state: 'State',
  allegation: 'Allegation',
  context: 'Exculpatory',
  reviewer: 'Made by',
  visibility: 'Visibility',
  interpretation: 'Interpretation',
  corroboration: 'Corroboration',
  time: 'Time',
};

const words: Readonly<Partial<Record<FacetName, Readonly<Record<string, string>>>>> = {
  kind: { conduct: 'Alleged conduct', context: 'Context', setting: 'Setting' },
  state: { draft: 'Draft', withdrawn: 'Withdrawn' },
  allegation: { with: 'Has an allegation', without: 'No allegation' },
  context: { exculpatory: 'Marked as exculpatory', not: 'Not marked' },
};

const levels: Readonly<Record<string, string>> = { 1: '1 low', 2: '2 medium', 3: '3 high', 'not-stated': 'Not stated' };
const axes: ReadonlySet<FacetName> = new Set<FacetName>(['visibility', 'interpretation', 'corroboration', 'time']);

/** What names the values that are ids. */
export type FacetNaming = {
  readonly codebook: Codebook | undefined;
  readonly codes: ReadonlyMap<string, NamedCode>;
  readonly footage: ReadonlyMap<string, string>;
  readonly reviewers: ReadonlyMap<string, string>;
  readonly subjects: ReadonlyMap<string, string>;
  /** Pseudonyms of the subjects that stand for these now, each once. */
  readonly standingNames: (ids: readonly SubjectId[]) => readonly string[];
};

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1).replaceAll('_', ' ');
}

/** A value of a facet in words. */
export function facetValueText(facet: FacetName, value: string, naming: FacetNaming): string {
  if (axes.has(facet)) {
    return levels[value] ?? value;
  }
  switch (facet) {
    case 'code': {
      const named = naming.codes.get(value);
      return named === undefined ? value : `${value} ${shortTitle(named)}`;
    }
    case 'group':
      return naming.codebook?.groups.find(({ id }) => id === value)?.label ?? value;
    case 'footage':
      return naming.footage.get(value) ?? 'A recording';
    case 'reviewer':
      return naming.reviewers.get(value) ?? 'A reviewer';
    case 'subject':
      return naming.subjects.get(value) ?? 'A subject';
    default:
      return words[facet]?.[value] ?? sentence(value);
  }
}
