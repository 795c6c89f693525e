// @ts-check
'use strict';
// Puts the page together and follows its address: "#ex-12" is an exhibit, "#about" the packet.

function startViewer() {
  const { heading, exhibits } = packet;
  const content = byId('content');
  /** @type {ExhibitView | null} */
  let view = null;
  document.title = plain(`${heading.name}: exhibits`);
  byId('packet-name').textContent = plain(heading.name);
  put(
    byId('packet-line'),
    el('span', { dir: 'auto' }, heading.matterName),
    el('span', {}, profileText()),
    el('span', {}, counted(exhibits.length, 'exhibit')),
    el('span', {}, `sealed ${heading.created.slice(0, 10)}`),
    heading.confidentiality === '' ? null : el('span', { class: 'confidential' }, heading.confidentiality),
  );
  const list = makeExhibitList();
  const check = makeCheckDialog();

  /** @param {HTMLElement} element @param {string} title @param {boolean} isMoved */
  function show(element, title, isMoved) {
    content.replaceChildren(element);
    document.title = plain(`${title}: ${heading.name}`);
    window.scrollTo(0, 0);
    content.scrollTop = 0;
    if (isMoved) {
      element.querySelector('h2')?.focus({ preventScroll: true });
    }
  }

  /** @param {boolean} isMoved Whether somebody chose to come here, so that the focus goes along. */
  function follow(isMoved) {
    const name = window.location.hash.slice(1);
    const exhibit = exhibits.find(({ slug }) => slug === name) ?? null;
    view?.close();
    view = null;
    list.mark(exhibit);
    if (exhibit === null) {
      document.body.dataset['view'] = name === 'about' ? 'about' : 'home';
      show(makeOverview(), 'About', isMoved && name === 'about');
      byId('sheets').replaceChildren();
      return;
    }
    document.body.dataset['view'] = 'exhibit';
    view = new ExhibitView(exhibit);
    show(view.element, exhibit.label, isMoved);
    fillSheets([exhibit]);
  }

  async function print() {
    if (view === null) {
      say(`Preparing ${counted(exhibits.length, 'sheet')} …`);
      await fillSheets(exhibits);
    } else {
      await fillSheets([view.exhibit]);
    }
    window.print();
  }

  /** @param {1 | -1} direction */
  function go(direction) {
    const next = list.beside(view?.exhibit ?? null, direction);
    if (next === null) {
      say(direction === 1 ? 'This is the last exhibit.' : 'This is the first exhibit.');
    } else {
      window.location.hash = next.slug;
    }
  }

  const keys = makeKeys({ view: () => view, list, go, check: check.open, print });
  byId('open-check').addEventListener('click', check.open);
  byId('open-keys').addEventListener('click', keys.open);
  byId('print').addEventListener('click', () => {
    print();
  });
  window.addEventListener('hashchange', () => follow(true));
  window.addEventListener('beforeprint', () => {
    if (view === null && byId('sheets').childElementCount === 0) {
      fillSheets(exhibits);
    }
  });
  follow(false);
}

startViewer();
