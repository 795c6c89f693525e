import { createStore } from 'zustand/vanilla';
import { type AppError, toAppError } from '../../src-main/domain/app-error.ts';
import type { WatchedRun } from '../../src-main/domain/coverage.ts';
import { type FootageId, sittingIdSchema } from '../../src-main/domain/identifier.ts';
import type { EngineDoor } from '../engine/engine-door.ts';
import type { WatchRecorder } from './watch-recorder.ts';

/** Whether what is watched now is being written down. */
export type CoverageKeeping = { readonly state: 'kept' | 'read-only' | 'failing'; readonly error: AppError | null };

/** Read by the panel that shows coverage. */
export const coverageKeeping = createStore<CoverageKeeping>()(() => ({ state: 'kept', error: null }));

/** Between reports while pictures move: what an engine that dies can cost. */
const reportMillis = 2000;

export type CoverageKeeper = {
  /** Reports what there is, soon. */
  report(): void;
  /** Reports the last runs and ends the sitting. */
  stop(): void;
};

/**
 * Reports the runs of a recorder to the engine, one report at a time, every few seconds. What could not be delivered is
 * kept and goes with the next report; the engine counts a report that comes twice once.
 */
export function keepCoverage(
  engine: Pick<EngineDoor, 'call'>,
  footageId: FootageId,
  recorder: () => WatchRecorder,
  every: (millis: number, callback: () => void) => () => void,
): CoverageKeeper {
  const newSitting = () => sittingIdSchema.parse(crypto.randomUUID());
  let sittingId = newSitting();
  let batch = 0;
  let undelivered: readonly WatchedRun[] | null = null;
  let isSending = false;
  let isStopping = false;
  coverageKeeping.setState({ state: 'kept', error: null });

  async function send(): Promise<void> {
    const runs = undelivered ?? recorder().take();
    if (runs.length === 0 && !isStopping) {
      return;
    }
    undelivered = runs;
    const isClosing = isStopping;
    const { state } = await engine.call('coverage.record', { footageId, sittingId, batch, runs: [...runs], isClosing });
    if (state === 'closed') {
      sittingId = newSitting();
      batch = 0;
      await send();
      return;
    }
    undelivered = null;
    batch += 1;
    coverageKeeping.setState({ state: state === 'read-only' ? 'read-only' : 'kept', error: null });
    // Something may have been watched while a report that was not the last one was under way.
    if (isStopping && !isClosing) {
      await send();
    }
  }

  function report(): void {
    if (isSending) {
      return;
    }
    isSending = true;
    send()
      .catch((thrown: unknown) => {
        const error = toAppError(thrown);
        // A matter that is closed has ended the sitting itself.
        if (error.code !== 'no-matter-open') {
          coverageKeeping.setState({ state: 'failing', error });
        }
      })
      .finally(() => {
        isSending = false;
      });
  }

  const stopTicking = every(reportMillis, report);
  return {
    report,
    stop() {
      stopTicking();
      isStopping = true;
      report();
    },
  };
}
