import { AppError } from '../../domain/app-error.ts';
import type { MatterId } from '../../domain/identifier.ts';
import type { Clock } from '../clock.ts';
import type { EngineContext } from '../engine-context.ts';

const freeAttempts = 5;
const longestWaitSeconds = 300;
const nanosPerSecond = 1_000_000_000n;

type Failures = { readonly count: number; readonly waitUntil: bigint };

/** Per engine, in memory: what slows guessing across restarts is the cost of Argon2id. */
const failuresOf = new WeakMap<EngineContext, Map<MatterId, Failures>>();

function failures(engine: EngineContext): Map<MatterId, Failures> {
  const known = failuresOf.get(engine) ?? new Map<MatterId, Failures>();
  failuresOf.set(engine, known);
  return known;
}

function waitAfter(count: number, clock: Clock): bigint {
  if (count < freeAttempts) {
    return 0n;
  }
  const seconds = Math.min(longestWaitSeconds, 2 ** Math.min(20, count - freeAttempts));
  return clock.monotonicNanos() + BigInt(seconds) * nanosPerSecond;
}

/**
 * Runs one try to open a matter. After five wrong passphrases the next try is refused for a second, then two, four, and
 * so on up to five minutes. Errors: `wrong-passphrase` with `waitSeconds`; whatever `attempt` throws.
 */
export async function limitAttempts<T>(engine: EngineContext, id: MatterId, attempt: () => Promise<T>): Promise<T> {
  const known = failures(engine);
  const { clock } = engine.options;
  const before = known.get(id) ?? { count: 0, waitUntil: 0n };
  const left = before.waitUntil - clock.monotonicNanos();
  if (before.waitUntil > 0n && left > 0n) {
    const waitSeconds = Number((left + nanosPerSecond - 1n) / nanosPerSecond);
    throw new AppError(
      'wrong-passphrase',
      `After ${before.count} wrong passphrases the next try has to wait. Please try again in ${waitSeconds} seconds.`,
      { waitSeconds },
    );
  }
  try {
    const value = await attempt();
    known.delete(id);
    return value;
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === 'wrong-passphrase') {
      const count = before.count + 1;
      known.set(id, { count, waitUntil: waitAfter(count, clock) });
    }
    throw thrown;
  }
}
