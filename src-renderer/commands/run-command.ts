import { toAppError } from '../../src-main/domain/app-error.ts';
import type { Doors } from '../engine/doors.ts';
import { readCached } from '../engine/engine-cache.ts';
import { session } from '../session/session.ts';
import { showError } from '../ui/toast-store.ts';
import { type Command, type CommandState, isCommandEnabled } from './command.ts';

/** What is true now, read from the cache and the session without asking anybody. */
export function readCommandState({ cache }: Doors): CommandState {
  return {
    matter: readCached(cache, 'matters.current', {}) ?? null,
    route: session.getState().route,
    history: readCached(cache, 'history.state', {}) ?? { undoLabel: null, redoLabel: null },
  };
}

/** Runs a command if it applies now; what goes wrong is shown, never lost. */
export function runCommand(command: Command, doors: Doors): void {
  const state = readCommandState(doors);
  if (!isCommandEnabled(command, state)) {
    return;
  }
  Promise.resolve()
    .then(() => command.run({ ...doors, state }))
    .catch((thrown: unknown) => showError(toAppError(thrown)));
}
