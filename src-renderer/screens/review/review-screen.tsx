import { ArrowLeft } from 'lucide-react';
import { type CSSProperties, type ReactNode, useEffect, useMemo } from 'react';
import type { Annotation } from '../../../src-main/domain/annotation.ts';
import type { CodeGroup } from '../../../src-main/domain/codebook.ts';
import type { FootageDetail } from '../../../src-main/domain/footage.ts';
import type { AnnotationId, FootageId } from '../../../src-main/domain/identifier.ts';
import { useEngineQuery } from '../../engine/use-engine.ts';
import { ExportDialog } from '../../exchange/export-dialog.tsx';
import type { Bench } from '../../playback/bench.ts';
import { benchStore, useBench } from '../../playback/bench-store.ts';
import { StageView } from '../../player/stage-view.tsx';
import { session } from '../../session/session.ts';
import { useRememberedSize } from '../../session/use-remembered.ts';
import { Timeline } from '../../timeline/timeline.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { namedCodes } from '../../ui/code-name.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { PlainText } from '../../ui/plain-text.tsx';
import { Splitter } from '../../ui/splitter.tsx';
import { BulkEditDialog } from './annotation-list/bulk-edit-dialog.tsx';
import { DigitStrip } from './code-picker/digit-strip.tsx';
import { ContentNoteDialog } from './content-notes/content-note-dialog.tsx';
import { ContentNotice } from './content-notes/content-notice.tsx';
import { FrameAnnouncer } from './frame-readout/frame-announcer.tsx';
import { FrameReadout } from './frame-readout/frame-readout.tsx';
import { GoToDialog } from './go-to-dialog.tsx';
import { ClockCorrectionDialog } from './recording-panel/clock-correction-dialog.tsx';
import { ReviewPanel } from './review-panel.tsx';
import styles from './review-screen.module.css';
import { createSpanMaker } from './timeline-spans.ts';
import { TransportBar } from './transport-bar.tsx';
import { useCoverageRecorder } from './use-coverage-recorder.ts';
import { useOpenBench } from './use-open-bench.ts';
import { whyNoBench } from './why-no-bench.ts';

type ReviewScreenProps = {
  readonly footageId: FootageId;
  readonly annotationId?: AnnotationId;
  readonly frame?: number;
};

/** The bench: one recording, its exact frames, and what reviewers state about them. */
export function ReviewScreen({ footageId, annotationId, frame }: ReviewScreenProps): ReactNode {
  const { data: detail, error } = useEngineQuery('footage.show', { footageId });
  const { bench, error: benchError } = useOpenBench(detail, frame ?? 0);
  const annotations = useEngineQuery('annotations.list', { footageId, includeWithdrawn: true }).data;
  const wanted = annotationId === undefined ? undefined : annotations?.find(({ id }) => id === annotationId);
  const wantedFrame = wanted?.span.inFrame ?? frame;

  useEffect(() => {
    if (bench !== null && wantedFrame !== undefined) {
      bench.transport.jumpTo(wantedFrame);
    }
    if (bench !== null && annotationId !== undefined) {
      benchStore.getState().set({ selectedId: annotationId });
    }
  }, [bench, wantedFrame, annotationId]);

  const failure = error ?? benchError;
  if (failure !== null) {
    return (
      <section className={styles['screen']} aria-label="Review">
        <div className={styles['failure']}>
          <ErrorNote error={failure} title="This recording cannot be put on the bench" actions={<BackButton />} />
        </div>
      </section>
    );
  }
  if (detail === undefined) {
    return <section className={styles['screen']} aria-label="Review" aria-busy="true" />;
  }
  return (
    <section className={styles['screen']} aria-label="Review">
      <BenchHead detail={detail} />
      {bench === null ? (
        <EmptyState {...whyNoBench(detail)} action={<BackButton />} />
      ) : (
        <BenchBody bench={bench} detail={detail} annotations={annotations ?? noAnnotations} />
      )}
    </section>
  );
}

function BackButton(): ReactNode {
  return <Button onPress={() => session.getState().navigate({ screen: 'library' })}>Back to the library</Button>;
}

