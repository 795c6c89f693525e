import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { AcquisitionId } from '../../../src-main/domain/identifier.ts';
import type { Job } from '../../../src-main/domain/job.ts';
import { useEngineMutation, useEngineQuery, useTopic } from '../../engine/use-engine.ts';
import { countText } from '../../playback/time-text.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { countOutcomes } from './ingest-words.ts';
import styles from './library-screen.module.css';

type ImportProgressProps = { readonly onReport: (acquisitionId: AcquisitionId) => void };

/** The import under way, with its end; then what became of the files, until it is dismissed. */
export function ImportProgress({ onReport }: ImportProgressProps): ReactNode {
  const jobs = useEngineQuery('jobs.list', {}).data ?? [];
  const running = jobs.filter(
    (job) => job.kind === 'ingest-files' && (job.state === 'running' || job.state === 'queued'),
  );
  const [isDone, setDone] = useState(false);
  const cancel = useEngineMutation('jobs.cancel');
  const known = useRef(new Set<string>());

  useEffect(() => {
    for (const job of running) {
      known.current.add(job.id);
    }
  }, [running]);
  useTopic('job.changed', (job: Job) => {
    if (job.kind === 'ingest-files' && known.current.has(job.id) && job.endedAt !== null) {
      known.current.delete(job.id);
      setDone(true);
    }
  });

  if (running.length > 0) {
    return (
      <div className={styles['progress']} role="status" aria-label="Import under way">
        {running.map((job) => (
          <div key={job.id} className={styles['job']}>
            <span className={styles['jobTitle']}>{job.title}</span>
            <ProgressBar label={job.title} done={job.done} total={job.total} />
            <span className={styles['jobCount']}>
              {countText(job.done)}
              {job.total === null ? '' : ` of ${countText(job.total)}`} {job.unit}
            </span>
            <Button size="small" onPress={() => cancel.mutate({ id: job.id })}>
              Cancel
            </Button>
          </div>
        ))}
      </div>
    );
  }
  return isDone ? <NewestReport onReport={onReport} onDismiss={() => setDone(false)} /> : null;
}

type NewestReportProps = ImportProgressProps & { readonly onDismiss: () => void };

function NewestReport({ onReport, onDismiss }: NewestReportProps): ReactNode {
  const acquisitions = useEngineQuery('footage.acquisitions', {}).data ?? [];
  const newest = [...acquisitions].sort((a, b) => b.openedAt - a.openedAt)[0];
  const results = useEngineQuery(
    'footage.ingestResults',
    { acquisitionId: (newest?.id ?? '') as AcquisitionId },
    { isEnabled: newest !== undefined },
  ).data;
  if (newest === undefined || results === undefined) {
    return null;
  }
  const hasTrouble = results.some((result) => result.outcome === 'failed' || result.outcome === 'skipped');
  return (
    <Banner
      tone={hasTrouble ? 'warning' : 'good'}
      look="strip"
      actions={
        <>
          <Button size="small" onPress={() => onReport(newest.id)}>
            Show every file
          </Button>
          <Button size="small" variant="quiet" onPress={onDismiss}>
            Dismiss
          </Button>
        </>
      }
    >
      Import {newest.state === 'cancelled' ? 'cancelled' : 'finished'}: {countOutcomes(results)}
    </Banner>
  );
}
