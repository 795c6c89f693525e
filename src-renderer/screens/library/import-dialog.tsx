import { FilePlus2, FolderPlus } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { GrantedPath } from '../../../src-main/contract/shell-powers.ts';
import {
  type AcquisitionStatement,
  acquisitionStatementSchema,
  legalBases,
  sourceKinds,
} from '../../../src-main/domain/acquisition.ts';
import { type AppError, toAppError } from '../../../src-main/domain/app-error.ts';
import { useDoors } from '../../engine/use-engine.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { PlainText } from '../../ui/plain-text.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import styles from './import-dialog.module.css';
import type { StartedImport } from './import-store.ts';
import { addPaths } from './picked-paths.ts';

type ImportDialogProps = {
  readonly initial: readonly GrantedPath[];
  readonly onClose: () => void;
  readonly onStarted: (started: StartedImport) => void;
};

const sourceNames: Readonly<Record<(typeof sourceKinds)[number], string>> = {
  unstated: 'Not stated',
  folder: 'Folder on this computer or the office network',
  'sd-card': 'Memory card',
  'usb-drive': 'USB drive',
  'dvr-export': 'Export of a video recorder',
  'evidence-platform-download': 'Download from an evidence platform',
  'received-by-e-mail': 'Received by e-mail',
};
const basisNames: Readonly<Record<(typeof legalBases)[number], string>> = {
  unstated: 'Not stated',
  consent: 'Consent',
  subpoena: 'Subpoena',
  'public-records': 'Public records',
  'city-owned-camera': 'City-owned camera',
  'court-order': 'Court order',
};
const openlyNames = { unknown: 'Not known', yes: 'Yes', no: 'No' } as const;
const openlyValues = ['unknown', 'yes', 'no'] as const;
const listedPaths = 6;

/** What to bring in, and what the reviewer states about where it comes from. The statement may stay empty. */
export function ImportDialog({ initial, onClose, onStarted }: ImportDialogProps): ReactNode {
  const { engine, shell } = useDoors();
  const [paths, setPaths] = useState(initial);
  const [statement, setStatement] = useState<AcquisitionStatement>(() => acquisitionStatementSchema.parse({}));
  const [error, setError] = useState<AppError | null>(null);
  const [isPending, setPending] = useState(false);
  const state = (part: Partial<AcquisitionStatement>) => setStatement({ ...statement, ...part });

  function pick(call: 'dialog.pickFiles' | 'dialog.pickFolders'): void {
    shell
      .call(call, {})
      .then((picked) => setPaths((before) => addPaths(before, picked)))
      .catch((thrown: unknown) => setError(toAppError(thrown)));
  }

  function start(): void {
    setPending(true);
    engine
      .call('footage.ingest', { paths: paths.map(({ grant }) => ({ grant })), statement })
      .then(({ acquisitionId, job }) => onStarted({ acquisitionId, jobId: job.id }))
      .catch((thrown: unknown) => {
        setPending(false);
        setError(toAppError(thrown));
      });
  }

  return (
    <Dialog
      isOpen
      title="Import footage"
      width="medium"
      onClose={onClose}
      isTextKept
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button variant="primary" isDisabled={paths.length === 0 || isPending} onPress={start}>
            Import
          </Button>
        </>
      }
    >
      <div className={styles['fields']}>
        <p className={styles['note']}>
          Every file is copied into the matter, its SHA-256 is taken while copying and checked by reading the copy back.
          The source is only read.
        </p>
        <div className={styles['pick']}>
          <Button icon={<FilePlus2 />} onPress={() => pick('dialog.pickFiles')}>
            Choose files…
          </Button>
          <Button icon={<FolderPlus />} onPress={() => pick('dialog.pickFolders')}>
            Choose folders…
          </Button>
          <span className={styles['count']}>
            {paths.length === 0 ? 'Nothing chosen yet' : `${paths.length} chosen`}
          </span>
        </div>
        {paths.length === 0 ? null : (
          <ul className={styles['paths']} aria-label="Chosen files and folders">
            {paths.slice(0, listedPaths).map(({ grant, name }) => (
              <li key={grant}>
                <PlainText text={name} isOneLine />
              </li>
            ))}
            {paths.length > listedPaths ? <li>and {paths.length - listedPaths} more</li> : null}
          </ul>
        )}
        <h3 className={styles['title']}>Where it comes from</h3>
        <div className={styles['two']}>
          <Select
            label="Kind of source"
            value={statement.sourceKind}
            options={sourceKinds.map((value) => ({ value, label: sourceNames[value] }))}
            onChange={(sourceKind) => state({ sourceKind })}
          />
          <TextField
            label="Label or serial number"
            value={statement.sourceLabel}
            maxLength={300}
            onChange={(sourceLabel) => state({ sourceLabel })}
          />
          <TextField
            label="Custodian (who holds the original)"
            value={statement.custodian}
            maxLength={300}
            onChange={(custodian) => state({ custodian })}
          />
          <TextField
            label="Received from"
            value={statement.receivedFrom}
            maxLength={300}
            onChange={(receivedFrom) => state({ receivedFrom })}
          />
          <Select
            label="Legal basis"
            value={statement.legalBasis}
            options={legalBases.map((value) => ({ value, label: basisNames[value] }))}
            onChange={(legalBasis) => state({ legalBasis })}
          />
          <Select
            label="Was sound recorded openly?"
            value={statement.audioRecordedOpenly}
            options={openlyValues.map((value) => ({ value, label: openlyNames[value] }))}
            onChange={(audioRecordedOpenly) => state({ audioRecordedOpenly })}
          />
        </div>
        <TextField label="Note" rows={2} value={statement.note} maxLength={2000} onChange={(note) => state({ note })} />
        {error === null ? null : <ErrorNote error={error} title="The import did not begin" />}
      </div>
    </Dialog>
  );
}
