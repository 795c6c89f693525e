import { type ReactNode, useState } from 'react';
import { isEmptyFilter } from '../../src-main/domain/annotation-search.ts';
import { toAppError } from '../../src-main/domain/app-error.ts';
import {
  type ExchangeFormat,
  type ExportResult,
  type ExportSelection,
  exchangeFormats,
  formatExtensions,
  formatNames,
  oneRecordingFormats,
} from '../../src-main/domain/interchange.ts';
import { useDoors, useEngineMutation } from '../engine/use-engine.ts';
import { countText } from '../playback/time-text.ts';
import { Button } from '../ui/button.tsx';
import { Checkbox } from '../ui/checkbox.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { DigestText } from '../ui/digest-text.tsx';
import { ErrorNote } from '../ui/error-note.tsx';
import { RadioGroup } from '../ui/radio-group.tsx';
import { showError } from '../ui/toast-store.ts';
import styles from './export-dialog.module.css';

type ExportDialogProps = {
  readonly selection: ExportSelection;
  readonly total: number;
  readonly recordingCount: number;
  readonly onClose: () => void;
};

const uses: Readonly<Record<ExchangeFormat, string>> = {
  csv: 'Spreadsheets and load files',
  webvtt: 'Captions for players, one recording',
  eaf: 'ELAN, one recording',
  boris: 'BORIS, an observation for each recording',
  'web-annotation': 'Archives and web viewers (JSON-LD)',
};

function sourceText(selection: ExportSelection): string {
  if ('ids' in selection) {
    return 'The annotations that are selected on the bench.';
  }
  return isEmptyFilter(selection.filter)
    ? 'Every annotation of the matter that is in use.'
    : 'The annotations that the filter shows.';
}

/** Writes what the filter shows, or what was selected, to a file of a format that other programs read. */
export function ExportDialog({ selection, total, recordingCount, onClose }: ExportDialogProps): ReactNode {
  const { shell } = useDoors();
  const [format, setFormat] = useState<ExchangeFormat>('csv');
  const [withAllegations, setWithAllegations] = useState(false);
  const [result, setResult] = useState<ExportResult | null>(null);
  const write = useEngineMutation('annotations.export');
  const isTooMany = oneRecordingFormats.has(format) && recordingCount > 1;

  async function run(): Promise<void> {
    const file = await shell.call('dialog.saveFile', {
      title: 'Where should the annotations go?',
      suggestedName: `annotations.${formatExtensions[format]}`,
    });
    if (file !== null) {
      setResult(await write.mutateAsync({ to: { grant: file.grant }, format, selection, withAllegations }));
    }
  }

  if (result !== null) {
    return (
      <Dialog
        isOpen
        onClose={onClose}
        title="Annotations exported"
        actions={
          <Button variant="primary" onPress={onClose}>
            Done
          </Button>
        }
      >
        <div className={styles['form']}>
          <p className={styles['counts']}>
            {result.count === 1 ? '1 annotation' : `${countText(result.count)} annotations`} in {result.fileName}
          </p>
          <DigestText label="SHA-256 of the file" digest={result.digest} />
          <ul className={styles['note']}>
            {result.limits.map((limit) => (
              <li key={limit}>{limit}</li>
            ))}
          </ul>
        </div>
      </Dialog>
    );
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`Export ${total === 1 ? '1 annotation' : `${countText(total)} annotations`}`}
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button
            variant="primary"
            isDisabled={total === 0 || isTooMany || write.isPending}
            onPress={() => {
              run().catch((thrown: unknown) => {
                if (write.error === null) {
                  showError(toAppError(thrown));
                }
              });
            }}
          >
            Choose where…
          </Button>
        </>
      }
    >
      <div className={styles['form']}>
        <p className={styles['note']}>{sourceText(selection)}</p>
        <RadioGroup
          label="Format"
          value={format}
          onChange={setFormat}
          options={exchangeFormats.map((value) => ({ value, label: formatNames[value], description: uses[value] }))}
        />
        {isTooMany ? (
          <p className={styles['note']} role="status">
            This format holds one recording and these annotations lie in {countText(recordingCount)}. Choose one
            recording in the filter first.
          </p>
        ) : null}
        <Checkbox isSelected={withAllegations} onChange={setWithAllegations}>
          Include what is alleged and notes of reviewers (attorney work product). It is marked as alleged.
        </Checkbox>
        {write.error === null ? null : <ErrorNote error={write.error} title="Nothing was exported" />}
      </div>
    </Dialog>
  );
}
