import { Download } from 'lucide-react';
import { benchStore } from '../playback/bench-store.ts';
import { onBench } from './bench-command.ts';
import type { Command } from './command.ts';

/** Writes what is selected in the list or on the timeline to a file of another format. */
export const exportCommands: readonly Command[] = [
  onBench({
    id: 'selection.export',
    label: 'Export the selection…',
    group: 'Marking',
    icon: Download,
    shortcuts: [],
    isChange: true,
    applies: () => benchStore.getState().selectedIds.length > 0,
    run: () => {
      const { selectedIds, set } = benchStore.getState();
      set({ exportingIds: selectedIds });
    },
  }),
];
