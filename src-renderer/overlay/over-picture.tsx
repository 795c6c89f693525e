import type { ReactNode } from 'react';
import type { FootageDetail } from '../../src-main/domain/footage.ts';
import type { Bench } from '../playback/bench.ts';
import { AidsBadge } from './aids-badge.tsx';
import styles from './over-picture.module.css';
import { PictureOverlays } from './picture-overlays.tsx';

type OverPictureProps = {
  readonly bench: Bench;
  readonly detail: FootageDetail;
  /** For a picture that is looked at from farther away. */
  readonly isLarge?: boolean;
};

/** What stands over the upper edge of the picture: the overlays on one side, the aids that are on at the other. */
export function OverPicture({ bench, detail, isLarge = false }: OverPictureProps): ReactNode {
  return (
    <div className={styles['over']}>
      <PictureOverlays bench={bench} detail={detail} isLarge={isLarge} />
      <AidsBadge footageId={bench.footageId} />
    </div>
  );
}
