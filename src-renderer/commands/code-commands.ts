import { BookMarked, FolderPlus, ListChecks, Plus, Search } from 'lucide-react';
import { readCached } from '../engine/engine-cache.ts';
import { beginAnnotation } from '../playback/bench-actions.ts';
import { benchStore } from '../playback/bench-store.ts';
import { codebookDesk } from '../session/codebook-desk.ts';
import { session } from '../session/session.ts';
import { showNotice } from '../ui/toast-store.ts';
import {
  type Command,
  type CommandContext,
  type CommandState,
  defineCommand,
  hasMatter,
  isOnBench,
  isWritable,
} from './command.ts';

const digits = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'] as const;

/** The command that a digit from 1 to 9 runs on the bench. */
export function digitCommandId(digit: number): string {
  return `code.${digits[digit - 1]}`;
}

function mayAnnotate(state: CommandState): boolean {
  return isOnBench(state) && isWritable(state) && benchStore.getState().bench !== null;
}

/** For `when`: the codebook is in sight and may be changed. */
function isAtDesk(state: CommandState): boolean {
  return isWritable(state) && state.route.screen === 'codebook';
}

/** Opens the form with the code that stands on a digit. An annotation that is being edited is not taken away. */
function annotateWithDigit({ cache }: CommandContext, digit: number): void {
  const { bench, composing } = benchStore.getState();
  const code = readCached(cache, 'codebook.digits', {})?.find((candidate) => candidate.digit === digit)?.code;
  if (bench === null) {
    return;
  }
  if (composing.kind === 'revise') {
    showNotice('Record or close the annotation that you are editing first.');
  } else if (typeof code !== 'string') {
    showNotice(
      `Nothing stands on ${digit} yet. Codes used lately come here by themselves; Ctrl+D in the picker pins one.`,
    );
  } else {
    beginAnnotation(bench, code);
  }
}

/** The codebook, and the codes on the digits 1 to 9. */
export const codeCommands: readonly Command[] = [
  defineCommand({
    id: 'codebook.show',
    label: 'Go to the codebook',
    group: 'Go to',
    icon: BookMarked,
    shortcuts: ['Mod+6'],
    isForTyping: true,
    menu: 'view',
    synonyms: ['vocabulary', 'codes', 'tags'],
    when: hasMatter,
    run: () => session.getState().navigate({ screen: 'codebook' }),
  }),
  defineCommand({
    id: 'codebook.add-code',
    label: 'New code',
    group: 'Edit',
    scope: 'codebook',
    icon: Plus,
    shortcuts: ['N'],
    when: isAtDesk,
    run: () => {
      const { onDesk, set } = codebookDesk.getState();
      set({ tab: 'codes', onDesk: { kind: 'new-code', groupId: onDesk.kind === 'group' ? onDesk.id : null } });
    },
  }),
  defineCommand({
    id: 'codebook.add-group',
    label: 'New group of codes',
    group: 'Edit',
    scope: 'codebook',
    icon: FolderPlus,
    shortcuts: ['Shift+N'],
    when: isAtDesk,
    run: () => codebookDesk.getState().set({ tab: 'codes', onDesk: { kind: 'new-group' } }),
  }),
  defineCommand({
    id: 'codebook.find',
    label: 'Find in the codebook',
    group: 'Edit',
    scope: 'codebook',
    icon: Search,
    shortcuts: ['/', 'F'],
    when: (state) => hasMatter(state) && state.route.screen === 'codebook',
    run: () => codebookDesk.getState().wishFind(),
  }),
  defineCommand({
    id: 'codebook.check',
    label: 'Check the annotations against the codebook',
    group: 'Go to',
    icon: ListChecks,
    shortcuts: [],
    synonyms: ['rules', 'violations', 'exclusion', 'consistency'],
    when: hasMatter,
    run: () => {
      codebookDesk.getState().set({ tab: 'check' });
      session.getState().navigate({ screen: 'codebook' });
    },
  }),
  ...digits.map((_name, place) => {
    const digit = place + 1;
    return defineCommand({
      id: digitCommandId(digit),
      label: `Annotate with the code on ${digit}`,
      group: 'Marking',
      shortcuts: [String(digit)],
      when: mayAnnotate,
      run: (context) => annotateWithDigit(context, digit),
    });
  }),
];
