import { Rows3, ZoomIn, ZoomOut } from 'lucide-react';
import { benchStore } from '../playback/bench-store.ts';
import { changeSetting } from '../session/use-setting.ts';
import { onBench } from './bench-command.ts';
import type { Command } from './command.ts';

/** Looking at the timeline from nearer, farther and elsewhere. */
export const timelineCommands: readonly Command[] = [
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
  onBench({
    id: 'timeline.earlier',
    label: 'Timeline: an earlier part',
    group: 'Timeline',
    shortcuts: ['PageUp'],
    mayRepeat: true,
    run: () => benchStore.getState().wishTimeline('earlier'),
  }),
  onBench({
    id: 'timeline.later',
    label: 'Timeline: a later part',
    group: 'Timeline',
    shortcuts: ['PageDown'],
    mayRepeat: true,
    run: () => benchStore.getState().wishTimeline('later'),
  }),
  onBench({
    id: 'timeline.menu',
    label: 'Timeline: menu of the selected annotation',
    group: 'Timeline',
    shortcuts: ['Shift+F10', 'ContextMenu'],
    run: () => benchStore.getState().wishTimeline('menu'),
  }),
  onBench({
    id: 'timeline.empty-lanes',
    label: 'Timeline: show or hide empty lanes',
    group: 'Timeline',
    icon: Rows3,
    shortcuts: ['Alt+Z'],
    run: (_bench, doors) =>
      changeSetting(doors, 'choices', (before) => ({
        ...before,
        'timeline-empty-lanes': before['timeline-empty-lanes'] === 'shown' ? 'hidden' : 'shown',
      })),
  }),
];
