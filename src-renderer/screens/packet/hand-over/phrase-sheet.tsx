import { Printer } from 'lucide-react';
import type { ReactNode } from 'react';
import { toAppError } from '../../../../src-main/domain/app-error.ts';
import { useDoors } from '../../../engine/use-engine.ts';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { PlainText } from '../../../ui/plain-text.tsx';
import { showError } from '../../../ui/toast-store.ts';
import styles from './hand-over.module.css';

type PhraseSheetProps = { readonly phrase: string; readonly packetName: string; readonly deliveredTo: string };

/** The phrase of one hand-over, shown only now. */
export function PhraseSheet({ phrase, packetName, deliveredTo }: PhraseSheetProps): ReactNode {
  const { shell } = useDoors();
  return (
    <div className={styles['sheet']}>
      <span className={styles['muted']}>Frame of Record · phrase of a packet</span>
      <div className={styles['phraseRow']}>
        <code className={styles['phrase']}>{phrase}</code>
        <CopyButton text={phrase} label="Copy the phrase" />
        <IconButton
          label="Print the phrase"
          size="small"
          onPress={() => {
            shell.call('print.page', {}).catch((thrown: unknown) => showError(toAppError(thrown)));
          }}
        >
          <Printer aria-hidden="true" />
        </IconButton>
      </div>
      <span className={styles['muted']}>
        {packetName} · for <PlainText text={deliveredTo} />
      </span>
      <p className={styles['hint']}>
        It is shown only now and kept nowhere. Without it nobody can open the files. Give it to the recipient by another
        way than the medium: on the telephone, or in a letter of its own.
      </p>
    </div>
  );
}
