/** What a key means in the picker. */
export type PickerKey =
  | { readonly do: 'move'; readonly step: 1 | -1 }
  | { readonly do: 'commit' }
  | { readonly do: 'leave' }
  | { readonly do: 'close' }
  | { readonly do: 'take-digit'; readonly digit: number }
  /** On that digit, or on the first free one. */
  | { readonly do: 'pin'; readonly digit: number | null };

type Press = {
  readonly key: string;
  readonly code: string;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
};

/** Reads a key pressed in the picker; null leaves it to the box and to the commands of the page. A bare digit types. */
export function pickerKey(press: Press, isOpen: boolean): PickerKey | null {
  const isMod = press.ctrlKey || press.metaKey;
  const digit = /^Digit([1-9])$/.exec(press.code)?.[1];
  if (digit !== undefined && press.altKey && !isMod) {
    return press.shiftKey ? { do: 'pin', digit: Number(digit) } : { do: 'take-digit', digit: Number(digit) };
  }
  if (isMod && !press.altKey && !press.shiftKey && press.key.toLowerCase() === 'd') {
    return { do: 'pin', digit: null };
  }
  if (isMod || press.altKey) {
    return null;
  }
  switch (press.key) {
    case 'ArrowDown':
      return { do: 'move', step: 1 };
    case 'ArrowUp':
      return { do: 'move', step: -1 };
    case 'Enter':
      return { do: 'commit' };
    case 'Tab':
      return { do: 'leave' };
    case 'Escape':
      return isOpen ? { do: 'close' } : null;
    default:
      return null;
  }
}
