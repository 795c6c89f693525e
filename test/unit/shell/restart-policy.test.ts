import { describe, expect, it } from 'vitest';
import { createRestartPolicy } from '../../../src-main/shell/restart-policy.ts';

describe('the restart policy', () => {
  it('restarts slower each time and gives up at the fifth stop within a minute', () => {
    const policy = createRestartPolicy();
    const decisions = [0, 1000, 5000, 20_000, 59_000].map((now) => policy.onStop(now));
    expect(decisions).toEqual([
      { kind: 'restart', delayMillis: 100 },
      { kind: 'restart', delayMillis: 400 },
      { kind: 'restart', delayMillis: 1600 },
      { kind: 'restart', delayMillis: 6400 },
      { kind: 'give-up', stops: 5 },
    ]);
  });

  it('forgets stops that are more than a minute ago', () => {
    const policy = createRestartPolicy();
    for (let now = 0; now < 100 * 61_000; now += 61_000) {
      expect(policy.onStop(now)).toEqual({ kind: 'restart', delayMillis: 100 });
    }
  });

  it('begins anew when the person asks for it', () => {
    const policy = createRestartPolicy();
    for (let now = 0; now < 5; now += 1) {
      policy.onStop(now);
    }
    policy.reset();
    expect(policy.onStop(10)).toEqual({ kind: 'restart', delayMillis: 100 });
  });
});
