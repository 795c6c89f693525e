import { MessageSquareQuote, ScanSearch, UsersRound } from 'lucide-react';
import { readCached } from '../engine/engine-cache.ts';
import type { Bench } from '../playback/bench.ts';
import { currentFrame } from '../playback/bench-actions.ts';
import { benchStore } from '../playback/bench-store.ts';
import { subjectDesk } from '../playback/subject-desk.ts';
import { showNotice } from '../ui/toast-store.ts';
import {
  type Command,
  type CommandContext,
  type CommandState,
  defineCommand,
  isOnBench,
  isWritable,
} from './command.ts';

type BenchCommand = Omit<Command, 'run' | 'when' | 'group'> & {
  readonly isChange?: boolean;
  run(bench: Bench, context: CommandContext): void;
};

function onBench({ run, isChange = false, ...command }: BenchCommand): Command {
  return defineCommand({
    ...command,
    group: 'Marking',
    when: (state: CommandState) =>
      isOnBench(state) && benchStore.getState().bench !== null && (!isChange || isWritable(state)),
    run: (context) => {
      const { bench } = benchStore.getState();
      if (bench !== null) {
        run(bench, context);
      }
    },
  });
}

function addContext(bench: Bench, { cache }: CommandContext): void {
  const { contextAskedFor } = subjectDesk.getState();
  const { selectedId } = benchStore.getState();
  const annotations =
    readCached(cache, 'annotations.list', { footageId: bench.footageId, includeWithdrawn: true }) ?? [];
  const annotation = annotations.find(({ id }) => id === (contextAskedFor ?? selectedId));
  if (annotation === undefined) {
    showNotice('Select an annotation first; context is added over its frames.');
    return;
  }
  bench.playhead.update({ inFrame: annotation.span.inFrame, outFrame: annotation.span.outFrame });
  subjectDesk.getState().set({ contextAskedFor: null });
  benchStore.getState().set({ composing: { kind: 'new' } });
}

/** Subjects at the bench, and the context that belongs beside an annotation. */
export const subjectCommands: readonly Command[] = [
  onBench({
    id: 'annotation.add-context',
    label: 'Add context over the selected annotation',
    icon: MessageSquareQuote,
    shortcuts: ['X'],
    synonyms: ['exculpatory', 'warning', 'explain'],
    isChange: true,
    run: addContext,
  }),
  onBench({
    id: 'subjects.show',
    label: 'Show the subjects',
    icon: UsersRound,
    shortcuts: ['Shift+S'],
    synonyms: ['agents', 'persons', 'vehicles', 'people'],
    run: () => {
      if (benchStore.getState().composing.kind !== 'nothing') {
        showNotice('Close the form first; the subjects are in the panel behind it. What you typed is kept.');
        return;
      }
      subjectDesk.getState().show(null);
    },
  }),
  onBench({
    id: 'subjects.add-feature',
    label: 'Note a feature of a subject at this frame…',
    icon: ScanSearch,
    shortcuts: ['Shift+F'],
    synonyms: ['patch', 'badge', 'clothing', 'plate', 'gait', 'voice'],
    isChange: true,
    run: (bench) => {
      subjectDesk.getState().set({ featureAt: { footageId: bench.footageId, frame: currentFrame(bench) } });
    },
  }),
];
