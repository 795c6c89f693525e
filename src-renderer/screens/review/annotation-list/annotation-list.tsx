import { Download, MessageSquarePlus, Stamp } from 'lucide-react';
import { type ReactNode, useCallback, useEffect, useMemo, useRef } from 'react';
import type { Annotation } from '../../../../src-main/domain/annotation.ts';
import type { Codebook } from '../../../../src-main/domain/codebook.ts';
import { useCommand } from '../../../commands/use-commands.ts';
import { useEngineQuery } from '../../../engine/use-engine.ts';
import { FilterBar } from '../../../filter/filter-bar.tsx';
import { benchFilter, useFilter } from '../../../filter/filter-store.ts';
import type { Bench } from '../../../playback/bench.ts';
import { benchStore, useBench } from '../../../playback/bench-store.ts';
import { countText } from '../../../playback/time-text.ts';
import { Button } from '../../../ui/button.tsx';
import { Checkbox } from '../../../ui/checkbox.tsx';
import { type NamedCode, namedCodes } from '../../../ui/code-name.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { useSameList } from '../../../ui/use-same-list.ts';
import { VirtualList } from '../../../ui/virtual-list.tsx';
import { useSubjects } from '../subjects/use-subjects.ts';
import { AnnotationCard, type SelectionKeys } from './annotation-card.tsx';
import { contextBeside, contextInUse, idsBetween, shownAnnotations } from './annotation-filter.ts';
import styles from './annotation-list.module.css';
import { UnfinishedStrip } from './unfinished-strip.tsx';
import { type BenchFilter, clearBenchFilter } from './use-bench-filter.ts';

type AnnotationListProps = {
  readonly bench: Bench;
  readonly codebook: Codebook;
  readonly annotations: readonly Annotation[];
  readonly filter: BenchFilter;
  readonly onHistory: (annotation: Annotation) => void;
};

/** The annotations of this recording in order of time, as the filter lets them through. */
export function AnnotationList({ bench, codebook, annotations, filter, onHistory }: AnnotationListProps): ReactNode {
  const add = useCommand('annotation.add');
  const known = useMemo(() => namedCodes(codebook), [codebook]);
  const shown = useMemo(() => shownAnnotations(annotations, filter.visibleIds), [annotations, filter.visibleIds]);
  const inUse = useMemo(() => annotations.filter(({ state }) => state !== 'withdrawn').length, [annotations]);

  function selectFirst(): void {
    const [first] = shown;
    const { selectedId, select } = benchStore.getState();
    if (first !== undefined && !shown.some(({ id }) => id === selectedId)) {
      select(first.id);
      bench.transport.jumpTo(first.span.inFrame);
    }
  }

  return (
    <div className={styles['list']}>
      <FilterBar
        store={benchFilter}
        label="Find in annotations"
        placeholder="Find"
        result={filter.result}
        without={['footage']}
        onLeave={selectFirst}
      >
        <Button
          variant="primary"
          icon={<MessageSquarePlus />}
          isDisabled={!add.isEnabled}
          onPress={add.run}
          preventFocusOnPress
        >
          Annotate
        </Button>
      </FilterBar>
      <UnfinishedStrip bench={bench} annotations={annotations} />
      <ListLine shownCount={shown.length} inUse={inUse} all={annotations.length} filter={filter} />
      {shown.length === 0 ? (
        <NothingShown hasAny={annotations.length > 0} isFiltered={filter.visibleIds !== null} />
      ) : (
        <Cards
          bench={bench}
          annotations={annotations}
          shown={shown}
          visibleIds={filter.visibleIds}
          known={known}
          onHistory={onHistory}
        />
      )}
    </div>
  );
}

type CardsProps = {
  readonly bench: Bench;
  readonly annotations: readonly Annotation[];
  readonly shown: readonly Annotation[];
  readonly visibleIds: BenchFilter['visibleIds'];
  readonly known: ReadonlyMap<string, NamedCode>;
  readonly onHistory: (annotation: Annotation) => void;
};

