import { Check, Copy } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { toAppError } from '../../src-main/domain/app-error.ts';
import { useDoors } from '../engine/use-engine.ts';
import { IconButton } from './icon-button.tsx';
import { showError } from './toast-store.ts';

type CopyButtonProps = {
  readonly text: string;
  /** What is copied ("Copy the digest"). */
  readonly label: string;
};

/** Puts a text on the clipboard, through the shell. */
export function CopyButton({ text, label }: CopyButtonProps): ReactNode {
  const { shell } = useDoors();
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) {
      return;
    }
    const timer = setTimeout(() => setCopied(false), 1500);
    return () => clearTimeout(timer);
  }, [isCopied]);
  return (
    <IconButton
      label={isCopied ? 'Copied' : label}
      size="small"
      onPress={() => {
        shell
          .call('clipboard.write', { text })
          .then(() => setCopied(true))
          .catch((thrown: unknown) => showError(toAppError(thrown)));
      }}
    >
      {isCopied ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />}
    </IconButton>
  );
}
