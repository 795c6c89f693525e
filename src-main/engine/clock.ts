import type { Micros } from '../domain/time.ts';

/** Where time comes from; tests pass their own. */
export type Clock = {
  /** Wall clock, UTC microseconds since 1970, as the system says it. */
  now(): Micros;
  /** Monotonic nanoseconds since an arbitrary start; never goes back within one engine. */
  monotonicNanos(): bigint;
};

export const systemClock: Clock = {
  now: () => (Date.now() * 1000) as Micros,
  monotonicNanos: () => process.hrtime.bigint(),
};
