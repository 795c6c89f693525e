import { type ReactNode, useState } from 'react';
import { useEngineMutation, useEngineQuery } from '../../engine/use-engine.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { countOf } from '../../ui/date-text.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { showSuccess } from '../../ui/toast-store.ts';
import styles from './codebook-screen.module.css';
import { DifferenceList } from './difference-list.tsx';
import { useIsReadOnly } from './use-change.ts';

/** A newer shipped codebook, with what it would change here. */
export function OfferBanner({ base }: { readonly base: string }): ReactNode {
  const offer = useEngineQuery('codebook.offer', {}).data ?? null;
  const isReadOnly = useIsReadOnly();
  const [isOpen, setOpen] = useState(false);
  const upgrade = useEngineMutation('codebook.upgrade', {
    onSuccess: ({ version }) => {
      setOpen(false);
      showSuccess(`Taken over. The codebook is at version ${version}.`);
    },
  });
  if (offer === null || isReadOnly) {
    return null;
  }
  return (
    <div className={styles['offer']}>
      <Banner tone="info" actions={<Button onPress={() => setOpen(true)}>Look at it…</Button>}>
        This program comes with version {offer.version} of the codebook, which has{' '}
        {countOf(offer.differences.length, 'difference')} from yours.
      </Banner>
      <Dialog
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        title={`The shipped codebook ${offer.version}`}
        width="wide"
        actions={
          <>
            <Button onPress={() => setOpen(false)}>Not now</Button>
            <Button variant="primary" isDisabled={upgrade.isPending} onPress={() => upgrade.mutate({ base })}>
              Take it over
            </Button>
          </>
        }
      >
        <div className={styles['preview']}>
          <p className={styles['note']}>
            Annotations made before keep the version they were made under. One undo takes all of this back.
          </p>
          {offer.kept.length === 0 ? null : (
            <ul className={styles['said']} aria-label="Kept as it is here">
              {offer.kept.map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
          )}
          <div className={styles['scroll']}>
            <DifferenceList differences={offer.differences} />
          </div>
          {upgrade.error === null ? null : <ErrorNote error={upgrade.error} />}
        </div>
      </Dialog>
    </div>
  );
}
