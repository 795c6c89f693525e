import type { AppError } from '../../../src-main/domain/app-error.ts';
import type { CodebookStep } from '../../../src-main/domain/codebook-change.ts';
import { useEngineMutation, useEngineQuery } from '../../engine/use-engine.ts';
import { showSuccess } from '../../ui/toast-store.ts';

export type ChangeCodebook = {
  /** Makes the next version; `onDone` when it is durable. */
  record(steps: readonly CodebookStep[], onDone?: () => void): void;
  readonly isPending: boolean;
  readonly error: AppError | null;
  reset(): void;
};

/** Changes of the codebook from the version that is shown; a change made elsewhere meanwhile is refused and said. */
export function useChange(base: string): ChangeCodebook {
  const change = useEngineMutation('codebook.change', {
    onSuccess: ({ version }) => showSuccess(`Recorded. The codebook is at version ${version}.`),
  });
  return {
    record: (steps, onDone) =>
      change.mutate({ base, steps: [...steps] }, onDone === undefined ? {} : { onSuccess: () => onDone() }),
    isPending: change.isPending,
    error: change.error,
    reset: change.reset,
  };
}

/** Whether the matter may only be read. */
export function useIsReadOnly(): boolean {
  return useEngineQuery('matters.current', {}).data?.isReadOnly ?? true;
}
