// @ts-check
'use strict';
// What reviewers said about the span: first what is seen or heard, then, apart and attributed, what is alleged.

const kindNames = new Map([
  ['conduct', 'Conduct, for review'],
  ['context', 'Context'],
  ['setting', 'Setting'],
]);

/** Shape and word together, so that no colour has to be seen. @param {string} kind @param {boolean} [isShort] */
function kindBadge(kind, isShort = false) {
  const name = kindNames.get(kind) ?? kind;
  return el(
    'span',
    { class: `kind kind-${kind}` },
    el('span', { class: 'shape', 'aria-hidden': 'true' }),
    isShort ? name.replace(/,.*/, '') : name,
  );
}

/** @param {ViewerAnnotation} annotation */
function annotationDetails(annotation) {
  const confidence = Object.entries(annotation.confidence)
    .map(([axis, value]) => {
      const basis = Object.entries(annotation.confidenceBasis ?? {}).find(([name]) => name === axis)?.[1] ?? '';
      return `${axis} ${value ?? 'not stated'}${basis === '' ? '' : ` (${basis})`}`;
    })
    .join(', ');
  const subjects = annotation.subjects.map(({ pseudonym, role }) =>
    role === '' ? pseudonym : `${pseudonym} (${role})`,
  );
  return factList([
    ...annotation.attributes.map(({ label, value }) => /** @type {[string, string]} */ ([label, value])),
    ['Subjects, by pseudonym', subjects.join(', ')],
    ['Confidence, 1 low to 3 high', confidence],
    ['Annotation', `${annotation.id}@${annotation.revision}, codebook ${annotation.codebookVersion}`],
    ['Recorded', [utcText(annotation.revisedAt), annotation.reviewer ?? ''].filter((part) => part !== '').join(', ')],
    ['First picture, SHA-256', annotation.lock === null ? null : annotation.lock.first.digest],
    ['Last picture, SHA-256', annotation.lock === null ? null : annotation.lock.last.digest],
  ]);
}

/** @param {ViewerAnnotation} annotation */
function allegationText({ allegation }) {
  return allegation === null
    ? null
    : el(
        'div',
        { class: 'allegation' },
        el('h4', { dir: 'auto' }, `Alleged by ${allegation.allegedBy}`),
        words(allegation.text),
      );
}

/**
 * The list beside the player. `show` marks what the frame on the screen lies in.
 * @param {ViewerExhibit} exhibit
 * @param {(annotation: ViewerAnnotation) => void} onJump
 */
function makeAnnotationList(exhibit, onJump) {
  const items = exhibit.annotations.map((annotation) => {
    const { span } = annotation;
    const jump = button('', () => onJump(annotation), { class: 'jump' });
    put(
      jump,
      el('span', { class: 'jump-title', dir: 'auto' }, annotation.title),
      el(
        'span',
        { class: 'jump-time' },
        `frames ${span.inFrame} to ${span.outFrame - 1}, ${clockText(annotation.inMicros)} to ${clockText(annotation.outMicros)}`,
      ),
    );
    const item = el(
      'li',
      { class: `annotation kind-${annotation.kind}` },
      el('div', { class: 'annotation-head' }, kindBadge(annotation.kind), el('span', { class: 'now' }, 'on screen')),
      jump,
      annotation.isExculpatory === true
        ? el('p', { class: 'reason' }, 'Marked by the reviewer as possibly speaking for the person accused.')
        : null,
      el('div', { class: 'observation' }, el('h4', {}, 'Observed'), words(annotation.observation)),
      allegationText(annotation),
      el('details', {}, el('summary', {}, 'Details'), annotationDetails(annotation)),
    );
    return { annotation, item };
  });
  const element = el(
    'section',
    { class: 'annotations', 'aria-label': 'Annotations' },
    el('h3', {}, 'Annotations'),
    items.length === 0
      ? el('p', { class: 'empty' }, 'No annotation goes with this exhibit.')
      : el('ol', {}, ...items.map(({ item }) => item)),
  );
  /** @param {number | null} sourceFrame */
  const show = (sourceFrame) => {
    for (const { annotation, item } of items) {
      const isNow =
        sourceFrame !== null && sourceFrame >= annotation.span.inFrame && sourceFrame < annotation.span.outFrame;
      if (item.classList.contains('is-now') !== isNow) {
        item.classList.toggle('is-now', isNow);
        item.toggleAttribute('aria-current', isNow);
        if (isNow) {
          item.setAttribute('aria-current', 'true');
          scrollWithin(element, item);
        }
      }
    }
  };
  return { element, show };
}

/** Brings an item into view within its own list, without moving the page. @param {HTMLElement} pane @param {HTMLElement} item */
function scrollWithin(pane, item) {
  if (pane.scrollHeight > pane.clientHeight) {
    const top = item.offsetTop - pane.offsetTop;
    if (top < pane.scrollTop || top + item.offsetHeight > pane.scrollTop + pane.clientHeight) {
      pane.scrollTop = Math.max(0, top - 40);
    }
  }
}
