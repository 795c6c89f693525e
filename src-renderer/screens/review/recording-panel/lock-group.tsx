import { CircleAlert, ShieldCheck, TriangleAlert } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { Annotation } from '../../../../src-main/domain/annotation.ts';
import type { LockTrouble } from '../../../../src-main/domain/frame-lock.ts';
import type { FootageId } from '../../../../src-main/domain/identifier.ts';
import { useCommand } from '../../../commands/use-commands.ts';
import { useEngineQuery } from '../../../engine/use-engine.ts';
import type { Bench } from '../../../playback/bench.ts';
import { benchStore } from '../../../playback/bench-store.ts';
import { countText } from '../../../playback/time-text.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { cx } from '../../../ui/cx.ts';
import { countOf } from '../../../ui/date-text.ts';
import { ErrorNote } from '../../../ui/error-note.tsx';
import { PlainText } from '../../../ui/plain-text.tsx';
import { ProgressBar } from '../../../ui/progress-bar.tsx';
import { LockReportDialog } from './lock-report-dialog.tsx';
import { Group, Row } from './panel-rows.tsx';
import styles from './recording-panel.module.css';

type LockGroupProps = { readonly bench: Bench; readonly annotations: readonly Annotation[] };

/** How the annotations of this recording are tied to their pictures, and the check of all of them. */
export function LockGroup({ bench, annotations }: LockGroupProps): ReactNode {
  const standing = useEngineQuery('locks.standing', { footageId: bench.footageId });
  const checkAll = useCommand('locks.check-all');
  const jobs = useEngineQuery('jobs.list', {}).data ?? [];
  const newest = jobs.find((job) => job.kind === 'check-locks');
  const isRunning = newest?.state === 'queued' || newest?.state === 'running';
  const [isReportOpen, setReportOpen] = useState(false);
  if (standing.error !== null) {
    return <ErrorNote error={standing.error} title="The frame locks could not be read" />;
  }
  if (standing.data === undefined) {
    return null;
  }
  const { lockedCount, pendingCount, troubles } = standing.data;
  const total = lockedCount + pendingCount;
  return (
    <Group title="Frame locks">
      <Row name="Locked">
        {total === 0 ? 'no annotation yet' : `${countText(lockedCount)} of ${countOf(total, 'annotation')}`}
        <span className={styles['basis']}>
          by the hash of their first and last decoded picture; compared each time one is opened
        </span>
      </Row>
      {[...Map.groupBy(troubles, ({ sentence }) => sentence).values()].map((alike) => (
        <Troubles key={alike[0]?.sentence} bench={bench} troubles={alike} annotations={annotations} />
      ))}
      <Row name="Whole matter">
        {isRunning && newest !== undefined ? (
          <ProgressBar label={newest.title} done={newest.done} total={newest.total} />
        ) : (
          <Button size="small" icon={<ShieldCheck />} onPress={checkAll.run} isDisabled={!checkAll.isEnabled}>
            Check every frame lock
          </Button>
        )}
        {newest?.state === 'done' ? (
          <span className={styles['link']}>
            <Button size="small" variant="quiet" onPress={() => setReportOpen(true)}>
              Show the results
            </Button>
          </span>
        ) : null}
        {newest?.state === 'failed' ? <span className={styles['basis']}>{newest.errorMessage}</span> : null}
      </Row>
      {isReportOpen && newest !== undefined ? (
        <LockReportDialog jobId={newest.id} onClose={() => setReportOpen(false)} />
      ) : null}
    </Group>
  );
}

type TroublesProps = LockGroupProps & { readonly troubles: readonly LockTrouble[] };

const listedTroubles = 12;

/** Annotations with the same trouble: its sentence once, and the way to each. */
function Troubles({ bench, troubles, annotations }: TroublesProps): ReactNode {
  const [first] = troubles;
  if (first === undefined) {
    return null;
  }
  const isMismatch = first.verdict === 'no-match';
  const troubled = troubles.flatMap(({ annotationId }) => annotations.find(({ id }) => id === annotationId) ?? []);
  return (
    <Row name={isMismatch ? 'No match' : 'Cannot be checked'}>
      <Badge
        tone={isMismatch ? 'danger' : 'warning'}
        icon={isMismatch ? <CircleAlert aria-hidden="true" /> : <TriangleAlert aria-hidden="true" />}
      >
        {countOf(troubled.length, 'annotation')}
      </Badge>
      <span className={styles['basis']}>
        <PlainText text={first.sentence} />
      </span>
      <span className={cx(styles['link'], styles['links'])}>
        {troubled.slice(0, listedTroubles).map((annotation) => (
          <Button key={annotation.id} size="small" variant="quiet" onPress={() => show(bench, annotation)}>
            {annotation.code} at {countText(annotation.span.inFrame)}
          </Button>
        ))}
      </span>
      {troubled.length > listedTroubles ? (
        <span className={styles['basis']}>and {countText(troubled.length - listedTroubles)} more, see the results</span>
      ) : null}
    </Row>
  );
}

function show(bench: Bench, annotation: Annotation & { readonly footageId: FootageId }): void {
  benchStore.getState().set({ selectedId: annotation.id });
  bench.transport.jumpTo(annotation.span.inFrame);
}
