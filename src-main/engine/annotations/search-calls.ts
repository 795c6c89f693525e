import type { CallHandlers } from '../engine-context.ts';
import { listReviewers } from '../matters/matter-store.ts';
import { listSavedFilters, saveFilter, withdrawFilter } from './saved-filters.ts';
import { searchAnnotations } from './search-annotations.ts';

export const searchCalls: CallHandlers<
  'annotations.search' | 'reviewers.list' | 'filters.list' | 'filters.save' | 'filters.withdraw'
> = {
  'annotations.search': (request, context) => searchAnnotations(context.matter(), request),

  'reviewers.list': (_input, context) => listReviewers(context.matter().database),

  'filters.list': (_input, context) => listSavedFilters(context.matter().database),

  'filters.save': (draft, context) => saveFilter(context.matter(), draft),

  'filters.withdraw': (request, context) => withdrawFilter(context.matter(), request),
};
