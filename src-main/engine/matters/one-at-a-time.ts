import type { EngineContext } from '../engine-context.ts';

const lastWork = new WeakMap<EngineContext, Promise<unknown>>();

/** Creating, opening and closing matters of one engine happens one after another, in the order it was asked for. */
export function oneAtATime<T>(engine: EngineContext, work: () => Promise<T>): Promise<T> {
  const previous = lastWork.get(engine) ?? Promise.resolve();
  const next = previous.then(work, work);
  lastWork.set(engine, next);
  return next;
}
