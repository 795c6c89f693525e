import { SlidersHorizontal } from 'lucide-react';
import { Fragment, type ReactNode } from 'react';
import type { FootageId } from '../../src-main/domain/identifier.ts';
import { aidTexts, areAidsOn } from '../../src-main/domain/viewing-aids.ts';
import { toggleAids, useViewing, viewingOf } from '../player/viewing-store.ts';
import { Button } from '../ui/button.tsx';
import styles from './aids-badge.module.css';

/** Says over the picture that it is not shown as it is, which aids are on, and turns them off. */
export function AidsBadge({ footageId }: { readonly footageId: FootageId }): ReactNode {
  const { aids } = useViewing((state) => viewingOf(state, footageId));
  if (!areAidsOn(aids)) {
    return null;
  }
  return (
    <div className={styles['badge']} role="status" data-over-picture data-testid="aids-badge">
      <SlidersHorizontal className={styles['icon']} aria-hidden="true" />
      <p className={styles['words']}>
        <strong>Viewing aids on</strong>{' '}
        {aidTexts(aids).map((text, at, all) => (
          <Fragment key={text}>
            <span>{at < all.length - 1 ? `${text},` : text}</span>{' '}
          </Fragment>
        ))}
      </p>
      <Button size="small" preventFocusOnPress onPress={() => toggleAids(footageId)}>
        Turn off
      </Button>
    </div>
  );
}
