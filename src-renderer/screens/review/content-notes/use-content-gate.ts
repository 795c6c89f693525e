import { useEffect, useSyncExternalStore } from 'react';
import type { ContentNote } from '../../../../src-main/domain/content-note.ts';
import { useEngineQuery } from '../../../engine/use-engine.ts';
import type { Bench } from '../../../playback/bench.ts';
import { benchStore } from '../../../playback/bench-store.ts';
import type { ContentQuestion } from '../../../playback/content-gate.ts';
import { useNoticesOff } from '../../../session/use-notices-off.ts';

/** Keeps the gate of a bench true to the notes and settings, and gives what it asks now. */
export function useContentGate(bench: Bench): {
  readonly question: ContentQuestion | null;
  readonly notes: readonly ContentNote[];
} {
  const { contentGate, footageId } = bench;
  const notes = useEngineQuery('contentNotes.list', { footageId }).data;
  const isOff = useNoticesOff();
  useEffect(() => contentGate.setOff(isOff), [contentGate, isOff]);
  useEffect(() => {
    if (notes !== undefined) {
      contentGate.setNotes(notes.map(({ id, span }) => ({ id, inFrame: span.inFrame, outFrame: span.outFrame })));
    }
  }, [contentGate, notes]);

  const isSilenced = useSyncExternalStore(contentGate.subscribe, contentGate.isSilenced);
  useEffect(() => {
    const wasMuted = benchStore.getState().isMuted;
    if (!isSilenced || wasMuted) {
      return;
    }
    benchStore.getState().set({ isMuted: true });
    return () => benchStore.getState().set({ isMuted: false });
  }, [isSilenced]);

  return { question: useSyncExternalStore(contentGate.subscribe, contentGate.question), notes: notes ?? [] };
}
