// @ts-check
'use strict';
// The bar under the picture: the whole file, the exhibit's span marked in it, and a lane for every annotation.

/** @typedef {{ first: number, last: number, label: string, kind: string }} Mark Frames of the file, the last one included. */

class TimeBar {
  /** @param {Frames} frames @param {{ span: Mark | null, marks: readonly Mark[] }} what @param {(frame: number) => void} onSeek */
  constructor(frames, what, onSeek) {
    this.frames = frames;
    this.head = el('div', { class: 'bar-head' });
    const lanes = what.marks.slice(0, 6).map((mark) => {
      const band = el('div', { class: `bar-mark kind-${mark.kind}` });
      this.place(band, mark);
      return el('div', { class: 'bar-lane' }, band);
    });
    const span = what.span === null ? null : el('div', { class: 'bar-span' });
    if (span !== null && what.span !== null) {
      this.place(span, what.span);
    }
    this.element = el(
      'div',
      {
        class: 'bar',
        role: 'slider',
        tabindex: '0',
        'aria-label': 'Position in the file, in frames',
        'aria-valuemin': '0',
        'aria-valuemax': String(frames.count - 1),
        'aria-orientation': 'horizontal',
      },
      span,
      el('div', { class: 'bar-track' }),
      ...lanes,
      this.head,
    );
    /** @param {PointerEvent} event */
    const seek = (event) => {
      const box = this.element.getBoundingClientRect();
      const share = Math.min(1, Math.max(0, (event.clientX - box.left) / Math.max(1, box.width)));
      onSeek(frames.at(frames.startOf(0) + share * frames.duration));
    };
    this.element.addEventListener('pointerdown', (event) => {
      if (event.button === 0) {
        this.element.setPointerCapture(event.pointerId);
        seek(event);
      }
    });
    this.element.addEventListener('pointermove', (event) => {
      if (this.element.hasPointerCapture(event.pointerId)) {
        seek(event);
      }
    });
  }

  /** @param {number} seconds */
  shareOf(seconds) {
    return `${(100 * (seconds - this.frames.startOf(0))) / Math.max(this.frames.duration, 0.000_001)}%`;
  }

  /** @param {HTMLElement} band @param {Mark} mark */
  place(band, mark) {
    const from = this.frames.startOf(mark.first);
    const to = this.frames.endOf(mark.last);
    band.style.setProperty('left', this.shareOf(from));
    band.style.setProperty('width', this.shareOf(this.frames.startOf(0) + to - from));
    band.title = plain(mark.label);
  }

  /** @param {number} frame @param {string} said */
  show(frame, said) {
    this.head.style.setProperty('left', this.shareOf(this.frames.startOf(frame)));
    this.element.setAttribute('aria-valuenow', String(frame));
    this.element.setAttribute('aria-valuetext', said);
  }
}
