// @ts-check
'use strict';
// What is printed: one sheet for each exhibit, with its picture, facts and digests in full.

/** @param {ViewerExhibit} exhibit */
function exhibitSheet(exhibit) {
  const source = packet.sources[exhibit.source];
  const files = filesOf(exhibit);
  const { heading } = packet;
  const still = files.find((file) => file.role === 'still');
  const url = still === undefined ? null : fileUrl(still.path);
  const picture = el('img', {
    src: url ?? exhibit.thumbnail.path,
    alt: '',
    width: String(exhibit.thumbnail.width),
    height: String(exhibit.thumbnail.height),
  });
  picture.addEventListener('error', () => picture.setAttribute('src', exhibit.thumbnail.path), { once: true });
  const kind = kindOf(exhibit);
  return el(
    'section',
    { class: 'sheet' },
    el(
      'header',
      { class: 'sheet-head' },
      el('p', {}, `${heading.name}, ${profileText()}, sealed ${heading.created}`),
      heading.confidentiality === '' ? null : el('p', { class: 'confidential' }, heading.confidentiality),
    ),
    el('h2', {}, el('span', { class: 'label' }, exhibit.label), ' ', el('span', { dir: 'auto' }, exhibit.title)),
    el(
      'p',
      { class: 'badges' },
      kind === null ? null : kindBadge(kind),
      classBadge(exhibit.class),
      ` ${packet.classTexts[exhibit.class]}`,
    ),
    exhibit.description === '' ? null : words(exhibit.description),
    el(
      'figure',
      {},
      picture,
      el(
        'figcaption',
        {},
        `Source frame ${url === null ? exhibit.thumbnail.frame : (still?.span?.inFrame ?? exhibit.thumbnail.frame)}${exhibit.kind === 'still' ? '' : ', the first that the exhibit shows'}`,
      ),
    ),
    factList([
      ['Recording', source?.originalName ?? ''],
      ['SHA-256 of the recording', source === undefined ? '' : el('code', { class: 'digest' }, source.digest)],
      ['Frames of the recording', framesText(exhibit.span)],
      ['Time in the recording', source === undefined ? '' : timesText(exhibit.span, source)],
      [
        'Recorded, as the file states it',
        source?.clocks.map(({ text, basis }) => `${text} (${basisText(basis)})`).join('; ') ?? '',
      ],
      ['Read together with', exhibit.overlaps.join(', ')],
    ]),
    ...exhibit.annotations.map((annotation) =>
      el(
        'div',
        { class: `sheet-annotation kind-${annotation.kind}` },
        el('h3', { dir: 'auto' }, annotation.title),
        el(
          'p',
          { class: 'jump-time' },
          `frames ${framesText(annotation.span)}, ${clockText(annotation.inMicros)} to ${clockText(annotation.outMicros)}`,
        ),
        el('div', { class: 'observation' }, el('h4', {}, 'Observed'), words(annotation.observation)),
        allegationText(annotation),
      ),
    ),
    el(
      'table',
      {},
      el(
        'thead',
        {},
        el('tr', {}, ...['File', 'Class', 'Frames', 'Bytes'].map((name) => el('th', { scope: 'col' }, name))),
      ),
      ...files.map((file) =>
        el(
          'tbody',
          {},
          el(
            'tr',
            {},
            el('td', {}, `${file.path}, ${file.label}`),
            el('td', {}, file.class === 'ILLUSTRATIVE-AID' ? `${file.class}: not evidence` : file.class),
            el('td', { class: 'number' }, file.frameCount === null ? '' : countText(file.frameCount)),
            el('td', { class: 'number' }, countText(file.byteCount)),
          ),
          el(
            'tr',
            { class: 'digest-row' },
            el(
              'td',
              { colspan: '4' },
              'SHA-256 ',
              el('code', { class: 'digest' }, file.digest),
              file.proof === null ? null : el('span', { class: 'proof-words' }, ` ${proofSentences(file)[1] ?? ''}`),
            ),
          ),
        ),
      ),
    ),
    el('footer', {}, `${packet.banner} This sheet is a convenience copy; what counts is that the packet verifies.`),
  );
}

/** Fills the printed part of the page and waits until its pictures are there. @param {readonly ViewerExhibit[]} exhibits */
async function fillSheets(exhibits) {
  const sheets = byId('sheets');
  sheets.replaceChildren(...exhibits.map(exhibitSheet));
  await Promise.all(Array.from(sheets.querySelectorAll('img'), (image) => image.decode().catch(() => undefined)));
}
