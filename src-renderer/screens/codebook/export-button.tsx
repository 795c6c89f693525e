import type { ReactNode } from 'react';
import { toAppError } from '../../../src-main/domain/app-error.ts';
import { type VocabularyFormat, vocabularyFormats } from '../../../src-main/domain/vocabulary-formats.ts';
import { useDoors } from '../../engine/use-engine.ts';
import { Button } from '../../ui/button.tsx';
import { MenuButton } from '../../ui/menu-button.tsx';
import { showError, showNotice, showSuccess } from '../../ui/toast-store.ts';

const forms: Readonly<Record<VocabularyFormat, { readonly label: string; readonly extension: string }>> = {
  json: { label: 'Codebook (.json), whole', extension: 'json' },
  csv: { label: 'Table (.csv)', extension: 'csv' },
  elan: { label: 'ELAN vocabulary (.ecv)', extension: 'ecv' },
  boris: { label: 'BORIS project (.boris)', extension: 'boris' },
};

/** Writes the codebook, or one of its versions, in one of the forms. */
export function ExportButton({ version }: { readonly version?: string }): ReactNode {
  const { shell, engine } = useDoors();

  async function exportAs(format: VocabularyFormat): Promise<void> {
    const suggestedName = `codebook${version === undefined ? '' : `-${version}`}.${forms[format].extension}`;
    const place = await shell.call('dialog.saveFile', { title: 'Export the codebook', suggestedName });
    if (place === null) {
      return;
    }
    const { unplaced } = await engine.call('codebook.export', {
      out: { grant: place.grant },
      format,
      ...(version === undefined ? {} : { version }),
    });
    if (unplaced.length === 0) {
      showSuccess(`${place.name} written.`);
    } else {
      showNotice(`${place.name} written. ${unplaced.join(' ')}`);
    }
  }

  return (
    <MenuButton
      label="Export as"
      entries={vocabularyFormats.map((format) => ({
        id: format,
        label: forms[format].label,
        onAction: () => {
          exportAs(format).catch((thrown: unknown) => showError(toAppError(thrown)));
        },
      }))}
    >
      <Button>Export</Button>
    </MenuButton>
  );
}
