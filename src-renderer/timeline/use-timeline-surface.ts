import { type RefObject, useEffect, useEffectEvent, useState } from 'react';
import type { Bench } from '../playback/bench.ts';
import type { PointerHost } from './pointer-host.ts';
import type { SurfaceInput } from './surface-input.ts';
import { createTimelinePointer } from './timeline-pointer.ts';
import { createTimelineSurface, type TimelineSurface } from './timeline-surface.ts';

export type TimelineParts = {
  readonly field: RefObject<HTMLDivElement | null>;
  readonly axis: RefObject<HTMLDivElement | null>;
  readonly axisCanvas: RefObject<HTMLCanvasElement | null>;
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly lanesCanvas: RefObject<HTMLCanvasElement | null>;
  readonly overlay: RefObject<HTMLDivElement | null>;
};

type Acts = Pick<PointerHost, 'canChange' | 'commit' | 'recode' | 'openMenu' | 'open'>;

/** The drawing of a bench and the hand over it, for as long as the bench is there. Null before the first picture. */
export function useTimelineSurface(
  bench: Bench,
  parts: TimelineParts,
  input: SurfaceInput,
  acts: Acts,
): TimelineSurface | null {
  const [surface, setSurface] = useState<TimelineSurface | null>(null);
  const canChange = useEffectEvent(() => acts.canChange());
  const commit = useEffectEvent((spans: Parameters<Acts['commit']>[0]) => acts.commit(spans));
  const recode = useEffectEvent((...asked: Parameters<Acts['recode']>) => acts.recode(...asked));
  const openMenu = useEffectEvent((request: Parameters<Acts['openMenu']>[0]) => acts.openMenu(request));
  const open = useEffectEvent((id: Parameters<Acts['open']>[0]) => acts.open(id));
  const { field, axis, axisCanvas, scroller, lanesCanvas, overlay } = parts;

  useEffect(() => {
    if (
      field.current === null ||
      axis.current === null ||
      axisCanvas.current === null ||
      scroller.current === null ||
      lanesCanvas.current === null ||
      overlay.current === null
    ) {
      return;
    }
    const created = createTimelineSurface(bench, {
      axis: axis.current,
      axisCanvas: axisCanvas.current,
      scroller: scroller.current,
      lanesCanvas: lanesCanvas.current,
    });
    const stopPointer = createTimelinePointer({
      bench,
      surface: created,
      field: field.current,
      axis: axis.current,
      scroller: scroller.current,
      overlay: overlay.current,
      canChange: () => canChange(),
      commit: (spans) => commit(spans),
      recode: (ids, groupId) => recode(ids, groupId),
      openMenu: (request) => openMenu(request),
      open: (id) => open(id),
    });
    setSurface(created);
    return () => {
      stopPointer();
      created.dispose();
      setSurface(null);
    };
  }, [bench, field, axis, axisCanvas, scroller, lanesCanvas, overlay]);

  useEffect(() => surface?.setInput(input), [surface, input]);
  return surface;
}
