import path from 'node:path';
import type { Canvas, Path2D, SKRSContext2D } from '@napi-rs/canvas';
import type { MeasureText } from '../../domain/label-box.ts';
import { loadCanvas } from './load-canvas.ts';

/** Something to draw on whose letters look alike on every machine: faces come from the app's own folder alone. */
export interface Drawing {
  readonly context: SKRSContext2D;
  readonly canvas: Canvas;
}

export interface DrawingRoom {
  create(width: number, height: number): Drawing;
  readonly measure: MeasureText;
  /** A path from SVG path data. */
  path(data: string): Path2D;
}

/** In the order in which a letter is looked for. */
const faces = [
  ['Aid Latin', 'inter-latin.woff2'],
  ['Aid Latin Extended', 'inter-latin-ext.woff2'],
  ['Aid Sans', 'noto-sans-semibold.ttf'],
  ['Aid Hebrew', 'noto-sans-hebrew.ttf'],
  ['Aid Arabic', 'noto-sans-arabic.ttf'],
  ['Aid Korean', 'nanum-gothic-regular.ttf'],
  ['Aid Fallback', 'droid-sans-fallback.ttf'],
] as const;
const families = faces.map(([name]) => `"${name}"`).join(', ');

/** The font of a text of a size in pixels, as a canvas takes it. */
export function drawingFont(size: number): string {
  return `600 ${size}px ${families}`;
}

const rooms = new Map<string, Promise<DrawingRoom>>();

async function openRoom(resourcesFolder: string): Promise<DrawingRoom> {
  const { createCanvas, GlobalFonts, Path2D: PathOf } = await loadCanvas();
  for (const [name, file] of faces) {
    const facePath = path.join(resourcesFolder, 'fonts', file);
    if (!GlobalFonts.has(name) && GlobalFonts.registerFromPath(facePath, name) === null) {
      throw new Error(`The font ${file} is missing from the app's own files.`);
    }
  }
  const scale = createCanvas(1, 1).getContext('2d');
  return {
    create: (width, height) => {
      const canvas = createCanvas(width, height);
      return { canvas, context: canvas.getContext('2d') };
    },
    measure: (text, size) => {
      scale.font = drawingFont(size);
      return scale.measureText(text).width;
    },
    path: (data) => new PathOf(data),
  };
}

/** Loads the drawing library and the faces once. */
export function openDrawingRoom(resourcesFolder: string): Promise<DrawingRoom> {
  const known = rooms.get(resourcesFolder) ?? openRoom(resourcesFolder);
  rooms.set(resourcesFolder, known);
  known.catch(() => rooms.delete(resourcesFolder));
  return known;
}
