import { ShieldCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import type { MatterVerification } from '../../../src-main/domain/custody-event.ts';
import type { Job } from '../../../src-main/domain/job.ts';
import { useEngineMutation, useEngineQuery } from '../../engine/use-engine.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { countOf, localTime } from '../../ui/date-text.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { PlainText } from '../../ui/plain-text.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { showError } from '../../ui/toast-store.ts';
import styles from './verification-panel.module.css';

type Verdict = MatterVerification['verdict'];

const verdicts: Readonly<Record<Verdict, { tone: 'good' | 'warning' | 'danger'; title: string }>> = {
  OK: { tone: 'good', title: 'Everything adds up' },
  OK_WITH_FINDINGS: { tone: 'warning', title: 'Everything adds up; some findings deserve a look' },
  TAMPERED: { tone: 'danger', title: 'The log or an original was changed' },
  INCOMPLETE: { tone: 'danger', title: 'Something is missing' },
};

/** The newest verification of the matter: how far it is, or what it said. */
export function VerificationPanel(): ReactNode {
  const jobs = useEngineQuery('jobs.list', {}).data ?? [];
  const job = jobs
    .filter((candidate) => candidate.kind === 'verify-matter')
    .toSorted((a, b) => b.createdAt - a.createdAt)[0];
  if (job === undefined) {
    return null;
  }
  return (
    <div className={styles['panel']}>
      {job.state === 'queued' || job.state === 'running' ? (
        <RunningVerification job={job} />
      ) : job.state === 'done' ? (
        <VerificationResult job={job} />
      ) : (
        <Banner tone="warning" title="The verification did not end">
          {job.errorMessage ?? 'It was cancelled. Start it again when you are ready.'}
        </Banner>
      )}
    </div>
  );
}

function RunningVerification({ job }: { readonly job: Job }): ReactNode {
  const cancel = useEngineMutation('jobs.cancel');
  return (
    <div className={styles['running']} role="status">
      <ShieldCheck className={styles['icon']} aria-hidden="true" />
      <div className={styles['progress']}>
        <span>Verifying every entry of the log and every original…</span>
        <ProgressBar label="Verification" done={job.done} total={job.total} />
      </div>
      <Button onPress={() => cancel.mutate({ id: job.id }, { onError: showError })} isDisabled={cancel.isPending}>
        Cancel
      </Button>
    </div>
  );
}

function VerificationResult({ job }: { readonly job: Job }): ReactNode {
  const verification = useEngineQuery('matters.verification', { jobId: job.id });
  if (verification.isError) {
    return <ErrorNote error={verification.error} title="The result could not be read" />;
  }
  const result = verification.data ?? null;
  if (result === null) {
    return null;
  }
  const { tone, title } = verdicts[result.verdict];
  const lines = [...result.problems, ...result.findings];
  return (
    <Banner tone={tone} title={title}>
      <span>
        {countOf(result.entryCount, 'log entry', 'log entries')} and {countOf(result.objectCount, 'original')} checked
        {job.endedAt === null ? '' : ` on ${localTime(job.endedAt)}`}.
        {result.firstBadSeq === null ? '' : ` First entry that does not add up: ${result.firstBadSeq}.`}
      </span>
      <span className={styles['anchor']}>{anchorWords(result)}</span>
      {lines.length === 0 ? null : (
        <ul className={styles['lines']}>
          {lines.map((line) => (
            <li key={line}>
              <PlainText text={line} />
            </li>
          ))}
        </ul>
      )}
    </Banner>
  );
}

function anchorWords({ newestCheckpointSize, entryCount }: MatterVerification): string {
  if (newestCheckpointSize === null) {
    return 'No checkpoint has left this machine yet, so the log rests on this machine alone. Export one and keep it elsewhere.';
  }
  const after = entryCount - newestCheckpointSize;
  return after <= 0
    ? `The newest checkpoint covers all ${newestCheckpointSize} entries.`
    : `Entries after the newest checkpoint (size ${newestCheckpointSize}) rely on this machine alone: ${countOf(after, 'entry', 'entries')}.`;
}
