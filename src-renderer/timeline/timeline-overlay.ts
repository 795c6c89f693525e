import styles from './timeline-overlay.module.css';
import type { TimelineExtent, TimelineView } from './timeline-view.ts';
import { xOfTick } from './timeline-view.ts';

/** A span under the hand, where it would come to stand. `y` in CSS pixels from the top of the timeline. */
export type Ghost = {
  readonly inTick: number;
  readonly outTick: number;
  readonly top: number;
  readonly height: number;
};

/** What moves over the drawing without being drawn into it; ticks of the stream, null for what is not there. */
export type OverlayState = {
  readonly playheadTick: number;
  readonly hoverTick: number | null;
  readonly inTick: number | null;
  readonly outTick: number | null;
  readonly snapTick: number | null;
  readonly ghosts: readonly Ghost[];
  /** Left, top, width, height in CSS pixels. */
  readonly marquee: readonly [number, number, number, number] | null;
  readonly laneTarget: { readonly top: number; readonly height: number } | null;
};

export type TimelineOverlay = {
  place(state: OverlayState, now: { readonly view: TimelineView; readonly extent: TimelineExtent }): void;
  /** Lines of text beside the pointer; null takes them away. */
  tell(lines: readonly string[] | null, x: number, y: number): void;
};

/** More than these are shown as one box around all. */
const mostGhosts = 60;
const tipGap = 14;

/** Thin elements over the canvases: to move one costs a composite, not a drawing. */
export function createTimelineOverlay(host: HTMLElement): TimelineOverlay {
  function part(name: string): HTMLElement {
    const element = document.createElement('div');
    element.className = styles[name] ?? '';
    element.hidden = true;
    host.append(element);
    return element;
  }
  const shade = part('shade');
  const target = part('target');
  const hover = part('hover');
  const markIn = part('markIn');
  const markOut = part('markOut');
  const snapLine = part('snap');
  const marquee = part('marquee');
  const playhead = part('playhead');
  const tip = part('tip');
  const ghosts: HTMLElement[] = [];
  playhead.dataset['testid'] = 'timeline-playhead';
  tip.dataset['testid'] = 'timeline-tip';

  function line(element: HTMLElement, tick: number | null, view: TimelineView, extent: TimelineExtent): void {
    const x = tick === null ? Number.NaN : Math.round(xOfTick(view, tick));
    const isThere = x >= -1 && x <= extent.width + 1;
    if (element.hidden === isThere) {
      element.hidden = !isThere;
    }
    if (isThere) {
      element.style.transform = `translateX(${x}px)`;
    }
  }

  function box(element: HTMLElement, place: readonly [number, number, number, number] | null): void {
    element.hidden = place === null;
    if (place !== null) {
      const [left, top, width, height] = place;
      element.style.transform = `translate(${left}px, ${top}px)`;
      element.style.width = `${width}px`;
      element.style.height = `${height}px`;
    }
  }

  function placeGhosts(wanted: readonly Ghost[], view: TimelineView, extent: TimelineExtent): void {
    const shown = wanted.length > mostGhosts ? [around(wanted)] : wanted;
    while (ghosts.length < shown.length) {
      ghosts.push(part('ghost'));
    }
    for (const [place, element] of ghosts.entries()) {
      const ghost = shown[place];
      if (ghost === undefined) {
        element.hidden = true;
        continue;
      }
      const left = Math.max(-8, xOfTick(view, ghost.inTick));
      const right = Math.min(extent.width + 8, xOfTick(view, ghost.outTick));
      box(element, [Math.round(left), ghost.top, Math.max(2, Math.round(right - left)), ghost.height]);
    }
  }

  return {
    place(state, { view, extent }) {
      line(playhead, state.playheadTick, view, extent);
      line(hover, state.hoverTick, view, extent);
      line(markIn, state.inTick, view, extent);
      line(markOut, state.outTick, view, extent);
      line(snapLine, state.snapTick, view, extent);
      const hasShade = state.inTick !== null && state.outTick !== null;
      shade.hidden = !hasShade;
      if (state.inTick !== null && state.outTick !== null) {
        const left = Math.max(-1, xOfTick(view, state.inTick));
        const right = Math.min(extent.width + 1, xOfTick(view, state.outTick));
        shade.style.transform = `translateX(${Math.round(left)}px)`;
        shade.style.width = `${Math.max(0, Math.round(right - left))}px`;
      }
      box(marquee, state.marquee);
      box(target, state.laneTarget === null ? null : [0, state.laneTarget.top, extent.width, state.laneTarget.height]);
      placeGhosts(state.ghosts, view, extent);
    },
    tell(lines, x, y) {
      tip.hidden = lines === null;
      if (lines === null) {
        return;
      }
      const text = lines.join('\n');
      if (tip.textContent !== text) {
        tip.textContent = text;
      }
      const width = tip.offsetWidth;
      const isRight = x + tipGap + width <= host.clientWidth;
      const left = isRight ? x + tipGap : Math.max(2, x - tipGap - width);
      const top = Math.max(2, Math.min(y + tipGap, host.clientHeight - tip.offsetHeight - 2));
      tip.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
    },
  };
}

function around(ghosts: readonly Ghost[]): Ghost {
  let [inTick, outTick, top, bottom] = [
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ];
  for (const ghost of ghosts) {
    inTick = Math.min(inTick, ghost.inTick);
    outTick = Math.max(outTick, ghost.outTick);
    top = Math.min(top, ghost.top);
    bottom = Math.max(bottom, ghost.top + ghost.height);
  }
  return { inTick, outTick, top, height: bottom - top };
}
