import { Maximize2, Scan, ZoomIn, ZoomOut } from 'lucide-react';
import {
  type CSSProperties,
  type ReactNode,
  useCallback,
  useEffect,
  useEffectEvent,
  useMemo,
  useRef,
  useState,
} from 'react';
import { toAppError } from '../../src-main/domain/app-error.ts';
import type { CodeGroup } from '../../src-main/domain/codebook.ts';
import type { FootageDetail } from '../../src-main/domain/footage.ts';
import { recordFrames } from '../commands/edit-annotations.ts';
import { useCommand } from '../commands/use-commands.ts';
import { useDoors } from '../engine/use-engine.ts';
import type { Bench } from '../playback/bench.ts';
import { benchStore, type TimelineWish, useBench } from '../playback/bench-store.ts';
import { countText } from '../playback/time-text.ts';
import { useRememberedSize } from '../session/use-remembered.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Splitter } from '../ui/splitter.tsx';
import { showError } from '../ui/toast-store.ts';
import { selectionText, useAnnouncedPosition } from './announce-position.ts';
import { LaneHead } from './lane-head.tsx';
import { chosenRows, createLaneLayer, placeOf } from './lane-layout.ts';
import { layPinned, type PinnedKind } from './pinned-lanes.ts';
import type { SurfaceInput } from './surface-input.ts';
import styles from './timeline.module.css';
import { type OpenMenu, TimelineMenu } from './timeline-menu.tsx';
import { TimelineOverview } from './timeline-overview.tsx';
import type { TimelineSpan } from './timeline-span.ts';
import type { TimelineSurface } from './timeline-surface.ts';
import { xOfTick } from './timeline-view.ts';
import { withUnrecorded } from './unrecorded-spans.ts';
import { useLaneChoices } from './use-lane-choices.ts';
import { useLaneInSight, useThumb } from './use-lane-scroll.ts';
import { useRecordingScene } from './use-recording-scene.ts';
import { usePalette } from './use-timeline-data.ts';
import { useTimelineSurface } from './use-timeline-surface.ts';
import { wishedView } from './wished-view.ts';

type TimelineProps = {
  readonly bench: Bench;
  readonly detail: FootageDetail;
  readonly spans: readonly TimelineSpan[];
  readonly groups: readonly CodeGroup[];
  readonly isReadOnly: boolean;
};

const footHeight = 26;
const usualHeight = 300;
/** Of the lanes of annotations: one of them can be read. */
const leastLanesHeight = 26;

