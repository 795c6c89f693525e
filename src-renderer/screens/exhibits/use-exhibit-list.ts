import { useCallback, useMemo, useRef, useState } from 'react';
import { toAppError } from '../../../src-main/domain/app-error.ts';
import type { Exhibit } from '../../../src-main/domain/exhibit.ts';
import type { ExhibitId } from '../../../src-main/domain/identifier.ts';
import { engineKey } from '../../engine/engine-cache.ts';
import { useDoors, useEngineQuery } from '../../engine/use-engine.ts';
import { showError } from '../../ui/toast-store.ts';

export type ExhibitList = {
  readonly query: ReturnType<typeof useEngineQuery<'exhibits.list'>>;
  /** In the order that the hand has given it, even while the engine is still being told. */
  readonly exhibits: readonly Exhibit[];
  /** Puts the list into another order: shown at once, recorded as one edit. */
  reorder(ids: readonly ExhibitId[]): void;
};

function inOrder(exhibits: readonly Exhibit[], ids: readonly ExhibitId[] | null): readonly Exhibit[] {
  if (ids === null || ids.length !== exhibits.length) {
    return exhibits;
  }
  const byId = new Map<ExhibitId, Exhibit>(exhibits.map((exhibit) => [exhibit.id, exhibit]));
  const ordered = ids.flatMap((id) => byId.get(id) ?? []);
  return ordered.length === exhibits.length ? ordered : exhibits;
}

/** The exhibits of the matter, and putting them in order. */
export function useExhibitList(): ExhibitList {
  const { engine, cache } = useDoors();
  const query = useEngineQuery('exhibits.list', {});
  const [wanted, setWanted] = useState<readonly ExhibitId[] | null>(null);
  const latest = useRef<readonly ExhibitId[] | null>(null);
  const isSending = useRef(false);

  const send = useCallback(async () => {
    isSending.current = true;
    try {
      // Keys come faster than edits are recorded: what was passed over is never sent.
      for (let sent: typeof latest.current = null; latest.current !== null && sent !== latest.current; ) {
        sent = latest.current;
        const ordered = await engine.call('exhibits.order', { ids: [...sent] });
        cache.setQueryData(engineKey('exhibits.list', {}), ordered);
      }
    } catch (thrown) {
      showError(toAppError(thrown));
    } finally {
      isSending.current = false;
      latest.current = null;
      setWanted(null);
    }
  }, [engine, cache]);

  const reorder = useCallback(
    (ids: readonly ExhibitId[]) => {
      latest.current = ids;
      setWanted(ids);
      if (!isSending.current) {
        void send();
      }
    },
    [send],
  );
  const exhibits = useMemo(() => inOrder(query.data ?? [], wanted), [query.data, wanted]);
  return { query, exhibits, reorder };
}
