import {
  ChevronLeft,
  ChevronRight,
  ChevronsLeft,
  ChevronsRight,
  Diamond,
  Hash,
  Pause,
  Play,
  SkipBack,
  SkipForward,
  Volume2,
} from 'lucide-react';
import { readCached } from '../engine/engine-cache.ts';
import type { Bench } from '../playback/bench.ts';
import { currentFrame, jumpToKeyFrame, stepOrSeek, stepSeconds } from '../playback/bench-actions.ts';
import { benchStore } from '../playback/bench-store.ts';
import { neighbourFrame } from '../playback/neighbours.ts';
import { showNotice } from '../ui/toast-store.ts';
import { type Command, type CommandContext, defineCommand, isOnBench } from './command.ts';

type BenchCommand = Omit<Command, 'run' | 'group' | 'when'> & {
  run(bench: Bench, context: CommandContext): void;
};

/** A command of the playback group that needs a recording on the bench. */
function onBench({ run, ...command }: BenchCommand): Command {
  return defineCommand({
    ...command,
    group: 'Playback',
    when: (state) => isOnBench(state) && benchStore.getState().bench !== null,
    run: (context) => {
      const { bench } = benchStore.getState();
      if (bench !== null) {
        run(bench, context);
      }
    },
  });
}

function jumpToGap(bench: Bench, { cache }: CommandContext, direction: 'previous' | 'next'): void {
  const detail = readCached(cache, 'footage.show', { footageId: bench.footageId });
  const places = (detail?.index?.findings ?? [])
    .filter((finding) => finding.kind !== 'hidden-frames')
    .map(({ frame }) => frame);
  const frame = neighbourFrame(places, currentFrame(bench), direction);
  if (frame === null) {
    showNotice(`No ${direction} gap or timing finding in this recording.`);
  } else {
    bench.transport.jumpTo(frame);
  }
}

/** Playing, stepping and jumping on the review bench. */
export const playbackCommands: readonly Command[] = [
  onBench({
    id: 'playback.toggle',
    label: 'Play or pause',
    icon: Play,
    shortcuts: ['Space'],
    menu: 'playback',
    run: (bench) => bench.transport.togglePlay(),
  }),
  onBench({
    id: 'playback.toggle-typing',
    label: 'Play or pause while typing',
    icon: Play,
    shortcuts: ['Mod+Space'],
    isForTyping: true,
    run: (bench) => bench.transport.togglePlay(),
  }),
  onBench({
    id: 'playback.backward',
    label: 'Play backwards, picture by picture; again for larger steps',
    icon: ChevronsLeft,
    shortcuts: ['J'],
    menu: 'playback',
    run: (bench) => bench.transport.shuttleBackward(),
  }),
  onBench({
    id: 'playback.stop',
    label: 'Pause; again for normal speed',
    icon: Pause,
    shortcuts: ['K'],
    menu: 'playback',
    run: (bench) => bench.transport.shuttleStop(),
  }),
  onBench({
    id: 'playback.forward',
    label: 'Play forwards; again for faster',
    icon: ChevronsRight,
    shortcuts: ['L'],
    menu: 'playback',
    run: (bench) => bench.transport.shuttleForward(),
  }),
  onBench({
    id: 'frame.previous',
    label: 'One frame back',
    icon: ChevronLeft,
    shortcuts: [','],
    menu: 'playback',
    mayRepeat: true,
    run: (bench) => bench.transport.step(-1),
  }),
  onBench({
    id: 'frame.next',
    label: 'One frame forward',
    icon: ChevronRight,
    shortcuts: ['.'],
    menu: 'playback',
    mayRepeat: true,
    run: (bench) => bench.transport.step(1),
  }),
  onBench({
    id: 'frame.previous-or-second',
    label: 'One frame back (one second while playing)',
    shortcuts: ['ArrowLeft'],
    mayRepeat: true,
    run: (bench) => stepOrSeek(bench, -1),
  }),
  onBench({
    id: 'frame.next-or-second',
    label: 'One frame forward (one second while playing)',
    shortcuts: ['ArrowRight'],
    mayRepeat: true,
    run: (bench) => stepOrSeek(bench, 1),
  }),
  onBench({
    id: 'frame.ten-back',
    label: 'Ten frames back',
    shortcuts: ['Mod+ArrowLeft'],
    mayRepeat: true,
    run: (bench) => bench.transport.step(-10),
  }),
  onBench({
    id: 'frame.ten-forward',
    label: 'Ten frames forward',
    shortcuts: ['Mod+ArrowRight'],
    mayRepeat: true,
    run: (bench) => bench.transport.step(10),
  }),
  onBench({
    id: 'second.back',
    label: 'One second back',
    shortcuts: ['Shift+ArrowLeft'],
    mayRepeat: true,
    run: (bench) => stepSeconds(bench, -1),
  }),
  onBench({
    id: 'second.forward',
    label: 'One second forward',
    shortcuts: ['Shift+ArrowRight'],
    mayRepeat: true,
    run: (bench) => stepSeconds(bench, 1),
  }),
  onBench({
    id: 'frame.first',
    label: 'Go to the first frame',
    icon: SkipBack,
    shortcuts: ['Home'],
    run: (bench) => bench.transport.jumpTo(0),
  }),
  onBench({
    id: 'frame.last',
    label: 'Go to the last frame',
    icon: SkipForward,
    shortcuts: ['End'],
    run: (bench) => bench.transport.jumpTo(bench.index.count - 1),
  }),
  onBench({
    id: 'frame.go-to',
    label: 'Go to a frame or time…',
    icon: Hash,
    shortcuts: ['G'],
    menu: 'playback',
    run: () => benchStore.getState().set({ isGoToOpen: true }),
  }),
  onBench({
    id: 'key-frame.previous',
    label: 'Previous key frame',
    icon: Diamond,
    shortcuts: ['Alt+ArrowLeft'],
    run: (bench) => jumpToKeyFrame(bench, 'previous'),
  }),
  onBench({
    id: 'key-frame.next',
    label: 'Next key frame',
    icon: Diamond,
    shortcuts: ['Alt+ArrowRight'],
    run: (bench) => jumpToKeyFrame(bench, 'next'),
  }),
  onBench({
    id: 'gap.previous',
    label: 'Previous gap or timing finding',
    shortcuts: ['Alt+Shift+G'],
    run: (bench, context) => jumpToGap(bench, context, 'previous'),
  }),
  onBench({
    id: 'gap.next',
    label: 'Next gap or timing finding',
    shortcuts: ['Alt+G'],
    run: (bench, context) => jumpToGap(bench, context, 'next'),
  }),
  onBench({
    id: 'sound.toggle',
    label: 'Sound on or off',
    icon: Volume2,
    shortcuts: ['Shift+M'],
    menu: 'playback',
    run: () => benchStore.getState().set({ isMuted: !benchStore.getState().isMuted }),
  }),
];
