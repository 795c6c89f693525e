/** What to do after the engine has stopped by itself. */
export type RestartDecision = { kind: 'restart'; delayMillis: number } | { kind: 'give-up'; stops: number };

const windowMillis = 60_000;
const mostStops = 5;
const firstDelayMillis = 100;

/**
 * Restarts at once at first, then slower; after five stops within a minute it gives up, because a sixth start would only
 * hide the reason.
 */
export function createRestartPolicy() {
  let stops: number[] = [];
  return {
    /** @param now milliseconds of any clock that does not go back */
    onStop(now: number): RestartDecision {
      stops = [...stops.filter((at) => now - at < windowMillis), now];
      if (stops.length >= mostStops) {
        return { kind: 'give-up', stops: stops.length };
      }
      return { kind: 'restart', delayMillis: firstDelayMillis * 4 ** (stops.length - 1) };
    },
    /** The person asked for another try. */
    reset(): void {
      stops = [];
    },
  };
}
export type RestartPolicy = ReturnType<typeof createRestartPolicy>;
