import { Download, TextSearch, Upload } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import type { GrantedPath } from '../../../src-main/contract/shell-powers.ts';
import type { Annotation } from '../../../src-main/domain/annotation.ts';
import { emptyFilter, isEmptyFilter, type SearchOrder } from '../../../src-main/domain/annotation-search.ts';
import { toAppError } from '../../../src-main/domain/app-error.ts';
import type { Timebase } from '../../../src-main/domain/time.ts';
import { useDoors, useEngineQuery } from '../../engine/use-engine.ts';
import { ExportDialog } from '../../exchange/export-dialog.tsx';
import { FacetPanel } from '../../filter/facet-panel.tsx';
import { FilterBar } from '../../filter/filter-bar.tsx';
import { matterFilter, useFilter } from '../../filter/filter-store.ts';
import { useFacetNaming } from '../../filter/use-facet-naming.ts';
import { useFound } from '../../filter/use-found.ts';
import { countText } from '../../playback/time-text.ts';
import { session } from '../../session/session.ts';
import { useRememberedChoice } from '../../session/use-remembered.ts';
import { Button } from '../../ui/button.tsx';
import { namedCodes } from '../../ui/code-name.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { PlainText } from '../../ui/plain-text.tsx';
import { ScreenHeader } from '../../ui/screen-header.tsx';
import { Select } from '../../ui/select.tsx';
import { showError } from '../../ui/toast-store.ts';
import { VirtualList } from '../../ui/virtual-list.tsx';
import styles from './annotations-screen.module.css';
import { FoundAnnotation, pageSize } from './found-annotation.tsx';
import { foundRows, stepPlace } from './found-rows.ts';
import { ImportAnnotationsDialog } from './import-annotations-dialog.tsx';
import { MakeExhibitsButton } from './make-exhibits-button.tsx';

const orders = ['recording', 'newest', 'code'] as const satisfies readonly SearchOrder[];
const orderNames: Readonly<Record<SearchOrder, string>> = {
  recording: 'By recording and time',
  newest: 'Changed last first',
  code: 'By code',
};

const stepsOfKeys: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: 10,
  PageUp: -10,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

