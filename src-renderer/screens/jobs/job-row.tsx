import { CircleAlert, CircleCheck, CircleDashed, CircleSlash, LoaderCircle, RotateCcw, X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Job, JobState } from '../../../src-main/domain/job.ts';
import { useEngineMutation } from '../../engine/use-engine.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { cx } from '../../ui/cx.ts';
import { localTime } from '../../ui/date-text.ts';
import { PlainText } from '../../ui/plain-text.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { progressText } from '../../ui/progress-text.ts';
import { showError } from '../../ui/toast-store.ts';
import styles from './job-row.module.css';
import { isActive, jobKindNames, jobStateNames, jobStateTones } from './job-words.ts';

const icons: Readonly<Record<JobState, typeof CircleCheck>> = {
  queued: CircleDashed,
  running: LoaderCircle,
  done: CircleCheck,
  failed: CircleAlert,
  cancelled: CircleSlash,
};

/** One job: what it does, how far it is, what stopped it, and what can be done. */
export function JobRow({ job }: { readonly job: Job }): ReactNode {
  const cancel = useEngineMutation('jobs.cancel');
  const retry = useEngineMutation('jobs.retry');
  const Icon = icons[job.state];
  const progress = progressText(job);
  return (
    <article className={styles['row']} aria-label={`${job.title}: ${jobStateNames[job.state]}`}>
      <Icon className={cx(styles['icon'], styles[job.state])} aria-hidden="true" />
      <div className={styles['middle']}>
        <div className={styles['line']}>
          <span className={styles['title']}>
            <PlainText text={job.title} isOneLine />
          </span>
          <Badge tone={jobStateTones[job.state]}>{jobStateNames[job.state]}</Badge>
          {job.attempts > 1 ? <span className={styles['faint']}>attempt {job.attempts}</span> : null}
        </div>
        <div className={styles['facts']}>
          <span>{jobKindNames[job.kind]}</span>
          {progress === '' ? null : <span className={styles['numbers']}>{progress}</span>}
          <span className={styles['numbers']}>
            {job.endedAt === null ? `since ${localTime(job.createdAt)}` : `ended ${localTime(job.endedAt)}`}
          </span>
        </div>
        {job.state === 'running' ? <ProgressBar label={job.title} done={job.done} total={job.total} /> : null}
        {job.errorMessage === null ? null : (
          <div className={styles['error']}>
            <p className={styles['message']}>
              <PlainText text={job.errorMessage} />
            </p>
            <CopyButton text={failureText(job)} label="Copy the details of this failure" />
          </div>
        )}
      </div>
      <div className={styles['actions']}>
        {isActive(job) ? (
          <Button
            size="small"
            icon={<X />}
            isDisabled={cancel.isPending}
            aria-label={`Cancel: ${job.title}`}
            onPress={() => cancel.mutate({ id: job.id }, { onError: showError })}
          >
            Cancel
          </Button>
        ) : null}
        {job.state === 'failed' || job.state === 'cancelled' ? (
          <Button
            size="small"
            icon={<RotateCcw />}
            isDisabled={retry.isPending}
            aria-label={`Try again: ${job.title}`}
            onPress={() => retry.mutate({ id: job.id }, { onError: showError })}
          >
            Try again
          </Button>
        ) : null}
      </div>
    </article>
  );
}

function failureText(job: Job): string {
  return [
    `job: ${job.title} (${job.kind}, ${job.id})`,
    `code: ${job.errorCode ?? 'none'}`,
    `message: ${job.errorMessage ?? ''}`,
    `attempts: ${job.attempts}`,
  ].join('\n');
}
