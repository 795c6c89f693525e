import path from 'node:path';
import type { GlobalFonts as Fonts, SKRSContext2D } from '@napi-rs/canvas';
import { AppError } from '../../../domain/app-error.ts';
import { evidentiaryClassTexts } from '../../../domain/evidentiary-class.ts';
import { loadCanvas } from '../../media/load-canvas.ts';
import { bilevelTiff } from './bilevel-tiff.ts';
import type { ColourChanges } from './group4.ts';
import type { LoadFileRow } from './load-file-rows.ts';

/** A letter page at 300 dots per inch. */
export const sheetSize = { width: 2550, height: 3300, dotsPerInch: 300 } as const;
const { width, height } = sheetSize;
const [left, right] = [300, width - 300];
const white = 0xff_ff_ff_ff;

/** Names under which the fonts are known here; others of the same name on this machine must not be taken. */
const fonts = {
  text: ['Slip Sheet Text', 'noto-sans-regular.ttf'],
  strong: ['Slip Sheet Strong', 'noto-sans-semibold.ttf'],
  mono: ['Slip Sheet Mono', 'ibm-plex-mono-regular.ttf'],
  hebrew: ['Slip Sheet Hebrew', 'noto-sans-hebrew.ttf'],
  arabic: ['Slip Sheet Arabic', 'noto-sans-arabic.ttf'],
  others: ['Slip Sheet Others', 'droid-sans-fallback.ttf'],
} as const;
const otherScripts = [fonts.hebrew, fonts.arabic, fonts.others].map(([family]) => `"${family}"`).join(', ');

function loadFonts(known: typeof Fonts, resourcesFolder: string): void {
  for (const [family, file] of Object.values(fonts)) {
    if (!known.has(family) && known.registerFromPath(path.join(resourcesFolder, 'fonts', file), family) === null) {
      throw new AppError(
        'internal',
        `The font ${file}, which slip sheets are written with, is missing or damaged. Install the program again.`,
      );
    }
  }
}

function fontText(font: Style['font'], size: number): string {
  return `${size}px "${fonts[font][0]}", ${otherScripts}`;
}

type Style = { readonly font: 'text' | 'strong' | 'mono'; readonly size: number; readonly align?: CanvasTextAlign };

/** Rows of the page, `[top, bottom)`. */
type Band = readonly [top: number, bottom: number];

/** A page and where on it there is ink, so that the rest need not be looked at. */
type Page = { readonly paint: SKRSContext2D; readonly inked: Band[] };

/** Writes one line, smaller where it would not fit. */
function write({ paint, inked }: Page, text: string, x: number, y: number, style: Style, most = right - left): void {
  if (text === '') {
    return;
  }
  paint.textAlign = style.align ?? 'left';
  paint.font = fontText(style.font, style.size);
  const measured = paint.measureText(text).width;
  if (measured > most) {
    paint.font = fontText(style.font, Math.floor((style.size * most) / measured));
  }
  paint.fillText(text, x, y);
  inked.push([Math.floor(y - style.size * 1.3), Math.ceil(y + style.size * 0.6)]);
}

function clear(paint: SKRSContext2D, top: number, bottom: number): void {
  paint.fillStyle = '#fff';
  paint.fillRect(0, top, width, bottom - top);
}

function rule({ paint, inked }: Page, y: number): void {
  paint.fillRect(left, y, right - left, 4);
  inked.push([y, y + 4]);
}

const mostExhibitLines = 3;

/** Exhibits in lines that fit; how many more there are where they do not. */
function exhibitLines(paint: SKRSContext2D, row: LoadFileRow, most: number): string[] {
  paint.font = fontText('text', 50);
  const names = row.EXHIBITS === '' ? [] : row.EXHIBITS.split('; ');
  const lines: string[] = [];
  let written = 0;
  for (const name of names) {
    const last = lines.at(-1);
    const longer = last === undefined ? name : `${last}, ${name}`;
    if (last !== undefined && paint.measureText(longer).width <= most) {
      lines[lines.length - 1] = longer;
    } else if (lines.length < mostExhibitLines) {
      lines.push(name);
    } else {
      break;
    }
    written += 1;
  }
  return written < names.length ? [...lines, `and ${names.length - written} more: see ${row.VOLUME}.csv`] : lines;
}

