import { type ReactNode, useEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import type { FootageDetail } from '../../src-main/domain/footage.ts';
import { useEngineQuery } from '../engine/use-engine.ts';
import { OverPicture } from '../overlay/over-picture.tsx';
import { StageNotes } from '../overlay/stage-notes.tsx';
import type { Bench } from '../playback/bench.ts';
import { useBench, usePlayhead } from '../playback/bench-store.ts';
import { isAnotherShown } from '../playback/playhead.ts';
import { cx } from '../ui/cx.ts';
import { showNotice } from '../ui/toast-store.ts';
import { openPictureWindow } from './open-picture-window.ts';
import { mainVideo, pictureShape } from './picture-size.ts';
import { placePicture, turnMatrix, viewInRoom } from './picture-view.ts';
import styles from './picture-window.module.css';
import { useRoom } from './use-room.ts';
import { useViewing, viewingOf, viewingStore } from './viewing-store.ts';

/** The second window, for as long as it is wanted; it outlives the recording that is on the bench. */
export function PictureWindow(): ReactNode {
  const isOpen = useViewing((state) => state.isWindowOpen);
  return isOpen ? <OpenPictureWindow /> : null;
}

function OpenPictureWindow(): ReactNode {
  const [body, setBody] = useState<HTMLElement | null>(null);
  useEffect(() => {
    const close = () => viewingStore.getState().set({ isWindowOpen: false });
    return openPictureWindow(window, {
      onReady: setBody,
      onClosed: close,
      onRefused() {
        showNotice('The second window could not be opened.');
        close();
      },
      onFullScreenRefused: () => showNotice('The second window could not change to or from full screen.'),
    });
  }, []);
  const bench = useBench((state) => state.bench);
  if (body === null) {
    return null;
  }
  return createPortal(
    bench === null ? (
      <p className={styles['nothing']}>No recording is on the bench.</p>
    ) : (
      <BenchPicture bench={bench} />
    ),
    body,
  );
}

function BenchPicture({ bench }: { readonly bench: Bench }): ReactNode {
  const detail = useEngineQuery('footage.show', { footageId: bench.footageId }).data;
  return detail === undefined ? null : <WindowStage key={bench.footageId} bench={bench} detail={detail} />;
}

/** The same picture as on the bench, the same look at it, in the size of this window. */
function WindowStage({ bench, detail }: { readonly bench: Bench; readonly detail: FootageDetail }): ReactNode {
  const room = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const measured = useRoom(room);
  const { view } = useViewing((state) => viewingOf(state, bench.footageId));
  const isSmooth = useViewing((state) => state.isSmooth);
  const measure = useViewing((state) => state.measure);
  const isLate = usePlayhead(bench, isAnotherShown);
  const shape = pictureShape(detail.facts === null ? null : mainVideo(detail.facts));
  const here = measured ?? { width: 0, height: 0, devicePixelRatio: 1 };
  const placement = placePicture(measure === null ? view : viewInRoom(view, shape, measure.room, here), shape, here);
  useEffect(() => (canvas.current === null ? undefined : bench.stage.attach(canvas.current, 'both')), [bench]);
  const { left, top, width, height, turns } = placement;
  const [uprightWidth, uprightHeight] = turns % 2 === 0 ? [width, height] : [height, width];
  return (
    <div ref={room} className={styles['room']} data-testid="window-room">
      <div
        className={cx(styles['picture'], !isSmooth && placement.scale > 1 && styles['pixelated'])}
        data-testid="window-picture"
        style={{ left, top, width, height }}
      >
        <canvas
          ref={canvas}
          width={shape.width}
          height={shape.height}
          role="img"
          aria-label="Picture of the current frame"
          className={cx(styles['surface'], isLate && styles['late'])}
          style={{ width: uprightWidth, height: uprightHeight, transform: turnMatrix(placement) }}
        />
      </div>
      <OverPicture bench={bench} detail={detail} isLarge />
      <StageNotes bench={bench} />
    </div>
  );
}
