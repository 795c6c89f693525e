import {
  QueryClientProvider,
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
} from '@tanstack/react-query';
import {
  createContext,
  createElement,
  type ReactNode,
  use,
  useEffect,
  useEffectEvent,
  useSyncExternalStore,
} from 'react';
import type { CallInput, CallName, CallOutput, TopicName, TopicValue } from '../../src-main/contract/api.ts';
import type { ShellTopicName, ShellTopicValue } from '../../src-main/contract/shell-powers.ts';
import { AppError } from '../../src-main/domain/app-error.ts';
import type { Doors } from './doors.ts';
import { engineKey } from './engine-cache.ts';
import type { EngineStatus } from './engine-door.ts';

const DoorsContext = createContext<Doors | null>(null);

/** Puts the doors and the cache of engine truth above the screens. */
export function DoorsProvider({ doors, children }: { doors: Doors; children: ReactNode }): ReactNode {
  return createElement(
    QueryClientProvider,
    { client: doors.cache },
    createElement(DoorsContext.Provider, { value: doors }, children),
  );
}

/** The engine, the shell and the cache; throws outside `DoorsProvider`. */
export function useDoors(): Doors {
  const doors = use(DoorsContext);
  if (doors === null) {
    throw new AppError('internal', 'A screen was drawn outside the doors to the engine.');
  }
  return doors;
}

/**
 * What the engine says to a question, kept true by its topics. `isEnabled: false` does not ask yet.
 * Errors are AppErrors: show `error.message`, switch on `error.code`.
 */
export function useEngineQuery<N extends CallName>(
  name: N,
  input: CallInput<N>,
  options: { isEnabled?: boolean } = {},
): UseQueryResult<CallOutput<N>, AppError> {
  const { engine } = useDoors();
  return useQuery<CallOutput<N>, AppError>({
    queryKey: engineKey(name, input),
    queryFn: ({ signal }) => engine.call(name, input, { signal }),
    enabled: options.isEnabled ?? true,
  });
}

/**
 * What is made of the engine's answer, or undefined before there is one: a component that draws only this is drawn again
 * only when it becomes another.
 */
export function useEngineSelection<N extends CallName, T>(
  name: N,
  input: CallInput<N>,
  select: (answer: CallOutput<N>) => T,
  options: { isEnabled?: boolean } = {},
): T | undefined {
  const { engine } = useDoors();
  return useQuery<CallOutput<N>, AppError, T>({
    queryKey: engineKey(name, input),
    queryFn: ({ signal }) => engine.call(name, input, { signal }),
    enabled: options.isEnabled ?? true,
    select,
  }).data;
}

type MutationOptions<N extends CallName> = {
  /** Called even when the component is gone by then; the callbacks given to `mutate` are not. */
  readonly onSuccess?: (output: CallOutput<N>, input: CallInput<N>) => void;
};

/** A change asked of the engine: `mutate(input)` or `await mutateAsync(input)`; `isPending`, `error`, `data`, `reset()`. */
export function useEngineMutation<N extends CallName>(
  name: N,
  { onSuccess }: MutationOptions<N> = {},
): UseMutationResult<CallOutput<N>, AppError, CallInput<N>> {
  const { engine } = useDoors();
  return useMutation<CallOutput<N>, AppError, CallInput<N>>({
    mutationKey: [name],
    mutationFn: (input) => engine.call(name, input),
    ...(onSuccess === undefined ? {} : { onSuccess: (output, input) => onSuccess(output, input) }),
  });
}

/** Hears a topic of the engine while the component is mounted, across restarts. */
export function useTopic<T extends TopicName>(topic: T, listener: (value: TopicValue<T>) => void): void {
  const { engine } = useDoors();
  const onValue = useEffectEvent(listener);
  useEffect(() => engine.on(topic, (value) => onValue(value)), [engine, topic]);
}

/** Hears a topic of the shell (menu, dropped files, engine restarting) while the component is mounted. */
export function useShellTopic<T extends ShellTopicName>(topic: T, listener: (value: ShellTopicValue<T>) => void): void {
  const { shell } = useDoors();
  const onValue = useEffectEvent(listener);
  useEffect(() => shell.on(topic, (value) => onValue(value)), [shell, topic]);
}

export function useEngineStatus(): EngineStatus {
  const { engine } = useDoors();
  return useSyncExternalStore(engine.onStatus, engine.status);
}
