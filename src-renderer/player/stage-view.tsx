import { memo, type ReactNode, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { FootageDetail } from '../../src-main/domain/footage.ts';
import { areAidsOn } from '../../src-main/domain/viewing-aids.ts';
import { OverPicture } from '../overlay/over-picture.tsx';
import { StageNotes } from '../overlay/stage-notes.tsx';
import type { Bench } from '../playback/bench.ts';
import { benchStore, useBench, usePlayhead } from '../playback/bench-store.ts';
import { createMediaClock } from '../playback/media-clock.ts';
import { isAnotherShown } from '../playback/playhead.ts';
import { cx } from '../ui/cx.ts';
import { createTreatment } from './aid-treatment.ts';
import { PictureNavigator } from './picture-navigator.tsx';
import { displayAspect, mainVideo, pictureShape } from './picture-size.ts';
import { placePicture, turnMatrix } from './picture-view.ts';
import { playableSource } from './playable-source.ts';
import styles from './stage-view.module.css';
import { type PlayingVideo, useLivePictures } from './use-live-pictures.ts';
import { usePictureGestures } from './use-picture-gestures.ts';
import { useRoom } from './use-room.ts';
import { createVideoJsDriver, type VideoJsDriver } from './video-js-driver.ts';
import { ViewingBar } from './viewing-bar.tsx';
import { useViewing, viewingOf, viewingStore } from './viewing-store.ts';

type StageViewProps = { readonly bench: Bench; readonly detail: FootageDetail };

/**
 * The picture. Surfaces of one size lie over each other in one box, which alone is zoomed, moved and turned: the player
 * below; above it the player's pictures with viewing aids, when there are any; above that the decoded frame. The upper ones
 * are hidden while the one below is what is on the stage.
 */
export const StageView = memo(function Stage({ bench, detail }: StageViewProps): ReactNode {
  const room = useRef<HTMLDivElement>(null);
  const host = useRef<HTMLDivElement>(null);
  const still = useRef<HTMLCanvasElement>(null);
  const live = useRef<HTMLCanvasElement>(null);
  const driver = useRef<VideoJsDriver | null>(null);
  const [playing, setPlaying] = useState<PlayingVideo | null>(null);
  const surface = usePlayhead(bench, (snapshot) => snapshot.surface);
  const isLate = usePlayhead(bench, isAnotherShown);
  const isMuted = useBench((state) => state.isMuted);
  const { view, aids } = useViewing((state) => viewingOf(state, bench.footageId));
  const isSmooth = useViewing((state) => state.isSmooth);
  const isWindowOpen = useViewing((state) => state.isWindowOpen);
  const measured = useRoom(room);
  const video = detail.facts === null ? null : mainVideo(detail.facts);
  const shape = useMemo(() => pictureShape(video), [video]);
  const rotation = video?.rotation ?? 0;
  const aspect = video === null ? 16 / 9 : displayAspect(video);
  const source = playableSource(detail);
  const url = source.kind === 'none' ? null : source.url;
  const offsetMicros = source.kind === 'none' ? 0 : source.offsetMicros;
  const placement = placePicture(view, shape, measured ?? { width: 0, height: 0, devicePixelRatio: 1 });
  const isPixelated = !isSmooth && placement.scale > 1;
  const areOn = areAidsOn(aids);
  const isLiveShown = areOn || isPixelated;

  useLayoutEffect(() => {
    viewingStore.getState().set({ measure: measured === null ? null : { room: measured, shape } });
    return () => viewingStore.getState().set({ measure: null });
  }, [measured, shape]);

  useEffect(() => {
    const detach = [
      still.current === null ? undefined : bench.stage.attach(still.current, 'still'),
      live.current === null ? undefined : bench.stage.attach(live.current, 'live'),
    ];
    return () => {
      for (const leave of detach) {
        leave?.();
      }
    };
  }, [bench]);

  useLayoutEffect(() => bench.stage.setTreatment(createTreatment(aids, rotation)), [bench, aids, rotation]);

  useEffect(() => {
    if (host.current === null || url === null) {
      return;
    }
    const created = createVideoJsDriver(host.current, { url, aspect });
    const clock = createMediaClock(bench.index, offsetMicros);
    driver.current = created;
    created.setMuted(benchStore.getState().isMuted);
    bench.transport.attachVideo({ driver: created, clock });
    const element = host.current.querySelector('video');
    setPlaying(element === null ? null : { element, clock });
    return () => {
      setPlaying(null);
      bench.transport.attachVideo(null);
      driver.current = null;
      created.dispose();
    };
  }, [bench, url, offsetMicros, aspect]);

  useEffect(() => driver.current?.setMuted(isMuted), [isMuted]);
  useLivePictures(bench, playing, shape, isLiveShown || isWindowOpen);
  usePictureGestures(room, bench.footageId);

  const { left, top, width, height, turns } = placement;
  const [uprightWidth, uprightHeight] = turns % 2 === 0 ? [width, height] : [height, width];
  return (
    <div className={styles['stage']}>
      <div
        ref={room}
        className={cx(styles['room'], placement.isLarger && styles['movable'])}
        data-testid="stage-room"
        data-larger={placement.isLarger}
        data-zoom={placement.scale}
      >
        <div
          className={cx(styles['picture'], isPixelated && styles['pixelated'])}
          data-testid="stage-picture"
          style={{ left, top, width, height }}
        >
          <div
            className={cx(styles['turned'], isLate && styles['late'])}
            style={{ width: uprightWidth, height: uprightHeight, transform: turnMatrix(placement) }}
          >
            <div ref={host} className={styles['player']} />
            <canvas
              ref={live}
              className={cx(styles['surface'], !(isLiveShown && surface === 'video') && styles['away'])}
              data-testid="live-picture"
            />
            <canvas
              ref={still}
              role="img"
              aria-label="Picture of the current frame"
              className={cx(styles['surface'], surface === 'video' && styles['away'])}
            />
          </div>
        </div>
        <OverPicture bench={bench} detail={detail} />
        {measured !== null && placement.isLarger ? (
          <PictureNavigator bench={bench} placement={placement} room={measured} shape={shape} />
        ) : null}
        <StageNotes bench={bench} {...(source.kind === 'none' ? { cannotPlay: source.reason } : {})} />
      </div>
      <ViewingBar bench={bench} detail={detail} scale={placement.scale} isFit={view.zoom === 'fit'} />
    </div>
  );
});
