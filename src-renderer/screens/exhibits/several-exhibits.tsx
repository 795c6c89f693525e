import { ArrowDown, ArrowUp, ListOrdered, Trash2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { toAppError } from '../../../src-main/domain/app-error.ts';
import { type Exhibit, type ExhibitOptions, usualContextMicros } from '../../../src-main/domain/exhibit.ts';
import { exhibitLabel } from '../../../src-main/domain/exhibit-number.ts';
import { useCommand } from '../../commands/use-commands.ts';
import { Button } from '../../ui/button.tsx';
import { countOf } from '../../ui/date-text.ts';
import { Select } from '../../ui/select.tsx';
import { showError, showSuccess } from '../../ui/toast-store.ts';
import styles from './exhibit-editor.module.css';
import { contextModes } from './options-editor.tsx';
import { SecondsField } from './seconds-field.tsx';
import { useReviseExhibit } from './use-revise-exhibit.ts';

type SeveralExhibitsProps = {
  readonly exhibits: readonly Exhibit[];
  readonly isReadOnly: boolean;
  readonly onWithdraw: () => void;
  readonly onRenumber: () => void;
};

type Context = Pick<ExhibitOptions, 'context' | 'contextBeforeMicros' | 'contextAfterMicros'>;

/** What they all have; the usual where they differ. */
function sharedContext(clips: readonly Exhibit[]): Context {
  const [first, ...others] = clips.map(({ options }) => options);
  const isShared =
    first !== undefined &&
    others.every(
      ({ context, contextBeforeMicros, contextAfterMicros }) =>
        context === first.context &&
        contextBeforeMicros === first.contextBeforeMicros &&
        contextAfterMicros === first.contextAfterMicros,
    );
  return isShared
    ? first
    : { context: 'separate', contextBeforeMicros: usualContextMicros, contextAfterMicros: usualContextMicros };
}

/** Several exhibits at once: their order, numbers and context. */
export function SeveralExhibits({ exhibits, isReadOnly, onWithdraw, onRenumber }: SeveralExhibitsProps): ReactNode {
  const { reviseOptions } = useReviseExhibit();
  const earlier = useCommand('exhibit.earlier');
  const later = useCommand('exhibit.later');
  const clips = exhibits.filter(({ content }) => content.kind === 'clip');
  const [context, setContext] = useState<Context>(() => sharedContext(clips));
  const labels = exhibits.map(({ number }) => exhibitLabel(number));
  const shownLabels = labels.length > 12 ? [...labels.slice(0, 11), `and ${labels.length - 11} more`] : labels;

  function apply(): void {
    const { context: mode, contextBeforeMicros, contextAfterMicros } = context;
    reviseOptions(
      clips,
      { context: mode, contextBeforeMicros, contextAfterMicros },
      `Set the context of ${countOf(clips.length, 'exhibit')}`,
    )
      .then(() => showSuccess(`Context set for ${countOf(clips.length, 'exhibit')}.`))
      .catch((thrown: unknown) => showError(toAppError(thrown)));
  }

  return (
    <section className={styles['several']} aria-label="Selected exhibits">
      <div>
        <h2 className={styles['severalHead']}>{countOf(exhibits.length, 'exhibit')} selected</h2>
        <p className={styles['note']}>{shownLabels.join(', ')}</p>
      </div>
      <div className={styles['buttons']}>
        <Button icon={<ArrowUp />} isDisabled={isReadOnly} onPress={earlier.run}>
          Move up
        </Button>
        <Button icon={<ArrowDown />} isDisabled={isReadOnly} onPress={later.run}>
          Move down
        </Button>
        <Button icon={<ListOrdered />} isDisabled={isReadOnly} onPress={onRenumber}>
          Number in order…
        </Button>
        <Button icon={<Trash2 />} isDisabled={isReadOnly} onPress={onWithdraw}>
          Withdraw…
        </Button>
      </div>
      {clips.length === 0 ? null : (
        <div className={styles['part']}>
          <h3 className={styles['heading']}>Context of {countOf(clips.length, 'clip')}</h3>
          <div className={styles['options']}>
            <Select
              label="Context"
              options={contextModes}
              value={context.context}
              isDisabled={isReadOnly}
              onChange={(mode) => setContext({ ...context, context: mode })}
            />
            <SecondsField
              label="Seconds before"
              micros={context.contextBeforeMicros}
              isDisabled={isReadOnly || context.context === 'none'}
              onCommit={async (contextBeforeMicros) => setContext({ ...context, contextBeforeMicros })}
            />
            <SecondsField
              label="Seconds after"
              micros={context.contextAfterMicros}
              isDisabled={isReadOnly || context.context === 'none'}
              onCommit={async (contextAfterMicros) => setContext({ ...context, contextAfterMicros })}
            />
          </div>
          <div className={styles['buttons']}>
            <Button variant="primary" isDisabled={isReadOnly} onPress={apply}>
              {clips.length === exhibits.length ? 'Set for all' : 'Set for all clips'}
            </Button>
          </div>
        </div>
      )}
    </section>
  );
}
