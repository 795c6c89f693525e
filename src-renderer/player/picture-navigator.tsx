import { type PointerEvent, type ReactNode, useEffect, useRef } from 'react';
import type { Bench } from '../playback/bench.ts';
import styles from './picture-navigator.module.css';
import { centreOn, type PictureShape, type Placement, type Room, shownPart, turnMatrix } from './picture-view.ts';
import { changeView } from './viewing-store.ts';

type PictureNavigatorProps = {
  readonly bench: Bench;
  readonly placement: Placement;
  readonly room: Room;
  readonly shape: PictureShape;
};

const longestSide = 160;

/** The whole picture in small with the part that is shown; a press or a drag moves there. */
export function PictureNavigator({ bench, placement, room, shape }: PictureNavigatorProps): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => (canvas.current === null ? undefined : bench.stage.attach(canvas.current, 'both')), [bench]);
  const scale = longestSide / Math.max(placement.width, placement.height);
  const [width, height] = [Math.round(placement.width * scale), Math.round(placement.height * scale)];
  const [uprightWidth, uprightHeight] = placement.turns % 2 === 0 ? [width, height] : [height, width];
  const part = shownPart(placement, room);

  function goTo(event: PointerEvent<HTMLDivElement>): void {
    if (event.buttons !== 1) {
      return;
    }
    const box = event.currentTarget.getBoundingClientRect();
    const turned = { x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height };
    changeView(bench.footageId, (view, measure) => centreOn(view, turned, measure.shape, measure.room));
  }

  return (
    <div
      className={styles['navigator']}
      style={{ width, height }}
      data-over-picture
      data-testid="picture-navigator"
      aria-hidden="true"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        goTo(event);
      }}
      onPointerMove={goTo}
    >
      <canvas
        ref={canvas}
        width={
          shape.width > shape.height ? longestSide * 2 : Math.round((longestSide * 2 * shape.width) / shape.height)
        }
        height={
          shape.width > shape.height ? Math.round((longestSide * 2 * shape.height) / shape.width) : longestSide * 2
        }
        className={styles['whole']}
        style={{
          width: uprightWidth,
          height: uprightHeight,
          transform: turnMatrix({ ...placement, width, height }),
        }}
      />
      <div
        className={styles['part']}
        style={{
          left: part.x * width,
          top: part.y * height,
          width: part.width * width,
          height: part.height * height,
        }}
      />
    </div>
  );
}
