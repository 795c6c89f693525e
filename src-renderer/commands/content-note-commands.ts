import { MessageSquareWarning } from 'lucide-react';
import { spanForAnnotation } from '../playback/bench-actions.ts';
import { benchStore } from '../playback/bench-store.ts';
import { beginNoting } from '../playback/noting.ts';
import { type Command, defineCommand, isOnBench, isWritable } from './command.ts';

/** Care for whoever watches next. */
export const contentNoteCommands: readonly Command[] = [
  defineCommand({
    id: 'content-note.add',
    label: 'Note the marked frames as possibly disturbing…',
    group: 'Marking',
    icon: MessageSquareWarning,
    synonyms: ['content note', 'content warning', 'sensitive', 'trigger', 'graphic'],
    shortcuts: ['Shift+N'],
    when: (state) => isOnBench(state) && isWritable(state) && benchStore.getState().bench !== null,
    run: () => {
      const { bench } = benchStore.getState();
      if (bench !== null) {
        beginNoting({ kind: 'new', ...spanForAnnotation(bench) });
      }
    },
  }),
];
