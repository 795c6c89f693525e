import { CircleCheck, Send } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { Packet } from '../../../../src-main/domain/packet.ts';
import type { Transfer } from '../../../../src-main/domain/transfer.ts';
import { useEngineMutation, useEngineQuery } from '../../../engine/use-engine.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { byteText, countOf, localTime } from '../../../ui/date-text.ts';
import { ErrorNote } from '../../../ui/error-note.tsx';
import { PlainText } from '../../../ui/plain-text.tsx';
import { ProgressBar } from '../../../ui/progress-bar.tsx';
import { progressText } from '../../../ui/progress-text.ts';
import { showError } from '../../../ui/toast-store.ts';
import { AcknowledgeDialog } from './acknowledge-dialog.tsx';
import styles from './hand-over.module.css';
import { HandOverDialog } from './hand-over-dialog.tsx';
import { ReceiptButton } from './receipt-button.tsx';
import { acknowledgementWords, methodWords, stateWords } from './transfer-words.ts';

/** Under a sealed packet: who it was handed to, who acknowledged it, and handing it over. */
export function PacketTransfers({ packet }: { readonly packet: Packet }): ReactNode {
  const isReadOnly = useEngineQuery('matters.current', {}).data?.isReadOnly ?? false;
  const { data, error } = useEngineQuery('transfers.list', { packetId: packet.id });
  const [isHandingOver, setHandingOver] = useState(false);
  const [acknowledging, setAcknowledging] = useState<Transfer | null>(null);
  return (
    <div className={styles['transfers']}>
      {isReadOnly ? null : (
        <div className={styles['buttons']}>
          <Button
            size="small"
            icon={<Send />}
            aria-label={`Hand over ${packet.name}`}
            onPress={() => setHandingOver(true)}
          >
            Hand over…
          </Button>
          <ReceiptButton packet={packet} transferId={null} size="small" />
        </div>
      )}
      {error === null ? null : <ErrorNote error={error} title="The hand-overs could not be listed" />}
      {data === undefined || data.length === 0 ? null : (
        <ul className={styles['list']} aria-label={`Hand-overs of ${packet.name}`}>
          {data.map((transfer) => (
            <li key={transfer.id}>
              <TransferLine
                packet={packet}
                transfer={transfer}
                isReadOnly={isReadOnly}
                onAcknowledge={() => setAcknowledging(transfer)}
              />
            </li>
          ))}
        </ul>
      )}
      {isHandingOver ? <HandOverDialog packet={packet} onClose={() => setHandingOver(false)} /> : null}
      {acknowledging === null ? null : (
        <AcknowledgeDialog transfer={acknowledging} onClose={() => setAcknowledging(null)} />
      )}
    </div>
  );
}

type TransferLineProps = {
  readonly packet: Packet;
  readonly transfer: Transfer;
  readonly isReadOnly: boolean;
  readonly onAcknowledge: () => void;
};

function TransferLine({ packet, transfer, isReadOnly, onAcknowledge }: TransferLineProps): ReactNode {
  const { words, tone } = stateWords[transfer.state];
  const facts = [
    methodWords[transfer.method],
    ...(transfer.medium === '' ? [] : [transfer.medium]),
    ...(transfer.sealNumber === '' ? [] : [`seal ${transfer.sealNumber}`]),
    ...(transfer.files.length === 0 ? [] : [countOf(transfer.files.length, 'file')]),
    ...(transfer.byteCount === null ? [] : [byteText(transfer.byteCount)]),
    localTime(transfer.endedAt ?? transfer.createdAt),
  ];
  const isHandedOver = transfer.state === 'handed-over';
  return (
    <div className={styles['line']}>
      <div className={styles['lineWords']}>
        <span className={styles['lineHead']}>
          <PlainText text={transfer.deliveredTo} />
          <Badge tone={tone}>{words}</Badge>
          {isHandedOver && transfer.acknowledgements.length === 0 ? (
            <span className={styles['muted']}>not acknowledged yet</span>
          ) : null}
        </span>
        <span className={styles['muted']}>
          <PlainText text={facts.join(' · ')} />
        </span>
        {transfer.recipients.length === 0 ? null : (
          <span className={styles['muted']}>
            Opens with the key of <PlainText text={transfer.recipients.map(({ name }) => name).join('; ')} />
            {transfer.isEscrowLeftOut ? '; the escrow key was left out' : ''}
          </span>
        )}
        {transfer.acknowledgements.map((acknowledgement) => (
          <span key={acknowledgement.recordedAt} className={styles['acknowledged']}>
            <CircleCheck aria-hidden="true" />
            <PlainText
              text={[
                `Received by ${acknowledgement.receivedBy} on ${acknowledgement.receivedOn}`,
                acknowledgementWords[acknowledgement.how].toLowerCase(),
                ...(acknowledgement.note === '' ? [] : [acknowledgement.note]),
              ].join(' · ')}
              isProse
            />
          </span>
        ))}
        <TransferProgress transfer={transfer} />
      </div>
      {isHandedOver && !isReadOnly ? (
        <div className={styles['buttons']}>
          <ReceiptButton packet={packet} transferId={transfer.id} size="small" />
          <Button
            size="small"
            aria-label={`Record that ${transfer.deliveredTo} received ${packet.name}`}
            onPress={onAcknowledge}
          >
            Received…
          </Button>
        </div>
      ) : null}
    </div>
  );
}

function TransferProgress({ transfer }: { readonly transfer: Transfer }): ReactNode {
  const job = (useEngineQuery('jobs.list', {}).data ?? []).find((candidate) => candidate.id === transfer.jobId);
  const cancel = useEngineMutation('jobs.cancel');
  const retry = useEngineMutation('jobs.retry');
  if (job === undefined || transfer.state === 'handed-over' || transfer.state === 'cancelled') {
    return null;
  }
  if (job.state === 'failed') {
    return (
      <div className={styles['progressLine']} role="status">
        <span className={styles['failed']}>{job.errorMessage}</span>
        <Button
          size="small"
          isDisabled={retry.isPending}
          onPress={() => retry.mutate({ id: job.id }, { onError: showError })}
        >
          Try again
        </Button>
      </div>
    );
  }
  const progress = progressText(job);
  return (
    <div className={styles['progressLine']} role="status">
      <span className={styles['progress']}>
        <span>
          {job.state === 'queued' ? 'Waiting' : 'Writing'}
          {progress === '' ? '' : `: ${progress}`}
        </span>
        <ProgressBar label="Handing over" done={job.done} total={job.total} />
      </span>
      <Button
        size="small"
        isDisabled={cancel.isPending}
        onPress={() => cancel.mutate({ id: job.id }, { onError: showError })}
      >
        Cancel
      </Button>
    </div>
  );
}
