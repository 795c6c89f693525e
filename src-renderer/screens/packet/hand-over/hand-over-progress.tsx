import { FolderOpen } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { CallOutput } from '../../../../src-main/contract/api.ts';
import { toAppError } from '../../../../src-main/domain/app-error.ts';
import type { Packet } from '../../../../src-main/domain/packet.ts';
import { useDoors, useEngineMutation, useEngineQuery } from '../../../engine/use-engine.ts';
import { Banner } from '../../../ui/banner.tsx';
import { Button } from '../../../ui/button.tsx';
import { Checkbox } from '../../../ui/checkbox.tsx';
import { byteText, countOf } from '../../../ui/date-text.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { PlainText } from '../../../ui/plain-text.tsx';
import { ProgressBar } from '../../../ui/progress-bar.tsx';
import { progressText } from '../../../ui/progress-text.ts';
import { showError } from '../../../ui/toast-store.ts';
import styles from './hand-over.module.css';
import { PhraseSheet } from './phrase-sheet.tsx';
import { ReceiptButton } from './receipt-button.tsx';

type HandOverProgressProps = {
  readonly packet: Packet;
  readonly asked: CallOutput<'transfers.handOver'>;
  readonly onClose: () => void;
  readonly onAgain: () => void;
};

/** A hand-over under way and when it has ended. With a phrase, it closes only when the phrase is put away. */
export function HandOverProgress({ packet, asked, onClose, onAgain }: HandOverProgressProps): ReactNode {
  const { shell } = useDoors();
  const jobs = useEngineQuery('jobs.list', {}).data ?? [];
  const transfers = useEngineQuery('transfers.list', { packetId: packet.id }).data ?? [];
  const cancel = useEngineMutation('jobs.cancel');
  const retry = useEngineMutation('jobs.retry');
  const [isPutAway, setPutAway] = useState(false);
  const job = jobs.find((candidate) => candidate.id === asked.job.id) ?? asked.job;
  const transfer = transfers.find((candidate) => candidate.id === asked.transfer.id) ?? asked.transfer;
  const isActive = job.state === 'queued' || job.state === 'running';
  const isDone = transfer.state === 'handed-over';
  const needsPhrase = asked.phrase !== null && (isActive || isDone);
  const mayClose = !needsPhrase || isPutAway;
  const progress = progressText(job);
  return (
    <Dialog
      isOpen
      onClose={onClose}
      isDismissable={mayClose}
      title={isDone ? `${packet.name} is ready to be handed over` : `Handing over ${packet.name}`}
      actions={
        <>
          {isActive ? (
            <Button isDisabled={cancel.isPending} onPress={() => cancel.mutate({ id: job.id }, { onError: showError })}>
              Cancel the hand-over
            </Button>
          ) : null}
          {isDone ? (
            <>
              <ReceiptButton packet={packet} transferId={transfer.id} />
              <Button
                icon={<FolderOpen />}
                aria-label={`Show what was written of ${packet.name}`}
                onPress={() => {
                  shell.call('reveal.transfer', { transferId: transfer.id }).catch((thrown: unknown) => {
                    showError(toAppError(thrown));
                  });
                }}
              >
                Show
              </Button>
            </>
          ) : null}
          {job.state === 'failed' ? (
            <Button
              variant="primary"
              isDisabled={retry.isPending}
              onPress={() => retry.mutate({ id: job.id }, { onError: showError })}
            >
              Try again
            </Button>
          ) : null}
          {job.state === 'cancelled' ? <Button onPress={onAgain}>Back to the form</Button> : null}
          <Button variant={isDone ? 'primary' : 'secondary'} isDisabled={!mayClose} onPress={onClose}>
            {isActive ? 'Go on in the background' : 'Done'}
          </Button>
        </>
      }
    >
      {isActive ? (
        <div className={styles['progress']} role="status">
          <span>
            {job.state === 'queued' ? 'Waiting for other work on the disk' : 'Verifying the packet, then writing it'}
            {progress === '' ? '' : `: ${progress}`}
          </span>
          <ProgressBar label="Handing over" done={job.done} total={job.total} />
        </div>
      ) : null}
      {job.state === 'failed' ? (
        <Banner tone="danger" title="The hand-over was not finished">
          {job.errorMessage}
        </Banner>
      ) : null}
      {job.state === 'cancelled' ? (
        <Banner tone="info" title="Cancelled">
          What had been written was taken away again.
        </Banner>
      ) : null}
      {isDone ? (
        <Banner tone="good" title="Written and recorded in the custody log">
          <span>
            {transfer.files.length === 0
              ? `The folder ${packet.name}, ${byteText(transfer.byteCount ?? 0)}, for `
              : `${countOf(transfer.files.length, 'file')}, ${byteText(transfer.byteCount ?? 0)}, with a list of digests and a sheet that says how to open it, for `}
            <PlainText text={transfer.deliveredTo} />.
          </span>
        </Banner>
      ) : null}
      {asked.phrase === null || !needsPhrase ? null : (
        <>
          <PhraseSheet phrase={asked.phrase} packetName={packet.name} deliveredTo={transfer.deliveredTo} />
          <Checkbox isSelected={isPutAway} onChange={setPutAway}>
            I have printed or written down the phrase, and I know that it will not be shown again.
          </Checkbox>
        </>
      )}
      {isDone ? (
        <div className={styles['folder']}>
          <PlainText text={transfer.folder} isOneLine />
        </div>
      ) : null}
    </Dialog>
  );
}
