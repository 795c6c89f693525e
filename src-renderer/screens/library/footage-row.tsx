import { FileVideo, Music } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button as PlainButton } from 'react-aria-components';
import type { FootageDetail } from '../../../src-main/domain/footage.ts';
import { useDoors } from '../../engine/use-engine.ts';
import { readAhead } from '../../playback/read-ahead.ts';
import { session } from '../../session/session.ts';
import { readFilmstrip, renditionUrl } from '../../timeline/filmstrip.ts';
import { cx } from '../../ui/cx.ts';
import { byteText } from '../../ui/date-text.ts';
import { DigestText } from '../../ui/digest-text.tsx';
import { PlainText } from '../../ui/plain-text.tsx';
import { useApproach } from '../../ui/use-approach.ts';
import { FootageBadges } from './footage-badges.tsx';
import styles from './footage-row.module.css';
import { footageWords, recordedText } from './footage-words.ts';

/** One recording of the library: its pictures at a glance, its facts, its state. Opens on the bench. */
export function FootageRow({ detail }: { readonly detail: FootageDetail }): ReactNode {
  const { footage } = detail;
  const { engine } = useDoors();
  const words = footageWords(detail);
  const approach = useApproach(() => readAhead(engine, detail));
  return (
    <article className={styles['row']} aria-label={footage.originalName}>
      <PlainButton
        className={styles['open'] ?? ''}
        aria-label={`Review ${footage.originalName}`}
        {...approach}
        onPress={() => session.getState().navigate({ screen: 'review', footageId: footage.id })}
      />
      <Strip detail={detail} />
      <div className={styles['main']}>
        <h2 className={styles['name']}>
          <PlainText text={footage.originalName} isOneLine />
        </h2>
        <p className={styles['facts']}>
          {words.map((word) => (
            <span key={word}>{word}</span>
          ))}
          <span>{byteText(footage.byteCount)}</span>
        </p>
        <p className={styles['facts']}>
          <span>{recordedText(detail)}</span>
          <span className={styles['digest']}>
            SHA-256 <DigestText digest={footage.digest} label={`SHA-256 of ${footage.originalName}`} isShort />
          </span>
        </p>
        {footage.stateReason === '' ? null : (
          <p className={cx(styles['reason'], footage.state === 'damaged' && styles['damaged'])}>
            <PlainText text={footage.stateReason} />
          </p>
        )}
      </div>
      <div className={styles['side']}>
        <span className={styles['badges']}>
          <FootageBadges detail={detail} />
        </span>
        <span className={cx(styles['count'], detail.annotationCount === 0 && styles['none'])}>
          {detail.annotationCount === 0
            ? 'No annotations'
            : `${detail.annotationCount} ${detail.annotationCount === 1 ? 'annotation' : 'annotations'}`}
        </span>
      </div>
    </article>
  );
}

const stripWidth = 300;
const stripHeight = 64;

/** A few pictures of the filmstrip, or the poster, or a sign of what kind of file this is. */
function Strip({ detail }: { readonly detail: FootageDetail }): ReactNode {
  const [isBroken, setBroken] = useState(false);
  const filmstrip = detail.renditions.find((rendition) => rendition.kind === 'filmstrip');
  const poster = detail.renditions.find((rendition) => rendition.kind === 'poster');
  const strip = filmstrip === undefined ? null : readFilmstrip(filmstrip);
  if (strip !== null && !isBroken) {
    const scale = stripHeight / strip.tileHeight;
    const shownTiles = Math.max(1, Math.ceil(stripWidth / (strip.tileWidth * scale)));
    const step = Math.max(1, Math.floor(strip.tiles.length / shownTiles));
    const tiles = strip.tiles.filter((_tile, place) => place % step === 0).slice(0, shownTiles);
    return (
      <div className={styles['strip']} aria-hidden="true">
        {tiles.map((tile) => (
          <span
            key={tile.frame}
            className={styles['tile']}
            style={{
              width: Math.round(strip.tileWidth * scale),
              backgroundImage: `url("${renditionUrl(strip.renditionId)}")`,
              backgroundSize: `${strip.columns * strip.tileWidth * scale}px auto`,
              backgroundPosition: `${-tile.left * scale}px ${-tile.top * scale}px`,
            }}
          />
        ))}
      </div>
    );
  }
  if (poster !== undefined && !isBroken) {
    return (
      <div className={styles['strip']}>
        <img
          className={styles['poster']}
          src={renditionUrl(poster.id)}
          alt=""
          draggable={false}
          onError={() => setBroken(true)}
        />
      </div>
    );
  }
  const Sign = detail.footage.state === 'audio-only' ? Music : FileVideo;
  return (
    <div className={cx(styles['strip'], styles['sign'])} aria-hidden="true">
      <Sign />
    </div>
  );
}
