// @ts-check
'use strict';
// The buttons below a video, and what is said of the frame on the screen.

/** @param {Player} player @param {{ stage: HTMLElement, captions: TextTrack | null, loop: { first: number, last: number } | null, loopLabel: string }} what */
function makeTransport(player, { stage, captions, loop, loopLabel }) {
  const { video } = player;
  const play = button('Play', () => player.toggle(), { class: 'primary', 'aria-keyshortcuts': 'Space' });
  const rate = el(
    'select',
    { 'aria-label': 'Speed' },
    ...rates.map((value) => el('option', { value: String(value) }, `${value}×`)),
  );
  rate.addEventListener('change', () => player.setRate(Number(rate.value)));
  const mute = button('Sound on', () => toggleMute(), { 'aria-pressed': 'false', 'aria-keyshortcuts': 'm' });
  const looping = button(loopLabel, () => toggleLoop(), { 'aria-pressed': 'false', 'aria-keyshortcuts': 'r' });
  const captioned = button('Captions', () => toggleCaptions(), { 'aria-pressed': 'false', 'aria-keyshortcuts': 'c' });
  const full = button('Full screen', () => toggleFullscreen(), { 'aria-keyshortcuts': 'f' });
  const hasSound = video.dataset['sound'] === 'yes';

  function toggleMute() {
    video.muted = !video.muted;
    refresh();
  }
  function toggleLoop() {
    player.loop = player.loop === null ? loop : null;
    refresh();
  }
  function toggleCaptions() {
    if (captions !== null) {
      captions.mode = captions.mode === 'showing' ? 'hidden' : 'showing';
      refresh();
    }
  }
  function toggleFullscreen() {
    const done = document.fullscreenElement === null ? stage.requestFullscreen?.() : document.exitFullscreen();
    (done ?? Promise.reject()).catch(() => say('This browser does not allow full screen here.'));
  }
  function refresh() {
    const isMoving = player.isPlaying || player.reverse > 0;
    play.textContent = isMoving ? 'Pause' : 'Play';
    rate.value = String(video.playbackRate);
    mute.textContent = !hasSound ? 'No sound' : video.muted ? 'Sound off' : 'Sound on';
    mute.setAttribute('aria-pressed', String(video.muted));
    looping.setAttribute('aria-pressed', String(player.loop !== null));
    captioned.setAttribute('aria-pressed', String(captions?.mode === 'showing'));
    full.setAttribute('aria-pressed', String(document.fullscreenElement !== null));
  }
  if (!hasSound) {
    mute.disabled = true;
  }
  video.addEventListener('ratechange', refresh);
  video.addEventListener('play', refresh);
  video.addEventListener('pause', refresh);
  stage.addEventListener('fullscreenchange', refresh);

  /** @param {string} label @param {string} says @param {string} keys @param {() => void} act */
  const small = (label, says, keys, act) =>
    button(label, act, { class: 'step', 'aria-label': says, title: `${says} (${keys})` });
  const element = el(
    'div',
    { class: 'transport', role: 'group', 'aria-label': 'Player' },
    el(
      'span',
      { class: 'steps' },
      small('|◂', 'First frame', 'Home', () => player.goTo(0)),
      small('◂◂', 'Backwards, frame by frame', 'J', () => player.backwards()),
      small('◂', 'One frame back', 'comma, ←', () => player.step(-1)),
      play,
      small('▸', 'One frame forward', 'full stop, →', () => player.step(1)),
      small('▸▸', 'Forwards, again for faster', 'L', () => player.forwards()),
      small('▸|', 'Last frame', 'End', () => player.goTo(player.frames === null ? 0 : player.frames.count - 1)),
    ),
    el('span', { class: 'switches' }, rate, looping, mute, captions === null ? null : captioned, full),
  );
  refresh();
  return { element, refresh, toggleMute, toggleLoop, toggleCaptions, toggleFullscreen };
}

/** What is said of the picture on the screen, in words that claim no more than is known. @param {PlayerState} state @param {Frames | null} frames */
function certaintyText({ certainty, shown, frame }, frames) {
  switch (certainty) {
    case 'confirmed':
      return 'confirmed by the browser';
    case 'pending':
      return 'looking for it …';
    case 'playing':
      return 'playing';
    case 'other':
      return `the browser shows frame ${shown ?? '?'} of the file, not ${frame}`;
    case 'by-time':
      return frames?.isOfTable === true
        ? 'by time only: this browser cannot confirm the picture'
        : 'by even steps of time: the packet has no frame table of this file';
    default:
      return 'no frame table: the number is not known';
  }
}

/** The line of numbers under a video. @param {ViewerFile} file @param {ViewerSource} source @param {Frames | null} frames */
function makeReadout(file, source, frames) {
  /** @type {Map<string, HTMLElement>} */
  const cells = new Map();
  const isAid = file.role === 'illustrative-aid';
  const names = [
    ...(isAid ? [] : ['Source frame', 'Time in the recording', 'Pts', 'Clock of the recording']),
    isAid ? 'Frame of the aid' : file.role === 'native' ? 'Time in the player' : 'Frame of the clip',
    'Picture',
  ];
  const element = el(
    'dl',
    { class: 'readout' },
    ...names.map((name) => {
      const value = el('dd', {}, '…');
      cells.set(name, value);
      return el('div', { class: name === 'Picture' ? 'picture-cell' : '' }, el('dt', {}, name), value);
    }),
  );
  /** @param {string} name @param {string} text */
  const set = (name, text) => {
    const cell = cells.get(name);
    if (cell !== undefined && cell.textContent !== text) {
      cell.textContent = plain(text);
    }
  };
  /** @param {PlayerState} state @param {number} seconds */
  const show = (state, seconds) => {
    const { frame } = state;
    const pts = frames?.sourcePts?.[frame];
    const clock = pts === undefined ? null : sourceClock(pts, source);
    set('Source frame', pts === undefined ? 'not known' : String(frames?.sourceFrame(frame)));
    set('Time in the recording', pts === undefined ? 'not known' : clockText(microsOfPts(pts, source)));
    set('Pts', pts === undefined ? 'not known' : `${pts} × ${source.timebase.num}/${source.timebase.den} s`);
    set('Clock of the recording', clock === null ? 'not stated' : `${clock.text} (${clock.basis}, not checked)`);
    const last = frames === null ? '' : ` (0 to ${frames.count - 1})`;
    set('Frame of the clip', frames === null ? 'not known' : `${frame}${last}`);
    set('Frame of the aid', frames === null ? 'not known' : `${frame}${last}`);
    set('Time in the player', clockText(seconds * 1_000_000));
    set('Picture', certaintyText(state, frames));
    element.dataset['certainty'] = state.certainty;
    element.dataset['frame'] = String(frame);
  };
  return { element, show };
}

/** One sentence for screen readers and the time bar. @param {Frames} frames @param {number} frame @param {ViewerSource} source */
function frameSentence(frames, frame, source) {
  const pts = frames.sourcePts?.[frame];
  const inSource =
    pts === undefined ? '' : `, source frame ${frames.sourceFrame(frame)}, ${clockText(microsOfPts(pts, source))}`;
  return `Frame ${frame} of 0 to ${frames.count - 1}${inSource}`;
}
