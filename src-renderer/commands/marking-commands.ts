import { ArrowDownToLine, ArrowUpToLine, Brackets } from 'lucide-react';
import type { Bench } from '../playback/bench.ts';
import { clearMarks, markIn, markOut, nudgeMark } from '../playback/bench-actions.ts';
import { onBench } from './bench-command.ts';
import type { Command, CommandContext } from './command.ts';
import { isWritable } from './command.ts';
import { nudgeSelected } from './nudge-annotations.ts';

/** The marks while there are any; otherwise the selected annotation. */
function nudge(bench: Bench, context: CommandContext, end: 'in' | 'out', frames: 1 | -1): void {
  const { inFrame, outFrame } = bench.playhead.getSnapshot();
  if (inFrame !== null || outFrame !== null) {
    nudgeMark(bench, end, frames);
  } else if (isWritable(context.state)) {
    nudgeSelected(bench, context, end, frames);
  }
}

/** Marks of the span that the next annotation is about. */
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
    label: 'Start of the marks, or of the selected annotation, one frame earlier',
    group: 'Marking',
    shortcuts: ['['],
    mayRepeat: true,
    run: (bench, context) => nudge(bench, context, 'in', -1),
  }),
  onBench({
    id: 'mark.in-later',
    label: 'Start of the marks, or of the selected annotation, one frame later',
    group: 'Marking',
    shortcuts: [']'],
    mayRepeat: true,
    run: (bench, context) => nudge(bench, context, 'in', 1),
  }),
  onBench({
    id: 'mark.out-earlier',
    label: 'End of the marks, or of the selected annotation, one frame earlier',
    group: 'Marking',
    shortcuts: ['Shift+['],
    mayRepeat: true,
    run: (bench, context) => nudge(bench, context, 'out', -1),
  }),
  onBench({
    id: 'mark.out-later',
    label: 'End of the marks, or of the selected annotation, one frame later',
    group: 'Marking',
    shortcuts: ['Shift+]'],
    mayRepeat: true,
    run: (bench, context) => nudge(bench, context, 'out', 1),
  }),
];
