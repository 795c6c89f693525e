import { X } from 'lucide-react';
import { type FormEvent, type ReactNode, useRef, useState } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { cx } from './cx.ts';
import styles from './dialog.module.css';
import { IconButton } from './icon-button.tsx';

type DialogProps = {
  readonly isOpen: boolean;
  /** Called when it is dismissed by Escape, the cross or a press outside. */
  readonly onClose: () => void;
  readonly title: string;
  readonly width?: 'narrow' | 'medium' | 'wide';
  /** False: only its own buttons end it (the recovery key). */
  readonly isDismissable?: boolean;
  readonly role?: 'dialog' | 'alertdialog';
  /** Once something was typed, Escape and a press outside ask first: the next one leaves without it. */
  readonly isTextKept?: boolean;
  /** Text without controls: the arrow keys scroll it. */
  readonly isReadingMatter?: boolean;
  /** Buttons at the bottom, the main one last. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
};

const scrolledByKeys = { tabIndex: 0, role: 'group', 'aria-label': 'Text' } as const;

/** A window over the page; shortcuts of the page rest while it is open. */
export function Dialog({
  isOpen,
  onClose,
  title,
  width = 'medium',
  isDismissable = true,
  role = 'dialog',
  isTextKept = false,
  isReadingMatter = false,
  actions,
  children,
}: DialogProps): ReactNode {
  const [isTyped, setTyped] = useState(false);
  const [isAsked, setAsked] = useState(false);
  const typedInto = useRef(new Set<HTMLInputElement | HTMLTextAreaElement>());
  const noteTyping = ({ target }: FormEvent) => {
    if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) {
      typedInto.current.add(target);
      // One field that was emptied again says nothing of the others.
      setTyped([...typedInto.current].some(({ value }) => value.trim() !== ''));
      setAsked(false);
    }
  };
  return (
    <ModalOverlay
      className={styles['overlay'] ?? ''}
      isOpen={isOpen}
      onOpenChange={(open) => {
        if (open) {
          return;
        }
        if (isTextKept && isTyped && !isAsked) {
          setAsked(true);
        } else {
          onClose();
        }
      }}
      isDismissable={isDismissable}
      isKeyboardDismissDisabled={!isDismissable}
      data-modal=""
    >
      <Modal className={cx(styles['modal'], styles[width])}>
        <AriaDialog className={styles['dialog'] ?? ''} role={role}>
          <header className={styles['header']}>
            <Heading slot="title" className={styles['title'] ?? ''}>
              {title}
            </Heading>
            {isDismissable ? (
              <IconButton label="Close" size="small" onPress={onClose}>
                <X aria-hidden="true" />
              </IconButton>
            ) : null}
          </header>
          <div
            className={styles['body']}
            onInput={isTextKept ? noteTyping : undefined}
            {...(isReadingMatter ? scrolledByKeys : {})}
          >
            {children}
          </div>
          {actions === undefined ? null : (
            <footer className={styles['actions']}>
              {isAsked ? (
                <p className={styles['asked']} role="alert">
                  What you typed is not recorded. Esc once more leaves without it.
                </p>
              ) : null}
              {actions}
            </footer>
          )}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
