import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { AcquisitionId } from '../../../src-main/domain/identifier.ts';
import { useEngineMutation, useEngineQuery } from '../../engine/use-engine.ts';
import { countText } from '../../playback/time-text.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { importStore } from './import-store.ts';
import { countOutcomes } from './ingest-words.ts';
import styles from './library-screen.module.css';

type ImportProgressProps = { readonly onReport: (acquisitionId: AcquisitionId) => void };

/** The imports under way, each with its end; then what became of the files of the last one, until it is dismissed. */
export function ImportProgress({ onReport }: ImportProgressProps): ReactNode {
  const jobs = useEngineQuery('jobs.list', {}).data ?? [];
  const started = useStore(importStore, (state) => state.started);
  const cancel = useEngineMutation('jobs.cancel');
  const running = jobs.filter(
    (job) => job.kind === 'ingest-files' && (job.state === 'running' || job.state === 'queued'),
  );
  const hasEnded = started !== null && jobs.some((job) => job.id === started.jobId && job.endedAt !== null);
  return (
    <>
      {running.length === 0 ? null : (
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
      )}
      {started !== null && hasEnded ? (
        <Outcome acquisitionId={started.acquisitionId} onReport={() => onReport(started.acquisitionId)} />
      ) : null}
    </>
  );
}

type OutcomeProps = { readonly acquisitionId: AcquisitionId; readonly onReport: () => void };

function Outcome({ acquisitionId, onReport }: OutcomeProps): ReactNode {
  const acquisitions = useEngineQuery('footage.acquisitions', {}).data;
  const results = useEngineQuery('footage.ingestResults', { acquisitionId }).data;
  const acquisition = acquisitions?.find((candidate) => candidate.id === acquisitionId);
  if (acquisition === undefined || results === undefined) {
    return null;
  }
  const hasTrouble = results.some((result) => result.outcome === 'failed' || result.outcome === 'skipped');
  return (
    <Banner
      tone={hasTrouble || acquisition.state === 'cancelled' ? 'warning' : 'good'}
      look="strip"
      actions={
        <>
          <Button size="small" onPress={onReport}>
            Show every file
          </Button>
          <Button size="small" variant="quiet" onPress={() => importStore.setState({ started: null })}>
            Dismiss
          </Button>
        </>
      }
    >
      Import {acquisition.state === 'cancelled' ? 'cancelled' : 'finished'}: {countOutcomes(results)}
    </Banner>
  );
}