function BenchHead({ detail }: { readonly detail: FootageDetail }): ReactNode {
  const { facts, index, footage } = detail;
  return (
    <header className={styles['head']}>
      <IconButton
        label="Back to the library"
        size="small"
        placement="bottom"
        onPress={() => session.getState().navigate({ screen: 'library' })}
      >
        <ArrowLeft aria-hidden="true" />
      </IconButton>
      <h1 className={styles['name']}>
        <PlainText text={footage.originalName} isOneLine />
      </h1>
      {index !== null && !index.isConstantRate ? (
        <Badge tone="warning" title="The steps between frames differ; frame numbers are counted, never computed">
          Variable frame rate
        </Badge>
      ) : null}
      {facts?.needsProxy === true ? (
        <Badge
          tone="info"
          title="Chromium cannot show this recording; a copy with the same frames is played. Stills come from the original."
        >
          Plays through a copy
        </Badge>
      ) : null}
      {facts !== null && facts.mainAudioStream === null ? <Badge>No sound track</Badge> : null}
      {index !== null && index.findingCount > 0 ? (
        <Badge tone="warning">
          {index.findingCount} timing {index.findingCount === 1 ? 'finding' : 'findings'}
        </Badge>
      ) : null}
    </header>
  );
}

type BenchBodyProps = {
  readonly bench: Bench;
  readonly detail: FootageDetail;
  readonly annotations: readonly Annotation[];
};

const noGroups: readonly CodeGroup[] = [];
const noAnnotations: readonly Annotation[] = [];

function BenchBody({ bench, detail, annotations }: BenchBodyProps): ReactNode {
  useCoverageRecorder(bench, detail);
  const codebook = useEngineQuery('codebook.show', {}).data;
  const isReadOnly = useEngineQuery('matters.current', {}).data?.isReadOnly ?? true;
  const bulkEdit = useBench((state) => state.bulkEdit);
  const exportingIds = useBench((state) => state.exportingIds);
  const isGoToOpen = useBench((state) => state.isGoToOpen);
  const isClockOpen = useBench((state) => state.isClockOpen);
  const [panelWidth, setPanelWidth] = useRememberedSize('review-panel', 380);
  const known = useMemo(() => (codebook === undefined ? null : namedCodes(codebook)), [codebook]);
  const spansOf = useMemo(() => createSpanMaker(known), [known]);
  const spans = useMemo(() => spansOf(annotations), [annotations, spansOf]);

  return (
    <div className={styles['body']}>
      <div className={styles['bench']}>
        <StageView bench={bench} detail={detail} />
        <div className={styles['controls']}>
          <FrameReadout bench={bench} facts={detail.facts} />
          <TransportBar bench={bench} />
        </div>
        {codebook === undefined ? null : <DigitStrip codebook={codebook} />}
        <Timeline
          bench={bench}
          detail={detail}
          spans={spans}
          groups={codebook?.groups ?? noGroups}
          isReadOnly={isReadOnly}
        />
      </div>
      <Splitter
        label="Width of the panel"
        orientation="vertical"
        size={panelWidth}
        min={320}
        max={640}
        onSize={setPanelWidth}
        isReversed
      />
      <div className={styles['side']} style={{ '--panel-width': `${panelWidth}px` } as CSSProperties}>
        <ReviewPanel bench={bench} detail={detail} annotations={annotations} />
      </div>
      {isGoToOpen ? <GoToDialog bench={bench} /> : null}
      {isClockOpen ? <ClockCorrectionDialog bench={bench} /> : null}
      {bulkEdit === null || codebook === undefined ? null : (
        <BulkEditDialog bench={bench} bulkEdit={bulkEdit} annotations={annotations} codebook={codebook} />
      )}
      {exportingIds === null ? null : (
        <ExportDialog
          selection={{ ids: [...exportingIds] }}
          total={exportingIds.length}
          recordingCount={1}
          onClose={() => benchStore.getState().set({ exportingIds: null })}
        />
      )}
      <FrameAnnouncer bench={bench} />
      <ContentNoteDialog bench={bench} />
      <ContentNotice bench={bench} />
    </div>
  );
}
