import {
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
  type Ref,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { aidStrip, burnInTexts } from '../../src-main/domain/burn-in.ts';
import type { Illustration, IllustrationShape } from '../../src-main/domain/illustration.ts';
import { drawnShape, type ShapePlace, shapePlaceAt } from '../../src-main/domain/illustration-geometry.ts';
import type { RecordingFacts } from '../../src-main/domain/recording-facts.ts';
import { type FrameSpan, type Pts, ptsToMicros, type Timebase } from '../../src-main/domain/time.ts';
import type { ExactFrame } from './exact-frames.ts';
import styles from './illustration-stage.module.css';
import { measureText } from './measure-text.ts';
import { ShapeDrawing } from './shape-drawing.tsx';
import { moved, type ShapePart } from './shape-edits.ts';
import { shapeName } from './shape-words.ts';
import { StripDrawing } from './strip-drawing.tsx';

type IllustrationStageProps = {
  readonly illustration: Illustration;
  readonly frame: number;
  readonly span: FrameSpan;
  /** The picture that is there: of another frame until that of `frame` is decoded. */
  readonly shown: ExactFrame | null;
  /** True when the picture of `frame` could not be had. */
  readonly hasFailed: boolean;
  readonly facts: RecordingFacts;
  readonly timebase: Timebase;
  readonly exhibitLabel: string;
  /** Of the upright picture in square pixels. */
  readonly picture: { readonly width: number; readonly height: number };
  readonly selected: number | null;
  /** The kind that a drag draws; null when a drag moves what is there. */
  readonly drawing: IllustrationShape['kind'] | null;
  readonly stageRef: Ref<HTMLDivElement>;
  readonly onSelect: (position: number | null) => void;
  readonly onPlace: (position: number, place: ShapePlace, isNudge: boolean) => void;
  readonly onDraw: (place: ShapePlace) => void;
  readonly onStageKey: (event: KeyboardEvent) => void;
};

type Drag = {
  readonly position: number | null;
  readonly part: ShapePart;
  readonly from: { readonly x: number; readonly y: number };
  readonly start: ShapePlace;
  readonly place: ShapePlace;
};

const nudge = 20;
const largeNudge = 200;
const nudges: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

function PictureCanvas({ shown, isExact }: { readonly shown: ExactFrame; readonly isExact: boolean }): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { picture } = shown;
  // Before the page is painted: the veil falls in the same instant in which the picture is there.
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d', { alpha: false });
    context?.drawImage(picture, 0, 0);
  }, [picture]);
  return (
    <canvas
      ref={canvas}
      className={styles['picture']}
      data-veiled={!isExact}
      width={picture.width}
      height={picture.height}
    />
  );
}

