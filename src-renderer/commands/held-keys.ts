/**
 * Which keys are down: for commands that mean something else while another key is held (K with J or L). By place on the
 * keyboard, so that it holds whatever the keys were mapped to.
 */
const down = new Set<string>();
let newest: { readonly code: string; readonly isRepeat: boolean } | null = null;
let stopCode: string | null = null;

/** Follows the keys of a window until the returned function is called. */
export function followKeys(target: Window): () => void {
  const onDown = ({ code, repeat }: KeyboardEvent) => {
    down.add(code);
    newest = { code, isRepeat: repeat };
  };
  const onUp = ({ code }: KeyboardEvent) => {
    down.delete(code);
    stopCode = stopCode === code ? null : stopCode;
  };
  const onBlur = () => {
    down.clear();
    stopCode = null;
  };
  target.addEventListener('keydown', onDown, true);
  target.addEventListener('keyup', onUp, true);
  target.addEventListener('blur', onBlur);
  return () => {
    onBlur();
    newest = null;
    target.removeEventListener('keydown', onDown, true);
    target.removeEventListener('keyup', onUp, true);
    target.removeEventListener('blur', onBlur);
  };
}

/** Whether the key press that runs a command now is one of a key held down. */
export function isRepeatedPress(): boolean {
  return newest?.isRepeat === true && down.has(newest.code);
}

/** To be called by the command that pauses: as long as its key is down, single frames are meant. */
export function holdStop(): void {
  stopCode = newest !== null && down.has(newest.code) ? newest.code : null;
}

export function isStopHeld(): boolean {
  return stopCode !== null && down.has(stopCode);
}
