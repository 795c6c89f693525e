import type { Micros } from '../../src-main/domain/time.ts';
import type { Clock } from '../../src-main/engine/clock.ts';

/** A wall clock that stands where it is set; the running clock never goes back. */
export type FakeClock = Clock & { set(iso: string): void; advance(millis: number): void };

export function createFakeClock(iso = '2026-03-02T09:00:00.000Z'): FakeClock {
  let millis = Date.parse(iso);
  let nanos = 0n;
  return {
    now: () => (millis * 1000) as Micros,
    monotonicNanos: () => {
      nanos += 1000n;
      return nanos;
    },
    set(next) {
      millis = Date.parse(next);
    },
    advance(by) {
      millis += by;
      nanos += BigInt(by) * 1_000_000n;
    },
  };
}
