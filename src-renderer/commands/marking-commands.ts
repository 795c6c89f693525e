import {
  ArrowDownToLine,
  ArrowUpToLine,
  Brackets,
  MessageSquarePlus,
  Pencil,
  Trash2,
  ZoomIn,
  ZoomOut,
} from 'lucide-react';
import { readCached } from '../engine/engine-cache.ts';
import type { Bench } from '../playback/bench.ts';
import { beginAnnotation, clearMarks, currentFrame, markIn, markOut, nudgeMark } from '../playback/bench-actions.ts';
import { benchStore } from '../playback/bench-store.ts';
import { type Direction, neighbourSpan } from '../playback/neighbours.ts';
import { showNotice } from '../ui/toast-store.ts';
import {
  type Command,
  type CommandContext,
  type CommandState,
  defineCommand,
  isOnBench,
  isWritable,
} from './command.ts';

type BenchCommand = Omit<Command, 'run' | 'when'> & {
  /** The matter must not be read-only. */
  readonly isChange?: boolean;
  run(bench: Bench, context: CommandContext): void;
};

function onBench({ run, isChange = false, ...command }: BenchCommand): Command {
  return defineCommand({
    ...command,
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

function selectNeighbour(bench: Bench, { cache }: CommandContext, direction: Direction): void {
  const annotations =
    readCached(cache, 'annotations.list', { footageId: bench.footageId, includeWithdrawn: true }) ?? [];
  const spans = annotations
    .filter((annotation) => annotation.state !== 'withdrawn')
    .map(({ id, span }) => ({ id, inFrame: span.inFrame }));
  const next = neighbourSpan(
    spans,
    { frame: currentFrame(bench), selectedId: benchStore.getState().selectedId },
    direction,
  );
  if (next === null) {
    showNotice(`No ${direction} annotation in this recording.`);
    return;
  }
  benchStore.getState().set({ selectedId: next.id });
  bench.transport.jumpTo(next.inFrame);
}

/** Marks, annotations and the timeline. */
export const markingCommands: readonly Command[] = [
  onBench({
    id: 'mark.in',
    label: 'Mark the first frame',
    group: 'Marking',
    icon: ArrowDownToLine,
    shortcuts: ['I'],
    run: (bench) => markIn(bench),
  }),
  onBench({
    id: 'mark.out',
    label: 'Mark the last frame',
    group: 'Marking',
    icon: ArrowUpToLine,
    shortcuts: ['O'],
    run: (bench) => markOut(bench),
  }),
  onBench({
    id: 'mark.go-to-in',
    label: 'Go to the first marked frame',
    group: 'Marking',
    shortcuts: ['Shift+I'],
    run: (bench) => {
      const { inFrame } = bench.playhead.getSnapshot();
      if (inFrame !== null) {
        bench.transport.jumpTo(inFrame);
      }
    },
  }),
  onBench({
    id: 'mark.go-to-out',
    label: 'Go to the last marked frame',
    group: 'Marking',
    shortcuts: ['Shift+O'],
    run: (bench) => {
      const { outFrame } = bench.playhead.getSnapshot();
      if (outFrame !== null) {
        bench.transport.jumpTo(outFrame - 1);
      }
    },
  }),
  onBench({
    id: 'mark.clear',
    label: 'Clear the marks',
    group: 'Marking',
    icon: Brackets,
    shortcuts: ['Alt+X'],
    run: clearMarks,
  }),
  onBench({
    id: 'mark.in-earlier',
    label: 'Start of the marks one frame earlier',
    group: 'Marking',
    shortcuts: ['['],
    mayRepeat: true,
    run: (bench) => nudgeMark(bench, 'in', -1),
  }),
  onBench({
    id: 'mark.in-later',
    label: 'Start of the marks one frame later',
    group: 'Marking',
    shortcuts: [']'],
    mayRepeat: true,
    run: (bench) => nudgeMark(bench, 'in', 1),
  }),
  onBench({
    id: 'mark.out-earlier',
    label: 'End of the marks one frame earlier',
    group: 'Marking',
    shortcuts: ['Shift+['],
    mayRepeat: true,
    run: (bench) => nudgeMark(bench, 'out', -1),
  }),
  onBench({
    id: 'mark.out-later',
    label: 'End of the marks one frame later',
    group: 'Marking',
    shortcuts: ['Shift+]'],
    mayRepeat: true,
    run: (bench) => nudgeMark(bench, 'out', 1),
  }),
  onBench({
    id: 'annotation.add',
    label: 'Annotate the marked frames',
    group: 'Marking',
    icon: MessageSquarePlus,
    shortcuts: ['M'],
    menu: 'edit',
    isChange: true,
    run: (bench) => beginAnnotation(bench),
  }),
  onBench({
    id: 'annotation.revise',
    label: 'Edit the selected annotation',
    group: 'Marking',
    icon: Pencil,
    shortcuts: ['Enter'],
    isChange: true,
    run: () => {
      const { selectedId, set } = benchStore.getState();
      if (selectedId !== null) {
        set({ composing: { kind: 'revise', id: selectedId } });
      }
    },
  }),
  onBench({
    id: 'annotation.withdraw',
    label: 'Withdraw the selected annotation…',
    group: 'Marking',
    icon: Trash2,
    shortcuts: ['Backspace', 'Delete'],
    isChange: true,
    run: () => {
      const { selectedId, set } = benchStore.getState();
      if (selectedId !== null) {
        set({ withdrawingId: selectedId });
      }
    },
  }),
  onBench({
    id: 'annotation.previous',
    label: 'Previous annotation',
    group: 'Marking',
    shortcuts: ['ArrowUp'],
    run: (bench, context) => selectNeighbour(bench, context, 'previous'),
  }),
  onBench({
    id: 'annotation.next',
    label: 'Next annotation',
    group: 'Marking',
    shortcuts: ['ArrowDown'],
    run: (bench, context) => selectNeighbour(bench, context, 'next'),
  }),
  onBench({
    id: 'timeline.zoom-in',
    label: 'Timeline closer',
    group: 'Timeline',
    icon: ZoomIn,
    shortcuts: ['Mod+ArrowUp', '='],
    mayRepeat: true,
    run: () => benchStore.getState().wishTimeline('zoom-in'),
  }),
  onBench({
    id: 'timeline.zoom-out',
    label: 'Timeline wider',
    group: 'Timeline',
    icon: ZoomOut,
    shortcuts: ['Mod+ArrowDown', '-'],
    mayRepeat: true,
    run: () => benchStore.getState().wishTimeline('zoom-out'),
  }),
  onBench({
    id: 'timeline.whole',
    label: 'Timeline: the whole recording',
    group: 'Timeline',
    shortcuts: ['Z'],
    run: () => benchStore.getState().wishTimeline('whole'),
  }),
  onBench({
    id: 'timeline.selection',
    label: 'Timeline: the marked or selected span',
    group: 'Timeline',
    shortcuts: ['Shift+Z'],
    run: () => benchStore.getState().wishTimeline('selection'),
  }),
];
