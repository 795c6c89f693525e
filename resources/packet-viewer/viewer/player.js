// @ts-check
'use strict';
// One video and the frame it shows. Stepping seeks to the middle of a frame's time and then asks the browser which
// picture it put on the screen; what cannot be asked is said.

/** @typedef {'confirmed' | 'pending' | 'playing' | 'by-time' | 'other' | 'none'} Certainty */
/** @typedef {{ frame: number, certainty: Certainty, shown: number | null }} PlayerState */

const rates = [0.25, 0.5, 0.75, 1, 1.5, 2, 4];
/** How long to wait for a browser to name the picture after it says it has found the place. */
const namingMillis = 400;
const seekMillis = 8000;

class Player {
  /** @param {HTMLVideoElement} video @param {Frames | null} frames @param {(state: PlayerState) => void} onState */
  constructor(video, frames, onState) {
    this.video = video;
    this.frames = frames;
    this.onState = onState;
    this.canName = typeof video.requestVideoFrameCallback === 'function';
    this.frame = 0;
    /** @type {number | null} */
    this.wanted = null;
    this.isSeeking = false;
    this.isClosed = false;
    /** Frames of the loop, the last one included; null when not looping. @type {{ first: number, last: number } | null} */
    this.loop = null;
    /** Frames a backward step takes; 0 when not going back. */
    this.reverse = 0;
    /** The last picture the browser named. @type {{ frame: number, isSure: boolean } | null} */
    this.named = null;
    video.addEventListener('play', () => this.follow());
    video.addEventListener('pause', () => this.settle());
    video.addEventListener('ended', () => this.onEnded());
  }

  get isPlaying() {
    return !this.video.paused && !this.video.ended;
  }

  close() {
    this.isClosed = true;
    this.reverse = 0;
    this.video.pause();
    this.video.removeAttribute('src');
    this.video.load();
  }

  /** @param {Certainty} certainty @param {number | null} [shown] */
  tell(certainty, shown = null) {
    if (!this.isClosed) {
      this.onState({ frame: this.frame, certainty, shown });
    }
  }

  play() {
    this.reverse = 0;
    if (this.loop !== null && (this.frame < this.loop.first || this.frame >= this.loop.last)) {
      this.video.currentTime = this.frames?.middleOf(this.loop.first) ?? 0;
    } else if (this.video.ended) {
      this.video.currentTime = this.frames?.middleOf(0) ?? 0;
    }
    this.video.play().catch(() => this.tell('none'));
  }

  pause() {
    this.reverse = 0;
    this.video.pause();
  }

  toggle() {
    if (this.isPlaying || this.reverse > 0) {
      this.pause();
    } else {
      this.play();
    }
  }

  /** L: forwards, at each press quicker. */
  forwards() {
    if (this.isPlaying) {
      this.setRate(rates.find((rate) => rate > Math.max(1, this.video.playbackRate)) ?? 4);
    } else {
      this.play();
    }
  }

  /** K: stop, and the usual speed again. */
  stop() {
    this.pause();
    this.setRate(1);
  }

  /** @param {number} rate */
  setRate(rate) {
    this.video.defaultPlaybackRate = rate;
    this.video.playbackRate = rate;
  }

  /** @param {1 | -1} direction */
  changeRate(direction) {
    const at = rates.indexOf(this.video.playbackRate);
    this.setRate(rates[Math.min(rates.length - 1, Math.max(0, (at === -1 ? 3 : at) + direction))] ?? 1);
  }

  /** J: frame by frame backwards until something else is asked for; pressed again, with longer steps. */
  async backwards() {
    if (this.reverse > 0) {
      this.reverse = Math.min(8, this.reverse * 2);
      return;
    }
    this.video.pause();
    this.reverse = 1;
    while (this.reverse > 0 && this.frame > 0 && !this.isClosed) {
      const began = performance.now();
      await this.seek(Math.max(0, this.frame - this.reverse));
      const frames = this.frames;
      const step = frames === null ? 40 : (frames.endOf(this.frame) - frames.startOf(this.frame)) * 1000;
      await new Promise((resolve) => window.setTimeout(resolve, Math.max(0, step - (performance.now() - began))));
    }
    this.reverse = 0;
    if (!this.isSeeking) {
      this.tell(this.certaintyNow(), this.named?.frame ?? null);
    }
  }

  /** @param {number} by */
  step(by) {
    this.goTo((this.wanted ?? this.frame) + by);
  }

