import { EyeOff, ImageOff } from 'lucide-react';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import type { FootageId } from '../../../src-main/domain/identifier.ts';
import type { ViewingAids } from '../../../src-main/domain/viewing-aids.ts';
import { useDoors, useEngineQuery } from '../../engine/use-engine.ts';
import { contentKindNames } from '../../playback/content-note-words.ts';
import { type FrameRef, frameBitmapsOf } from '../../playback/frame-bitmaps.ts';
import { countText } from '../../playback/time-text.ts';
import { mainVideo } from '../../player/picture-size.ts';
import { useNoticesOff } from '../../session/use-notices-off.ts';
import { cx } from '../../ui/cx.ts';
import styles from './frame-tile.module.css';

type FrameTileProps = {
  readonly footageId: FootageId;
  readonly frame: number;
  /** Pixels of the picture that is kept. */
  readonly width: number;
  /** Shown although it is noted as disturbing: the reviewer asked for it. */
  readonly isUncovered?: boolean;
  /** The viewing aids it is shown with. */
  readonly aids?: ViewingAids | null;
  /** Said in place of the name of the frame; empty where the picture only repeats what stands beside it. */
  readonly label?: string;
};

type Shown = { readonly ref: FrameRef; readonly bitmap: ImageBitmap | null };

/** What may disturb at a frame, in words; null when nothing does, undefined while that is not known. */
export function useNotedAt(footageId: FootageId, frame: number): string | null | undefined {
  const notes = useEngineQuery('contentNotes.list', { footageId }).data;
  const isOff = useNoticesOff();
  if (notes === undefined) {
    return undefined;
  }
  const found = isOff ? undefined : notes.find(({ span }) => frame >= span.inFrame && frame < span.outFrame);
  return found === undefined ? null : contentKindNames[found.kind];
}

/** Degrees by which the recording's pictures are turned upright. */
function useRotation(footageId: FootageId): number {
  const footage = useEngineQuery('footage.list', {}).data;
  const facts = footage?.find((detail) => detail.footage.id === footageId)?.facts ?? null;
  return facts === null ? 0 : (mainVideo(facts)?.rotation ?? 0);
}

/** The exact picture of one frame, small; covered where a content note says that it may disturb. */
export function FrameTile(props: FrameTileProps): ReactNode {
  const { footageId, frame, width, isUncovered = false, aids = null, label } = props;
  const { engine } = useDoors();
  const noted = useNotedAt(footageId, frame);
  const isCovered = noted !== null && !isUncovered;
  const rotation = useRotation(footageId);
  const ref = useMemo(() => ({ footageId, frame, aids, rotation }), [footageId, frame, aids, rotation]);
  const [shown, setShown] = useState<Shown | null>(null);
  const canvas = useRef<HTMLCanvasElement>(null);

  useEffect(() => {
    if (isCovered) {
      return;
    }
    const stop = new AbortController();
    frameBitmapsOf(engine)
      .want(ref, width, stop.signal)
      .then((bitmap) => setShown({ ref, bitmap }))
      .catch(() => {
        if (!stop.signal.aborted) {
          setShown({ ref, bitmap: null });
        }
      });
    return () => stop.abort();
  }, [engine, ref, width, isCovered]);

  const known = frameBitmapsOf(engine).known(ref, width);
  const bitmap = isCovered ? null : shown?.ref === ref ? shown.bitmap : known;
  const isFailed = !isCovered && shown?.ref === ref && shown.bitmap === null;
  useEffect(() => {
    if (bitmap !== null && canvas.current !== null) {
      canvas.current.width = bitmap.width;
      canvas.current.height = bitmap.height;
      canvas.current.getContext('2d')?.drawImage(bitmap, 0, 0);
    }
  }, [bitmap]);

  const name = label ?? `Frame ${countText(frame)}`;
  if (isCovered && typeof noted === 'string') {
    return (
      <span className={cx(styles['tile'], styles['covered'])}>
        <EyeOff aria-hidden="true" />
        <span className={styles['why']}>{noted}</span>
      </span>
    );
  }
  return (
    <span className={styles['tile']} aria-busy={bitmap === null && !isFailed}>
      {isFailed ? (
        <span className={styles['covered']} role="img" aria-label={`${name} could not be shown`}>
          <ImageOff aria-hidden="true" />
        </span>
      ) : (
        <canvas
          ref={canvas}
          className={styles['picture']}
          {...(name === '' ? { 'aria-hidden': true } : { role: 'img', 'aria-label': name })}
          {...(bitmap === null ? {} : { 'data-frame': frame })}
          width={16}
          height={9}
        />
      )}
    </span>
  );
}
