import { FilePlus2, Film } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import type { GrantedPath } from '../../../src-main/contract/shell-powers.ts';
import type { AcquisitionId } from '../../../src-main/domain/identifier.ts';
import { useCommand } from '../../commands/use-commands.ts';
import { useEngineQuery, useShellTopic } from '../../engine/use-engine.ts';
import { Button } from '../../ui/button.tsx';
import { countOf } from '../../ui/date-text.ts';
import { DropHint } from '../../ui/drop-hint.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { ScreenHeader } from '../../ui/screen-header.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { Select } from '../../ui/select.tsx';
import { VirtualList } from '../../ui/virtual-list.tsx';
import {
  filterFootage,
  type LibraryFilter,
  type LibrarySort,
  libraryFilterNames,
  libraryFilters,
  librarySortNames,
  librarySorts,
} from './footage-filter.ts';
import { FootageRow } from './footage-row.tsx';
import { ImportDialog } from './import-dialog.tsx';
import { ImportProgress } from './import-progress.tsx';
import { importStore } from './import-store.ts';
import { IngestReport } from './ingest-report.tsx';
import styles from './library-screen.module.css';

/** The footage of the open matter: bring it in, look it over, choose what to review. */
export function LibraryScreen(): ReactNode {
  const { data, error } = useEngineQuery('footage.list', {});
  const isReadOnly = useEngineQuery('matters.current', {}).data?.isReadOnly ?? true;
  const sample = useCommand('sample.ingest');
  const [query, setQuery] = useState('');
  const [filter, setFilter] = useState<LibraryFilter>('all');
  const [sort, setSort] = useState<LibrarySort>('received');
  const [importing, setImporting] = useState<readonly GrantedPath[] | null>(null);
  const [reportOf, setReportOf] = useState<AcquisitionId | null>(null);
  const shown = useMemo(() => filterFootage(data ?? [], { query, filter, sort }), [data, query, filter, sort]);

  useShellTopic('files.dropped', ({ paths }) => {
    if (!isReadOnly && paths.length > 0) {
      setImporting((before) => [...(before ?? []), ...paths]);
    }
  });

  const importButton = (
    <Button variant="primary" icon={<FilePlus2 />} isDisabled={isReadOnly} onPress={() => setImporting([])}>
      Import footage
    </Button>
  );
  return (
    <section className={styles['screen']} aria-label="Library">
      <ScreenHeader
        title="Library"
        description="Recordings of this matter, kept exactly as received."
        actions={importButton}
      />
      <ImportProgress onReport={setReportOf} />
      {error === null ? null : <ErrorNote error={error} title="The footage could not be listed" />}
      {data !== undefined && data.length === 0 ? (
        <EmptyState
          icon={<Film />}
          title="No footage yet"
          action={
            <>
              {importButton}
              <Button isDisabled={!sample.isEnabled} onPress={sample.run}>
                {sample.label}
              </Button>
            </>
          }
        >
          Import files or whole folders, or drop them on this window. Each file is copied into the matter, its SHA-256
          is taken and checked, and the source is only read.
        </EmptyState>
      ) : null}
      {data !== undefined && data.length > 0 ? (
        <>
          <div className={styles['tools']}>
            <div className={styles['search']}>
              <SearchField
                label="Find footage"
                placeholder="Name, device, codec, digest"
                value={query}
                onChange={setQuery}
              />
            </div>
            <Select
              label="Show"
              isLabelHidden
              value={filter}
              options={libraryFilters.map((value) => ({ value, label: libraryFilterNames[value] }))}
              onChange={setFilter}
            />
            <Select
              label="Order"
              isLabelHidden
              value={sort}
              options={librarySorts.map((value) => ({ value, label: librarySortNames[value] }))}
              onChange={setSort}
            />
            <span className={styles['count']} role="status">
              {shown.length === data.length
                ? countOf(data.length, 'file')
                : `${shown.length} of ${countOf(data.length, 'file')}`}
            </span>
          </div>
          {shown.length === 0 ? (
            <EmptyState title="Nothing matches">Try other words, or show all footage.</EmptyState>
          ) : (
            <VirtualList
              label="Footage"
              items={shown}
              itemKey={(detail) => detail.footage.id}
              estimatedHeight={88}
              renderItem={(detail) => <FootageRow detail={detail} />}
            />
          )}
        </>
      ) : null}
      <DropHint isOff={isReadOnly} text="Drop to import into this matter" />
      {importing === null ? null : (
        <ImportDialog
          key={importing.map(({ grant }) => grant).join()}
          initial={importing}
          onClose={() => setImporting(null)}
          onStarted={(started) => {
            importStore.setState({ started });
            setImporting(null);
          }}
        />
      )}
      {reportOf === null ? null : <IngestReport acquisitionId={reportOf} onClose={() => setReportOf(null)} />}
    </section>
  );
}
