/** The part of a KeyboardEvent that names a chord. */
export type KeyPress = {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
};

const keysByCode: Readonly<Record<string, string>> = {
  Space: 'Space',
  Comma: ',',
  Period: '.',
  Slash: '/',
  Backslash: '\\',
  Semicolon: ';',
  Quote: "'",
  BracketLeft: '[',
  BracketRight: ']',
  Minus: '-',
  Equal: '=',
  Backquote: '`',
};

function keyFromCode(code: string): string | null {
  const letterOrDigit = /^(?:Key([A-Z])|Digit([0-9]))$/.exec(code);
  return letterOrDigit?.[1] ?? letterOrDigit?.[2] ?? keysByCode[code] ?? null;
}

function chord(press: KeyPress, key: string, isShiftNamed: boolean, isMac: boolean): string {
  const isMod = isMac ? press.metaKey : press.ctrlKey;
  const isOther = isMac ? press.ctrlKey : press.metaKey;
  return [
    isMod ? 'Mod' : '',
    isOther ? 'Ctrl' : '',
    press.altKey ? 'Alt' : '',
    press.shiftKey && isShiftNamed ? 'Shift' : '',
    key,
  ]
    .filter((part) => part !== '')
    .join('+');
}

/**
 * The names under which a key press may stand in the command table: by what it types (`?`, letters upper case) and by its
 * place on a US keyboard (`Shift+/`), so that both a French and a US keyboard reach every command.
 */
export function chordsOf(press: KeyPress, isMac: boolean): readonly string[] {
  const names = new Set<string>();
  const typed = press.key === ' ' ? 'Space' : press.key.length === 1 ? press.key.toUpperCase() : press.key;
  const isPlainSymbol = typed.length === 1 && !/[A-Z]/.test(typed);
  names.add(chord(press, typed, !isPlainSymbol, isMac));
  const placed = keyFromCode(press.code);
  const isLetterElsewhere = placed !== null && /^[A-Z]$/.test(placed) && /^[A-Z]$/.test(typed) && placed !== typed;
  if (placed !== null && !isLetterElsewhere) {
    names.add(chord(press, placed, true, isMac));
  }
  return [...names];
}

const symbols: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Backspace: 'Backspace',
  Escape: 'Esc',
};

/** A shortcut as keys to show, in order: `Mod+Shift+Z` is `Ctrl`, `Shift`, `Z`. */
export function shortcutKeys(shortcut: string, isMac: boolean): readonly string[] {
  const parts = shortcut.split('+').filter((part) => part !== '');
  const keys = shortcut.endsWith('++') || shortcut === '+' ? [...parts, '+'] : parts;
  return keys.map((key) => (key === 'Mod' ? (isMac ? '⌘' : 'Ctrl') : (symbols[key] ?? key)));
}

/**
 * The accelerator of the application menu, or null where the menu must not claim the key: a chord without Ctrl, Command
 * or a function key would fire while somebody types.
 */
export function menuAccelerator(shortcut: string | undefined): string | null {
  if (shortcut === undefined || !(shortcut.startsWith('Mod+') || /(^|\+)F[0-9]+$/.test(shortcut))) {
    return null;
  }
  return shortcut.replace('Mod', 'CommandOrControl').replace(/Arrow/, '').replace(/\+\+$/, '+Plus');
}

export function isMacPlatform(): boolean {
  return navigator.platform.startsWith('Mac');
}
