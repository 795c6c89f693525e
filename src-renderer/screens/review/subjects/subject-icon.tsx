import { Car, ShieldHalf, UserRound } from 'lucide-react';
import type { ReactNode } from 'react';
import type { SubjectKind } from '../../../../src-main/domain/subject.ts';

/** The shape of a kind of subject. */
export function SubjectIcon({ kind }: { readonly kind: SubjectKind }): ReactNode {
  switch (kind) {
    case 'agent':
      return <ShieldHalf aria-hidden="true" />;
    case 'person':
      return <UserRound aria-hidden="true" />;
    case 'vehicle':
      return <Car aria-hidden="true" />;
  }
}
