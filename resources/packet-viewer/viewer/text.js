// @ts-check
'use strict';
// Building blocks of the page. Every text goes in as text; nothing here, or anywhere in the viewer, reads markup.

/** @typedef {import('../../../src-main/engine/packets/viewer/viewer-bundle.ts').ViewerBundle} ViewerBundle */
/** @typedef {ViewerBundle['exhibits'][number]} ViewerExhibit */
/** @typedef {ViewerBundle['files'][number]} ViewerFile */
/** @typedef {ViewerBundle['sources'][number]} ViewerSource */
/** @typedef {ViewerExhibit['annotations'][number]} ViewerAnnotation */
/** @typedef {Node | string | null} Child */

/** The packet as data.js states it. @type {ViewerBundle} */
const packet = /** @type {{ BUNDLE: ViewerBundle }} */ (/** @type {unknown} */ (window)).BUNDLE;

/** Text of the matter with the characters made visible that would turn the reading order or hide. @param {string} text */
function plain(text) {
  return text.replace(/(?![\n\t])\p{Cc}|[\u202a-\u202e\u2066-\u2069]/gu, '\ufffd');
}

/**
 * An element with attributes and children; strings become text.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Readonly<Record<string, string>>} [attributes]
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    element.setAttribute(name, plain(value));
  }
  put(element, ...children);
  return element;
}

/** @param {Element} parent @param {...Child} children */
function put(parent, ...children) {
  for (const child of children) {
    if (child !== null) {
      parent.append(typeof child === 'string' ? plain(child) : child);
    }
  }
}

/** @param {string} id @returns {HTMLElement} */
function byId(id) {
  const element = document.getElementById(id);
  if (element === null) {
    throw new Error(`The page has no ${id}.`);
  }
  return element;
}

/** @param {string} label @param {() => void} act @param {Readonly<Record<string, string>>} [attributes] */
function button(label, act, attributes = {}) {
  const element = el('button', { type: 'button', ...attributes }, label);
  element.addEventListener('click', act);
  return element;
}

/** Paragraphs of somebody's words, in their own direction. @param {string} text @returns {HTMLElement} */
function words(text) {
  const lines = text.split(/\n+/).filter((line) => line.trim() !== '');
  return el('div', { class: 'words' }, ...lines.map((line) => el('p', { dir: 'auto' }, line)));
}

/** @param {readonly (readonly [string, Child])[]} rows */
function factList(rows) {
  const shown = rows.filter(([, value]) => value !== null && value !== '');
  return el(
    'dl',
    {},
    ...shown.map(([term, value]) => el('div', {}, el('dt', {}, term), el('dd', { dir: 'auto' }, value))),
  );
}

/** @param {ViewerFile['class']} name */
function classBadge(name) {
  return el('span', { class: `class class-${name.toLowerCase()}`, title: packet.classTexts[name] }, name);
}

/** A digest in full, with a button that copies it. @param {string} digest @param {string} what */
function digestText(digest, what) {
  const code = el('code', { class: 'digest' }, digest);
  const copy = button('Copy', () => copyText(code, `${what} copied.`), {
    class: 'small',
    'aria-label': `Copy ${what}`,
  });
  return el('span', { class: 'digest-line' }, code, copy);
}

/** Copies what an element says; where a browser refuses, the text is selected so that a key can copy it. @param {HTMLElement} element @param {string} said */
async function copyText(element, said) {
  const text = element.textContent ?? '';
  try {
    await navigator.clipboard.writeText(text);
    say(said);
    return;
  } catch {
    const range = document.createRange();
    range.selectNodeContents(element);
    const selection = window.getSelection();
    selection?.removeAllRanges();
    selection?.addRange(range);
    const isCopied = document.execCommand('copy');
    say(isCopied ? said : 'The text is selected. Press Ctrl+C (on a Mac: Command+C) to copy it.');
  }
}

let sayTimer = 0;

/** Says something on the status line, for eyes and for screen readers. @param {string} text */
function say(text) {
  const status = byId('status');
  status.textContent = plain(text);
  status.classList.add('is-shown');
  window.clearTimeout(sayTimer);
  sayTimer = window.setTimeout(() => status.classList.remove('is-shown'), 5000);
}

/** "00:01:12.400" of media time; negative times keep their sign. @param {number} micros */
function clockText(micros) {
  const millis = Math.round(Math.abs(micros) / 1000);
  /** @param {number} value */
  const two = (value) => String(value).padStart(2, '0');
  const seconds = Math.floor(millis / 1000);
  const text = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return `${micros < 0 ? '-' : ''}${text}.${String(millis % 1000).padStart(3, '0')}`;
}

/** "3.000 s" or "10 min 00 s". @param {number} micros */
function durationText(micros) {
  const seconds = micros / 1_000_000;
  if (seconds < 60) {
    return `${seconds.toFixed(3)} s`;
  }
  const whole = Math.round(seconds);
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor(whole / 60) % 60;
  const rest = String(whole % 60).padStart(2, '0');
  return hours > 0 ? `${hours} h ${String(minutes).padStart(2, '0')} min ${rest} s` : `${minutes} min ${rest} s`;
}

/** UTC with milliseconds. @param {number} micros */
function utcText(micros) {
  const date = new Date(Math.floor(micros / 1000));
  return Number.isNaN(date.getTime()) ? '' : `${date.toISOString().replace('T', ' ').slice(0, 23)} UTC`;
}

/** @param {number} count */
function countText(count) {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** @param {number} count */
function bytesText(count) {
  const units = ['bytes', 'KB', 'MB', 'GB', 'TB'];
  const exact = `${countText(count)} bytes`;
  let value = count;
  let power = 0;
  while (value >= 999.95 && power < units.length - 1) {
    value /= 1000;
    power += 1;
  }
  return power === 0 ? exact : `${value.toFixed(1)} ${units[power]} (${exact})`;
}

/** "1 exhibit", "2 exhibits". @param {number} count @param {string} noun */
function counted(count, noun) {
  return `${countText(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** Where a file of the packet lies, from this page; null for a path that no packet would have. @param {string} path */
function fileUrl(path) {
  const isSafe = /^([A-Za-z0-9][A-Za-z0-9._-]*\/)*[A-Za-z0-9][A-Za-z0-9._-]*$/.test(path);
  return isSafe ? `../${path}` : null;
}

/** @param {string} path @param {string} [text] */
function fileLink(path, text = path) {
  const url = fileUrl(path);
  return url === null ? el('span', {}, text) : el('a', { href: url }, text);
}

const basisNames = new Map([
  ['container-creation-time', 'creation time in the file header'],
  ['stream-creation-time', 'creation time of the picture track'],
  ['timecode', 'timecode track'],
  ['file-modified', 'file date on the source medium'],
  ['file-name', 'file name'],
]);

/** @param {string} basis */
function basisText(basis) {
  return basisNames.get(basis) ?? basis;
}
