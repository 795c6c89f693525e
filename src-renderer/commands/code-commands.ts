import { BookMarked } from 'lucide-react';
import { readCached } from '../engine/engine-cache.ts';
import { beginAnnotation } from '../playback/bench-actions.ts';
import { benchStore } from '../playback/bench-store.ts';
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