  /** Shows a frame and stays there; while one is being looked for only the newest wish counts. @param {number} frame */
  goTo(frame) {
    this.pause();
    const { frames } = this;
    if (frames === null) {
      // Without a number of frames a step is a guess at 25 a second, and the state says that it is by time only.
      this.video.currentTime = Math.max(0, this.video.currentTime + (frame - this.frame) / 25);
      this.tell('by-time');
      return;
    }
    this.wanted = Math.min(frames.count - 1, Math.max(0, frame));
    if (!this.isSeeking) {
      this.seekOn();
    }
  }

  async seekOn() {
    this.isSeeking = true;
    while (this.wanted !== null && !this.isClosed) {
      const wanted = this.wanted;
      await this.seek(wanted);
      if (this.wanted === wanted) {
        this.wanted = null;
      }
    }
    this.isSeeking = false;
  }

  /** @param {number} frame */
  async seek(frame) {
    const { frames } = this;
    if (frames === null) {
      return;
    }
    this.frame = frame;
    this.tell('pending');
    const named = await this.seekAndName(frames.middleOf(frame), frame);
    if (this.frame !== frame) {
      return;
    }
    this.named = named ?? this.named;
    this.tell(this.certaintyNow(), this.named?.frame ?? null);
  }

  /** @returns {Certainty} */
  certaintyNow() {
    if (!this.canName || this.named === null || !this.named.isSure || this.frames?.isOfTable !== true) {
      return this.frames === null ? 'none' : 'by-time';
    }
    return this.named.frame === this.frame ? 'confirmed' : 'other';
  }

  /**
   * Seeks, and answers which picture the browser says it shows then; null when it says nothing new.
   * @param {number} seconds
   * @param {number} wanted
   * @returns {Promise<{ frame: number, isSure: boolean } | null>}
   */
  seekAndName(seconds, wanted) {
    const { video, frames } = this;
    return new Promise((resolve) => {
      /** @type {{ frame: number, isSure: boolean } | null} */
      let last = null;
      let isFound = false;
      let handle = 0;
      const done = () => {
        window.clearTimeout(timer);
        video.removeEventListener('seeked', onSeeked);
        if (this.canName) {
          video.cancelVideoFrameCallback(handle);
        }
        resolve(last);
      };
      let timer = window.setTimeout(done, seekMillis);
      const onSeeked = () => {
        isFound = true;
        if (!this.canName || last?.frame === wanted) {
          done();
          return;
        }
        window.clearTimeout(timer);
        timer = window.setTimeout(done, namingMillis);
      };
      const listen = () => {
        handle = video.requestVideoFrameCallback((_now, { mediaTime }) => {
          last = frames?.named(mediaTime) ?? null;
          if (isFound && last?.frame === wanted) {
            done();
          } else {
            listen();
          }
        });
      };
      if (this.canName) {
        listen();
      }
      video.addEventListener('seeked', onSeeked);
      video.currentTime = seconds;
    });
  }

  /** Follows the picture while it plays, and turns back at the end of the loop. */
  follow() {
    const { video, frames } = this;
    /** @param {number} seconds @param {boolean} isNamed */
    const see = (seconds, isNamed) => {
      if (frames !== null) {
        const named = isNamed ? frames.named(seconds) : { frame: frames.at(seconds), isSure: false };
        this.frame = named.frame;
        this.named = isNamed ? named : this.named;
        if (this.loop !== null && this.frame >= this.loop.last && this.isPlaying) {
          video.currentTime = frames.middleOf(this.loop.first);
        }
      }
      this.tell('playing');
    };
    const next = () => {
      if (!this.isPlaying || this.isClosed) {
        return;
      }
      if (this.canName) {
        video.requestVideoFrameCallback((_now, { mediaTime }) => {
          if (this.isPlaying) {
            see(mediaTime, true);
          }
          next();
        });
      } else {
        window.requestAnimationFrame(() => {
          see(video.currentTime, false);
          next();
        });
      }
    };
    this.tell('playing');
    next();
  }

  /** After a pause the picture is looked up again, so that number and picture belong together. */
  settle() {
    if (this.frames !== null && !this.isSeeking && this.reverse === 0 && !this.video.ended) {
      this.goTo(this.named?.isSure === true ? this.named.frame : this.frames.at(this.video.currentTime));
    }
  }

  onEnded() {
    if (this.frames === null) {
      return;
    }
    if (this.loop !== null) {
      this.video.currentTime = this.frames.middleOf(this.loop.first);
      this.play();
    } else {
      this.goTo(this.frames.count - 1);
    }
  }
}
