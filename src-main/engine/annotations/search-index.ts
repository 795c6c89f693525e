import { z } from 'zod';
import { confidenceAxes, confidenceSchema } from '../../domain/annotation.ts';
import type { FacetName, SearchOrder } from '../../domain/annotation-search.ts';
import type { Database } from '../store/open.ts';
import { parseRow } from '../store/row.ts';

/** Values of one facet by row: `keys[row]` names an entry of `values`, where one annotation may have several values. */
export type FacetColumn = { readonly keys: number[]; readonly values: (readonly string[])[] };

/** Facets whose values stand in the annotation itself; group and kind follow from its code. */
export type StoredFacet = Exclude<FacetName, 'group' | 'kind'>;

/**
 * What searching needs of every annotation of a matter, in columns: one pass over them counts all facets in
 * milliseconds. Derived from the database and brought up to date from the edits since; never written to.
 */
export type SearchIndex = {
  readonly ids: string[];
  readonly facets: Readonly<Record<StoredFacet, FacetColumn>>;
  readonly footageRanks: number[];
  readonly inPts: number[];
  readonly createdAt: number[];
  readonly revisedAt: number[];
  /** Row by document number of the text index. */
  readonly rowOfDocument: number[];
  /** Rows in an order of searching. */
  order(order: SearchOrder): Int32Array;
};

const searchRowSchema = z.tuple([
  z.int(),
  z.string(),
  z.string(),
  z.string(),
  z.string(),
  z.int(),
  z.string(),
  z.string(),
  z.int(),
  z.string(),
  z.int(),
  z.int(),
  z.int(),
]);

const statements = {
  lastEdit: 'SELECT coalesce(max(ordinal), 0) FROM edit',
  all: `SELECT annotation_document.document, annotation.id, annotation.code, annotation.footage_id, annotation.state,
      annotation.allegation IS NOT NULL, annotation.subject_ids, annotation.confidence, annotation.is_exculpatory,
      annotation.created_by, annotation.in_pts, annotation.created_at, annotation.revised_at
    FROM annotation JOIN annotation_document ON annotation_document.annotation_id = annotation.id`,
  changed: `SELECT annotation_document.document, annotation.id, annotation.code, annotation.footage_id, annotation.state,
      annotation.allegation IS NOT NULL, annotation.subject_ids, annotation.confidence, annotation.is_exculpatory,
      annotation.created_by, annotation.in_pts, annotation.created_at, annotation.revised_at
    FROM annotation JOIN annotation_document ON annotation_document.annotation_id = annotation.id
    WHERE annotation.id IN (
      SELECT edit_change.row_id FROM edit JOIN edit_change ON edit_change.edit_id = edit.id
      WHERE edit.ordinal > ? AND edit_change.table_name = 'annotation')`,
  footage: 'SELECT id FROM footage ORDER BY ingested_at, relative_path, id',
} as const;

type Growing = SearchIndex & {
  readonly rowOf: Map<string, number>;
  readonly keyOf: Readonly<Record<StoredFacet, Map<string, number>>>;
  readonly rankOfFootage: Map<string, number>;
  readonly orders: Map<SearchOrder, Int32Array>;
  lastEdit: number;
};

const indexes = new WeakMap<Database, Growing>();

const storedFacets = [
  'code',
  'subject',
  'footage',
  'state',
  'allegation',
  'context',
  'reviewer',
  ...confidenceAxes,
] as const satisfies readonly StoredFacet[];

/** One thing made for each facet. */
function forFacets<T>(make: () => T): Record<StoredFacet, T> {
  return Object.fromEntries(storedFacets.map((name) => [name, make()])) as Record<StoredFacet, T>;
}

function emptyIndex(): Growing {
  const index: Growing = {
    ids: [],
    facets: forFacets(() => ({ keys: [], values: [] })),
    footageRanks: [],
    inPts: [],
    createdAt: [],
    revisedAt: [],
    rowOfDocument: [],
    rowOf: new Map(),
    keyOf: forFacets(() => new Map<string, number>()),
    rankOfFootage: new Map(),
    orders: new Map(),
    lastEdit: 0,
    order: (order) => orderedRows(index, order),
  };
  return index;
}

/** The comparison of an order over two rows. */
function comparison(index: Growing, order: SearchOrder): (a: number, b: number) => number {
  const { ids, footageRanks, inPts, createdAt, revisedAt } = index;
  const at = (column: readonly number[], row: number) => column[row] ?? 0;
  const byId = (a: number, b: number) => ((ids[a] ?? '') < (ids[b] ?? '') ? -1 : 1);
  const byRecording = (a: number, b: number) =>
    at(footageRanks, a) - at(footageRanks, b) ||
    at(inPts, a) - at(inPts, b) ||
    at(createdAt, a) - at(createdAt, b) ||
    byId(a, b);
  switch (order) {
    case 'recording':
      return byRecording;
    case 'newest':
      return (a, b) => at(revisedAt, b) - at(revisedAt, a) || byRecording(a, b);
    case 'code': {
      const { keys, values } = index.facets.code;
      const text = (row: number) => values[at(keys, row)]?.[0] ?? '';
      const compare = new Intl.Collator('en', { numeric: true }).compare;
      const ranks = new Map(
        [...new Set(values.map(([code]) => code ?? ''))].sort(compare).map((code, rank) => [code, rank]),
      );
      return (a, b) => (ranks.get(text(a)) ?? 0) - (ranks.get(text(b)) ?? 0) || byRecording(a, b);
    }
  }
}

