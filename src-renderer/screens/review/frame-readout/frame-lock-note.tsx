import { CircleAlert, Lock, LockOpen, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Annotation } from '../../../../src-main/domain/annotation.ts';
import type { LockVerdict } from '../../../../src-main/domain/frame-lock.ts';
import { useEngineQuery } from '../../../engine/use-engine.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Banner } from '../../../ui/banner.tsx';
import { ErrorNote } from '../../../ui/error-note.tsx';
import styles from './frame-lock-note.module.css';
import { useLockCheck } from './use-lock-check.ts';

type FrameLockNoteProps = { readonly annotation: Annotation; readonly isSelected: boolean };

/** On a card: whether the pictures are still those it was made on. Opened, it decodes them; otherwise it warns of trouble. */
export function FrameLockNote({ annotation, isSelected }: FrameLockNoteProps): ReactNode {
  return isSelected && annotation.state !== 'withdrawn' ? (
    <OpenedLock annotation={annotation} />
  ) : (
    <KnownTrouble annotation={annotation} />
  );
}

function KnownTrouble({ annotation }: { readonly annotation: Annotation }): ReactNode {
  const standing = useEngineQuery('locks.standing', { footageId: annotation.footageId }).data;
  const trouble = standing?.troubles.find(({ annotationId }) => annotationId === annotation.id);
  if (trouble === undefined) {
    return null;
  }
  return (
    <p className={styles['trouble']}>
      {trouble.verdict === 'no-match' ? (
        <Badge tone="danger" icon={<CircleAlert aria-hidden="true" />} title={trouble.sentence}>
          Pictures do not match
        </Badge>
      ) : (
        <Badge tone="warning" icon={<TriangleAlert aria-hidden="true" />} title={trouble.sentence}>
          Pictures cannot be checked
        </Badge>
      )}
    </p>
  );
}

const verdictTitles: Readonly<Record<LockVerdict, string>> = {
  match: 'Pictures match',
  'no-match': 'The pictures do not match',
  'not-locked': 'Not locked yet',
  'cannot-check': 'The pictures cannot be checked',
};

function OpenedLock({ annotation }: { readonly annotation: Annotation }): ReactNode {
  const { data: check, error } = useLockCheck(annotation);
  if (error !== null) {
    return error.code === 'cancelled' ? null : <ErrorNote error={error} title="The pictures were not checked" />;
  }
  if (check === undefined) {
    return (
      <p className={styles['line']} role="status">
        <Lock className={styles['icon']} aria-hidden="true" />
        <span className={styles['sentence']}>Decoding its pictures to compare them…</span>
      </p>
    );
  }
  if (check.verdict === 'no-match' || check.verdict === 'cannot-check') {
    return (
      <div className={styles['loud']} data-verdict={check.verdict}>
        <Banner tone={check.verdict === 'no-match' ? 'danger' : 'warning'} title={verdictTitles[check.verdict]}>
          {check.sentence}
        </Banner>
      </div>
    );
  }
  const isMatch = check.verdict === 'match';
  const Icon = isMatch ? Lock : LockOpen;
  return (
    <p className={styles['line']} role="status" data-verdict={check.verdict}>
      <Icon className={isMatch ? styles['good'] : styles['icon']} aria-hidden="true" />
      <span>
        <strong className={isMatch ? styles['goodWords'] : styles['words']}>{verdictTitles[check.verdict]}.</strong>{' '}
        <span className={styles['sentence']}>{check.sentence}</span>
      </span>
    </p>
  );
}
