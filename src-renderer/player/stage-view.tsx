import { type CSSProperties, type ReactNode, useEffect, useRef } from 'react';
import type { FootageDetail } from '../../src-main/domain/footage.ts';
import { StageNotes } from '../overlay/stage-notes.tsx';
import type { Bench } from '../playback/bench.ts';
import { benchStore, useBench, usePlayhead } from '../playback/bench-store.ts';
import { createMediaClock } from '../playback/media-clock.ts';
import { cx } from '../ui/cx.ts';
import { displayAspect, mainVideo } from './picture-size.ts';
import { playableSource } from './playable-source.ts';
import styles from './stage-view.module.css';
import { createVideoJsDriver, type VideoJsDriver } from './video-js-driver.ts';

type StageViewProps = { readonly bench: Bench; readonly detail: FootageDetail };

/**
 * The picture. Two surfaces of one size lie over each other: the player below, and above it the canvas that holds a
 * decoded frame. The canvas is hidden only while the player's own pictures are being counted.
 */
export function StageView({ bench, detail }: StageViewProps): ReactNode {
  const host = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const driver = useRef<VideoJsDriver | null>(null);
  const surface = usePlayhead(bench, (snapshot) => snapshot.surface);
  const isLate = usePlayhead(
    bench,
    (snapshot) => snapshot.mode === 'still' && snapshot.shownFrame !== snapshot.targetFrame,
  );
  const isMuted = useBench((state) => state.isMuted);
  const video = detail.facts === null ? null : mainVideo(detail.facts);
  const aspect = video === null ? 16 / 9 : displayAspect(video);
  const source = playableSource(detail);
  const url = source.kind === 'none' ? null : source.url;
  const offsetMicros = source.kind === 'none' ? 0 : source.offsetMicros;

  useEffect(() => (canvas.current === null ? undefined : bench.stage.attach(canvas.current)), [bench]);

  useEffect(() => {
    if (host.current === null || url === null) {
      return;
    }
    const created = createVideoJsDriver(host.current, { url, aspect });
    driver.current = created;
    created.setMuted(benchStore.getState().isMuted);
    bench.transport.attachVideo({ driver: created, clock: createMediaClock(bench.index, offsetMicros) });
    return () => {
      bench.transport.attachVideo(null);
      driver.current = null;
      created.dispose();
    };
  }, [bench, url, offsetMicros, aspect]);

  useEffect(() => driver.current?.setMuted(isMuted), [isMuted]);

  return (
    <div className={styles['room']}>
      <div className={styles['picture']} data-testid="stage-picture" style={{ '--aspect': aspect } as CSSProperties}>
        <div ref={host} className={styles['player']} />
        <canvas
          ref={canvas}
          role="img"
          aria-label="Picture of the current frame"
          className={cx(styles['still'], surface === 'video' && styles['away'], isLate && styles['late'])}
        />
      </div>
      <StageNotes bench={bench} {...(source.kind === 'none' ? { cannotPlay: source.reason } : {})} />
    </div>
  );
}
