import { type Command, type CommandState, isCommandEnabled } from './command.ts';
import { chordsOf, type KeyPress } from './shortcut.ts';

/** Where the key went: plain page, a text box, a control that uses some keys itself, and whether a dialog is open. */
export type KeyPlace = {
  readonly isTyping: boolean;
  /** A button, link, list or slider has the focus and uses Space, Enter and the arrows itself. */
  readonly isControl: boolean;
  /** That control is a plain button: it uses Space and Enter, and leaves the arrows to the commands. */
  readonly isPlainButton?: boolean;
  readonly isDialogOpen: boolean;
  readonly isRepeat: boolean;
  readonly isComposing: boolean;
};

const keysOfButtons: ReadonlySet<string> = new Set(['Space', 'Enter']);
const keysOfControls: ReadonlySet<string> = new Set([
  'Space',
  'Enter',
  'ArrowLeft',
  'ArrowRight',
  'ArrowUp',
  'ArrowDown',
  'Home',
  'End',
]);

/** The command that a key press means here and now, or null. Transport keys never fire while typing. */
export function commandForKey(
  commands: readonly Command[],
  press: KeyPress,
  place: KeyPlace,
  state: CommandState,
  isMac: boolean,
  shortcutsOf: (command: Command) => readonly string[] = (command) => command.shortcuts,
): Command | null {
  if (place.isComposing) {
    return null;
  }
  const chords = chordsOf(press, isMac);
  const ownKeys = place.isPlainButton === true ? keysOfButtons : keysOfControls;
  if (place.isControl && chords.some((name) => ownKeys.has(name))) {
    return null;
  }
  for (const command of commands) {
    const isMeant = shortcutsOf(command).some((shortcut) => chords.includes(shortcut));
    const isAllowed =
      (!place.isTyping || command.isForTyping === true) &&
      (!place.isDialogOpen || command.isForDialogs === true) &&
      (!place.isRepeat || command.mayRepeat === true);
    if (isMeant && isAllowed && isCommandEnabled(command, state)) {
      return command;
    }
  }
  return null;
}

const textInputs = new Set(['text', 'search', 'password', 'number', 'email', 'url', 'tel', 'date', 'time', '']);

/** Whether keys typed at this element become text. */
export function isTextBox(element: Element | null): boolean {
  if (element === null) {
    return false;
  }
  if (element instanceof HTMLInputElement) {
    return textInputs.has(element.getAttribute('type') ?? '') && !element.readOnly;
  }
  return (
    element instanceof HTMLTextAreaElement ||
    element.closest('[contenteditable=""], [contenteditable="true"], [role="textbox"], [role="combobox"]') !== null ||
    // The letters typed at a closed list choose from it.
    element.matches('button[aria-haspopup="listbox"]')
  );
}

const controls =
  'button, a[href], input, select, [role="button"], [role="option"], [role="menuitem"], [role="tab"], [role="row"], ' +
  '[role="gridcell"], [role="radio"], [role="checkbox"], [role="switch"], [role="slider"], [role="separator"][tabindex]';

/** Whether Space, Enter and arrows belong to this element. An element marked `data-transport` leaves them to the player. */
export function isKeyControl(element: Element | null): boolean {
  return element !== null && element.closest('[data-transport]') === null && element.closest(controls) !== null;
}

/** Whether this is a button without a menu or list behind it. */
export function isPlainButton(element: Element | null): boolean {
  return element?.matches('button:not([role], [aria-haspopup])') === true;
}
