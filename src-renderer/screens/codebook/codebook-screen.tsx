import type { ReactNode } from 'react';
import { ScreenHeader } from '../../ui/screen-header.tsx';

/** The vocabulary of this matter. */
export function CodebookScreen(): ReactNode {
  return <ScreenHeader title="Codebook" />;
}
