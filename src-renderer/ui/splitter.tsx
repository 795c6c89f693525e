import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef } from 'react';
import { cx } from './cx.ts';
import styles from './splitter.module.css';

type SplitterProps = {
  readonly label: string;
  /** `vertical` stands between a left and a right part. */
  readonly orientation: 'vertical' | 'horizontal';
  /** Size in pixels of the part that it sizes. */
  readonly size: number;
  readonly min: number;
  readonly max: number;
  readonly onSize: (size: number) => void;
  /** The sized part lies after the splitter (right or below). */
  readonly isReversed?: boolean;
};

/** A bar that sizes a pane, by pointer and by arrow keys (16 px, with Shift 64). */
export function Splitter({ label, orientation, size, min, max, onSize, isReversed = false }: SplitterProps): ReactNode {
  const drag = useRef<{ origin: number; size: number } | null>(null);
  const isVertical = orientation === 'vertical';
  const sign = isReversed ? -1 : 1;
  const clamp = (value: number) => Math.round(Math.min(max, Math.max(min, value)));
  const position = (event: PointerEvent) => (isVertical ? event.clientX : event.clientY);

  function onKeyDown(event: KeyboardEvent): void {
    const [less, more] = isVertical ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown'];
    const step = event.shiftKey ? 64 : 16;
    if (event.key === less || event.key === more) {
      event.preventDefault();
      event.stopPropagation();
      onSize(clamp(size + (event.key === more ? step : -step) * sign));
    }
  }

  return (
    <hr
      tabIndex={0}
      aria-label={label}
      aria-orientation={orientation}
      aria-valuenow={size}
      aria-valuemin={min}
      aria-valuemax={max}
      className={cx(styles['splitter'], styles[orientation])}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        drag.current = { origin: position(event), size };
      }}
      onPointerMove={(event) => {
        if (drag.current !== null) {
          onSize(clamp(drag.current.size + (position(event) - drag.current.origin) * sign));
        }
      }}
      onPointerUp={() => {
        drag.current = null;
      }}
      onPointerCancel={() => {
        drag.current = null;
      }}
    />
  );
}
