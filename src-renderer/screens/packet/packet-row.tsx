import { Archive, CircleDashed, FolderOpen, Lock, PackageCheck, ShieldCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import { toAppError } from '../../../src-main/domain/app-error.ts';
import type { Job } from '../../../src-main/domain/job.ts';
import type { Packet } from '../../../src-main/domain/packet.ts';
import { useDoors, useEngineMutation } from '../../engine/use-engine.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { byteText, countOf, localTime } from '../../ui/date-text.ts';
import { DigestText } from '../../ui/digest-text.tsx';
import { PlainText } from '../../ui/plain-text.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { progressText } from '../../ui/progress-text.ts';
import { showError } from '../../ui/toast-store.ts';
import { PacketTransfers } from './hand-over/packet-transfers.tsx';
import { profileWords } from './packet-profiles.ts';
import styles from './packet-row.module.css';

type PacketRowProps = {
  readonly packet: Packet;
  /** The job that seals it, if the list of jobs still knows it. */
  readonly job: Job | null;
  readonly onVerify: () => void;
};

/** One packet: a draft with its progress, or a sealed one with what fixes it. */
export function PacketRow({ packet, job, onVerify }: PacketRowProps): ReactNode {
  const { shell } = useDoors();
  const isSealed = packet.state === 'sealed';
  const Icon = isSealed ? PackageCheck : Archive;
  return (
    <article className={styles['row']} aria-label={`Packet ${packet.name}`}>
      <Icon className={styles['icon']} aria-hidden="true" />
      <div className={styles['middle']}>
        <div className={styles['line']}>
          <span className={styles['name']}>{packet.name}</span>
          {isSealed ? (
            <Badge tone="good" icon={<Lock aria-hidden="true" />}>
              Sealed
            </Badge>
          ) : (
            <Badge tone="warning" icon={<CircleDashed aria-hidden="true" />}>
              Draft
            </Badge>
          )}
          <Badge>{profileWords[packet.profile].name}</Badge>
        </div>
        <div className={styles['facts']}>
          <span>{countOf(packet.exhibitCount, 'exhibit')}</span>
          {packet.byteCount === null ? null : <span>{byteText(packet.byteCount)}</span>}
          <span>
            {packet.sealedAt === null ? `begun ${localTime(packet.createdAt)}` : `sealed ${localTime(packet.sealedAt)}`}
          </span>
          {isSealed && packet.digest !== null ? (
            <DigestText digest={packet.digest} label="the digest of the packet" isShort />
          ) : null}
        </div>
        <div className={styles['folder']}>
          <PlainText text={packet.folder} isOneLine />
        </div>
        {isSealed || job === null ? null : <SealingProgress job={job} />}
      </div>
      {isSealed ? (
        <div className={styles['actions']}>
          <Button icon={<ShieldCheck />} onPress={onVerify} aria-label={`Verify ${packet.name}`}>
            Verify
          </Button>
          <Button
            icon={<FolderOpen />}
            aria-label={`Show the folder of ${packet.name}`}
            onPress={() => {
              shell.call('reveal.packet', { packetId: packet.id }).catch((thrown: unknown) => {
                showError(toAppError(thrown));
              });
            }}
          >
            Show
          </Button>
        </div>
      ) : null}
      {isSealed ? (
        <div className={styles['transfers']}>
          <PacketTransfers packet={packet} />
        </div>
      ) : null}
    </article>
  );
}

function SealingProgress({ job }: { readonly job: Job }): ReactNode {
  const cancel = useEngineMutation('jobs.cancel');
  const retry = useEngineMutation('jobs.retry');
  const progress = progressText(job);
  const isUnderWay = job.state === 'queued' || job.state === 'running';
  return (
    <div className={styles['sealing']} role="status">
      {isUnderWay ? (
        <>
          <span className={styles['progress']}>
            <span>
              {job.state === 'queued' ? 'Waiting to be sealed' : 'Sealing'}
              {progress === '' ? '' : `: ${progress}`}
            </span>
            <ProgressBar label="Sealing" done={job.done} total={job.total} />
          </span>
          <Button
            size="small"
            isDisabled={cancel.isPending}
            onPress={() => cancel.mutate({ id: job.id }, { onError: showError })}
          >
            Cancel sealing
          </Button>
        </>
      ) : (
        <>
          {job.state === 'cancelled' ? (
            <span className={styles['ended']}>Sealing was cancelled; nothing was left behind.</span>
          ) : (
            <span className={cx(styles['ended'], styles['failed'])}>{job.errorMessage}</span>
          )}
          <Button
            size="small"
            isDisabled={retry.isPending}
            onPress={() => retry.mutate({ id: job.id }, { onError: showError })}
          >
            Seal again
          </Button>
        </>
      )}
    </div>
  );
}
