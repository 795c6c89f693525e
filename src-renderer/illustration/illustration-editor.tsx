import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useEngineQuery } from '../engine/use-engine.ts';
import { Button } from '../ui/button.tsx';
import { ErrorNote } from '../ui/error-note.tsx';
import type { IllustrationEditorProps } from './editor-props.ts';
import styles from './illustration-editor.module.css';
import { IllustrationWorkbench } from './illustration-workbench.tsx';

/** A window over the page in which the illustrative aid of an exhibit is drawn on its exact frames. */
export function IllustrationEditor(props: IllustrationEditorProps): ReactNode {
  const detail = useEngineQuery('footage.show', { footageId: props.footageId });
  const facts = detail.data?.facts ?? null;
  return (
    // Escape and a press outside must not throw a drawing away: the workbench asks first.
    <ModalOverlay className={styles['overlay'] ?? ''} isOpen isKeyboardDismissDisabled data-modal="">
      <Modal className={styles['modal'] ?? ''}>
        <AriaDialog className={styles['dialog'] ?? ''} data-testid="illustration-editor">
          {facts !== null ? (
            <IllustrationWorkbench {...props} facts={facts} />
          ) : (
            <>
              <Heading slot="title" className={styles['title'] ?? ''}>
                Illustrative aid of {props.exhibitLabel}
              </Heading>
              {detail.isError ? (
                <ErrorNote error={detail.error} title="The recording could not be read" />
              ) : (
                <p className={styles['hint']}>Reading the recording…</p>
              )}
              <Button onPress={props.onClose}>Close</Button>
            </>
          )}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
