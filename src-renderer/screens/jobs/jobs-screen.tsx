import { ListChecks } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import { useEngineQuery } from '../../engine/use-engine.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { ScreenHeader } from '../../ui/screen-header.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { VirtualList } from '../../ui/virtual-list.tsx';
import { JobRow } from './job-row.tsx';
import { isActive, sortJobs } from './job-words.ts';
import styles from './jobs-screen.module.css';

const filters = ['all', 'active', 'failed'] as const;
type JobFilter = (typeof filters)[number];

const filterNames: Readonly<Record<JobFilter, string>> = { all: 'All', active: 'Under way', failed: 'Failed' };

/** The engine's long work: it survives restarts, can be cancelled and tried again. */
export function JobsScreen(): ReactNode {
  const list = useEngineQuery('jobs.list', {});
  const [filter, setFilter] = useState<JobFilter>('all');
  const jobs = useMemo(() => sortJobs(list.data ?? []), [list.data]);
  const byFilter = {
    all: jobs,
    active: jobs.filter(isActive),
    failed: jobs.filter((job) => job.state === 'failed'),
  };
  return (
    <>
      <ScreenHeader
        title="Jobs"
        description="Longer work goes on while you review. A job that is interrupted starts again by itself."
      />
      {list.isError ? (
        <div className={styles['error']}>
          <ErrorNote error={list.error} title="The jobs could not be listed" />
        </div>
      ) : (
        <Tabs
          label="Which jobs"
          selected={filter}
          onSelect={setFilter}
          tabs={filters.map((id) => ({
            id,
            label: filterNames[id],
            count: byFilter[id].length,
            content:
              byFilter[id].length === 0 ? (
                <EmptyState icon={<ListChecks />} title={id === 'failed' ? 'No job has failed' : 'Nothing to do'}>
                  {list.isPending ? 'Asking the engine…' : 'Taking in files, sealing and verifying appear here.'}
                </EmptyState>
              ) : (
                <VirtualList
                  label={`Jobs: ${filterNames[id]}`}
                  items={byFilter[id]}
                  itemKey={(job) => job.id}
                  estimatedHeight={54}
                  renderItem={(job) => <JobRow job={job} />}
                />
              ),
          }))}
        />
      )}
    </>
  );
}
