import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { AppError } from '../../../src-main/domain/app-error.ts';
import type { CustodyLine } from '../../../src-main/domain/custody-event.ts';
import type { EngineDoor } from '../../engine/engine-door.ts';
import { useDoors } from '../../engine/use-engine.ts';

const pageSize = 10_000;
const logKey = ['custody', 'log'] as const;

/** Every line after the known ones, page by page: the log only grows. */
export async function readNewLines(
  engine: Pick<EngineDoor, 'call'>,
  known: readonly CustodyLine[],
  signal: AbortSignal,
  limit = pageSize,
): Promise<readonly CustodyLine[]> {
  const lines = [...known];
  for (;;) {
    const fromSeq = (lines.at(-1)?.seq ?? -1) + 1;
    const page = await engine.call('custody.list', { fromSeq, limit }, { signal });
    lines.push(...page);
    if (page.length < limit) {
      return lines;
    }
  }
}

/** The whole custody log, oldest first; when it grows only the new entries are asked for. */
export function useCustodyLog(): UseQueryResult<readonly CustodyLine[], AppError> {
  const { engine, cache } = useDoors();
  return useQuery<readonly CustodyLine[], AppError>({
    queryKey: logKey,
    queryFn: ({ signal }) => readNewLines(engine, cache.getQueryData<readonly CustodyLine[]>(logKey) ?? [], signal),
    structuralSharing: false,
  });
}
