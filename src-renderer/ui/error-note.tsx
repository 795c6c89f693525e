import type { ReactNode } from 'react';
import type { AppError } from '../../src-main/domain/app-error.ts';
import { Banner } from './banner.tsx';
import { CopyButton } from './copy-button.tsx';
import { errorDetails } from './toast-store.ts';

type ErrorNoteProps = {
  readonly error: AppError;
  /** What could not be done ("The packet was not sealed"). */
  readonly title?: string;
  readonly actions?: ReactNode;
};

/** An error where it happened: its sentence, and its facts for the clipboard. */
export function ErrorNote({ error, title, actions }: ErrorNoteProps): ReactNode {
  return (
    <Banner
      tone="danger"
      {...(title === undefined ? {} : { title })}
      actions={
        <>
          {actions}
          <CopyButton text={errorDetails(error)} label="Copy the details" />
        </>
      }
    >
      {error.message}
    </Banner>
  );
}
