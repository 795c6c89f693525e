import { MessageSquarePlus } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import type { Annotation } from '../../../src-main/domain/annotation.ts';
import type { Codebook } from '../../../src-main/domain/codebook.ts';
import { useCommand } from '../../commands/use-commands.ts';
import { FilterBar } from '../../filter/filter-bar.tsx';
import { benchFilter, useFilter } from '../../filter/filter-store.ts';
import type { Bench } from '../../playback/bench.ts';
import { benchStore, useBench } from '../../playback/bench-store.ts';
import { countText } from '../../playback/time-text.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { namedCodes } from '../../ui/code-name.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { VirtualList } from '../../ui/virtual-list.tsx';
import { AnnotationCard, type SelectionKeys } from './annotation-card.tsx';
import { contextBeside, contextOf, idsBetween, shownAnnotations } from './annotation-filter.ts';
import styles from './annotation-list.module.css';
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
  const selectedId = useBench((state) => state.selectedId);
  const selectedIds = useBench((state) => state.selectedIds);
  const selected = useMemo(() => new Set(selectedIds), [selectedIds]);
  const known = useMemo(() => namedCodes(codebook), [codebook]);
  const context = useMemo(() => contextOf(annotations, known), [annotations, known]);
  const shown = useMemo(() => shownAnnotations(annotations, filter.visibleIds), [annotations, filter.visibleIds]);
  const inUse = useMemo(() => annotations.filter(({ state }) => state !== 'withdrawn').length, [annotations]);

  function select(annotation: Annotation, keys: SelectionKeys): void {
    const store = benchStore.getState();
    if (keys.isRange) {
      store.extendSelection(idsBetween(shown, store.selectedId, annotation.id));
    } else if (keys.isAdding) {
      store.toggleSelected(annotation.id);
    } else {
      store.select(annotation.id);
    }
    bench.transport.jumpTo(annotation.span.inFrame);
  }

  function selectFirst(): void {
    const [first] = shown;
    if (first !== undefined && !shown.some(({ id }) => id === selectedId)) {
      select(first, { isRange: false, isAdding: false });
    }
  }

  return (
    <div className={styles['list']}>
      <FilterBar
        store={benchFilter}
        label="Find in annotations"
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
      <ListLine shownCount={shown.length} inUse={inUse} all={annotations.length} filter={filter} />
      {shown.length === 0 ? (
        <NothingShown hasAny={annotations.length > 0} isFiltered={filter.visibleIds !== null} />
      ) : (
        <VirtualList
          label="Annotations of this recording"
          items={shown}
          itemKey={(annotation) => annotation.id}
          estimatedHeight={108}
          shownKey={selectedId}
          renderItem={(annotation) => (
            <AnnotationCard
              annotation={annotation}
              known={known.get(annotation.code) ?? null}
              timebase={bench.index.timebase}
              contextBeside={contextBeside(annotation, context, known)}
              isSelected={selected.has(annotation.id)}
              isPrimary={annotation.id === selectedId}
              onSelect={(keys) => select(annotation, keys)}
              onHistory={() => onHistory(annotation)}
            />
          )}
        />
      )}
    </div>
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
