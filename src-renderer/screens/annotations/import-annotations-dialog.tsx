import { type ReactNode, useState } from 'react';
import type { GrantedPath } from '../../../src-main/contract/shell-powers.ts';
import type { FootageId } from '../../../src-main/domain/identifier.ts';
import {
  formatNames,
  type ImportPreview,
  type ImportRemark,
  type RecordingMapping,
} from '../../../src-main/domain/interchange.ts';
import { useEngineMutation, useEngineQuery } from '../../engine/use-engine.ts';
import { countText } from '../../playback/time-text.ts';
import { Button } from '../../ui/button.tsx';
import { namedCodes } from '../../ui/code-name.ts';
import { countOf } from '../../ui/date-text.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { PlainText } from '../../ui/plain-text.tsx';
import { Select } from '../../ui/select.tsx';
import { showSuccess } from '../../ui/toast-store.ts';
import { plainText } from '../../ui/visible-text.ts';
import styles from './exchange.module.css';

type ImportAnnotationsDialogProps = { readonly file: GrantedPath; readonly onClose: () => void };

const undecided = '?';
const leftOut = '-';

/** What a file would bring, what it would not and why; then one change that can be undone. */
export function ImportAnnotationsDialog({ file, onClose }: ImportAnnotationsDialogProps): ReactNode {
  const [mapping, setMapping] = useState<Readonly<Record<string, string | null>>>({});
  const [recordings, setRecordings] = useState<RecordingMapping>({});
  const request = { from: { grant: file.grant }, recordings, mapping: { ...mapping } };
  const preview = useEngineQuery('annotations.previewImport', request);
  // While the next preview is made the one before stays.
  const [last, setLast] = useState<ImportPreview | null>(null);
  if (preview.data !== undefined && preview.data !== last) {
    setLast(preview.data);
  }
  const take = useEngineMutation('annotations.import', {
    onSuccess: ({ placed, fileName }) => {
      showSuccess(
        `${countOf(placed, 'annotation')} taken over from ${plainText(fileName)}. Undo takes ${placed === 1 ? 'it' : 'them'} back.`,
      );
      onClose();
    },
  });
  const error = preview.error ?? take.error;
  const report = preview.data ?? last;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`Import annotations from ${plainText(file.name)}`}
      width="wide"
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button
            variant="primary"
            isDisabled={report === null || report.placed === 0 || preview.isFetching || take.isPending}
            onPress={() => take.mutate(request)}
          >
            {report === null ? 'Import' : `Import ${countText(report.placed)}`}
          </Button>
        </>
      }
    >
      <div className={styles['form']}>
        {error === null ? null : <ErrorNote error={error} title="This file cannot be taken over" />}
        {report === null ? (
          error === null ? (
            <p role="status">Reading the file…</p>
          ) : null
        ) : (
          <>
            <p className={styles['counts']} role="status">
              {countText(report.placed)} of {countText(report.found)} annotations would be made (
              {formatNames[report.format]})
            </p>
            <RecordingPart report={report} recordings={recordings} onChange={setRecordings} />
            <CodeMappingPart report={report} mapping={mapping} onChange={setMapping} />
            <Remarks title="Not placed" count={report.unplacedCount} remarks={report.unplaced} />
            <Remarks title="Placed with a change" count={report.changedCount} remarks={report.changed} />
          </>
        )}
      </div>
    </Dialog>
  );
}

type RecordingPartProps = {
  readonly report: ImportPreview;
  readonly recordings: RecordingMapping;
  readonly onChange: (recordings: RecordingMapping) => void;
};

