import { describe, expect, it } from 'vitest';
import {
  centreOn,
  fitScale,
  largestZoom,
  type PictureShape,
  type PictureView,
  panBy,
  placePicture,
  type Room,
  shownPart,
  type Turns,
  turnBy,
  turnMatrix,
  turnPoint,
  viewInRoom,
  wholePicture,
  zoomByStep,
  zoomText,
  zoomTo,
} from '../../../../src-renderer/player/picture-view.ts';
import { seededRandom } from '../../../helpers/seeded-random.ts';

const hd: PictureShape = { width: 1280, height: 720, pixelWidth: 1, pixelHeight: 1 };
const wide: PictureShape = { width: 720, height: 576, pixelWidth: 16 / 15, pixelHeight: 1 };
const upright: PictureShape = { width: 480, height: 640, pixelWidth: 1, pixelHeight: 4 / 3 };
const room: Room = { width: 800, height: 600, devicePixelRatio: 1 };
const middle = { x: 400, y: 300 };

/** Where a place of the upright picture (0 to 1) lies in the room. */
function placeOf(point: { x: number; y: number }, view: PictureView, shape: PictureShape, where: Room) {
  const { left, top, width, height, turns } = placePicture(view, shape, where);
  const turned = turnPoint(point, turns);
  return { x: left + turned.x * width, y: top + turned.y * height };
}

describe('a picture in its room', () => {
  it('fits whole and in the middle, in the shape it is meant to have', () => {
    expect(placePicture(wholePicture, hd, room)).toMatchObject({ left: 0, top: 75, width: 800, height: 450 });
    const { width, height } = placePicture(wholePicture, wide, room);
    expect(width / height).toBeCloseTo(4 / 3, 2);
    expect(placePicture(wholePicture, hd, room).isLarger).toBe(false);
  });

  it('shows one coded row on one device pixel at 1:1, also where a CSS pixel is several', () => {
    for (const devicePixelRatio of [1, 1.25, 2]) {
      const fine = { ...room, devicePixelRatio };
      const view = zoomTo(wholePicture, 1, hd, fine, middle);
      expect(placePicture(view, hd, fine).height * devicePixelRatio).toBeCloseTo(720, 6);
      expect(placePicture(view, hd, fine).width * devicePixelRatio).toBeCloseTo(1280, 6);
    }
    const tall = placePicture(zoomTo(wholePicture, 2, upright, room, middle), upright, room);
    expect([tall.width, tall.height]).toEqual([960, Math.round(640 * (4 / 3) * 2)]);
  });

  it('lies on whole device pixels at every zoom', () => {
    const random = seededRandom(3);
    for (let tried = 0; tried < 200; tried += 1) {
      const where = {
        width: 301 + Math.floor(random() * 900),
        height: 240 + Math.floor(random() * 700),
        devicePixelRatio: 1.5,
      };
      const view = zoomTo(wholePicture, 0.3 + random() * 12, wide, where, { x: random() * 300, y: random() * 200 });
      const { left, top, width, height } = placePicture(view, wide, where);
      for (const edge of [left, top, width, height]) {
        expect(Math.abs(edge * 1.5 - Math.round(edge * 1.5))).toBeLessThan(1e-6);
      }
    }
  });
});

