import { BookOpenCheck, FileKey, ShieldCheck } from 'lucide-react';
import { type ReactNode, useDeferredValue, useMemo, useState } from 'react';
import { toAppError } from '../../../src-main/domain/app-error.ts';
import { useDoors, useEngineMutation, useEngineQuery } from '../../engine/use-engine.ts';
import { Button } from '../../ui/button.tsx';
import { countOf } from '../../ui/date-text.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { ScreenHeader } from '../../ui/screen-header.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { Select } from '../../ui/select.tsx';
import { showError } from '../../ui/toast-store.ts';
import { VirtualList } from '../../ui/virtual-list.tsx';
import { CheckpointDialog, type ExportedCheckpoint } from './checkpoint-dialog.tsx';
import row from './custody-row.module.css';
import { CustodyRow } from './custody-row.tsx';
import styles from './custody-screen.module.css';
import { type CustodyTopic, custodyTopicNames, custodyTopics, filterCustody } from './custody-words.ts';
import { useCustodyLog } from './use-custody-log.ts';
import { VerificationPanel } from './verification-panel.tsx';

/** The custody log: who did what to what, when; verify it, take a checkpoint off the machine. */
export function CustodyScreen(): ReactNode {
  const { shell } = useDoors();
  const log = useCustodyLog();
  const footage = useEngineQuery('footage.list', {}).data;
  const verify = useEngineMutation('matters.verify');
  const exportCheckpoint = useEngineMutation('custody.checkpoint');
  const [topic, setTopic] = useState<CustodyTopic>('all');
  const [search, setSearch] = useState('');
  const [openSeq, setOpenSeq] = useState<number | null>(null);
  const [exported, setExported] = useState<ExportedCheckpoint | null>(null);
  const searched = useDeferredValue(search);
  const lines = useMemo(() => filterCustody(log.data ?? [], topic, searched), [log.data, topic, searched]);

  const names = useMemo(
    () => new Map((footage ?? []).map(({ footage: own }) => [own.digest as string, own.originalName])),
    [footage],
  );

  async function takeCheckpoint(): Promise<void> {
    const file = await shell.call('dialog.saveFile', {
      title: 'Where should the checkpoint go?',
      suggestedName: `checkpoint-${new Date().toISOString().slice(0, 10)}.txt`,
    });
    if (file !== null) {
      const checkpoint = await exportCheckpoint.mutateAsync({ out: { grant: file.grant } });
      setExported({ ...checkpoint, fileName: file.name });
    }
  }

  return (
    <>
      <ScreenHeader
        title="Custody log"
        description="Every act in this matter, in order. Each entry holds the hash of the one before it and is signed."
        actions={
          <>
            <Button
              icon={<FileKey />}
              isDisabled={exportCheckpoint.isPending}
              onPress={() => {
                takeCheckpoint().catch((thrown: unknown) => showError(toAppError(thrown)));
              }}
            >
              Export a checkpoint…
            </Button>
            <Button
              variant="primary"
              icon={<ShieldCheck />}
              isDisabled={verify.isPending}
              onPress={() => verify.mutate({}, { onError: showError })}
            >
              Verify this matter
            </Button>
          </>
        }
      />
      <VerificationPanel />
      <div className={styles['tools']}>
        <div className={styles['search']}>
          <SearchField label="Search the log" value={search} onChange={setSearch} />
        </div>
        <div className={styles['topic']}>
          <Select
            label="Show"
            isLabelHidden
            options={custodyTopics.map((value) => ({ value, label: custodyTopicNames[value] }))}
            value={topic}
            onChange={setTopic}
          />
        </div>
        <span className={styles['count']} role="status">
          {log.data === undefined ? '' : countOf(lines.length, 'entry', 'entries')}
        </span>
      </div>
      {log.isError ? (
        <div className={styles['error']}>
          <ErrorNote error={log.error} title="The custody log could not be read" />
        </div>
      ) : log.data !== undefined && lines.length === 0 ? (
        <EmptyState icon={<BookOpenCheck />} title="No entry matches">
          Change the search or show everything.
        </EmptyState>
      ) : (
        <VirtualList
          label="Entries of the custody log, newest first"
          items={lines}
          itemKey={(line) => line.seq}
          estimatedHeight={45}
          header={
            <div className={row['columns']} aria-hidden="true">
              <span>Entry</span>
              <span>Time here / UTC</span>
              <span className={row['who']}>Who</span>
              <span>What</span>
              <span className={row['hashHead']}>Hash</span>
            </div>
          }
          renderItem={(line) => (
            <CustodyRow
              line={line}
              names={names}
              isOpen={line.seq === openSeq}
              onToggle={() => setOpenSeq(line.seq === openSeq ? null : line.seq)}
            />
          )}
        />
      )}
      {exported === null ? null : <CheckpointDialog checkpoint={exported} onClose={() => setExported(null)} />}
    </>
  );
}
