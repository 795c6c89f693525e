import { type FacetName, facetNames, type SearchRequest, type SearchResult } from '../../domain/annotation-search.ts';
import type { Codebook } from '../../domain/codebook.ts';
import type { AnnotationId, FootageId, SubjectId } from '../../domain/identifier.ts';
import { standingSubject } from '../../domain/subject.ts';
import { currentCodebook } from '../codebook/codebook-store.ts';
import type { OpenMatter } from '../matters/open-matter.ts';
import type { Database } from '../store/open.ts';
import { subjectsById } from '../subjects/subject-store.ts';
import { findAnnotations } from './annotation-store.ts';
import { type FacetColumn, type SearchIndex, searchIndex } from './search-index.ts';
import { codesNamed, documentsWith, ftsTerm, searchWords } from './text-query.ts';

/** One facet during a search: whether each key of its column passes, and how often it was met. */
type Facet = {
  readonly name: FacetName;
  readonly keys: readonly number[];
  readonly values: readonly (readonly string[])[];
  readonly isAllowed: Uint8Array | null;
  readonly counts: Int32Array;
};

/** A column that says of each code what it belongs to. */
function derivedColumn({ keys, values }: FacetColumn, belongsTo: (code: string) => string): FacetColumn {
  return { keys, values: values.map((codes) => codes.map(belongsTo)) };
}

function columnsOf(matter: OpenMatter, index: SearchIndex, codebook: Codebook): Record<FacetName, FacetColumn> {
  const groupOfCode = new Map(codebook.codes.map(({ id, group }) => [id, group]));
  const kindOfGroup = new Map<string, string>(codebook.groups.map(({ id, kind }) => [id, kind]));
  const groupOf = (code: string) => groupOfCode.get(code) ?? code.slice(0, 3);
  const subjects = subjectsById(matter.database);
  const standing = (id: string) => standingSubject(subjects, id as SubjectId)?.id ?? id;
  const { subject } = index.facets;
  return {
    ...index.facets,
    // Who was merged counts for the one that stands.
    subject: { keys: subject.keys, values: subject.values.map((ids) => [...new Set(ids.map(standing))]) },
    group: derivedColumn(index.facets.code, groupOf),
    kind: derivedColumn(index.facets.code, (code) => kindOfGroup.get(groupOf(code)) ?? 'setting'),
  };
}

function facetOf(name: FacetName, column: FacetColumn, chosen: readonly string[]): Facet {
  const { keys, values } = column;
  const wanted = new Set(chosen);
  let isAllowed: Uint8Array | null = null;
  if (wanted.size > 0) {
    isAllowed = Uint8Array.from(values, (own) => (own.some((value) => wanted.has(value)) ? 1 : 0));
  } else if (name === 'state') {
    isAllowed = Uint8Array.from(values, (own) => (own.includes('withdrawn') ? 0 : 1));
  }
  return { name, keys, values, isAllowed, counts: new Int32Array(values.length) };
}

/** 1 for every row whose text, or the name of whose code, holds every word; null when no word was given. */
function rowsWithText(database: Database, index: SearchIndex, codebook: Codebook, text: string): Uint8Array | null {
  const words = searchWords(text);
  if (words.length === 0) {
    return null;
  }
  const found = new Uint8Array(index.ids.length).fill(1);
  const onlyInText: string[] = [];
  const keep = (terms: readonly string[], codes: ReadonlySet<string>) => {
    const holds = new Uint8Array(index.ids.length);
    for (const document of documentsWith(database, terms)) {
      const row = index.rowOfDocument[document];
      if (row !== undefined) {
        holds[row] = 1;
      }
    }
    const { keys, values } = index.facets.code;
    const isNamed = Uint8Array.from(values, (own) => (own.some((code) => codes.has(code)) ? 1 : 0));
    for (let row = 0; row < found.length; row++) {
      const isHit = (holds[row] as number) | (isNamed[keys[row] as number] as number);
      found[row] = (found[row] as number) & isHit;
    }
  };
  for (const word of words) {
    const codes = codesNamed(codebook, word.text);
    if (codes.size === 0) {
      onlyInText.push(ftsTerm(word));
    } else {
      keep([ftsTerm(word)], codes);
    }
  }
  if (onlyInText.length > 0) {
    keep(onlyInText, new Set());
  }
  return found;
}

function count({ keys, counts }: Facet, rows: Int32Array): void {
  for (let at = 0; at < rows.length; at++) {
    const key = keys[rows[at] as number] as number;
    counts[key] = (counts[key] as number) + 1;
  }
}

