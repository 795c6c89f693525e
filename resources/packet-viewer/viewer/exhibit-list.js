// @ts-check
'use strict';
// Every exhibit of the packet; conduct and context side by side and alike.

/** @typedef {'all' | 'conduct' | 'context'} Choice */

/** What an exhibit is about: the group of the annotation it was made of; one made of frames is counted with neither. @param {ViewerExhibit} exhibit */
function kindOf(exhibit) {
  return exhibit.annotations.find(({ id }) => id === exhibit.madeFrom)?.kind ?? null;
}

/** @param {ViewerExhibit} exhibit */
function searchText(exhibit) {
  const files = exhibit.files.map((at) => packet.files[at]);
  return [
    exhibit.label,
    exhibit.title,
    exhibit.description,
    exhibit.class,
    packet.sources[exhibit.source]?.originalName ?? '',
    packet.sources[exhibit.source]?.digest ?? '',
    ...exhibit.annotations.flatMap(({ title, group, observation, subjects }) => [
      title,
      group,
      observation,
      ...subjects.map(({ pseudonym }) => pseudonym),
    ]),
    ...files.flatMap((file) => (file === undefined ? [] : [file.path, file.bates ?? '', file.digest, file.label])),
  ]
    .join('\n')
    .toLocaleLowerCase();
}

/** @param {ViewerExhibit} exhibit */
function listItem(exhibit) {
  const { thumbnail } = exhibit;
  const kind = kindOf(exhibit);
  const source = packet.sources[exhibit.source];
  const picture = el('img', {
    src: thumbnail.path,
    alt: '',
    width: String(thumbnail.width),
    height: String(thumbnail.height),
    loading: 'lazy',
    decoding: 'async',
  });
  const length =
    exhibit.kind === 'still' ? `frame ${exhibit.span.inFrame}` : durationText(exhibit.outMicros - exhibit.inMicros);
  return el(
    'li',
    {},
    el(
      'a',
      { class: 'item', href: `#${exhibit.slug}` },
      picture,
      el(
        'span',
        { class: 'item-text' },
        el(
          'span',
          { class: 'item-head' },
          el('span', { class: 'label' }, exhibit.label),
          kind === null ? null : kindBadge(kind, true),
          el('span', { class: 'item-length' }, length),
        ),
        el('span', { class: 'item-title', dir: 'auto' }, exhibit.title),
        el(
          'span',
          { class: 'item-foot' },
          classBadge(exhibit.class),
          el('span', { class: 'item-source', dir: 'auto' }, source?.originalName ?? ''),
        ),
      ),
    ),
  );
}

function makeExhibitList() {
  const entries = packet.exhibits.map((exhibit) => ({ exhibit, text: searchText(exhibit), item: listItem(exhibit) }));
  const search = el('input', {
    type: 'search',
    id: 'search',
    placeholder: 'Number, words, Bates, SHA-256',
    autocomplete: 'off',
    spellcheck: 'false',
    'aria-keyshortcuts': '/',
  });
  const count = el('p', { class: 'list-count', role: 'status' });
  const none = el('p', { class: 'empty' }, 'No exhibit has these words. ');
  none.append(button('Show all', () => reset(), { class: 'small' }));
  const list = el('ol', { class: 'items' }, ...entries.map(({ item }) => item));

  /** @param {Choice} choice */
  const has = (choice) => entries.filter(({ exhibit }) => choice === 'all' || kindOf(exhibit) === choice).length;
  /** @type {readonly [Choice, string][]} */
  const choices = [
    ['all', 'All'],
    ['conduct', 'Conduct'],
    ['context', 'Context'],
  ];
  const radios = choices.map(([choice, label]) => {
    const input = el('input', { type: 'radio', name: 'choice', value: choice });
    input.checked = choice === 'all';
    input.addEventListener('change', refresh);
    return { input, label: el('label', { class: 'choice' }, input, el('span', {}, `${label} ${has(choice)}`)) };
  });

  function refresh() {
    const wanted = search.value
      .toLocaleLowerCase()
      .split(/\s+/)
      .filter((word) => word !== '');
    const choice = radios.find(({ input }) => input.checked)?.input.value ?? 'all';
    let shown = 0;
    for (const { exhibit, text, item } of entries) {
      const isShown = wanted.every((word) => text.includes(word)) && (choice === 'all' || kindOf(exhibit) === choice);
      item.hidden = !isShown;
      shown += isShown ? 1 : 0;
    }
    count.textContent =
      shown === entries.length ? counted(shown, 'exhibit') : `${shown} of ${counted(entries.length, 'exhibit')}`;
    none.hidden = shown > 0;
  }
  function reset() {
    search.value = '';
    const first = radios[0];
    if (first !== undefined) {
      first.input.checked = true;
    }
    refresh();
    search.focus();
  }
  search.addEventListener('input', refresh);
  search.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown' || event.key === 'Enter') {
      event.preventDefault();
      entries
        .find(({ item }) => !item.hidden)
        ?.item.querySelector('a')
        ?.focus();
    } else if (event.key === 'Escape' && search.value !== '') {
      event.preventDefault();
      search.value = '';
      refresh();
    }
  });
  list.addEventListener('keydown', (event) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0) {
      return;
    }
    event.preventDefault();
    const shown = entries.filter(({ item }) => !item.hidden).map(({ item }) => item.querySelector('a'));
    const at = shown.indexOf(/** @type {HTMLAnchorElement} */ (document.activeElement));
    const next = shown[at + step];
    if (next) {
      next.focus();
    } else if (at === 0 && step === -1) {
      search.focus();
    }
  });
  put(
    byId('list-pane'),
    el(
      'div',
      { class: 'list-tools' },
      el('label', { class: 'search' }, el('span', {}, 'Search exhibits'), search),
      el(
        'fieldset',
        { class: 'choices' },
        el('legend', { class: 'hidden-text' }, 'Which exhibits'),
        ...radios.map(({ label }) => label),
      ),
      count,
    ),
    none,
    list,
  );
  refresh();
  return {
    focusSearch: () => search.focus(),
    /** @param {ViewerExhibit | null} exhibit */
    mark(exhibit) {
      for (const { exhibit: candidate, item } of entries) {
        const link = item.querySelector('a');
        if (candidate === exhibit) {
          link?.setAttribute('aria-current', 'page');
          item.scrollIntoView({ block: 'nearest' });
        } else {
          link?.removeAttribute('aria-current');
        }
      }
    },
    /** The exhibit before or after, among those shown. @param {ViewerExhibit | null} exhibit @param {1 | -1} direction */
    beside(exhibit, direction) {
      const shown = entries.filter(({ item }) => !item.hidden).map((entry) => entry.exhibit);
      const at = exhibit === null ? -1 : shown.indexOf(exhibit);
      return at === -1 ? (shown[0] ?? null) : (shown[at + direction] ?? null);
    },
  };
}