describe('zooming', () => {
  it('leaves what is under the pointer where it is', () => {
    const random = seededRandom(11);
    for (let tried = 0; tried < 300; tried += 1) {
      const turns = Math.floor(random() * 4) as Turns;
      const start = zoomTo({ ...wholePicture, turns }, 3 + random() * 3, hd, room, middle);
      const pointer = { x: random() * room.width, y: random() * room.height };
      const before = placePicture(start, hd, room);
      const turned = { x: (pointer.x - before.left) / before.width, y: (pointer.y - before.top) / before.height };
      const point = turnPoint(turned, ((4 - turns) % 4) as Turns);
      const next = zoomTo(start, 6 + random() * 20, hd, room, pointer);
      const after = placeOf(point, next, hd, room);
      expect(Math.abs(after.x - pointer.x)).toBeLessThanOrEqual(1.01);
      expect(Math.abs(after.y - pointer.y)).toBeLessThanOrEqual(1.01);
    }
  });

  it('goes by round steps, meets the whole picture, and ends', () => {
    let view: PictureView = wholePicture;
    const seen: string[] = [];
    for (let step = 0; step < 20; step += 1) {
      view = zoomByStep(view, 1, hd, room);
      seen.push(zoomText(placePicture(view, hd, room).scale));
    }
    expect(seen.slice(0, 6)).toEqual(['67 %', '75 %', '1:1', '150 %', '2:1', '3:1']);
    expect(seen.at(-1)).toBe(`${largestZoom}:1`);
    for (let step = 0; step < 30; step += 1) {
      view = zoomByStep(view, -1, hd, room);
    }
    expect(view.zoom).toBe('fit');
  });

  it('lets a small recording be seen in its own size', () => {
    const small = { ...hd, width: 320, height: 180 };
    expect(fitScale(small, room, 0)).toBe(2.5);
    const view = zoomTo(wholePicture, 0.1, small, room, middle);
    expect(placePicture(view, small, room)).toMatchObject({ width: 320, height: 180, left: 240, top: 210 });
  });

  it('never leaves room beside a picture that could fill it', () => {
    const view = zoomTo(wholePicture, 4, hd, room, { x: 0, y: 0 });
    for (const by of [
      { x: 99_999, y: 99_999 },
      { x: -99_999, y: -99_999 },
    ]) {
      const { left, top, width, height } = placePicture(panBy(view, by, hd, room), hd, room);
      expect(left).toBeLessThanOrEqual(0);
      expect(top).toBeLessThanOrEqual(0);
      expect(left + width).toBeGreaterThanOrEqual(room.width);
      expect(top + height).toBeGreaterThanOrEqual(room.height);
    }
  });
});

describe('turning', () => {
  it('keeps what is in the middle and comes back after four quarters', () => {
    const start = panBy(zoomTo(wholePicture, 4, hd, room, middle), { x: -200, y: 90 }, hd, room);
    let view = start;
    for (let quarter = 0; quarter < 4; quarter += 1) {
      const inTheMiddle = placeOf(start.centre, view, hd, room);
      expect(Math.abs(inTheMiddle.x - 400)).toBeLessThanOrEqual(1);
      expect(Math.abs(inTheMiddle.y - 300)).toBeLessThanOrEqual(1);
      view = turnBy(view, 1);
    }
    expect(view).toEqual(start);
    expect(turnBy(turnBy(start, 1), -1)).toEqual(start);
  });

  it.each([0, 1, 2, 3] as const)('turns the box as the matrix says: %i', (turns) => {
    const placement = placePicture({ ...wholePicture, turns }, hd, room);
    const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] =
      turns === 0 ? [] : (turnMatrix(placement).match(/-?[\d.]+/g) ?? []).map(Number);
    const [width, height] = turns % 2 === 0 ? [placement.width, placement.height] : [placement.height, placement.width];
    for (const point of [
      { x: 0, y: 0 },
      { x: 1, y: 0 },
      { x: 0.25, y: 1 },
    ]) {
      const turned = turnPoint(point, turns);
      expect(a * point.x * width + c * point.y * height + e).toBeCloseTo(turned.x * placement.width, 6);
      expect(b * point.x * width + d * point.y * height + f).toBeCloseTo(turned.y * placement.height, 6);
    }
  });
});

describe('the navigator', () => {
  it('shows the part that the room shows, and leads there', () => {
    expect(shownPart(placePicture(wholePicture, hd, room), room)).toEqual({ x: 0, y: 0, width: 1, height: 1 });
    const view = centreOn(zoomTo(wholePicture, 2, hd, room, middle), { x: 0.7, y: 0.6 }, hd, room);
    const part = shownPart(placePicture(view, hd, room), room);
    expect(part.x + part.width / 2).toBeCloseTo(0.7, 2);
    expect(part.y + part.height / 2).toBeCloseTo(0.6, 2);
    expect(part.width).toBeCloseTo(800 / 2560, 4);
  });
});

describe('another window', () => {
  it('looks at the same part, as large as it can', () => {
    const large = { width: 1600, height: 1200, devicePixelRatio: 1 };
    const view = zoomTo(wholePicture, 2, hd, room, { x: 100, y: 200 });
    const there = viewInRoom(view, hd, room, large);
    const here = shownPart(placePicture(view, hd, room), room);
    const part = shownPart(placePicture(there, hd, large), large);
    for (const edge of ['x', 'y', 'width', 'height'] as const) {
      expect(part[edge]).toBeCloseTo(here[edge], 3);
    }
    expect(viewInRoom(wholePicture, hd, room, large)).toBe(wholePicture);
  });
});

describe('the zoom in words', () => {
  it('is a ratio where it is whole', () => {
    expect([0.64, 1, 1.5, 2, 32].map(zoomText)).toEqual(['64 %', '1:1', '150 %', '2:1', '32:1']);
  });
});
