import { GripVertical, MapPinOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, GridListItem } from 'react-aria-components';
import type { Exhibit } from '../../../src-main/domain/exhibit.ts';
import { classOfContent } from '../../../src-main/domain/exhibit-files.ts';
import { exhibitLabel } from '../../../src-main/domain/exhibit-number.ts';
import type { MovedAnnotation } from '../../../src-main/domain/exhibit-preview.ts';
import type { FootageDetail } from '../../../src-main/domain/footage.ts';
import { ptsToMicros } from '../../../src-main/domain/time.ts';
import { Badge } from '../../ui/badge.tsx';
import { ClassBadge } from '../../ui/class-badge.tsx';
import { PlainText } from '../../ui/plain-text.tsx';
import { plainText } from '../../ui/visible-text.ts';
import styles from './exhibit-list.module.css';
import { contentText, firstFrame, optionsText } from './exhibit-words.ts';
import { FrameTile } from './frame-tile.tsx';

type ExhibitRowProps = {
  readonly exhibit: Exhibit;
  readonly source: FootageDetail | undefined;
  readonly moved: MovedAnnotation | undefined;
};

/** Pixels of the small picture: as wide as it is drawn on a dense display. */
const pictureWidth = 224;

/** One exhibit of the list. */
export function ExhibitRow({ exhibit, source, moved }: ExhibitRowProps): ReactNode {
  const label = exhibitLabel(exhibit.number);
  const title = exhibit.title === '' ? 'No title yet' : exhibit.title;
  const index = source?.index ?? null;
  // As long as its pictures, like every other length here; the container may say more where the sound runs on.
  const pictureMicros =
    index === null ? null : ptsToMicros(index.endPts, index.timebase) - ptsToMicros(index.firstPts, index.timebase);
  const where = contentText(exhibit.content, index?.timebase ?? null, pictureMicros);
  return (
    <GridListItem id={exhibit.id} textValue={`${label} ${plainText(title, 80)}`} className={styles['row'] ?? ''}>
      {({ allowsDragging }) => (
        <>
          {allowsDragging ? (
            <Button slot="drag" className={styles['grip'] ?? ''} aria-label={`Move ${label}`}>
              <GripVertical aria-hidden="true" />
            </Button>
          ) : null}
          <span className={styles['thumbnail']}>
            <FrameTile
              footageId={exhibit.footageId}
              frame={firstFrame(exhibit.content)}
              width={pictureWidth}
              aids={exhibit.content.kind === 'still' ? exhibit.content.aids : null}
              label=""
            />
          </span>
          <span className={styles['words']}>
            <span className={styles['line']}>
              <span className={styles['number']}>{label}</span>
              <ClassBadge value={classOfContent(exhibit.content)} />
            </span>
            <span className={exhibit.title === '' ? styles['untitled'] : styles['title']}>
              <PlainText text={title} isOneLine isProse />
            </span>
            <span className={styles['facts']}>
              <PlainText text={source?.footage.originalName ?? ''} isOneLine />
              <span className={styles['where']}>{where}</span>
            </span>
            <span className={styles['options']}>
              {moved === undefined ? null : (
                <Badge tone="warning" icon={<MapPinOff aria-hidden="true" />}>
                  {moved.isWithdrawn ? 'Annotation withdrawn since' : 'Annotation moved since'}
                </Badge>
              )}
              <span className={styles['brief']}>{optionsText(exhibit)}</span>
            </span>
          </span>
        </>
      )}
    </GridListItem>
  );
}
