import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Annotation } from '../../../../src-main/domain/annotation.ts';
import type { AppError } from '../../../../src-main/domain/app-error.ts';
import type { LockCheck } from '../../../../src-main/domain/frame-lock.ts';
import { useDoors, useTopic } from '../../../engine/use-engine.ts';

/** Walking quickly through annotations decodes nothing for those that are only passed. */
const settleMillis = 350;

/**
 * Decodes the pictures of an annotation anew each time it is opened, and again when its lock has been made meanwhile. The
 * answer is of this opening: it is not kept for the next.
 */
export function useLockCheck(annotation: Annotation): UseQueryResult<LockCheck, AppError> {
  const { engine } = useDoors();
  const { id, span } = annotation;
  const spanKey = `${id} ${span.inFrame} ${span.outFrame}`;
  const [settledKey, setSettledKey] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setSettledKey(spanKey), settleMillis);
    return () => clearTimeout(timer);
  }, [spanKey]);
  const check = useQuery<LockCheck, AppError>({
    queryKey: ['lock-check', spanKey],
    queryFn: ({ signal }) => engine.call('annotations.checkLock', { id }, { signal }),
    enabled: settledKey === spanKey,
    gcTime: 0,
  });
  useTopic('locks.changed', () => {
    if (check.data?.verdict === 'not-locked') {
      void check.refetch();
    }
  });
  return check;
}
