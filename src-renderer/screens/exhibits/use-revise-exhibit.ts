import type { Exhibit, ExhibitChanges, ExhibitOptions } from '../../../src-main/domain/exhibit.ts';
import type { ExhibitId } from '../../../src-main/domain/identifier.ts';
import type { Doors } from '../../engine/doors.ts';
import { engineKey, readCached } from '../../engine/engine-cache.ts';
import { useDoors } from '../../engine/use-engine.ts';

/** Edits follow one another, so that two boxes that are left at once do not meet at one revision. */
let lastEdit: Promise<unknown> = Promise.resolve();

function latest({ cache }: Doors, exhibit: Exhibit): Exhibit {
  return readCached(cache, 'exhibits.list', {})?.find(({ id }) => id === exhibit.id) ?? exhibit;
}

function patch({ cache }: Doors, revised: readonly Exhibit[]): void {
  const byId = new Map<ExhibitId, Exhibit>(revised.map((exhibit) => [exhibit.id, exhibit]));
  cache.setQueryData(engineKey('exhibits.list', {}), (list: Exhibit[] | undefined) =>
    list?.map((exhibit) => byId.get(exhibit.id) ?? exhibit),
  );
}

export type ReviseExhibit = {
  /** Changes an exhibit as it is by then. Rejects with an AppError. */
  revise(exhibit: Exhibit, changes: ExhibitChanges): Promise<void>;
  /** Changes how exhibits are made, as one edit; what is not named stays. Rejects with an AppError. */
  reviseOptions(exhibits: readonly Exhibit[], part: Partial<ExhibitOptions>, label?: string): Promise<void>;
};

export function useReviseExhibit(): ReviseExhibit {
  const doors = useDoors();
  function inTurn(edit: () => Promise<readonly Exhibit[]>): Promise<void> {
    const done = lastEdit
      .catch(() => undefined)
      .then(edit)
      .then((revised) => patch(doors, revised));
    lastEdit = done;
    return done;
  }
  return {
    revise: (exhibit, changes) =>
      inTurn(async () => {
        const { id, revision } = latest(doors, exhibit);
        return [await doors.engine.call('exhibits.revise', { id, revision, changes })];
      }),
    reviseOptions: (exhibits, part, label) =>
      inTurn(() =>
        doors.engine.call('exhibits.reviseMany', {
          changes: exhibits.map((exhibit) => {
            const { id, revision, options } = latest(doors, exhibit);
            return { id, revision, changes: { options: { ...options, ...part } } };
          }),
          ...(label === undefined ? {} : { label }),
        }),
      ),
  };
}