/** The cards in sight. Everything they are given stays the same while only the selection changes. */
function Cards({ bench, annotations, shown, visibleIds, known, onHistory }: CardsProps): ReactNode {
  const selectedId = useBench((state) => state.selectedId);
  const isReadOnly = useEngineQuery('matters.current', {}).data?.isReadOnly ?? true;
  const subjects = useSubjects(bench.footageId);
  const contexts = useSameList(useMemo(() => contextInUse(annotations, known), [annotations, known]));
  const beside = useMemo(() => contextBeside(contexts, known), [contexts, known]);
  const latestShown = useRef(shown);
  useEffect(() => {
    latestShown.current = shown;
  }, [shown]);
  const select = useCallback(
    (annotation: Annotation, keys: SelectionKeys) => {
      const store = benchStore.getState();
      if (keys.isRange) {
        store.extendSelection(idsBetween(latestShown.current, store.selectedId, annotation.id));
      } else if (keys.isAdding) {
        store.toggleSelected(annotation.id);
      } else {
        store.select(annotation.id);
      }
      bench.transport.jumpTo(annotation.span.inFrame);
    },
    [bench],
  );
  return (
    <VirtualList
      label="Annotations of this recording"
      items={shown}
      itemKey={({ id }) => id}
      estimatedHeight={108}
      shownKey={selectedId}
      occasion={visibleIds}
      renderItem={(annotation) => (
        <AnnotationCard
          annotation={annotation}
          known={known.get(annotation.code) ?? null}
          timebase={bench.index.timebase}
          contextCodes={[...new Set(beside(annotation).map(({ code }) => code))].join(', ')}
          subjectNames={subjects
            .named(annotation.subjectIds)
            .map(({ pseudonym }) => pseudonym)
            .join(', ')}
          isReadOnly={isReadOnly}
          onSelect={select}
          onHistory={onHistory}
        />
      )}
    />
  );
}

type ListLineProps = {
  readonly shownCount: number;
  readonly inUse: number;
  readonly all: number;
  readonly filter: BenchFilter;
};

/** How much of the recording's annotations is shown, and the withdrawn ones on demand. */
function ListLine({ shownCount, inUse, all, filter }: ListLineProps): ReactNode {
  const states = useFilter(benchFilter, (state) => state.filter.facets.state) ?? [];
  const selectedCount = useBench((state) => state.selectedIds.length);
  const exportSelection = useCommand('selection.export');
  const makeExhibits = useCommand('exhibit.of-annotations');
  const withdrawnCount = all - inUse;
  if (withdrawnCount === 0 && filter.visibleIds === null && selectedCount < 2) {
    return null;
  }
  return (
    <div className={styles['filter']}>
      <span role="status">
        {filter.visibleIds === null ? '' : `${countText(shownCount)} of ${countText(inUse)}`}
        {selectedCount < 2 ? '' : `${filter.visibleIds === null ? '' : ' · '}${countText(selectedCount)} selected`}
      </span>
      {selectedCount < 2 ? null : (
        <>
          <Button
            size="small"
            variant="quiet"
            icon={<Stamp />}
            isDisabled={!makeExhibits.isEnabled}
            onPress={makeExhibits.run}
            preventFocusOnPress
          >
            Make exhibits
          </Button>
          <Button
            size="small"
            variant="quiet"
            icon={<Download />}
            isDisabled={!exportSelection.isEnabled}
            onPress={exportSelection.run}
            preventFocusOnPress
          >
            Export the selection…
          </Button>
        </>
      )}
      {withdrawnCount === 0 ? null : (
        <Checkbox
          isSelected={states.includes('withdrawn')}
          onChange={(isOn) => benchFilter.getState().choose('state', isOn ? ['draft', 'withdrawn'] : [])}
        >
          Show withdrawn ({countText(withdrawnCount)})
        </Checkbox>
      )}
    </div>
  );
}

type NothingShownProps = { readonly hasAny: boolean; readonly isFiltered: boolean };

function NothingShown({ hasAny, isFiltered }: NothingShownProps): ReactNode {
  if (isFiltered) {
    return (
      <EmptyState title="Nothing here" action={<Button onPress={clearBenchFilter}>Show everything</Button>}>
        No annotation of this recording passes the filter.
      </EmptyState>
    );
  }
  return (
    <EmptyState title={hasAny ? 'Nothing in use' : 'No annotations yet'}>
      {hasAny
        ? 'Every annotation of this recording is withdrawn.'
        : 'Mark the first frame with I and the last with O, then press M. Write down what is seen or heard; what is alleged stands apart from it.'}
    </EmptyState>
  );
}