/** The recording from end to end or frame by frame: pictures, sound, frames, what was watched, and annotations in lanes. */
export function Timeline({ bench, detail, spans, groups, isReadOnly }: TimelineProps): ReactNode {
  const doors = useDoors();
  const parts = {
    field: useRef<HTMLDivElement>(null),
    axis: useRef<HTMLDivElement>(null),
    axisCanvas: useRef<HTMLCanvasElement>(null),
    scroller: useRef<HTMLDivElement>(null),
    lanesCanvas: useRef<HTMLCanvasElement>(null),
    overlay: useRef<HTMLDivElement>(null),
  };
  const thumb = useRef<HTMLDivElement>(null);
  const [wantedHeight, setWantedHeight] = useRememberedSize('timeline-height', usualHeight);
  const [menu, setMenu] = useState<(OpenMenu & { readonly laneId: string | null }) | null>(null);
  const selectedIds = useBench((state) => state.selectedIds);
  const selectedId = useBench((state) => state.selectedId);
  const unrecorded = useBench((state) => state.unrecordedFrames);
  const { foldedIds, areEmptyShown, fold } = useLaneChoices();
  const openLaneMenu = useCallback((laneId: string, x: number, y: number) => {
    setMenu({ x, y, kind: 'lane', laneId });
  }, []);
  const palette = usePalette();
  const scene = useRecordingScene(bench, detail);
  const hasPictures = detail.renditions.some(({ kind }) => kind === 'filmstrip');
  const hasSound = detail.facts !== null && detail.facts.mainAudioStream !== null;
  const hasNotes = scene.noted !== null && scene.noted.length > 0;
  const pinned = useMemo(() => {
    const kinds: PinnedKind[] = ['frames', 'coverage'];
    if (hasSound) {
      kinds.unshift('sound');
    }
    if (hasPictures) {
      kinds.unshift('pictures');
    }
    // Above the pictures, so that it is seen before them.
    if (hasNotes) {
      kinds.unshift('noted');
    }
    return layPinned(kinds, foldedIds);
  }, [hasPictures, hasSound, hasNotes, foldedIds]);
  const shownSpans = useMemo(() => withUnrecorded(spans, unrecorded, bench), [spans, unrecorded, bench]);
  const [layLanes] = useState(createLaneLayer);
  const layout = useMemo(
    () => layLanes(groups, shownSpans, { foldedIds, areEmptyShown }),
    [layLanes, groups, shownSpans, foldedIds, areEmptyShown],
  );
  const chosen = useMemo(() => chosenRows(layout, selectedIds), [layout, selectedIds]);
  const visibleIds = useBench((state) => state.visibleIds);
  const visible = useMemo(() => (visibleIds === null ? null : chosenRows(layout, visibleIds)), [layout, visibleIds]);
  const input = useMemo(
    (): SurfaceInput => ({ scene, pinned, layout, chosen, visible, primaryId: selectedId, palette }),
    [scene, pinned, layout, chosen, visible, selectedId, palette],
  );
  const selected = useMemo(() => selectedIds.flatMap((id) => placeOf(layout, id)?.span ?? []), [layout, selectedIds]);

  const surface = useTimelineSurface(bench, parts, input, {
    canChange: () => !isReadOnly,
    commit: (frames) =>
      recordFrames(doors, bench.footageId, frames).catch((thrown: unknown) => showError(toAppError(thrown))),
    recode: (ids, groupId) => benchStore.getState().set({ bulkEdit: { kind: 'recode', ids, groupId } }),
    openMenu: ({ x, y, hasSpan, laneId }) => setMenu({ x, y, kind: hasSpan ? 'span' : 'lane', laneId }),
    open: (id) => benchStore.getState().set({ selectedId: id, composing: { kind: 'revise', id } }),
  });

  useAnnouncedPosition(bench, parts.axis, selected);
  useLaneInSight(surface, parts.scroller, input, selectedId);
  useThumb(surface, parts.scroller, thumb);

  const onWish = useEffectEvent((wish: TimelineWish) => {
    if (surface === null) {
      return;
    }
    if (wish === 'menu') {
      setMenu({ ...menuPlace(surface, parts.axis.current, selected, pinned.height), laneId: null });
    } else {
      surface.show(
        wishedView(wish, { view: surface.target(), extent: surface.extent(), bench, selected }),
        wish !== 'earlier' && wish !== 'later',
      );
    }
  });
  const wished = useBench((state) => state.timelineWish);
  const granted = useRef(wished?.count ?? 0);
  useEffect(() => {
    if (wished !== null && wished.count !== granted.current) {
      granted.current = wished.count;
      onWish(wished.wish);
    }
  }, [wished]);

  const leastHeight = pinned.height + leastLanesHeight + footHeight;
  const contentHeight = pinned.height + layout.height + footHeight + 1;
  const menuLane = layout.lanes.find(({ id }) => id === menu?.laneId);
  return (
    <>
      <Splitter
        label="Height of the timeline"
        orientation="horizontal"
        size={Math.min(wantedHeight, contentHeight)}
        min={leastHeight}
        max={Math.max(leastHeight, contentHeight)}
        onSize={setWantedHeight}
        isReversed
      />
      <section
        className={styles['timeline']}
        aria-label="Timeline"
        style={
          {
            '--timeline-height': `${Math.max(leastHeight, wantedHeight)}px`,
            '--timeline-least': `${leastHeight}px`,
          } as CSSProperties
        }
      >
        <div ref={parts.field} className={styles['field']}>
          <div className={styles['pinned']} style={{ height: pinned.height }}>
            {pinned.lanes.map(({ id, label, top, height, isFolded }) => (
              <LaneHead key={id} id={id} label={label} top={top} height={height} isFolded={isFolded} onFold={fold} />
            ))}
            <div
              ref={parts.axis}
              className={styles['axis']}
              role="slider"
              tabIndex={0}
              data-transport=""
              aria-label="Position in the recording"
              aria-valuemin={0}
              aria-valuemax={bench.index.count - 1}
              aria-valuenow={0}
            >
              <canvas ref={parts.axisCanvas} />
            </div>
          </div>
          <div ref={parts.scroller} className={styles['scroller']}>
            <div className={styles['lanes']} style={{ height: layout.height }}>
              <div className={styles['stick']}>
                <canvas ref={parts.lanesCanvas} data-testid="timeline-lanes" />
              </div>
              {layout.lanes.map(({ id, label, kind, count, top, height, isFolded }) => (
                <LaneHead
                  key={id}
                  id={id}
                  label={label}
                  kind={kind}
                  count={count}
                  top={top}
                  height={height}
                  isFolded={isFolded}
                  onFold={fold}
                  onMenu={openLaneMenu}
                />
              ))}
            </div>
          </div>
          <div ref={parts.overlay} className={styles['overlay']} />
          <div ref={thumb} className={styles['thumb']} hidden />
        </div>
        <div className={styles['foot']}>
          <div className={styles['tools']} role="toolbar" aria-label="Zoom of the timeline">
            <Tool id="timeline.zoom-out" icon={<ZoomOut aria-hidden="true" />} />
            <Tool id="timeline.zoom-in" icon={<ZoomIn aria-hidden="true" />} />
            <Tool id="timeline.selection" icon={<Scan aria-hidden="true" />} />
            <Tool id="timeline.whole" icon={<Maximize2 aria-hidden="true" />} />
          </div>
          <TimelineOverview bench={bench} surface={surface} input={input} />
        </div>
        <output className={styles['hidden']} aria-live="polite">
          {selectionText(selected, bench)}
        </output>
      </section>
      {menu === null ? null : (
        <TimelineMenu
          menu={menu}
          onClose={() => setMenu(null)}
          laneEntries={
            menuLane === undefined || menu.kind === 'span'
              ? []
              : [
                  {
                    id: 'select-lane',
                    label: `Select all in ${menuLane.label} (${countText(menuLane.count)})`,
                    run: () =>
                      benchStore.getState().select(...menuLane.rows.flatMap((row) => row.spans.map(({ id }) => id))),
                  },
                  {
                    id: 'fold-lane',
                    label: `${menuLane.isFolded ? 'Open' : 'Fold'} ${menuLane.label}`,
                    run: () => fold(menuLane.id, !menuLane.isFolded),
                  },
                ]
          }
        />
      )}
    </>
  );
}

function Tool({ id, icon }: { readonly id: string; readonly icon: ReactNode }): ReactNode {
  const command = useCommand(id);
  return (
    <IconButton
      label={command.label}
      {...(command.shortcut === undefined ? {} : { shortcut: command.shortcut })}
      size="small"
      isDisabled={!command.isEnabled}
      preventFocusOnPress
      onPress={command.run}
    >
      {icon}
    </IconButton>
  );
}

function menuPlace(
  surface: TimelineSurface,
  axis: HTMLElement | null,
  selected: readonly TimelineSpan[],
  pinnedHeight: number,
): OpenMenu {
  const box = axis?.getBoundingClientRect();
  const primary = selected.at(-1);
  const x = primary === undefined ? surface.extent().width / 2 : xOfTick(surface.view(), primary.inTick);
  return {
    x: (box?.left ?? 0) + Math.min(surface.extent().width - 8, Math.max(8, x)),
    y: (box?.top ?? 0) + pinnedHeight + 8,
    kind: primary === undefined ? 'lane' : 'span',
  };
}
