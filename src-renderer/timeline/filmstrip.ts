import type { Rendition } from '../../src-main/domain/footage.ts';

/** Where each tile of a filmstrip lies in its one picture, and which frame it shows. */
export type FilmstripTile = { readonly frame: number; readonly left: number; readonly top: number };
export type Filmstrip = {
  readonly renditionId: string;
  readonly tileWidth: number;
  readonly tileHeight: number;
  readonly columns: number;
  readonly rows: number;
  readonly tiles: readonly FilmstripTile[];
};

/** Reads the facts of a filmstrip rendition; null when they are not those of a filmstrip. */
export function readFilmstrip(rendition: Rendition): Filmstrip | null {
  const { columns, rows, tileWidth, tileHeight, frames } = rendition.details;
  if (
    typeof columns !== 'number' ||
    typeof rows !== 'number' ||
    typeof tileWidth !== 'number' ||
    typeof tileHeight !== 'number' ||
    typeof frames !== 'string' ||
    columns < 1
  ) {
    return null;
  }
  const numbers = frames
    .replaceAll(/[[\]\s]/g, '')
    .split(',')
    .filter((text) => text !== '')
    .map(Number);
  if (numbers.some((frame) => !Number.isSafeInteger(frame) || frame < 0)) {
    return null;
  }
  const tiles = numbers.map((frame, place) => ({
    frame,
    left: (place % columns) * tileWidth,
    top: Math.floor(place / columns) * tileHeight,
  }));
  return { renditionId: rendition.id, tileWidth, tileHeight, columns, rows, tiles };
}

/** Where the page gets a rendition or an original from; the shell answers, with ranges. */
export function renditionUrl(id: string): string {
  return `footage://rendition/${id}`;
}
export function originalUrl(id: string): string {
  return `footage://original/${id}`;
}
