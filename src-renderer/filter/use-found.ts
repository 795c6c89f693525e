import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { CallInput } from '../../src-main/contract/api.ts';
import type { SearchResult } from '../../src-main/domain/annotation-search.ts';
import type { AppError } from '../../src-main/domain/app-error.ts';
import { engineKey } from '../engine/engine-cache.ts';
import { useDoors } from '../engine/use-engine.ts';

/** How long the answer to a search nobody looks at is kept: every letter typed makes one. */
const keptMillis = 20_000;

/**
 * What a search finds, kept true while annotations change. While the next answer is on its way the one before stays, so
 * that nothing flickers under the fingers.
 */
export function useFound(
  request: CallInput<'annotations.search'>,
  options: { readonly isEnabled?: boolean } = {},
): UseQueryResult<SearchResult, AppError> {
  const { engine } = useDoors();
  return useQuery<SearchResult, AppError>({
    queryKey: engineKey('annotations.search', request),
    queryFn: ({ signal }) => engine.call('annotations.search', request, { signal }),
    placeholderData: keepPreviousData,
    gcTime: keptMillis,
    enabled: options.isEnabled ?? true,
  });
}
