import { type ReactNode, useState } from 'react';
import { toAppError } from '../../../src-main/domain/app-error.ts';
import type { FootageId } from '../../../src-main/domain/identifier.ts';
import { type Illustration, illustrationSchema } from '../../../src-main/domain/illustration.ts';
import type { FrameSpan } from '../../../src-main/domain/time.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Select } from '../../ui/select.tsx';
import { showError } from '../../ui/toast-store.ts';
import styles from './exhibit-editor.module.css';

type IllustrationDialogProps = {
  readonly footageId: FootageId;
  readonly span: FrameSpan;
  readonly illustration: Illustration | null;
  readonly exhibitLabel: string;
  readonly onChange: (illustration: Illustration) => Promise<void>;
  readonly onClose: () => void;
};

const burnIns = [
  ['frameNumber', 'The number of the frame'],
  ['mediaTime', 'The time in the recording'],
  ['sourceClock', 'The recording’s own clock, where it states one'],
  ['exhibitLabel', 'The exhibit’s number'],
] as const;

const speeds = [
  { value: '1', label: 'As recorded' },
  { value: '2', label: 'Half speed' },
  { value: '4', label: 'A quarter of the speed' },
  { value: '8', label: 'An eighth of the speed' },
] as const;

/** What is written over the illustrative version, and how fast it runs. Shapes stay as they are. */
export function IllustrationDialog({
  illustration,
  exhibitLabel,
  onChange,
  onClose,
}: IllustrationDialogProps): ReactNode {
  const [draft, setDraft] = useState<Illustration>(illustration ?? illustrationSchema.parse({}));

  function keep(): void {
    onChange(draft)
      .then(onClose)
      .catch((thrown: unknown) => showError(toAppError(thrown)));
  }

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`Illustrative aid of ${exhibitLabel}`}
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button variant="primary" onPress={keep}>
            Keep
          </Button>
        </>
      }
    >
      <div className={styles['dialog']}>
        <p className={styles['note']}>
          A file of its own beside the clip, labelled ILLUSTRATIVE-AID on every page. It never takes the clip’s place.
        </p>
        <div className={styles['checks']}>
          {burnIns.map(([key, words]) => (
            <Checkbox
              key={key}
              isSelected={draft.burnIn[key]}
              onChange={(isOn) => setDraft({ ...draft, burnIn: { ...draft.burnIn, [key]: isOn } })}
            >
              {words}
            </Checkbox>
          ))}
        </div>
        <Select
          label="Speed"
          options={speeds}
          value={`${draft.slowdown}`}
          onChange={(value) => setDraft({ ...draft, slowdown: Number(value) as Illustration['slowdown'] })}
          description="Slowed down, the sound is left out."
        />
      </div>
    </Dialog>
  );
}
