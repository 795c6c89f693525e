// @ts-check
'use strict';
// Every key of the viewer, once: what it does and what the help says of it.

/** @typedef {{ keys: readonly string[], shown: string, does: string, act: () => void, needsPlayer?: boolean }} Key */

/**
 * @param {{ view: () => ExhibitView | null, list: { focusSearch: () => void }, go: (direction: 1 | -1) => void, check: () => void, print: () => void }} app
 */
function makeKeys(app) {
  const dialog = /** @type {HTMLDialogElement} */ (byId('keys'));
  /** @param {(playing: Playing) => void} act */
  const play = (act) => () => {
    const playing = app.view()?.playing ?? null;
    if (playing !== null) {
      act(playing);
    }
  };
  /** @param {number} seconds */
  const skip = (seconds) =>
    play(({ player, frames }) => {
      if (frames !== null) {
        player.goTo(frames.at(frames.startOf(player.frame) + seconds));
      }
    });
  /** @type {readonly Key[]} */
  const keys = [
    { keys: [' '], shown: 'Space', does: 'Play or pause', act: play(({ player }) => player.toggle()) },
    {
      keys: ['j'],
      shown: 'J',
      does: 'Backwards, frame by frame; again for longer steps',
      act: play(({ player }) => player.backwards()),
    },
    { keys: ['k'], shown: 'K', does: 'Pause, usual speed', act: play(({ player }) => player.stop()) },
    { keys: ['l'], shown: 'L', does: 'Play; again for faster', act: play(({ player }) => player.forwards()) },
    { keys: [',', 'ArrowLeft'], shown: ', or ←', does: 'One frame back', act: play(({ player }) => player.step(-1)) },
    {
      keys: ['.', 'ArrowRight'],
      shown: '. or →',
      does: 'One frame forward',
      act: play(({ player }) => player.step(1)),
    },
    { keys: ['Shift+ArrowLeft'], shown: 'Shift ←', does: 'One second back', act: skip(-1) },
    { keys: ['Shift+ArrowRight'], shown: 'Shift →', does: 'One second forward', act: skip(1) },
    { keys: ['Home'], shown: 'Home', does: 'First frame', act: play(({ player }) => player.goTo(0)) },
    {
      keys: ['End'],
      shown: 'End',
      does: 'Last frame',
      act: play(({ player, frames }) => player.goTo((frames?.count ?? 1) - 1)),
    },
    { keys: ['<', 'Shift+<'], shown: '<', does: 'Slower', act: play(({ player }) => player.changeRate(-1)) },
    { keys: ['>', 'Shift+>'], shown: '>', does: 'Faster', act: play(({ player }) => player.changeRate(1)) },
    {
      keys: ['r'],
      shown: 'R',
      does: 'Loop the span, or the file',
      act: play(({ transport }) => transport.toggleLoop()),
    },
    { keys: ['m'], shown: 'M', does: 'Sound on or off', act: play(({ transport }) => transport.toggleMute()) },
    { keys: ['c'], shown: 'C', does: 'Captions on or off', act: play(({ transport }) => transport.toggleCaptions()) },
    { keys: ['f'], shown: 'F', does: 'Full screen', act: play(({ transport }) => transport.toggleFullscreen()) },
    { keys: ['n'], shown: 'N', does: 'Next exhibit', act: () => app.go(1) },
    { keys: ['b'], shown: 'B', does: 'Exhibit before', act: () => app.go(-1) },
    { keys: ['/'], shown: '/', does: 'Search exhibits', act: () => app.list.focusSearch() },
    { keys: ['?', 'Shift+?'], shown: '?', does: 'This list', act: () => dialog.showModal() },
  ];
  const isOn = el('input', { type: 'checkbox' });
  isOn.checked = true;
  put(
    dialog,
    el(
      'div',
      { class: 'dialog-head' },
      el('h2', { id: 'keys-title' }, 'Keys'),
      button('Close', () => dialog.close(), {}),
    ),
    el(
      'dl',
      { class: 'key-list' },
      ...keys.map(({ shown, does }) => el('div', {}, el('dt', {}, el('kbd', {}, shown)), el('dd', {}, does))),
    ),
    el(
      'p',
      {},
      '1 to 9 choose a file of the exhibit. The arrow keys move in the list, in the row of files and on the time bar while these have the focus.',
    ),
    el(
      'label',
      { class: 'check-line' },
      isOn,
      el('span', {}, 'Single keys do something (turn off when a speech or switch program types them)'),
    ),
  );

  /** @param {KeyboardEvent} event */
  function onKey(event) {
    const target = event.target instanceof Element ? event.target : document.body;
    const isTyping = target.matches('input:not([type=radio]):not([type=checkbox]), textarea, select');
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping) {
      return;
    }
    if (document.querySelector('dialog[open]') !== null || !isOn.checked) {
      return;
    }
    // A space on a button or a link is theirs, and so are the arrows on radio buttons.
    if (
      (event.key === ' ' && target.matches('button, a, summary, input')) ||
      (target.matches('input') && event.key.startsWith('Arrow'))
    ) {
      return;
    }
    const name = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const pressed = event.shiftKey ? `Shift+${name}` : name;
    if (/^[1-9]$/.test(pressed)) {
      app.view()?.choose(Number(pressed) - 1);
      return;
    }
    const key = keys.find(({ keys: names }) => names.includes(pressed));
    if (key !== undefined) {
      event.preventDefault();
      key.act();
    }
  }
  document.addEventListener('keydown', onKey);
  return { open: () => dialog.showModal() };
}
