import { useEffect } from 'react';
import type { Bench } from '../playback/bench.ts';
import type { MediaClock } from '../playback/media-clock.ts';

export type PlayingVideo = { readonly element: HTMLVideoElement; readonly clock: MediaClock };

/**
 * Hands each picture that the player presents to the stage, while somebody needs them there: viewing aids, or the second
 * window. Without that the player's own element is all there is, and nothing is copied.
 */
export function useLivePictures(
  bench: Bench,
  video: PlayingVideo | null,
  size: { readonly width: number; readonly height: number },
  isWanted: boolean,
): void {
  const { width, height } = size;
  useEffect(() => {
    if (video === null || !isWanted) {
      return;
    }
    const { element, clock } = video;
    const draw = (frame: number) => bench.stage.drawLive({ source: element, width, height, frame });
    const isOnStage = () => bench.playhead.getSnapshot().surface === 'video';
    const { shownFrame } = bench.playhead.getSnapshot();
    if (isOnStage() && shownFrame !== null) {
      draw(shownFrame);
    }
    let handle = 0;
    // The driver listened first, so the playhead already names the picture when this is called.
    const onPicture = (_now: number, metadata: VideoFrameCallbackMetadata) => {
      handle = element.requestVideoFrameCallback(onPicture);
      if (isOnStage()) {
        draw(clock.frameAt(metadata.mediaTime));
      }
    };
    handle = element.requestVideoFrameCallback(onPicture);
    return () => element.cancelVideoFrameCallback(handle);
  }, [bench, video, width, height, isWanted]);
}
