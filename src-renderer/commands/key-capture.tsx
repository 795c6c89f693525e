import { type ReactNode, useEffect, useEffectEvent } from 'react';
import styles from './key-capture.module.css';
import { chordsOf, isMacPlatform } from './shortcut.ts';

type KeyCaptureProps = {
  /** What the key will do. */
  readonly label: string;
  /** The key pressed, under each of its names (shortcut.ts). */
  readonly onKey: (chords: readonly string[]) => void;
  readonly onCancel: () => void;
};

const modifierKeys = new Set(['Control', 'Shift', 'Alt', 'Meta', 'AltGraph', 'CapsLock', 'Dead', 'Process']);

/** Waits for one key press and takes it from everybody else; Esc gives up. */
export function KeyCapture({ label, onKey, onCancel }: KeyCaptureProps): ReactNode {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    if (event.key === 'Escape') {
      onCancel();
    } else if (!modifierKeys.has(event.key) && !event.repeat) {
      onKey(chordsOf(event, isMacPlatform()));
    }
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKeyDown(event);
    window.addEventListener('keydown', listener, { capture: true });
    return () => window.removeEventListener('keydown', listener, { capture: true });
  }, []);
  return (
    <span className={styles['capture']} role="status">
      Press the new key for “{label}” · Esc cancels
    </span>
  );
}
