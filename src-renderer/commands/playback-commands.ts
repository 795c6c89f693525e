import {
  ChevronLeft,
  ChevronRight,
  ChevronsLeft,
  ChevronsRight,
  Diamond,
  Hash,
  ListVideo,
  Pause,
  Play,
  Repeat,
  SkipBack,
  SkipForward,
  Volume2,
} from 'lucide-react';
import { readCached } from '../engine/engine-cache.ts';
import type { Bench } from '../playback/bench.ts';
import { currentFrame, jumpToKeyFrame, stepOrSeek, stepSeconds } from '../playback/bench-actions.ts';
import { benchStore } from '../playback/bench-store.ts';
import { neighbourFrame } from '../playback/neighbours.ts';
import { playAround, playSpan, spanToPlay, stepRate, toggleLoop } from '../playback/span-play.ts';
import { showNotice } from '../ui/toast-store.ts';
import { type Command, type CommandContext, defineCommand, isOnBench } from './command.ts';
import { holdStop, isRepeatedPress, isStopHeld } from './held-keys.ts';

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

/** J and L: the shuttle; single frames while the key that pauses is held. A key held down alone does not press again. */
function shuttle(bench: Bench, direction: 1 | -1): void {
  if (isStopHeld()) {
    bench.transport.step(direction);
  } else if (!isRepeatedPress()) {
    if (direction === 1) {
      bench.transport.shuttleForward();
    } else {
      bench.transport.shuttleBackward();
    }
  }
}

/** Plays the marked span, or that of the chosen annotation. */
function playSpanOnce(bench: Bench, { cache }: CommandContext): void {
  const annotations = readCached(cache, 'annotations.list', { footageId: bench.footageId, includeWithdrawn: true });
  const chosen = annotations?.find(({ id }) => id === benchStore.getState().selectedId);
  const span = spanToPlay(bench, chosen?.span ?? null);
  if (span === null) {
    showNotice('Mark a span first (I and O), or choose an annotation.');
  } else {
    playSpan(bench, span);
  }
}

function playAroundMark(bench: Bench, end: 'in' | 'out'): void {
  if (!playAround(bench, end)) {
    showNotice(end === 'in' ? 'Mark the in point first (I).' : 'Mark the out point first (O).');
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
    label: 'Play backwards; again for faster (with K held: one frame)',
    icon: ChevronsLeft,
    shortcuts: ['J'],
    menu: 'playback',
    mayRepeat: true,
    run: (bench) => shuttle(bench, -1),
  }),
  onBench({
    id: 'playback.stop',
    label: 'Pause; again for normal speed',
    icon: Pause,
    shortcuts: ['K'],
    menu: 'playback',
    run: (bench) => {
      holdStop();
      bench.transport.shuttleStop();
    },
  }),
  onBench({
    id: 'playback.forward',
    label: 'Play forwards; again for faster (with K held: one frame)',
    icon: ChevronsRight,
    shortcuts: ['L'],
    menu: 'playback',
    mayRepeat: true,
    run: (bench) => shuttle(bench, 1),
  }),
  onBench({
    id: 'playback.slower',
    label: 'Slower',
    shortcuts: ['Shift+,'],
    menu: 'playback',
    run: (bench) => stepRate(bench, -1),
  }),
  onBench({
    id: 'playback.faster',
    label: 'Faster',
    shortcuts: ['Shift+.'],
    menu: 'playback',
    run: (bench) => stepRate(bench, 1),
  }),
  onBench({
    id: 'playback.span',
    label: 'Play the marked span once',
    icon: ListVideo,
    shortcuts: ['Shift+Space'],
    menu: 'playback',
    run: playSpanOnce,
  }),
  onBench({
    id: 'playback.loop',
    label: 'Loop the marked span on or off',
    icon: Repeat,
    shortcuts: ['Alt+L'],
    menu: 'playback',
    run: toggleLoop,
  }),
  onBench({
    id: 'playback.around-in',
    label: 'Play around the in point',
    shortcuts: ['Alt+I'],
    menu: 'playback',
    run: (bench) => playAroundMark(bench, 'in'),
  }),
  onBench({
    id: 'playback.around-out',
    label: 'Play around the out point',
    shortcuts: ['Alt+O'],
    menu: 'playback',
    run: (bench) => playAroundMark(bench, 'out'),
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
    id: 'ten-seconds.back',
    label: 'Ten seconds back',
    shortcuts: ['Mod+Shift+ArrowLeft'],
    mayRepeat: true,
    run: (bench) => stepSeconds(bench, -10),
  }),
  onBench({
    id: 'ten-seconds.forward',
    label: 'Ten seconds forward',
    shortcuts: ['Mod+Shift+ArrowRight'],
    mayRepeat: true,
    run: (bench) => stepSeconds(bench, 10),
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
    label: 'Go to a frame, time or source clock…',
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