function orderedRows(index: Growing, order: SearchOrder): Int32Array {
  const known = index.orders.get(order);
  if (known !== undefined) {
    return known;
  }
  const rows = Int32Array.from(index.ids.keys()).sort(comparison(index, order));
  index.orders.set(order, rows);
  return rows;
}

/** Takes changed rows out of the kept orders and puts them where they belong now. */
function reorder(index: Growing, changed: ReadonlySet<number>): void {
  for (const [order, rows] of index.orders) {
    const compare = comparison(index, order);
    const moving = [...changed].sort(compare);
    const merged = new Int32Array(index.ids.length);
    let to = 0;
    let next = 0;
    for (const row of rows) {
      if (changed.has(row)) {
        continue;
      }
      for (
        let candidate = moving[next];
        candidate !== undefined && compare(candidate, row) < 0;
        candidate = moving[next]
      ) {
        merged[to++] = candidate;
        next += 1;
      }
      merged[to++] = row;
    }
    for (const row of moving.slice(next)) {
      merged[to++] = row;
    }
    index.orders.set(order, merged);
  }
}

/** Columns of JSON repeat a few values over and over: each text is read once. */
const valuesOfText = new Map<string, readonly string[]>();
const subjectsText = z
  .string()
  .transform((text): unknown => JSON.parse(text))
  .pipe(z.array(z.string()));
const confidenceText = z
  .string()
  .transform((text): unknown => JSON.parse(text))
  .pipe(confidenceSchema);

function readOnce(text: string, read: (text: string) => readonly string[]): readonly string[] {
  const known = valuesOfText.get(text);
  if (known !== undefined) {
    return known;
  }
  if (valuesOfText.size > 20_000) {
    valuesOfText.clear();
  }
  const values = read(text);
  valuesOfText.set(text, values);
  return values;
}

function takeIn(index: Growing, raw: unknown): number {
  const [
    document,
    id,
    code,
    footage,
    state,
    hasAllegation,
    subjects,
    confidence,
    isExculpatory,
    reviewer,
    inPts,
    createdAt,
    revisedAt,
  ] = parseRow(searchRowSchema, raw, 'annotation');
  const row = index.rowOf.get(id) ?? index.ids.length;
  index.rowOf.set(id, row);
  index.ids[row] = id;
  index.rowOfDocument[document] = row;
  index.footageRanks[row] = index.rankOfFootage.get(footage) ?? index.rankOfFootage.size;
  index.inPts[row] = inPts;
  index.createdAt[row] = createdAt;
  index.revisedAt[row] = revisedAt;
  const set = (name: StoredFacet, key: string, values: readonly string[]) => {
    const keys = index.keyOf[name];
    let number = keys.get(key);
    if (number === undefined) {
      number = keys.size;
      keys.set(key, number);
      index.facets[name].values[number] = values;
    }
    index.facets[name].keys[row] = number;
  };
  set('code', code, [code]);
  set('footage', footage, [footage]);
  set('state', state, [state]);
  set('reviewer', reviewer, [reviewer]);
  set('allegation', String(hasAllegation), [hasAllegation === 1 ? 'with' : 'without']);
  set('context', String(isExculpatory), [isExculpatory === 1 ? 'exculpatory' : 'not']);
  set(
    'subject',
    subjects,
    readOnce(subjects, (text) => parseRow(subjectsText, text, 'annotation')),
  );
  const levels = readOnce(confidence, (text) => {
    const read = parseRow(confidenceText, text, 'annotation');
    return confidenceAxes.map((axis) => String(read[axis] ?? 'not-stated'));
  });
  confidenceAxes.forEach((axis, position) => {
    const level = levels[position] ?? 'not-stated';
    set(axis, level, [level]);
  });
  return row;
}

/** The index of a matter, true to every edit there is. The first time it reads every annotation. */
export function searchIndex(database: Database): SearchIndex {
  const lastEdit = Number(database.prepare(statements.lastEdit).pluck().get());
  const known = indexes.get(database);
  if (known?.lastEdit === lastEdit) {
    return known;
  }
  const index = known ?? emptyIndex();
  const footage = database.prepare(statements.footage).pluck().all() as string[];
  if (footage.some((id, rank) => index.rankOfFootage.get(id) !== rank)) {
    // A recording came in, perhaps between others: ranks of all are read anew.
    index.rankOfFootage.clear();
    for (const [rank, id] of footage.entries()) {
      index.rankOfFootage.set(id, rank);
    }
    index.ids.forEach((_id, row) => {
      const [footageId] = index.facets.footage.values[index.facets.footage.keys[row] ?? 0] ?? [];
      index.footageRanks[row] = index.rankOfFootage.get(footageId ?? '') ?? footage.length;
    });
    index.orders.clear();
  }
  const rows =
    known === undefined
      ? database.prepare(statements.all).raw().all()
      : database.prepare(statements.changed).raw().all(index.lastEdit);
  const changed = new Set(rows.map((row) => takeIn(index, row)));
  if (changed.size * 4 > index.ids.length) {
    index.orders.clear();
  } else {
    reorder(index, changed);
  }
  index.lastEdit = lastEdit;
  indexes.set(database, index);
  return index;
}