/** The exact picture with the shapes over it and the strip below, as the aid will show them; shapes are moved here. */
export function IllustrationStage(props: IllustrationStageProps): ReactNode {
  const { illustration, frame, span, shown, picture, selected, drawing, timebase, facts } = props;
  const { onSelect, onPlace, onDraw } = props;
  const surface = useRef<SVGSVGElement>(null);
  const [drag, setDrag] = useState<Drag | null>(null);

  const exact = shown?.frame === frame ? shown : null;
  const textsOf = (burnIn: Illustration['burnIn'], number: number, pts: Pts) =>
    burnInTexts(burnIn, facts, props.exhibitLabel, { number, micros: ptsToMicros(pts, timebase) });
  const { burnIn } = illustration;
  // Until the picture is there its time stamp is not known. The times stand last, so that the rest keeps its place.
  const texts =
    exact === null
      ? textsOf({ ...burnIn, mediaTime: false, sourceClock: false }, frame, span.inPts)
      : textsOf(burnIn, frame, exact.pts);
  const widest = textsOf(burnIn, span.outFrame - 1, span.outPts);
  const strip = aidStrip(picture, widest, measureText);
  const top = picture.height + (picture.height % 2);
  const size = { width: picture.width, height: top + strip.height };

  /** Ten-thousandths of the picture under the pointer. */
  function pointOf(event: PointerEvent): { x: number; y: number } {
    const box = surface.current?.getBoundingClientRect() ?? new DOMRect(0, 0, 1, 1);
    return {
      x: ((event.clientX - box.left) / box.width) * 10_000,
      y: ((event.clientY - box.top) / box.height) * (size.height / picture.height) * 10_000,
    };
  }

  function begin(event: PointerEvent, position: number | null, part: ShapePart, start: ShapePlace): void {
    if (event.button !== 0) {
      return;
    }
    event.stopPropagation();
    surface.current?.setPointerCapture(event.pointerId);
    setDrag({ position, part, from: pointOf(event), start, place: start });
  }

  function onPointerDown(event: PointerEvent): void {
    if (drawing === null) {
      onSelect(null);
      return;
    }
    const { x, y } = pointOf(event);
    begin(event, null, drawing === 'call-out' ? 'from' : 'to', { x, y, toX: x, toY: y });
  }

  function onPointerMove(event: PointerEvent): void {
    if (drag !== null) {
      const { x, y } = pointOf(event);
      setDrag({ ...drag, place: moved(drag.start, { x: x - drag.from.x, y: y - drag.from.y }, drag.part) });
    }
  }

  function onPointerUp(): void {
    if (drag === null) {
      return;
    }
    setDrag(null);
    const { place, start, position } = drag;
    const length = Math.hypot(place.x - start.x + place.toX - start.toX, place.y - start.y + place.toY - start.toY);
    if (length < 30) {
      return;
    }
    if (position === null) {
      onDraw(place);
    } else {
      onPlace(position, place, false);
    }
  }

  function onShapeKey(event: KeyboardEvent, position: number, part: ShapePart, place: ShapePlace): void {
    const way = nudges[event.key];
    if (way !== undefined && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      event.stopPropagation();
      const step = event.shiftKey ? largeNudge : nudge;
      onPlace(position, moved(place, { x: way[0] * step, y: way[1] * step }, part), true);
    }
  }

  const shapes = illustration.shapes.flatMap((shape, position) => {
    const own = shapePlaceAt(shape, frame);
    const place = drag?.position === position ? drag.place : own;
    return place === null ? [] : [{ shape, position, place }];
  });
  const drawn = (shape: Pick<IllustrationShape, 'kind' | 'colour' | 'text'>, place: ShapePlace) =>
    drawnShape(shape, place, picture, measureText);
  const pixel = (x: number, y: number) => ({ cx: (x * picture.width) / 10_000, cy: (y * picture.height) / 10_000 });
  const state = props.hasFailed ? `Frame ${frame} could not be shown` : `Frame ${frame} is being decoded`;
  const handle = Math.max(5, Math.min(picture.width, picture.height) * 0.012);

  return (
    <div
      ref={props.stageRef}
      className={styles['stage']}
      role="application"
      aria-label={`${exact === null ? `${state}.` : `Picture of frame ${frame}.`} Arrow keys step, Tab goes to the shapes.`}
      aria-busy={exact === null && !props.hasFailed}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the picture is stepped through with the keys, as a slider is.
      tabIndex={0}
      data-drawing={drawing !== null}
      data-testid="illustration-stage"
      onKeyDown={props.onStageKey}
    >
      <div
        className={styles['aid']}
        style={{
          aspectRatio: `${size.width} / ${size.height}`,
          maxWidth: `calc(100cqh * ${size.width / size.height})`,
        }}
      >
        <div className={styles['ground']} style={{ height: `${(picture.height / size.height) * 100}%` }}>
          {shown === null ? null : <PictureCanvas shown={shown} isExact={exact !== null} />}
        </div>
        <svg
          ref={surface}
          className={styles['surface']}
          viewBox={`0 0 ${size.width} ${size.height}`}
          aria-label="Shapes in this frame"
          onPointerDown={onPointerDown}
          onPointerMove={onPointerMove}
          onPointerUp={onPointerUp}
          onPointerCancel={() => setDrag(null)}
        >
          {shapes.map(({ shape, position, place }) => {
            const look = drawn(shape, place);
            const isSelected = position === selected;
            return (
              <g key={position}>
                {/* biome-ignore lint/a11y/useSemanticElements: a button cannot stand in a drawing. */}
                <g
                  role="button"
                  tabIndex={0}
                  className={styles['shape']}
                  aria-label={`${shapeName(shape, position)}. Arrow keys move it.`}
                  aria-pressed={isSelected}
                  onFocus={() => onSelect(position)}
                  onPointerDown={(event) => {
                    if (drawing === null) {
                      onSelect(position);
                      begin(event, position, 'all', place);
                    }
                  }}
                  onKeyDown={(event) => onShapeKey(event, position, 'all', place)}
                >
                  <path className={styles['grip']} d={`${look.line} ${look.solid}`} strokeWidth={handle * 2.4} />
                  <ShapeDrawing drawn={look} isFramed={shape.kind === 'call-out'} />
                </g>
                {isSelected
                  ? (['from', 'to'] as const).map((part) => (
                      // biome-ignore lint/a11y/useSemanticElements: a button cannot stand in a drawing.
                      <circle
                        key={part}
                        role="button"
                        tabIndex={0}
                        className={styles['handle']}
                        aria-label={`${part === 'from' ? 'First' : 'Second'} point of ${shapeName(shape, position)}. Arrow keys move it.`}
                        {...(part === 'from' ? pixel(place.x, place.y) : pixel(place.toX, place.toY))}
                        r={handle}
                        onPointerDown={(event) => begin(event, position, part, place)}
                        onKeyDown={(event) => onShapeKey(event, position, part, place)}
                      />
                    ))
                  : null}
              </g>
            );
          })}
          {drag !== null && drag.position === null && drawing !== null ? (
            <ShapeDrawing drawn={drawn({ kind: drawing, colour: 'yellow', text: '' }, drag.place)} isFramed={false} />
          ) : null}
          <StripDrawing strip={strip} texts={texts} width={size.width} top={top} />
        </svg>
        {exact === null ? <p className={styles['state']}>{state}</p> : null}
      </div>
    </div>
  );
}
