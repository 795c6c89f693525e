import { z } from 'zod';
import { annotationSchema } from './annotation.ts';
import { annotationIdSchema, footageIdSchema, reviewerIdSchema, savedFilterIdSchema } from './identifier.ts';
import { microsSchema } from './time.ts';

/** What annotations can be narrowed by, beside words and dates; the screen lists them in this order. */
export const facetNames = [
  'kind',
  'group',
  'code',
  'subject',
  'footage',
  'state',
  'allegation',
  'context',
  'reviewer',
  'visibility',
  'interpretation',
  'corroboration',
  'time',
] as const;
export type FacetName = (typeof facetNames)[number];

const facetValues = z.array(z.string().min(1).max(100)).max(5000);

/**
 * Which annotations are meant. Values of one facet are alternatives, facets narrow each other. No chosen `state` means
 * every state but withdrawn. Of `allegation` the values are `with` and `without`, of `context` `exculpatory` and `not`, of
 * the confidence axes `1` to `3` and `not-stated`.
 */
export const annotationFilterSchema = z.strictObject({
  /** Every word must be found, as the beginning of a word; text in double quotes as it stands. */
  text: z.string().max(500).default(''),
  facets: z.partialRecord(z.enum(facetNames), facetValues).default({}),
  /** When it was last changed, half-open; null: no bound. */
  from: microsSchema.nullable().default(null),
  to: microsSchema.nullable().default(null),
});
export type AnnotationFilter = z.infer<typeof annotationFilterSchema>;

export const emptyFilter: AnnotationFilter = { text: '', facets: {}, from: null, to: null };

/** True when a filter hides nothing but what is withdrawn. */
export function isEmptyFilter(filter: AnnotationFilter): boolean {
  return (
    filter.text.trim() === '' &&
    filter.from === null &&
    filter.to === null &&
    Object.values(filter.facets).every((values) => values.length === 0)
  );
}

/** `recording`: recordings as they came, each in order of time; `newest`: changed last first; `code`: by code, then as `recording`. */
export const searchOrders = ['recording', 'newest', 'code'] as const;
export type SearchOrder = (typeof searchOrders)[number];

export const searchRequestSchema = z.strictObject({
  filter: annotationFilterSchema.prefault({}),
  order: z.enum(searchOrders).default('recording'),
  offset: z.int().min(0).default(0),
  limit: z.int().min(0).max(500).default(100),
  /** Also the ids of everything found, for a list that holds the annotations already. */
  withIds: z.boolean().default(false),
});
export type SearchRequest = z.infer<typeof searchRequestSchema>;

export const facetCountSchema = z.strictObject({ value: z.string(), count: z.int() });
export type FacetCount = z.infer<typeof facetCountSchema>;

export const searchResultSchema = z.strictObject({
  total: z.int(),
  /** The asked part of what was found. */
  annotations: z.array(annotationSchema),
  ids: z.array(annotationIdSchema).nullable(),
  /** How many there would be for each value of a facet with all other facets as chosen; most first. */
  facets: z.record(z.enum(facetNames), z.array(facetCountSchema)),
  /** How many were found in each recording, in the order of `recording`. */
  recordings: z.array(z.strictObject({ footageId: footageIdSchema, count: z.int() })),
});
export type SearchResult = z.infer<typeof searchResultSchema>;

const filterName = z.string().trim().min(1, 'Give the filter a name.').max(80);

/** A filter kept under a name for everybody who works on the matter. */
export const savedFilterSchema = z.strictObject({
  id: savedFilterIdSchema,
  revision: z.int().min(1),
  name: filterName,
  filter: annotationFilterSchema,
  state: z.enum(['kept', 'withdrawn']),
  createdBy: reviewerIdSchema,
  createdAt: microsSchema,
  revisedBy: reviewerIdSchema,
  revisedAt: microsSchema,
});
export type SavedFilter = z.infer<typeof savedFilterSchema>;

export const savedFilterDraftSchema = z.strictObject({ name: filterName, filter: annotationFilterSchema });