/** Every annotation of the matter, found by words and facets, recording by recording. */
export function AnnotationsScreen(): ReactNode {
  const filter = useFilter(matterFilter, (state) => state.filter);
  const [order, setOrder] = useRememberedChoice('annotations-order', orders, 'recording');
  const [active, setActive] = useState(0);
  const [focusWish, setFocusWish] = useState(0);
  const { shell } = useDoors();
  const isReadOnly = useEngineQuery('matters.current', {}).data?.isReadOnly ?? true;
  const [isExporting, setExporting] = useState(false);
  const [imported, setImported] = useState<GrantedPath | null>(null);
  const request = useMemo(() => ({ filter, order }), [filter, order]);
  const found = useFound({ ...request, offset: 0, limit: pageSize });
  const naming = useFacetNaming();
  const footage = useEngineQuery('footage.list', {}).data;
  const known = useMemo(
    () => (naming.codebook === undefined ? new Map() : namedCodes(naming.codebook)),
    [naming.codebook],
  );
  const timebases = useMemo(
    () =>
      new Map<string, Timebase>(
        (footage ?? []).flatMap(({ footage: own, index }) => (index === null ? [] : [[own.id, index.timebase]])),
      ),
    [footage],
  );
  const isGrouped = order === 'recording';
  const rows = useMemo(
    () => (found.data === undefined ? [] : foundRows(found.data, isGrouped)),
    [found.data, isGrouped],
  );
  const total = found.data?.total ?? 0;
  const place = Math.min(active, Math.max(0, total - 1));

  function pickFile(): void {
    shell
      .call('dialog.pickFiles', {})
      .then(([file]) => setImported(file ?? null))
      .catch((thrown: unknown) => showError(toAppError(thrown)));
  }

  function open(annotation: Annotation): void {
    session.getState().navigate({ screen: 'review', footageId: annotation.footageId, annotationId: annotation.id });
  }

  return (
    <>
      <ScreenHeader
        title="Annotations"
        description="Everything stated about the recordings of this matter. Enter opens one at its first frame."
        actions={
          <>
            <MakeExhibitsButton request={request} total={total} place={place} isReadOnly={isReadOnly} />
            <Button icon={<Upload />} isDisabled={isReadOnly} onPress={pickFile}>
              Import…
            </Button>
            <Button icon={<Download />} isDisabled={isReadOnly || total === 0} onPress={() => setExporting(true)}>
              Export…
            </Button>
          </>
        }
      />
      <div className={styles['body']}>
        <aside className={styles['facets']} aria-label="Filters">
          <FacetPanel store={matterFilter} result={found.data} />
        </aside>
        <div className={styles['results']}>
          <FilterBar
            store={matterFilter}
            label="Find in all annotations"
            result={found.data}
            hasPanel={false}
            onLeave={() => setFocusWish((count) => count + 1)}
          >
            <div className={styles['order']}>
              <Select
                label="Order"
                isLabelHidden
                options={orders.map((value) => ({ value, label: orderNames[value] }))}
                value={order}
                onChange={setOrder}
              />
            </div>
          </FilterBar>
          <p className={styles['count']} role="status">
            {found.data === undefined ? '' : resultText(total, found.data.recordings.length, !isEmptyFilter(filter))}
          </p>
          {found.isError ? (
            <ErrorNote error={found.error} title="The annotations could not be searched" />
          ) : found.data !== undefined && total === 0 ? (
            <NothingFound isFiltered={!isEmptyFilter(filter)} />
          ) : (
            // biome-ignore lint/a11y/noStaticElementInteractions: arrow keys move between the buttons inside
            <div
              className={styles['list']}
              onKeyDown={(event) => {
                const steps = stepsOfKeys[event.key];
                if (steps !== undefined) {
                  event.preventDefault();
                  setActive(stepPlace(place, steps, total));
                  setFocusWish((count) => count + 1);
                }
              }}
            >
              <VirtualList
                label="Found annotations"
                items={rows}
                itemKey={(row) => (row.kind === 'recording' ? row.footageId : row.at)}
                estimatedHeight={76}
                shownKey={focusWish === 0 ? null : place}
                renderItem={(row) =>
                  row.kind === 'recording' ? (
                    <h2 className={styles['recording']}>
                      <PlainText text={naming.footage.get(row.footageId) ?? ''} isOneLine />
                      <span className={styles['recordingCount']}>{countText(row.count)}</span>
                    </h2>
                  ) : (
                    <FoundAnnotation
                      request={request}
                      at={row.at}
                      known={known}
                      naming={naming}
                      timebases={timebases}
                      hasRecordingName={!isGrouped}
                      isActive={row.at === place}
                      focusWish={focusWish}
                      onOpen={open}
                      onActive={() => setActive(row.at)}
                    />
                  )
                }
              />
            </div>
          )}
        </div>
      </div>
      {isExporting ? (
        <ExportDialog
          selection={{ filter }}
          total={total}
          recordingCount={found.data?.recordings.length ?? 0}
          onClose={() => setExporting(false)}
        />
      ) : null}
      {imported === null ? null : (
        <ImportAnnotationsDialog key={imported.grant} file={imported} onClose={() => setImported(null)} />
      )}
    </>
  );
}

function resultText(total: number, recordingCount: number, isFiltered: boolean): string {
  const annotations = total === 1 ? '1 annotation' : `${countText(total)} annotations`;
  const recordings = recordingCount === 1 ? '1 recording' : `${countText(recordingCount)} recordings`;
  if (total === 0) {
    return isFiltered ? 'Nothing found' : 'No annotations';
  }
  return `${annotations} in ${recordings}`;
}

function NothingFound({ isFiltered }: { readonly isFiltered: boolean }): ReactNode {
  if (isFiltered) {
    return (
      <EmptyState
        icon={<TextSearch />}
        title="Nothing passes the filter"
        action={<Button onPress={() => matterFilter.setState({ filter: emptyFilter })}>Show everything</Button>}
      >
        Every word must begin a word of what is stated. Take away a word or a chip.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<TextSearch />}
      title="Nothing is annotated yet"
      action={<Button onPress={() => session.getState().navigate({ screen: 'library' })}>Go to the library</Button>}
    >
      Open a recording from the library, mark the first and the last frame, and write down what is seen or heard.
    </EmptyState>
  );
}
