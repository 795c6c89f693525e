import type { ReactNode } from 'react';
import type { CallOutput } from '../../../src-main/contract/api.ts';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { PlainText } from '../../ui/plain-text.tsx';
import styles from './checkpoint-dialog.module.css';

export type ExportedCheckpoint = CallOutput<'custody.checkpoint'> & { readonly fileName: string };

type CheckpointDialogProps = { readonly checkpoint: ExportedCheckpoint; readonly onClose: () => void };

/** What was just exported, and what makes it worth something: keeping it elsewhere. */
export function CheckpointDialog({ checkpoint, onClose }: CheckpointDialogProps): ReactNode {
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="Checkpoint exported"
      actions={
        <Button variant="primary" onPress={onClose}>
          Done
        </Button>
      }
    >
      <p>
        <PlainText text={checkpoint.fileName} /> fixes the log as it is now, with {checkpoint.size} entries. Keep it off
        this machine: on a drive that another person holds, in the post, or printed. Later it proves that no entry
        before it was changed or taken away.
      </p>
      <div className={styles['note']}>
        <pre className={styles['text']}>{checkpoint.note}</pre>
        <CopyButton text={checkpoint.note} label="Copy the checkpoint" />
      </div>
    </Dialog>
  );
}
