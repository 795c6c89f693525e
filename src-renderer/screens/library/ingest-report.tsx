import { CircleAlert, CircleCheck, Copy, SkipForward } from 'lucide-react';
import type { ReactNode } from 'react';
import type { IngestResult } from '../../../src-main/domain/acquisition.ts';
import type { AcquisitionId } from '../../../src-main/domain/identifier.ts';
import { useEngineQuery } from '../../engine/use-engine.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { PlainText } from '../../ui/plain-text.tsx';
import { VirtualList } from '../../ui/virtual-list.tsx';
import styles from './ingest-report.module.css';
import { countOutcomes, outcomesFirst } from './ingest-words.ts';

type IngestReportProps = { readonly acquisitionId: AcquisitionId; readonly onClose: () => void };

const looks = {
  stored: { name: 'Stored', Icon: CircleCheck, tone: 'good' },
  duplicate: { name: 'Already in this matter', Icon: Copy, tone: 'info' },
  failed: { name: 'Not stored', Icon: CircleAlert, tone: 'danger' },
  skipped: { name: 'Skipped', Icon: SkipForward, tone: 'warning' },
} as const;

/** What became of every file of one import, problems first. */
export function IngestReport({ acquisitionId, onClose }: IngestReportProps): ReactNode {
  const { data, error } = useEngineQuery('footage.ingestResults', { acquisitionId });
  const results = outcomesFirst(data ?? []);
  return (
    <Dialog
      isOpen
      title="What was imported"
      width="wide"
      onClose={onClose}
      actions={
        <Button variant="primary" onPress={onClose}>
          Close
        </Button>
      }
    >
      {error === null ? null : <ErrorNote error={error} />}
      <p className={styles['summary']} role="status">
        {countOutcomes(results)}
      </p>
      <div className={styles['list']}>
        <VirtualList
          label="Imported files"
          items={results}
          itemKey={(result) => result.relativePath}
          estimatedHeight={44}
          renderItem={(result) => <ResultRow result={result} />}
        />
      </div>
    </Dialog>
  );
}

function ResultRow({ result }: { readonly result: IngestResult }): ReactNode {
  const { name, Icon, tone } = looks[result.outcome];
  return (
    <div className={styles['row']}>
      <Icon className={styles[tone]} aria-hidden="true" />
      <div className={styles['words']}>
        <PlainText text={result.relativePath} isOneLine />
        <span className={styles['message']}>{result.message === '' ? name : <PlainText text={result.message} />}</span>
      </div>
    </div>
  );
}
