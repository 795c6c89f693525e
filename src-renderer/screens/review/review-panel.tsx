import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import type { Annotation } from '../../../src-main/domain/annotation.ts';
import type { FootageDetail } from '../../../src-main/domain/footage.ts';
import { useEngineQuery } from '../../engine/use-engine.ts';
import { benchFilter, useFilter } from '../../filter/filter-store.ts';
import type { Bench } from '../../playback/bench.ts';
import { benchStore, useBench } from '../../playback/bench-store.ts';
import { useSubjectDesk } from '../../playback/subject-desk.ts';
import { useRememberedChoice } from '../../session/use-remembered.ts';
import { namedCodes } from '../../ui/code-name.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { AnnotationComposer } from './annotation-form/annotation-composer.tsx';
import { ContextPrompt } from './annotation-form/context-prompt.tsx';
import { AnnotationHistory } from './annotation-list/annotation-history.tsx';
import { AnnotationList } from './annotation-list/annotation-list.tsx';
import { useBenchFilter } from './annotation-list/use-bench-filter.ts';
import { WithdrawDialog } from './annotation-list/withdraw-dialog.tsx';
import { ContentNoteList } from './content-notes/content-note-list.tsx';
import { FrameInspector } from './frame-readout/frame-inspector.tsx';
import { RecordingPanel } from './recording-panel/recording-panel.tsx';
import styles from './review-screen.module.css';
import { FeatureDialog } from './subjects/feature-dialog.tsx';
import { SubjectPanel } from './subjects/subject-panel.tsx';
import { useSubjects } from './subjects/use-subjects.ts';

type ReviewPanelProps = {
  readonly bench: Bench;
  readonly detail: FootageDetail;
  readonly annotations: readonly Annotation[];
};

const panelTabs = ['annotations', 'subjects', 'recording', 'frame', 'content-notes'] as const;
type PanelTab = (typeof panelTabs)[number];

/** Beside the picture: what reviewers state about it, and what the file states about itself. */
export function ReviewPanel({ bench, detail, annotations }: ReviewPanelProps): ReactNode {
  const codebook = useEngineQuery('codebook.show', {});
  // A form that is opened goes on with what was typed before; should that be unreadable, it begins anew.
  const unfinished = useEngineQuery('unfinished.list', {});
  const composing = useBench((state) => state.composing);
  const withdrawingId = useBench((state) => state.withdrawingId);
  const [tab, setTab] = useRememberedChoice('review-panel', panelTabs, 'annotations');
  const filter = useBenchFilter(detail.footage.id);
  const wantsFind = useFilter(benchFilter, (state) => state.wantsFocus);
  const findSeen = useRef(wantsFind);
  useEffect(() => {
    if (wantsFind > findSeen.current) {
      findSeen.current = wantsFind;
      setTab('annotations');
    }
  });
  const subjects = useSubjects(bench.footageId);
  const shownCount = useSubjectDesk((state) => state.shownCount);
  const shownSeen = useRef(shownCount);
  useEffect(() => {
    if (shownCount > shownSeen.current) {
      shownSeen.current = shownCount;
      setTab('subjects');
    }
  });
  const known = useMemo(() => (codebook.data === undefined ? null : namedCodes(codebook.data)), [codebook.data]);
  const [historyOf, setHistoryOf] = useState<Annotation | null>(null);
  const withdrawing =
    withdrawingId === null
      ? undefined
      : annotations.find((annotation) => annotation.id === withdrawingId && annotation.state !== 'withdrawn');
  const inUse = useMemo(() => annotations.filter(({ state }) => state !== 'withdrawn').length, [annotations]);

  if (codebook.isError) {
    return <ErrorNote error={codebook.error} title="The codebook could not be read" />;
  }
  if (codebook.data === undefined || known === null || unfinished.isPending) {
    return null;
  }
  return (
    <aside className={styles['panel']} aria-label="Annotations and facts">
      <ContextPrompt annotations={annotations} known={known} />
      {composing.kind === 'nothing' ? (
        <Tabs<PanelTab>
          label="Annotations and facts"
          selected={tab}
          isCompact
          onSelect={setTab}
          tabs={[
            {
              id: 'annotations',
              label: 'Annotations',
              count: inUse,
              content: (
                <AnnotationList
                  bench={bench}
                  codebook={codebook.data}
                  annotations={annotations}
                  filter={filter}
                  onHistory={setHistoryOf}
                />
              ),
            },
            {
              id: 'subjects',
              label: 'Subjects',
              count: subjects.standing.length,
              content: <SubjectPanel bench={bench} codebook={codebook.data} annotations={annotations} />,
            },
            {
              id: 'recording',
              label: 'Recording',
              content: <RecordingPanel bench={bench} detail={detail} annotations={annotations} />,
            },
            { id: 'frame', label: 'Frame', content: <FrameInspector bench={bench} detail={detail} /> },
            {
              id: 'content-notes',
              label: 'Content notes',
              shortLabel: 'Notes',
              content: <ContentNoteList bench={bench} />,
            },
          ]}
        />
      ) : (
        <AnnotationComposer bench={bench} codebook={codebook.data} composing={composing} annotations={annotations} />
      )}
      <FeatureDialog bench={bench} />
      {historyOf === null ? null : (
        <AnnotationHistory
          annotation={historyOf}
          codebook={codebook.data}
          timebase={bench.index.timebase}
          onClose={() => setHistoryOf(null)}
        />
      )}
      {withdrawing === undefined ? null : (
        <WithdrawDialog annotation={withdrawing} onClose={() => benchStore.getState().set({ withdrawingId: null })} />
      )}
    </aside>
  );
}
