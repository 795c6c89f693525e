import {
  AppWindow,
  Camera,
  Grid3x3,
  Layers,
  Maximize,
  RotateCcw,
  RotateCw,
  SlidersHorizontal,
  ZoomIn,
  ZoomOut,
} from 'lucide-react';
import type { Bench } from '../playback/bench.ts';
import { benchStore } from '../playback/bench-store.ts';
import { type PictureView, panBy, turnBy, wholePicture, zoomByStep, zoomTo } from '../player/picture-view.ts';
import { takeStillOfShown } from '../player/take-still.ts';
import { changeView, type StageMeasure, toggleAids, viewingStore } from '../player/viewing-store.ts';
import { showNotice } from '../ui/toast-store.ts';
import { type Command, type CommandContext, defineCommand, isOnBench, isWritable } from './command.ts';

type BenchCommand = Omit<Command, 'run' | 'when' | 'group' | 'scope'> & {
  /** The matter must not be read-only. */
  readonly isChange?: boolean;
  run(bench: Bench, context: CommandContext): void | Promise<void>;
};

/** A command about the picture on the bench. */
function onPicture({ run, isChange = false, ...command }: BenchCommand): Command {
  return defineCommand({
    ...command,
    group: 'Picture',
    when: (state) => isOnBench(state) && benchStore.getState().bench !== null && (!isChange || isWritable(state)),
    run: (context) => {
      const { bench } = benchStore.getState();
      return bench === null ? undefined : run(bench, context);
    },
  });
}

function middleOf({ room }: StageMeasure) {
  return { x: room.width / 2, y: room.height / 2 };
}

function zoomed(bench: Bench, zoom: number): void {
  changeView(bench.footageId, (view, measure) => zoomTo(view, zoom, measure.shape, measure.room, middleOf(measure)));
}

function stepped(bench: Bench, direction: 1 | -1): void {
  changeView(bench.footageId, (view, { shape, room }) => zoomByStep(view, direction, shape, room));
}

/** Moves what is looked at by a tenth of the room. */
function moved(bench: Bench, x: -1 | 0 | 1, y: -1 | 0 | 1): void {
  changeView(bench.footageId, (view, { shape, room }) =>
    panBy(view, { x: (-x * room.width) / 10, y: (-y * room.height) / 10 }, shape, room),
  );
}

function fitted(view: PictureView): PictureView {
  return { ...wholePicture, turns: view.turns };
}

