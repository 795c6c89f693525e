import { PenTool } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { toAppError } from '../../../src-main/domain/app-error.ts';
import type { Exhibit, ExhibitOptions } from '../../../src-main/domain/exhibit.ts';
import { exhibitLabel } from '../../../src-main/domain/exhibit-number.ts';
import type { FrameSpan } from '../../../src-main/domain/time.ts';
import { IllustrationEditor } from '../../illustration/illustration-editor.tsx';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Select } from '../../ui/select.tsx';
import { showError } from '../../ui/toast-store.ts';
import styles from './exhibit-editor.module.css';
import { illustrationText } from './exhibit-words.ts';
import { SecondsField } from './seconds-field.tsx';

export const contextModes = [
  { value: 'separate', label: 'A second clip with context' },
  { value: 'marked', label: 'One clip, the span marked in it' },
  { value: 'none', label: 'No context' },
] as const satisfies readonly { value: ExhibitOptions['context']; label: string }[];

const qualities = [
  { value: 'visually-lossless', label: 'Visually lossless', description: 'H.264 that the eye cannot tell apart' },
  { value: 'lossless', label: 'Lossless', description: 'Every sample kept; about eight times as large' },
] as const satisfies readonly { value: ExhibitOptions['quality']; label: string; description: string }[];

type OptionsEditorProps = {
  readonly exhibit: Exhibit;
  readonly isReadOnly: boolean;
  readonly change: (part: Partial<ExhibitOptions>) => Promise<void>;
};

/** What goes along with an exhibit and how it is made. */
export function OptionsEditor({ exhibit, isReadOnly, change }: OptionsEditorProps): ReactNode {
  const { content, options } = exhibit;
  const now = (part: Partial<ExhibitOptions>) => {
    change(part).catch((thrown: unknown) => showError(toAppError(thrown)));
  };
  const native = (
    <Checkbox isSelected={options.withNative} isDisabled={isReadOnly} onChange={(withNative) => now({ withNative })}>
      The whole recording, bit for bit
    </Checkbox>
  );
  if (content.kind === 'native') {
    return null;
  }
  if (content.kind === 'still') {
    return <div className={styles['checks']}>{native}</div>;
  }
  const hasContext = options.context !== 'none';
  return (
    <>
      <div className={styles['options']}>
        <Select
          label="Context"
          options={contextModes}
          value={options.context}
          isDisabled={isReadOnly}
          onChange={(context) => now({ context })}
        />
        <SecondsField
          label="Seconds before"
          micros={options.contextBeforeMicros}
          isDisabled={isReadOnly || !hasContext}
          onCommit={(contextBeforeMicros) => change({ contextBeforeMicros })}
        />
        <SecondsField
          label="Seconds after"
          micros={options.contextAfterMicros}
          isDisabled={isReadOnly || !hasContext}
          onCommit={(contextAfterMicros) => change({ contextAfterMicros })}
        />
        <Select
          label="Quality of the clip"
          options={qualities}
          value={options.quality}
          isDisabled={isReadOnly}
          onChange={(quality) => now({ quality })}
        />
      </div>
      <div className={styles['checks']}>
        <Checkbox isSelected={options.withStill} isDisabled={isReadOnly} onChange={(withStill) => now({ withStill })}>
          A still of the first frame
        </Checkbox>
        <Checkbox
          isSelected={options.withContactSheet}
          isDisabled={isReadOnly}
          onChange={(withContactSheet) => now({ withContactSheet })}
        >
          A contact sheet
        </Checkbox>
        <Checkbox
          isSelected={options.withCaptions}
          isDisabled={isReadOnly}
          onChange={(withCaptions) => now({ withCaptions })}
        >
          Captions, if there are any
        </Checkbox>
        {native}
      </div>
      <IllustrationLine exhibit={exhibit} span={content.span} isReadOnly={isReadOnly} change={change} />
    </>
  );
}

type IllustrationLineProps = OptionsEditorProps & { readonly span: FrameSpan };

/** The illustrative version beside the clip: what it shows, and the way to draw it. */
function IllustrationLine({ exhibit, span, isReadOnly, change }: IllustrationLineProps): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const { illustration } = exhibit.options;
  return (
    <div className={styles['illustration']}>
      <PenTool aria-hidden="true" />
      <span className={styles['illustrationWords']}>
        <strong>Illustrative aid</strong>
        <span>
          {illustration === null
            ? 'None. Arrows, call-outs, a frame counter or slow motion make a file of its own; it is not evidence.'
            : illustrationText(illustration)}
        </span>
      </span>
      <Button isDisabled={isReadOnly} onPress={() => setOpen(true)}>
        {illustration === null ? 'Draw one…' : 'Edit…'}
      </Button>
      {illustration === null ? null : (
        <Button
          variant="quiet"
          isDisabled={isReadOnly}
          onPress={() => {
            change({ illustration: null }).catch((thrown: unknown) => showError(toAppError(thrown)));
          }}
        >
          Remove
        </Button>
      )}
      {isOpen ? (
        <IllustrationEditor
          footageId={exhibit.footageId}
          span={span}
          illustration={illustration}
          exhibitLabel={exhibitLabel(exhibit.number)}
          onChange={(next) => change({ illustration: next })}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </div>
  );
}
