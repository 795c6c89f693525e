import { FolderPlus, Plus } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { toAppError } from '../../../src-main/domain/app-error.ts';
import type { Codebook } from '../../../src-main/domain/codebook.ts';
import { useCommand } from '../../commands/use-commands.ts';
import { useDoors, useEngineQuery } from '../../engine/use-engine.ts';
import { codebookDesk, useDesk } from '../../session/codebook-desk.ts';
import { Button } from '../../ui/button.tsx';
import { countOf } from '../../ui/date-text.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { ScreenHeader } from '../../ui/screen-header.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { showError } from '../../ui/toast-store.ts';
import { CheckPanel } from './check-panel.tsx';
import styles from './codebook-screen.module.css';
import { CodesPanel } from './codes-panel.tsx';
import { ExportButton } from './export-button.tsx';
import { ImportVocabularyDialog, type PickedFile } from './import-vocabulary-dialog.tsx';
import { OfferBanner } from './offer-banner.tsx';
import { RulesPanel } from './rules-panel.tsx';
import { useIsReadOnly } from './use-change.ts';
import { VersionsPanel } from './versions-panel.tsx';

/** The vocabulary of this matter: its codes, rules and versions, and what the rules find. */
export function CodebookScreen(): ReactNode {
  const codebook = useEngineQuery('codebook.show', {});
  if (codebook.isError) {
    return (
      <div className={styles['error']}>
        <ErrorNote error={codebook.error} title="The codebook could not be read" />
      </div>
    );
  }
  return codebook.data === undefined ? <section aria-busy="true" /> : <Desk codebook={codebook.data} />;
}

function Desk({ codebook }: { readonly codebook: Codebook }): ReactNode {
  const { shell } = useDoors();
  const tab = useDesk((state) => state.tab);
  const findings = useEngineQuery('codebook.check', {}, { isEnabled: tab === 'check' }).data;
  const isReadOnly = useIsReadOnly();
  const addCode = useCommand('codebook.add-code');
  const addGroup = useCommand('codebook.add-group');
  const [picked, setPicked] = useState<PickedFile | null>(null);

  async function pickFile(): Promise<void> {
    const [file] = await shell.call('dialog.pickFiles', {});
    if (file !== undefined) {
      setPicked(file);
    }
  }

  const retired = codebook.codes.filter((code) => code.isRetired).length;
  return (
    <>
      <ScreenHeader
        title="Codebook"
        description={`${codebook.title}, version ${codebook.version}: ${countOf(codebook.codes.length - retired, 'code')} in ${countOf(codebook.groups.length, 'group')}${retired === 0 ? '' : `, ${retired} retired`}`}
        actions={
          <>
            <Button
              isDisabled={isReadOnly}
              onPress={() => {
                pickFile().catch((thrown: unknown) => showError(toAppError(thrown)));
              }}
            >
              Import…
            </Button>
            <ExportButton />
            <Button icon={<FolderPlus />} isDisabled={!addGroup.isEnabled} onPress={addGroup.run}>
              New group
            </Button>
            <Button variant="primary" icon={<Plus />} isDisabled={!addCode.isEnabled} onPress={addCode.run}>
              New code
            </Button>
          </>
        }
      />
      <OfferBanner base={codebook.version} />
      <div className={styles['tabs']}>
        <Tabs
          label="Codebook"
          selected={tab}
          onSelect={(chosen) => codebookDesk.getState().set({ tab: chosen })}
          tabs={[
            { id: 'codes', label: 'Codes', content: <CodesPanel codebook={codebook} /> },
            { id: 'rules', label: 'Rules', count: codebook.rules.length, content: <RulesPanel codebook={codebook} /> },
            { id: 'versions', label: 'Versions', content: <VersionsPanel current={codebook.version} /> },
            {
              id: 'check',
              label: 'Check',
              ...(findings === undefined ? {} : { count: findings.findings.length + findings.leftOff }),
              content: <CheckPanel codebook={codebook} />,
            },
          ]}
        />
      </div>
      {picked === null ? null : <ImportVocabularyDialog file={picked} onClose={() => setPicked(null)} />}
    </>
  );
}