/** How the picture is looked at: nothing of this changes the recording. */
export const viewingCommands: readonly Command[] = [
  onPicture({
    id: 'picture.zoom-in',
    label: 'Picture closer',
    icon: ZoomIn,
    shortcuts: ['Alt+='],
    menu: 'view',
    mayRepeat: true,
    run: (bench) => stepped(bench, 1),
  }),
  onPicture({
    id: 'picture.zoom-out',
    label: 'Picture farther away',
    icon: ZoomOut,
    shortcuts: ['Alt+-'],
    menu: 'view',
    mayRepeat: true,
    run: (bench) => stepped(bench, -1),
  }),
  onPicture({
    id: 'picture.fit',
    label: 'Whole picture',
    icon: Maximize,
    shortcuts: ['Alt+0'],
    synonyms: ['fit', 'zoom'],
    menu: 'view',
    run: (bench) => changeView(bench.footageId, fitted),
  }),
  onPicture({
    id: 'picture.one-to-one',
    label: 'One pixel to one (1:1)',
    shortcuts: ['Alt+1'],
    synonyms: ['100 %', 'actual size', 'zoom'],
    run: (bench) => zoomed(bench, 1),
  }),
  onPicture({
    id: 'picture.two-to-one',
    label: 'Each pixel twice (2:1)',
    shortcuts: ['Alt+2'],
    synonyms: ['200 %', 'zoom'],
    run: (bench) => zoomed(bench, 2),
  }),
  onPicture({
    id: 'picture.four-to-one',
    label: 'Each pixel four times (4:1)',
    shortcuts: ['Alt+4'],
    synonyms: ['400 %', 'zoom'],
    run: (bench) => zoomed(bench, 4),
  }),
  onPicture({
    id: 'picture.left',
    label: 'Look farther left',
    shortcuts: ['Alt+Shift+ArrowLeft'],
    mayRepeat: true,
    run: (bench) => moved(bench, -1, 0),
  }),
  onPicture({
    id: 'picture.right',
    label: 'Look farther right',
    shortcuts: ['Alt+Shift+ArrowRight'],
    mayRepeat: true,
    run: (bench) => moved(bench, 1, 0),
  }),
  onPicture({
    id: 'picture.up',
    label: 'Look farther up',
    shortcuts: ['Alt+Shift+ArrowUp'],
    mayRepeat: true,
    run: (bench) => moved(bench, 0, -1),
  }),
  onPicture({
    id: 'picture.down',
    label: 'Look farther down',
    shortcuts: ['Alt+Shift+ArrowDown'],
    mayRepeat: true,
    run: (bench) => moved(bench, 0, 1),
  }),
  onPicture({
    id: 'picture.pixels',
    label: 'Show pixels as blocks, or smooth',
    icon: Grid3x3,
    shortcuts: ['Alt+P'],
    synonyms: ['interpolation', 'pixelated', 'nearest'],
    run: () => {
      const { isSmooth, set } = viewingStore.getState();
      set({ isSmooth: !isSmooth });
    },
  }),
  onPicture({
    id: 'picture.turn',
    label: 'Turn the picture clockwise',
    icon: RotateCw,
    shortcuts: ['R'],
    synonyms: ['rotate'],
    menu: 'view',
    run: (bench) => changeView(bench.footageId, (view) => turnBy(view, 1)),
  }),
  onPicture({
    id: 'picture.turn-back',
    label: 'Turn the picture counter-clockwise',
    icon: RotateCcw,
    shortcuts: ['Shift+R'],
    synonyms: ['rotate'],
    run: (bench) => changeView(bench.footageId, (view) => turnBy(view, -1)),
  }),
  onPicture({
    id: 'aids.open',
    label: 'Viewing aids…',
    icon: SlidersHorizontal,
    shortcuts: ['Shift+V'],
    synonyms: ['brightness', 'contrast', 'gamma', 'greyscale', 'sharpen', 'deinterlace', 'enhance'],
    menu: 'view',
    run: () => {
      const { areAidsOpen, set } = viewingStore.getState();
      set({ areAidsOpen: !areAidsOpen });
    },
  }),
  onPicture({
    id: 'aids.toggle',
    label: 'Viewing aids off, or on again',
    shortcuts: ['V'],
    run: (bench) => {
      const { viewings } = viewingStore.getState();
      if (!toggleAids(bench.footageId) && viewings.get(bench.footageId)?.lastAids === undefined) {
        showNotice('No viewing aid has been used on this recording yet.');
      }
    },
  }),
  onPicture({
    id: 'overlays.open',
    label: 'Over the picture: frame, time, clock…',
    icon: Layers,
    shortcuts: ['Shift+D'],
    synonyms: ['overlay', 'timecode', 'burn-in'],
    run: () => {
      const { areOverlaysOpen, set } = viewingStore.getState();
      set({ areOverlaysOpen: !areOverlaysOpen });
    },
  }),
  onPicture({
    id: 'overlays.toggle',
    label: 'Show or hide what stands over the picture',
    shortcuts: ['D'],
    synonyms: ['overlay'],
    menu: 'view',
    run: () => {
      const { areOverlaysShown, overlays, set } = viewingStore.getState();
      set(overlays.size === 0 ? { areOverlaysOpen: true } : { areOverlaysShown: !areOverlaysShown });
    },
  }),
  onPicture({
    id: 'still.take',
    label: 'Take a still of the frame shown',
    icon: Camera,
    shortcuts: ['C'],
    synonyms: ['screenshot', 'PNG', 'picture', 'export'],
    menu: 'file',
    isChange: true,
    run: (bench, context) => takeStillOfShown(bench, context, context.state.matter?.matter.id ?? '', false),
  }),
  onPicture({
    id: 'still.take-elsewhere',
    label: 'Take a still into another folder…',
    icon: Camera,
    shortcuts: ['Shift+C'],
    isChange: true,
    run: (bench, context) => takeStillOfShown(bench, context, context.state.matter?.matter.id ?? '', true),
  }),
  defineCommand({
    id: 'picture.window',
    label: 'The picture in a second window',
    group: 'Picture',
    icon: AppWindow,
    shortcuts: ['Mod+Shift+D'],
    synonyms: ['dual display', 'second screen', 'monitor', 'present'],
    menu: 'view',
    when: isOnBench,
    run: () => {
      const { isWindowOpen, set } = viewingStore.getState();
      set({ isWindowOpen: !isWindowOpen });
    },
  }),
];
