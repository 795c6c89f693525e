import { X } from 'lucide-react';
import { type ReactNode, type RefObject, useMemo, useRef } from 'react';
import { Button } from '../ui/button.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { KeyHint } from '../ui/key-hint.tsx';
import { TextField, type TextFieldProps } from '../ui/text-field.tsx';
import styles from './hinted-text-field.module.css';
import { replacementOf, type WordingHint, wordingHints } from './wording-hints.ts';
import type { WordingField } from './wording-rule.ts';

type HintedTextFieldProps = Omit<TextFieldProps, 'onKeyDown' | 'textAreaRef' | 'onChange' | 'value'> & {
  readonly field: WordingField;
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly dismissed: readonly string[];
  readonly onDismiss: (key: string) => void;
  readonly areaRef?: RefObject<HTMLTextAreaElement | null>;
};

/** What a press of F2 does with a hint. */
function actionOf({ instead }: WordingHint): string {
  return instead === null ? 'Select it' : instead === '' ? 'Take it out' : `Write “${instead}”`;
}

/**
 * A text box that advises on wording while one writes, and never holds anything up: F2 follows the first hint, Shift+F2
 * puts it aside. What is quoted is left alone.
 */
export function HintedTextField({ field, dismissed, onDismiss, areaRef, ...rest }: HintedTextFieldProps): ReactNode {
  const { value, onChange } = rest;
  const ownArea = useRef<HTMLTextAreaElement>(null);
  const area = areaRef ?? ownArea;
  const hints = useMemo(() => wordingHints(value, field), [value, field]);
  const shown = hints.filter(({ key }) => !dismissed.includes(key));
  const [first] = shown;

  function follow(hint: WordingHint): void {
    const box = area.current;
    if (box === null) {
      return;
    }
    if (value !== value.normalize('NFC')) {
      // Places count in the composed text: compose first, the hint is there again and fits.
      onChange(value.normalize('NFC'));
      return;
    }
    box.focus();
    if (hint.instead === null) {
      box.setSelectionRange(hint.start, hint.end);
      return;
    }
    const { start, end, text } = replacementOf(value, hint);
    box.setSelectionRange(start, end);
    // As if it were typed, so that the box's own undo takes it back.
    document.execCommand(text === '' ? 'delete' : 'insertText', false, text);
  }

  return (
    <div className={styles['hinted']}>
      <TextField
        {...rest}
        textAreaRef={area}
        onKeyDown={(event) => {
          if (event.key === 'F2' && first !== undefined) {
            event.preventDefault();
            if (event.shiftKey) {
              onDismiss(first.key);
            } else {
              follow(first);
            }
          } else {
            event.continuePropagation();
          }
        }}
      />
      {shown.length === 0 ? null : (
        <ul className={styles['hints']} aria-label="Wording" aria-live="polite">
          {shown.map((hint, place) => (
            <li key={`${hint.key}@${hint.start}`} className={styles['hint']} lang={hint.language}>
              <p className={styles['words']}>
                <q className={styles['found']}>{hint.found}</q> {hint.advice}.
              </p>
              <span className={styles['actions']}>
                <Button size="small" variant="quiet" onPress={() => follow(hint)} preventFocusOnPress>
                  {actionOf(hint)}
                  {place === 0 ? <KeyHint shortcut="F2" /> : null}
                </Button>
                <IconButton
                  size="small"
                  label={`Put this hint aside${place === 0 ? ' (Shift+F2)' : ''}`}
                  onPress={() => onDismiss(hint.key)}
                  preventFocusOnPress
                >
                  <X aria-hidden="true" />
                </IconButton>
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
