import { availableParallelism } from 'node:os';

/** How many programs are worth running side by side: short ones mostly wait for each other's start and for the disk. */
export const usualLanes = Math.max(1, Math.min(4, availableParallelism()));

/**
 * Does `work` for each item, several at a time, begun in their order. When one fails the others are told to stop by the
 * signal they were given; rejects with the first failure, once all that had begun have ended.
 */
export async function inLanes<T>(
  items: readonly T[],
  options: { readonly lanes?: number; readonly signal: AbortSignal },
  work: (item: T, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const stop = new AbortController();
  const signal = AbortSignal.any([options.signal, stop.signal]);
  const failures: unknown[] = [];
  let next = 0;
  const runLane = async (): Promise<void> => {
    while (next < items.length && failures.length === 0) {
      const item = items[next] as T;
      next += 1;
      try {
        await work(item, signal);
      } catch (thrown) {
        failures.push(thrown);
        stop.abort();
      }
    }
  };
  await Promise.all(Array.from({ length: options.lanes ?? usualLanes }, runLane));
  if (failures.length > 0) {
    throw failures[0];
  }
}
