// @ts-check
'use strict';
// What a tab shows of files that are no video: pictures, captions, and a small picture where nothing else can be shown.

/** @param {ViewerFile} file */
function aidLabel(file) {
  return file.class === 'ILLUSTRATIVE-AID' ? el('p', { class: 'aid-label' }, 'Illustrative aid: not evidence') : null;
}

/** @param {ViewerExhibit} exhibit */
function smallPicture({ thumbnail, label }) {
  return el(
    'figure',
    { class: 'still' },
    el('img', {
      src: thumbnail.path,
      alt: `${label}, source frame ${thumbnail.frame}`,
      width: String(thumbnail.width),
      height: String(thumbnail.height),
    }),
    el('figcaption', {}, `A small picture of source frame ${thumbnail.frame}.`),
  );
}

/** @param {ViewerExhibit} exhibit @param {ViewerFile} file */
function picturePanel(exhibit, file) {
  const url = fileUrl(file.path);
  const isOneFrame = file.span !== null && file.span.outFrame - file.span.inFrame === 1;
  const what = isOneFrame ? `, source frame ${file.span?.inFrame}` : '';
  const image = el('img', { src: url ?? '', alt: `${exhibit.label}: ${file.label}${what}` });
  const link = el('a', { href: url ?? '#', title: 'Open the picture alone' }, image);
  image.addEventListener('error', () => {
    link.replaceWith(
      el('p', { class: 'cannot' }, `${file.path} could not be shown; it may be missing. Verify the packet.`),
    );
  });
  return el(
    'figure',
    { class: 'still' },
    aidLabel(file),
    link,
    el('figcaption', { dir: 'auto' }, `${file.label}. ${packet.classTexts[file.class]}.`),
  );
}

/**
 * Captions and transcripts, readable and, where they have times, a way into the clip.
 * @param {ViewerFile} file
 * @param {(pts: number) => void} onJump
 */
function textPanel(file, onJump) {
  const source = packet.sources[file.source];
  const cues = source === undefined ? [] : parseCaptions(file.captions ?? '');
  if (source === undefined || cues.length === 0) {
    return el('p', { class: 'cannot' }, 'This file cannot be shown on this page. Open it: ', fileLink(file.path), '.');
  }
  const from = file.span?.inPts ?? 0;
  const lines = cues.map(({ start, text }) => {
    const pts = from + (start * source.timebase.den) / source.timebase.num;
    const time = clockText(microsOfPts(pts, source));
    const go = button(time, () => onJump(pts), { class: 'small', 'aria-label': `Go to ${time}` });
    return el('li', {}, go, el('span', { dir: 'auto' }, text));
  });
  return el('ol', { class: 'cues' }, ...lines);
}
