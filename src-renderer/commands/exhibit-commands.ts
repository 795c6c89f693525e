import { ArrowDown, ArrowUp, Camera, Clapperboard, FileBadge, ListOrdered, Stamp, Trash2 } from 'lucide-react';
import type { FrameNumber } from '../../src-main/domain/time.ts';
import { currentFrame } from '../playback/bench-actions.ts';
import { benchStore } from '../playback/bench-store.ts';
import { viewingOf, viewingStore } from '../player/viewing-store.ts';
import { type ExhibitActs, exhibitsDesk } from '../session/exhibits-desk.ts';
import { session } from '../session/session.ts';
import { showNotice } from '../ui/toast-store.ts';
import { onBench } from './bench-command.ts';
import { type Command, type CommandState, defineCommand, hasMatter, isWritable } from './command.ts';
import { selectedAnnotations } from './edit-annotations.ts';
import { makeExhibits, makeExhibitsOf } from './make-exhibits.ts';

type ListCommand = Omit<Command, 'run' | 'when' | 'group' | 'scope'> & { readonly act: (acts: ExhibitActs) => void };

/** A command over what is selected on the Exhibits screen. */
function onExhibits({ act, ...command }: ListCommand): Command {
  return defineCommand({
    ...command,
    group: 'Edit',
    scope: 'exhibits',
    when: (state: CommandState) =>
      isWritable(state) && state.route.screen === 'exhibits' && exhibitsDesk.getState().selectedIds.length > 0,
    whyNot: (state) => (isWritable(state) ? 'select exhibits on their screen first' : null),
    run: () => {
      const { acts } = exhibitsDesk.getState();
      if (acts !== null) {
        act(acts);
      }
    },
  });
}

/** Making exhibits from the bench, and changing their list. */
export const exhibitCommands: readonly Command[] = [
  defineCommand({
    id: 'exhibits.show',
    label: 'Go to exhibits',
    group: 'Go to',
    icon: Stamp,
    shortcuts: ['Mod+7'],
    isForTyping: true,
    menu: 'view',
    when: hasMatter,
    run: () => session.getState().navigate({ screen: 'exhibits' }),
  }),
  onBench({
    id: 'exhibit.of-annotations',
    label: 'Make exhibits of the selected annotations',
    group: 'Marking',
    icon: Stamp,
    synonyms: ['add as exhibit', 'clip', 'packet', 'court'],
    shortcuts: ['E'],
    menu: 'edit',
    isChange: true,
    applies: () => benchStore.getState().selectedIds.length > 0,
    whyNot: () => 'select an annotation in use first',
    run: async (bench, context) => {
      const chosen = selectedAnnotations(context, bench.footageId);
      if (chosen.length === 0) {
        showNotice('What is selected is withdrawn. Select an annotation in use.');
        return;
      }
      await makeExhibitsOf(
        context,
        chosen.map(({ id }) => id),
      );
    },
  }),
  onBench({
    id: 'exhibit.of-span',
    label: 'Make an exhibit of the marked frames',
    group: 'Marking',
    icon: FileBadge,
    synonyms: ['add as exhibit', 'clip', 'span'],
    shortcuts: ['Shift+E'],
    isChange: true,
    run: async ({ footageId, playhead }, context) => {
      const { inFrame, outFrame } = playhead.getSnapshot();
      if (inFrame === null || outFrame === null) {
        showNotice('Mark the first frame with I and the last with O; the exhibit is made of that span.');
        return;
      }
      const span = { inFrame: inFrame as FrameNumber, outFrame: outFrame as FrameNumber };
      await makeExhibits(context, [{ of: { kind: 'span', footageId, ...span } }]);
    },
  }),
  onBench({
    id: 'exhibit.of-frame',
    label: 'Make an exhibit of the frame shown, as a still',
    group: 'Marking',
    icon: Camera,
    synonyms: ['add as exhibit', 'still', 'picture'],
    shortcuts: ['Alt+E'],
    isChange: true,
    run: async (bench, context) => {
      const { footageId } = bench;
      const { aids } = viewingOf(viewingStore.getState(), footageId);
      const frame = currentFrame(bench) as FrameNumber;
      await makeExhibits(context, [{ of: { kind: 'still', footageId, frame, aids } }]);
    },
  }),
  onBench({
    id: 'exhibit.of-recording',
    label: 'Make an exhibit of the whole recording',
    group: 'Marking',
    icon: Clapperboard,
    synonyms: ['add as exhibit', 'native'],
    shortcuts: [],
    isChange: true,
    run: async ({ footageId }, context) => {
      await makeExhibits(context, [{ of: { kind: 'native', footageId } }]);
    },
  }),
  onExhibits({
    id: 'exhibit.earlier',
    label: 'Move the selected exhibits up',
    icon: ArrowUp,
    synonyms: ['reorder', 'order', 'earlier'],
    shortcuts: ['Alt+ArrowUp'],
    mayRepeat: true,
    act: (acts) => acts.move(-1),
  }),
  onExhibits({
    id: 'exhibit.later',
    label: 'Move the selected exhibits down',
    icon: ArrowDown,
    synonyms: ['reorder', 'order', 'later'],
    shortcuts: ['Alt+ArrowDown'],
    mayRepeat: true,
    act: (acts) => acts.move(1),
  }),
  onExhibits({
    id: 'exhibit.renumber',
    label: 'Number exhibits in order…',
    icon: ListOrdered,
    synonyms: ['renumber'],
    shortcuts: [],
    act: (acts) => acts.askRenumber(),
  }),
  onExhibits({
    id: 'exhibit.withdraw',
    label: 'Withdraw the selected exhibits…',
    icon: Trash2,
    synonyms: ['remove', 'delete'],
    shortcuts: ['Delete', 'Backspace'],
    act: (acts) => acts.askWithdraw(),
  }),
];
