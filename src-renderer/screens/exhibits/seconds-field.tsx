import type { ReactNode } from 'react';
import { AppError } from '../../../src-main/domain/app-error.ts';
import { DraftField } from './draft-field.tsx';

type SecondsFieldProps = {
  readonly label: string;
  readonly micros: number;
  readonly isDisabled?: boolean;
  readonly onCommit: (micros: number) => Promise<void>;
};

/** Context lengths end here, in seconds; ten minutes are more than anybody reads as context. */
const mostSeconds = 600;

/** Microseconds, or null for what is no length of context. */
export function parseSeconds(text: string): number | null {
  const typed = text.trim().replace(',', '.').replace(/\s*s$/i, '');
  const seconds = /^\d{1,3}(\.\d{1,3})?$/.test(typed) ? Number(typed) : Number.NaN;
  return seconds <= mostSeconds ? Math.round(seconds * 1_000_000) : null;
}

/** A length in seconds, recorded when the box is left. */
export function SecondsField({ label, micros, isDisabled = false, onCommit }: SecondsFieldProps): ReactNode {
  return (
    <DraftField
      label={label}
      isMono
      isDisabled={isDisabled}
      value={String(Number((micros / 1_000_000).toFixed(3)))}
      onCommit={async (text) => {
        const parsed = parseSeconds(text);
        if (parsed === null) {
          throw new AppError('bad-request', `Seconds from 0 to ${mostSeconds}.`);
        }
        await onCommit(parsed);
      }}
    />
  );
}
