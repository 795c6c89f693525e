import { type ReactNode, useState } from 'react';
import type { CodeGroup } from '../../../src-main/domain/codebook.ts';
import type { VocabularyFormat } from '../../../src-main/domain/vocabulary-formats.ts';
import { useEngineMutation, useEngineQuery } from '../../engine/use-engine.ts';
import { Button } from '../../ui/button.tsx';
import { countOf } from '../../ui/date-text.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { PlainText } from '../../ui/plain-text.tsx';
import { Select } from '../../ui/select.tsx';
import { showSuccess } from '../../ui/toast-store.ts';
import styles from './codebook-screen.module.css';
import { DifferenceList } from './difference-list.tsx';

export type PickedFile = { readonly grant: string; readonly name: string };

const formatNames: Readonly<Record<VocabularyFormat, string>> = {
  json: 'A codebook of this program',
  csv: 'A table',
  elan: 'ELAN vocabularies',
  boris: 'The ethogram of a BORIS project',
};

/** What a file would change, looked at before it is taken in as one edit. */
export function ImportVocabularyDialog({
  file,
  onClose,
}: {
  readonly file: PickedFile;
  readonly onClose: () => void;
}): ReactNode {
  const [unknownKind, setUnknownKind] = useState<CodeGroup['kind']>('conduct');
  const reference = { grant: file.grant };
  const preview = useEngineQuery('codebook.preview', { file: reference, unknownKind });
  const take = useEngineMutation('codebook.import', {
    onSuccess: ({ version, differences }) => {
      showSuccess(`${countOf(differences.length, 'difference')} taken in. The codebook is at version ${version}.`);
      onClose();
    },
  });
  const found = preview.data;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="Import a vocabulary"
      width="wide"
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button
            variant="primary"
            isDisabled={found === undefined || found.differences.length === 0 || take.isPending}
            onPress={() => {
              if (found !== undefined) {
                take.mutate({ file: reference, unknownKind, fileDigest: found.fileDigest });
              }
            }}
          >
            Import
          </Button>
        </>
      }
    >
      <div className={styles['preview']}>
        {preview.isError ? <ErrorNote error={preview.error} title="The file cannot be imported" /> : null}
        {found === undefined ? null : (
          <>
            <p>
              <PlainText text={file.name} />: {formatNames[found.format]}, {countOf(found.codeCount, 'code')} in{' '}
              {countOf(found.groupCount, 'group')}.{' '}
              {found.differences.length === 0
                ? 'Your codebook holds all of it already.'
                : 'This is what would be different; one undo takes it back.'}
            </p>
            <Select
              label="Groups of which the file does not say the kind are"
              value={unknownKind}
              onChange={setUnknownKind}
              options={[
                { value: 'conduct', label: 'Conduct', description: 'Always shown as alleged: the greater care' },
                { value: 'context', label: 'Context' },
                { value: 'setting', label: 'Setting' },
              ]}
            />
            {found.unplaced.length === 0 ? null : (
              <section aria-label="Could not be placed">
                <p>Could not be placed, or not as it stands:</p>
                <ul className={styles['said']}>
                  {found.unplaced.slice(0, 50).map((sentence) => (
                    <li key={sentence}>
                      <PlainText text={sentence} />
                    </li>
                  ))}
                  {found.unplaced.length > 50 ? <li>and {found.unplaced.length - 50} more</li> : null}
                </ul>
              </section>
            )}
            <div className={styles['scroll']}>
              <DifferenceList differences={found.differences} />
            </div>
          </>
        )}
        {take.error === null ? null : <ErrorNote error={take.error} title="Nothing was imported" />}
      </div>
    </Dialog>
  );
}
