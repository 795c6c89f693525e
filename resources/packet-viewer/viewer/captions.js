// @ts-check
'use strict';
// Captions travel as text in data.js, because a page on a stick may not read files; cues are added one by one.

/** @typedef {{ start: number, end: number, text: string }} Caption */

const cueTimes = /^((?:\d+:)?\d{2}:\d{2}[.,]\d{3})\s+-->\s+((?:\d+:)?\d{2}:\d{2}[.,]\d{3})/;

/** @param {string} text */
function secondsOf(text) {
  return text
    .replace(',', '.')
    .split(':')
    .reduce((sum, part) => sum * 60 + Number(part), 0);
}

/** Cues of a WebVTT or SubRip text; tags of a cue are left out, its words stay. @param {string} text @returns {Caption[]} */
function parseCaptions(text) {
  /** @type {Caption[]} */
  const captions = [];
  for (const block of text
    .replace(/^\ufeff/, '')
    .replace(/\r\n?/g, '\n')
    .split(/\n{2,}/)) {
    const lines = block.split('\n');
    const at = lines.findIndex((line) => cueTimes.test(line));
    const times = at === -1 ? null : cueTimes.exec(lines[at] ?? '');
    if (times === null) {
      continue;
    }
    const body = lines
      .slice(at + 1)
      .join('\n')
      .replace(/<[^<>]*>/g, '')
      .replace(/&lt;/g, '<')
      .replace(/&gt;/g, '>')
      .replace(/&nbsp;/g, '\u00a0')
      .replace(/&amp;/g, '&');
    const start = secondsOf(times[1] ?? '');
    const end = secondsOf(times[2] ?? '');
    if (body.trim() !== '' && end > start) {
      captions.push({ start, end, text: body.trimEnd() });
    }
  }
  return captions;
}

/**
 * Captions of an exhibit as they fall in one of its videos: the caption file begins where its own span does.
 * @param {ViewerExhibit} exhibit
 * @param {ViewerFile} video
 * @returns {Caption[]}
 */
function captionsFor(exhibit, video) {
  const file = exhibit.files.map((at) => packet.files[at]).find((candidate) => candidate?.captions);
  const source = packet.sources[exhibit.source];
  if (!file?.captions || source === undefined || video.role === 'illustrative-aid') {
    return [];
  }
  const from = file.span?.inPts ?? 0;
  const into = video.span?.inPts ?? 0;
  const shift = microsOfPts(from - into, source) / 1_000_000;
  return parseCaptions(file.captions)
    .map(({ start, end, text }) => ({ start: start + shift, end: end + shift, text }))
    .filter(({ end }) => end > 0);
}
