// @ts-check
'use strict';
// Takes the SHA-256 of files that somebody chooses and says which file of the packet they are, or that they are none.

/** @param {string} name @param {string} digest @returns {{ isKnown: boolean, sentence: string }} */
function verdictOf(name, digest) {
  const file = packet.files.find((candidate) => candidate.digest === digest);
  if (file !== undefined) {
    const whose =
      file.exhibitNumbers.length === 0 ? '' : ` of ${file.exhibitNumbers.map((number) => `Ex. ${number}`).join(', ')}`;
    return { isKnown: true, sentence: `The same, bit for bit, as ${file.path}: ${file.label}${whose}, ${file.class}.` };
  }
  const source = packet.sources.find((candidate) => candidate.digest === digest);
  if (source !== undefined) {
    return {
      isKnown: true,
      sentence: `The whole recording “${source.originalName}” as it was received; it is not among the files of this packet.`,
    };
  }
  const namesake = packet.files.find((candidate) => candidate.path.split('/').pop() === name);
  return {
    isKnown: false,
    sentence:
      namesake === undefined
        ? `None of the ${countText(packet.files.length)} exhibit files of this packet.`
        : `NOT the file of this packet: it has the name of ${namesake.path}, whose SHA-256 is ${namesake.digest}, but other bytes.`,
  };
}

function makeCheckDialog() {
  const dialog = /** @type {HTMLDialogElement} */ (byId('check'));
  const results = el('ul', { class: 'results', 'aria-live': 'polite' });
  const progress = el('progress', { 'aria-label': 'Bytes read', max: '1', value: '0' });
  const input = el('input', { type: 'file', multiple: '', id: 'check-input' });
  /** @type {AbortController | null} */
  let running = null;
  const cancel = button('Cancel', () => running?.abort(), {});
  const work = el('p', { class: 'work' }, progress, cancel);
  work.hidden = true;

  async function check() {
    const files = Array.from(input.files ?? []);
    running?.abort();
    const mine = new AbortController();
    running = mine;
    results.replaceChildren();
    work.hidden = false;
    const total = files.reduce((sum, { size }) => sum + size, 0);
    let before = 0;
    for (const file of files) {
      try {
        const digest = await digestOfFile(file, mine.signal, (done) => {
          progress.value = total === 0 ? 1 : (before + done) / total;
        });
        const { isKnown, sentence } = verdictOf(file.name, digest);
        put(
          results,
          el(
            'li',
            { class: isKnown ? 'good' : 'bad' },
            el('strong', { dir: 'auto' }, file.name),
            el('p', {}, isKnown ? '✓ ' : '✗ ', sentence),
            digestText(digest, `SHA-256 of ${file.name}`),
          ),
        );
      } catch {
        const why = mine.signal.aborted ? 'Not checked: cancelled.' : 'Could not be read. Is the drive still there?';
        put(results, el('li', { class: 'bad' }, el('strong', { dir: 'auto' }, file.name), el('p', {}, why)));
      }
      before += file.size;
    }
    if (running === mine) {
      running = null;
      work.hidden = true;
    }
  }
  input.addEventListener('change', () => {
    check();
  });
  dialog.addEventListener('close', () => running?.abort());
  put(
    dialog,
    el(
      'div',
      { class: 'dialog-head' },
      el('h2', { id: 'check-title' }, 'Check a file'),
      button('Close', () => dialog.close(), {}),
    ),
    el(
      'p',
      {},
      'Choose files, for instance copies of exhibits that came by another way. Their SHA-256 is taken here, in this browser; nothing leaves this computer. Any size will do; allow about ten seconds for each gigabyte.',
    ),
    el('label', { class: 'file-input' }, el('span', {}, 'Files to check'), input),
    work,
    results,
    el(
      'p',
      { class: 'hint' },
      'This compares with the list on this page only. Whether the list itself is the one that was sealed is what verify.mjs tells: see About.',
    ),
  );
  return { open: () => dialog.showModal() };
}