/** Each recording that the matter does not know by that name is placed by itself: two of them are seldom one. */
function RecordingPart({ report, recordings, onChange }: RecordingPartProps): ReactNode {
  const footage = useEngineQuery('footage.list', {}).data ?? [];
  const homeless = report.recordings.filter(
    ({ name, footageId }) => footageId === null || Object.hasOwn(recordings, name),
  );
  if (homeless.length === 0) {
    return null;
  }
  const options = [
    { value: undecided, label: 'Choose a recording' },
    ...footage.map(({ footage: own }) => ({ value: own.id as string, label: plainText(own.originalName) })),
  ];
  return (
    <section className={styles['part']} aria-label="Recordings of the file">
      <h3 className={styles['heading']}>Recordings that this matter does not have by that name</h3>
      <div className={styles['mapping']}>
        {homeless.slice(0, 100).map(({ name, count }) => {
          const shown = name === '' ? 'What names none' : plainText(name);
          return (
            <div key={name} style={{ display: 'contents' }}>
              <span className={styles['name']}>
                <PlainText text={shown} isOneLine /> ({countText(count)})
              </span>
              <Select
                label={`Recording for ${shown}`}
                isLabelHidden
                options={options}
                value={(Object.hasOwn(recordings, name) ? recordings[name] : undefined) ?? undecided}
                onChange={(value) => {
                  const { [name]: _before, ...others } = recordings;
                  onChange(value === undecided ? others : { ...others, [name]: value as FootageId });
                }}
              />
            </div>
          );
        })}
      </div>
    </section>
  );
}

type CodeMappingPartProps = {
  readonly report: ImportPreview;
  readonly mapping: Readonly<Record<string, string | null>>;
  readonly onChange: (mapping: Readonly<Record<string, string | null>>) => void;
};

function CodeMappingPart({ report, mapping, onChange }: CodeMappingPartProps): ReactNode {
  const codebook = useEngineQuery('codebook.show', {}).data;
  if (codebook === undefined || report.unknownCodes.length === 0) {
    return null;
  }
  const named = namedCodes(codebook);
  const options = [
    { value: undecided, label: 'Choose a code' },
    { value: leftOut, label: 'Leave these out' },
    ...codebook.codes
      .filter(({ isRetired }) => !isRetired)
      .map(({ id }) => ({ value: id as string, label: `${id} ${named.get(id)?.title ?? ''}` })),
  ];
  return (
    <section className={styles['part']} aria-label="Codes and tiers of the file">
      <h3 className={styles['heading']}>Codes and tiers that the codebook does not offer</h3>
      <div className={styles['mapping']}>
        {report.unknownCodes
          .toSorted((a, b) => (a.name < b.name ? -1 : 1))
          .slice(0, 100)
          .map(({ name, count }) => {
            const chosen = Object.hasOwn(mapping, name) ? mapping[name] : undefined;
            return (
              <div key={name} style={{ display: 'contents' }}>
                <span className={styles['name']}>
                  <PlainText text={name === '' ? 'Without a code' : name} isOneLine /> ({countText(count)})
                </span>
                <Select
                  label={`Code for ${plainText(name)}`}
                  isLabelHidden
                  options={options}
                  value={chosen === undefined ? undecided : (chosen ?? leftOut)}
                  onChange={(value) => {
                    const { [name]: _before, ...others } = mapping;
                    onChange(value === undecided ? others : { ...others, [name]: value === leftOut ? null : value });
                  }}
                />
              </div>
            );
          })}
      </div>
    </section>
  );
}

type RemarksProps = { readonly title: string; readonly count: number; readonly remarks: readonly ImportRemark[] };

function Remarks({ title, count, remarks }: RemarksProps): ReactNode {
  if (count === 0) {
    return null;
  }
  return (
    <section className={styles['part']} aria-label={title}>
      <h3 className={styles['heading']}>
        {title} ({countText(count)})
      </h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys scroll it */}
      <ul className={styles['remarks']} tabIndex={0} aria-label={title}>
        {remarks.map(({ place, reason, text }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list is made anew with each preview
          <li key={`${place} ${at}`} className={styles['remark']}>
            <span className={styles['place']}>
              <PlainText text={place} />
            </span>
            <span>
              <PlainText text={reason} />
            </span>
            {text === '' ? null : (
              <span className={styles['words']}>
                <PlainText text={text} isOneLine />
              </span>
            )}
          </li>
        ))}
      </ul>
      {count > remarks.length ? (
        <p className={styles['note']}>The first {countText(remarks.length)} are shown.</p>
      ) : null}
    </section>
  );
}
