import { CircleAlert, CircleCheck, LockOpen, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { type LockReport, type LockVerdict, lockVerdicts } from '../../../../src-main/domain/frame-lock.ts';
import type { JobId } from '../../../../src-main/domain/identifier.ts';
import { useEngineQuery } from '../../../engine/use-engine.ts';
import { countText } from '../../../playback/time-text.ts';
import { session } from '../../../session/session.ts';
import { Badge, type BadgeTone } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { countOf } from '../../../ui/date-text.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ErrorNote } from '../../../ui/error-note.tsx';
import { PlainText } from '../../../ui/plain-text.tsx';
import { VirtualList } from '../../../ui/virtual-list.tsx';
import styles from './lock-report-dialog.module.css';

type Mark = { readonly words: string; readonly tone: BadgeTone; readonly icon: ReactNode };

const marks: Readonly<Record<LockVerdict, Mark>> = {
  match: { words: 'Match', tone: 'good', icon: <CircleCheck aria-hidden="true" /> },
  'no-match': { words: 'No match', tone: 'danger', icon: <CircleAlert aria-hidden="true" /> },
  'not-locked': { words: 'Not locked yet', tone: 'neutral', icon: <LockOpen aria-hidden="true" /> },
  'cannot-check': { words: 'Cannot be checked', tone: 'warning', icon: <TriangleAlert aria-hidden="true" /> },
};

type LockReportDialogProps = { readonly jobId: JobId; readonly onClose: () => void };

/** What checking every lock of the matter came to, the troubled ones first. */
export function LockReportDialog({ jobId, onClose }: LockReportDialogProps): ReactNode {
  const { data: report, error } = useEngineQuery('locks.report', { jobId });
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="Frame locks of this matter"
      width="wide"
      actions={<Button onPress={onClose}>Close</Button>}
    >
      {error === null ? null : <ErrorNote error={error} title="The results could not be read" />}
      {report === undefined || report === null ? null : <Results report={report} onClose={onClose} />}
    </Dialog>
  );
}

function Results({ report, onClose }: { readonly report: LockReport; readonly onClose: () => void }): ReactNode {
  const total = lockVerdicts.reduce((sum, verdict) => sum + report.counts[verdict], 0);
  if (total === 0) {
    return <EmptyState title="No annotations yet">There was nothing to check in this matter.</EmptyState>;
  }
  return (
    <div className={styles['results']}>
      <p className={styles['counts']}>
        {lockVerdicts
          .filter((verdict) => report.counts[verdict] > 0)
          .map((verdict) => (
            <Badge key={verdict} tone={marks[verdict].tone} icon={marks[verdict].icon}>
              {marks[verdict].words}: {countText(report.counts[verdict])}
            </Badge>
          ))}
        <span className={styles['tool']}>Decoded with ffmpeg {report.toolVersion}</span>
      </p>
      <div className={styles['list']}>
        <VirtualList
          label="Checked annotations"
          items={report.results}
          itemKey={(result) => result.annotationId}
          estimatedHeight={64}
          renderItem={(result) => (
            <article className={styles['row']}>
              <Badge tone={marks[result.verdict].tone} icon={marks[result.verdict].icon}>
                {marks[result.verdict].words}
              </Badge>
              <div className={styles['what']}>
                <Button
                  size="small"
                  variant="quiet"
                  onPress={() => {
                    onClose();
                    const { footageId, annotationId } = result;
                    session.getState().navigate({ screen: 'review', footageId, annotationId });
                  }}
                >
                  <PlainText text={`${result.code}, ${result.footageName}`} isOneLine />
                </Button>
                <span className={styles['span']}>
                  frames {countText(result.span.inFrame)} to {countText(result.span.outFrame - 1)}
                </span>
                {result.verdict === 'match' ? null : <p className={styles['sentence']}>{result.sentence}</p>}
              </div>
            </article>
          )}
        />
      </div>
      {report.results.length < total ? (
        <p className={styles['tool']}>
          The first {countText(report.results.length)} of {countOf(total, 'annotation')} are listed.
        </p>
      ) : null}
    </div>
  );
}
