import type { ReactNode } from 'react';

/** The mark of the product: a frame with one exact point in it. */
export function ProductMark({ size = 18 }: { readonly size?: number }): ReactNode {
  return (
    <svg width={size} height={size} viewBox="0 0 18 18" fill="none" aria-hidden="true">
      <path
        d="M2 6V2h4M12 2h4v4M16 12v4h-4M6 16H2v-4"
        stroke="currentColor"
        strokeWidth="1.75"
        strokeLinecap="square"
      />
      <circle cx="9" cy="9" r="2.5" fill="var(--accent-text)" />
    </svg>
  );
}