function draw(page: Page, row: LoadFileRow, productionName: string): void {
  const { paint } = page;
  const middle = width / 2;
  paint.fillStyle = '#000';
  write(page, 'PRODUCED IN NATIVE FORMAT', middle, 780, { font: 'strong', size: 104, align: 'center' });
  write(page, row.BEGBATES, middle, 1010, { font: 'mono', size: 190, align: 'center' });
  rule(page, 1110);
  const valueAt = left + 460;
  const most = right - valueAt;
  const hash = row.SHA256HASH;
  const lines: readonly (readonly [label: string, font: Style['font'], values: readonly string[]])[] = [
    ['Class', 'strong', [row.CLASS]],
    ['', 'text', [evidentiaryClassTexts[row.file.class]]],
    ['Exhibit', 'text', exhibitLines(paint, row, most)],
    ['Contents', 'text', [row.CONTENTS]],
    ['File', 'mono', [`data/${row.file.path}`]],
    ['Made of', 'mono', row.PARENTBATES === '' ? [] : [row.PARENTBATES]],
    ['Bytes', 'mono', [row.FILESIZE.replaceAll(/\B(?=(\d{3})+$)/g, ',')]],
    ['SHA-256', 'mono', [hash.slice(0, 32), hash.slice(32)]],
  ];
  let y = 1230;
  for (const [label, font, values] of lines.filter(([, , values]) => values.length > 0)) {
    write(page, label, left, y, { font: 'text', size: 50 }, 440);
    for (const value of values) {
      write(page, value, valueAt, y, { font, size: 50 }, most);
      y += 72;
    }
    y += label === 'Class' ? 0 : 28;
  }
  rule(page, y - 20);
  const note = 'This sheet stands in the place of a page image. The file named above has no pages and is not printed.';
  write(page, note, left, y + 60, { font: 'text', size: 42 });
  const foot = height - 180;
  write(page, productionName, left, foot, { font: 'text', size: 46 }, 700);
  write(page, row.CONFIDENTIALITY, middle, foot - 90, { font: 'strong', size: 56, align: 'center' });
  write(page, row.BEGBATES, right, foot, { font: 'mono', size: 56, align: 'right' }, 700);
}

/** No ink ever lies nearer to the sides of the page. */
const sideMargin = 200;
const inkWidth = width - 2 * sideMargin;

/** Columns where a row of pixels changes between white and black. */
function changesOf(pixels: Uint32Array, start: number): ColourChanges {
  const changes: number[] = [];
  let isBlack = false;
  for (let x = 0; x < inkWidth; x += 1) {
    const pixel = pixels[start + x] as number;
    // Half covered is black; the three colours are equal on this page.
    const isDark = pixel !== white && (pixel & 0xff) < 0x80;
    if (isDark !== isBlack) {
      changes.push(sideMargin + x);
      isBlack = isDark;
    }
  }
  return changes;
}

/** Bands in their order, those that touch as one. */
function merged(bands: readonly Band[]): Band[] {
  const all: Band[] = [];
  for (const [top, bottom] of bands.toSorted(([one], [other]) => one - other)) {
    const last = all.at(-1);
    if (last !== undefined && top <= last[1]) {
      all[all.length - 1] = [last[0], Math.max(last[1], bottom)];
    } else {
      all.push([top, bottom]);
    }
  }
  return all;
}

function* rowsOf({ paint, inked }: Page): Generator<ColourChanges> {
  const blank: ColourChanges = [];
  let y = 0;
  for (const [top, bottom] of merged(inked)) {
    for (; y < top; y += 1) {
      yield blank;
    }
    const { data } = paint.getImageData(sideMargin, top, inkWidth, bottom - top);
    const pixels = new Uint32Array(data.buffer, data.byteOffset, inkWidth * (bottom - top));
    for (; y < bottom; y += 1) {
      yield changesOf(pixels, (y - top) * inkWidth);
    }
  }
  for (; y < height; y += 1) {
    yield blank;
  }
}

/**
 * Draws the page images that stand for files which have no pages. One canvas serves them all, so a sheet costs no more
 * than its ink. The same row always gives the same bytes.
 */
export async function slipSheetPress(
  resourcesFolder: string,
  productionName: string,
): Promise<(row: LoadFileRow) => Uint8Array> {
  const { createCanvas, GlobalFonts } = await loadCanvas();
  loadFonts(GlobalFonts, resourcesFolder);
  const canvas = createCanvas(width, height);
  const paint = canvas.getContext('2d');
  clear(paint, 0, height);
  return (row) => {
    const page: Page = { paint, inked: [] };
    draw(page, row, productionName);
    const sheet = bilevelTiff({ ...sheetSize, rows: rowsOf(page) });
    for (const [top, bottom] of page.inked) {
      clear(paint, top, bottom);
    }
    return sheet;
  };
}