/**
 * One pass over all rows, in their order. A row that passes every facet is found and counts everywhere; one that fails a
 * single facet counts in that facet alone: there it says how many there would be if its value were chosen. Plain loops
 * over columns, because this is what a reviewer waits for after every letter.
 */
function sift(
  index: SearchIndex,
  facets: readonly Facet[],
  hasText: Uint8Array | null,
  request: SearchRequest,
): Int32Array {
  const { revisedAt } = index;
  const from = request.filter.from ?? Number.NEGATIVE_INFINITY;
  const to = request.filter.to ?? Number.POSITIVE_INFINITY;
  const narrowing = facets.filter(({ isAllowed }) => isAllowed !== null);
  const rows = index.order(request.order);
  const found = new Int32Array(rows.length);
  let foundCount = 0;
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at] as number;
    const time = revisedAt[row] as number;
    if ((hasText !== null && hasText[row] === 0) || time < from || time >= to) {
      continue;
    }
    let failed: Facet | null = null;
    let failedCount = 0;
    for (let which = 0; which < narrowing.length && failedCount < 2; which++) {
      const facet = narrowing[which] as Facet;
      if ((facet.isAllowed as Uint8Array)[facet.keys[row] as number] === 0) {
        failed = facet;
        failedCount += 1;
      }
    }
    if (failed === null) {
      found[foundCount++] = row;
    } else if (failedCount === 1) {
      const key = failed.keys[row] as number;
      failed.counts[key] = (failed.counts[key] as number) + 1;
    }
  }
  const result = found.subarray(0, foundCount);
  for (const facet of facets) {
    count(facet, result);
  }
  return result;
}

function countsOf({ values, counts }: Facet, chosen: readonly string[]): { value: string; count: number }[] {
  const byValue = new Map<string, number>(chosen.map((value) => [value, 0]));
  counts.forEach((count, key) => {
    for (const value of count === 0 ? [] : (values[key] ?? [])) {
      byValue.set(value, (byValue.get(value) ?? 0) + count);
    }
  });
  return [...byValue]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}

function recordingsOf(index: SearchIndex, found: Int32Array): SearchResult['recordings'] {
  const { keys, values } = index.facets.footage;
  const counts = new Int32Array(values.length);
  const ranks = new Int32Array(values.length);
  for (let at = 0; at < found.length; at++) {
    const row = found[at] as number;
    const key = keys[row] as number;
    counts[key] = (counts[key] as number) + 1;
    ranks[key] = index.footageRanks[row] as number;
  }
  return values
    .map(([footageId], key) => ({
      footageId: (footageId ?? '') as FootageId,
      count: counts[key] ?? 0,
      rank: ranks[key] ?? 0,
    }))
    .filter((recording) => recording.count > 0)
    .sort((a, b) => a.rank - b.rank)
    .map(({ footageId, count: held }) => ({ footageId, count: held }));
}

/** The annotations that pass a filter, wherever they stand in the matter, with live counts for every facet. */
export function searchAnnotations(matter: OpenMatter, request: SearchRequest): SearchResult {
  const { database } = matter;
  const { filter } = request;
  const { codebook } = currentCodebook(matter);
  const index = searchIndex(database);
  const columns = columnsOf(matter, index, codebook);
  const facets = facetNames.map((name) => facetOf(name, columns[name], filter.facets[name] ?? []));
  const found = sift(index, facets, rowsWithText(database, index, codebook, filter.text), request);
  const idOf = (row: number) => (index.ids[row] ?? '') as AnnotationId;
  const counted = facets.map((facet) => [facet.name, countsOf(facet, filter.facets[facet.name] ?? [])] as const);
  return {
    total: found.length,
    annotations: findAnnotations(
      database,
      Array.from(found.subarray(request.offset, request.offset + request.limit), idOf),
    ),
    ids: request.withIds ? Array.from(found, idOf) : null,
    facets: Object.fromEntries(counted) as SearchResult['facets'],
    recordings: recordingsOf(index, found),
  };
}

/** The ids of everything a filter finds, in the order of recordings and time. */
export function findIds(matter: OpenMatter, filter: SearchRequest['filter']): AnnotationId[] {
  const request: SearchRequest = { filter, order: 'recording', offset: 0, limit: 0, withIds: true };
  return searchAnnotations(matter, request).ids ?? [];
}
