import { type ReactNode, useEffect, useEffectEvent, useState } from 'react';
import type { ContentNote } from '../../../../src-main/domain/content-note.ts';
import { ptsToMicros } from '../../../../src-main/domain/time.ts';
import type { Bench } from '../../../playback/bench.ts';
import type { ChoiceReach, ContentChoice } from '../../../playback/content-gate.ts';
import { contentKindNames } from '../../../playback/content-note-words.ts';
import { countText, lengthText } from '../../../playback/time-text.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { KeyHint } from '../../../ui/key-hint.tsx';
import { PlainText } from '../../../ui/plain-text.tsx';
import { RadioGroup } from '../../../ui/radio-group.tsx';
import styles from './content-notes.module.css';
import { useContentGate } from './use-content-gate.ts';

/** A key meant for the player, pressed as the notice comes up, must not answer it. */
const restMillis = 400;

const keys: Readonly<Record<string, ContentChoice>> = { g: 'go-on', w: 'go-on-silent', k: 'skip' };

/** Before the first picture of a noted span: what to expect, and what to do about it. */
export function ContentNotice({ bench }: { readonly bench: Bench }): ReactNode {
  const { question, notes } = useContentGate(bench);
  if (question === null) {
    return null;
  }
  const asked = notes.filter((note) => question.noteIds.includes(note.id));
  return <Notice key={question.noteIds.join(' ')} bench={bench} notes={asked} />;
}

function Notice({ bench, notes }: { readonly bench: Bench; readonly notes: readonly ContentNote[] }): ReactNode {
  const [reach, setReach] = useState<ChoiceReach>('span');
  const [isReady, setReady] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setReady(true), restMillis);
    return () => clearTimeout(timer);
  }, []);

  function answer(choice: ContentChoice): void {
    if (isReady) {
      bench.contentGate.answer(choice, reach);
    }
  }

  // Letters for the buttons, wherever in the dialog the focus is.
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    const choice = keys[event.key.toLowerCase()];
    if (choice !== undefined && !event.ctrlKey && !event.metaKey && !event.altKey && !event.repeat) {
      event.preventDefault();
      event.stopImmediatePropagation();
      answer(choice);
    }
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKeyDown(event);
    window.addEventListener('keydown', listener, { capture: true });
    return () => window.removeEventListener('keydown', listener, { capture: true });
  }, []);

  return (
    <Dialog
      isOpen
      onClose={() => answer('stop')}
      title="Content note: what comes next may disturb"
      role="alertdialog"
      actions={
        <>
          <Button isDisabled={!isReady} onPress={() => answer('stop')}>
            Stay here <KeyHint shortcut="Escape" />
          </Button>
          <Button isDisabled={!isReady} onPress={() => answer('skip')}>
            Skip over it <KeyHint shortcut="K" />
          </Button>
          <Button isDisabled={!isReady} onPress={() => answer('go-on-silent')}>
            Go on without sound <KeyHint shortcut="W" />
          </Button>
          <Button variant="primary" isDisabled={!isReady} onPress={() => answer('go-on')}>
            Go on <KeyHint shortcut="G" />
          </Button>
        </>
      }
    >
      <div className={styles['notice']}>
        <ul className={styles['noticeNotes']}>
          {notes.map((note) => (
            <li key={note.id}>
              <strong>{contentKindNames[note.kind]}</strong>
              {note.note === '' ? null : (
                <>
                  {': '}
                  <PlainText text={note.note} isProse />
                </>
              )}
              <span className={styles['where']}>{whereText(bench, note)}</span>
            </li>
          ))}
        </ul>
        <RadioGroup
          label="This choice holds"
          value={reach}
          onChange={setReach}
          options={[
            { value: 'once', label: 'this time' },
            { value: 'span', label: 'for this span, until the recording is left' },
            { value: 'recording', label: 'for every noted span of this recording, until it is left' },
          ]}
        />
      </div>
    </Dialog>
  );
}

function whereText({ index }: Bench, { span }: ContentNote): string {
  const length = ptsToMicros(span.outPts, index.timebase) - ptsToMicros(span.inPts, index.timebase);
  return `Frames ${countText(span.inFrame)} to ${countText(span.outFrame - 1)}, ${lengthText(length)}`;
}
