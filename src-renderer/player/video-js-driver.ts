import './prepare-video-js.ts';
import videojs from 'video.js';
import { AppError } from '../../src-main/domain/app-error.ts';
import type { VideoDriver } from '../playback/transport-parts.ts';

export type VideoJsDriver = VideoDriver & {
  setMuted(isMuted: boolean): void;
  dispose(): void;
};

export type VideoSource = {
  readonly url: string;
  /** Displayed width over height of the picture track that the FrameIndex counts. */
  readonly aspect: number;
};

const seekMillis = 15_000;
/** Displayed sizes are whole pixels, so the two ratios may differ a little. */
const aspectTolerance = 0.02;

function cannotPlay(reason: string): AppError {
  return new AppError(
    'media-unsupported',
    `This recording cannot be played continuously (${reason}). Stepping and jumping show every frame.`,
  );
}

/**
 * Continuous play with video.js in `host`. Its element is never asked what frame it shows from its clock: each picture it
 * presents is reported with the media time of requestVideoFrameCallback.
 */
export function createVideoJsDriver(host: HTMLElement, source: VideoSource): VideoJsDriver {
  const element = document.createElement('video');
  element.className = 'video-js';
  element.playsInline = true;
  element.tabIndex = -1;
  element.setAttribute('aria-hidden', 'true');
  host.append(element);
  const player = videojs(element, {
    controls: false,
    preload: 'auto',
    fill: true,
    bigPlayButton: false,
    loadingSpinner: false,
    errorDisplay: false,
    posterImage: false,
    textTrackDisplay: false,
    textTrackSettings: false,
    mediaSettings: false,
    controlBar: false,
    userActions: { hotkeys: false, click: false, doubleClick: false },
    // The shell answers with the true type; Chromium looks at the bytes. The name only lets video.js choose its HTML5 tech.
    sources: [{ src: source.url, type: 'video/mp4' }],
  });
  const pictureListeners = new Set<(mediaTime: number) => void>();
  let isDisposed = false;

  function onPicture(_now: number, metadata: VideoFrameCallbackMetadata): void {
    if (isDisposed) {
      return;
    }
    for (const listener of pictureListeners) {
      listener(metadata.mediaTime);
    }
    element.requestVideoFrameCallback(onPicture);
  }
  element.requestVideoFrameCallback(onPicture);

  function once(event: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => finish(cannotPlay('the player did not answer in time')), seekMillis);
      const onEvent = () => finish(null);
      const onError = () => finish(cannotPlay(element.error?.message ?? 'the player could not read it'));
      function finish(error: AppError | null): void {
        clearTimeout(timer);
        element.removeEventListener(event, onEvent);
        element.removeEventListener('error', onError);
        if (error === null) {
          resolve();
        } else {
          reject(error);
        }
      }
      element.addEventListener(event, onEvent);
      element.addEventListener('error', onError);
    });
  }

  async function requirePicture(): Promise<void> {
    if (element.error !== null) {
      throw cannotPlay(element.error.message);
    }
    if (element.readyState < HTMLMediaElement.HAVE_METADATA) {
      await once('loadedmetadata');
    }
    if (element.videoWidth === 0 || element.videoHeight === 0) {
      throw cannotPlay('the player finds sound but no picture');
    }
    const aspect = element.videoWidth / element.videoHeight;
    if (Math.abs(aspect / source.aspect - 1) > aspectTolerance) {
      throw cannotPlay('the player shows another picture track than the one that is counted');
    }
  }

  return {
    async startAt(seconds) {
      await requirePicture();
      const seeked = once('seeked');
      player.currentTime(seconds);
      await seeked;
    },
    async play(rate) {
      player.playbackRate(rate);
      await player.play();
    },
    setRate(rate) {
      player.playbackRate(rate);
    },
    pause() {
      if (!isDisposed) {
        player.pause();
      }
    },
    onPicture(listener) {
      pictureListeners.add(listener);
      return () => pictureListeners.delete(listener);
    },
    onEnded(listener) {
      element.addEventListener('ended', listener);
      return () => element.removeEventListener('ended', listener);
    },
    setMuted(isMuted) {
      player.muted(isMuted);
    },
    dispose() {
      isDisposed = true;
      pictureListeners.clear();
      player.dispose();
    },
  };
}
