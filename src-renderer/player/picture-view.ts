/** Quarter turns clockwise, by the reviewer. */
export type Turns = 0 | 1 | 2 | 3;

export type Point = { readonly x: number; readonly y: number };

/** The upright picture: its coded pixels, and the shape of one of them in square display pixels. */
export type PictureShape = {
  readonly width: number;
  readonly height: number;
  readonly pixelWidth: number;
  readonly pixelHeight: number;
};

/** Where the picture is looked at, in CSS pixels. */
export type Room = { readonly width: number; readonly height: number; readonly devicePixelRatio: number };

/**
 * How the picture is looked at. `zoom` is device pixels for each display pixel of the recording; `centre` is the place
 * of the upright picture in the middle of the room, 0 to 1 each way.
 */
export type PictureView = { readonly zoom: number | 'fit'; readonly centre: Point; readonly turns: Turns };

/** Where the picture lies in its room, in CSS pixels, turned; `scale` is the zoom that is really in use. */
export type Placement = {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly scale: number;
  readonly turns: Turns;
  /** Some of the picture is outside the room. */
  readonly isLarger: boolean;
};

export const wholePicture: PictureView = { zoom: 'fit', centre: { x: 0.5, y: 0.5 }, turns: 0 };

export const largestZoom = 32;
const ladder = [1 / 16, 1 / 8, 1 / 4, 1 / 3, 1 / 2, 2 / 3, 3 / 4, 1, 1.5, 2, 3, 4, 6, 8, 12, 16, 24, 32];

/** Size of the turned picture at zoom 1, in display pixels. */
function turnedSize({ width, height, pixelWidth, pixelHeight }: PictureShape, turns: Turns) {
  const upright = { width: width * pixelWidth, height: height * pixelHeight };
  return turns % 2 === 0 ? upright : { width: upright.height, height: upright.width };
}

/** A place of the upright picture (0 to 1 each way) in the picture turned clockwise. */
export function turnPoint({ x, y }: Point, turns: Turns): Point {
  switch (turns) {
    case 0:
      return { x, y };
    case 1:
      return { x: 1 - y, y: x };
    case 2:
      return { x: 1 - x, y: 1 - y };
    case 3:
      return { x: y, y: 1 - x };
  }
}

function turnBack(point: Point, turns: Turns): Point {
  return turnPoint(point, ((4 - turns) % 4) as Turns);
}

/** The zoom at which the whole picture just fits. */
export function fitScale(shape: PictureShape, room: Room, turns: Turns): number {
  const size = turnedSize(shape, turns);
  const fit = Math.min(
    (room.width * room.devicePixelRatio) / size.width,
    (room.height * room.devicePixelRatio) / size.height,
  );
  return Number.isFinite(fit) && fit > 0 ? fit : 1;
}

function smallestZoom(shape: PictureShape, room: Room, turns: Turns): number {
  return Math.min(1, fitScale(shape, room, turns));
}

function middle(centre: number, size: number, room: number): number {
  const half = room / (2 * size);
  return half >= 0.5 ? 0.5 : Math.min(1 - half, Math.max(half, centre));
}

/** Whole device pixels, so that blocks of an even zoom are even on the screen. */
function snap(value: number, ratio: number): number {
  return Math.round(value * ratio) / ratio;
}

/** Where the picture lies. The picture never leaves room beside it that it could fill. */
export function placePicture(view: PictureView, shape: PictureShape, room: Room): Placement {
  const scale = view.zoom === 'fit' ? fitScale(shape, room, view.turns) : view.zoom;
  const size = turnedSize(shape, view.turns);
  const ratio = room.devicePixelRatio;
  const width = snap((size.width * scale) / ratio, ratio);
  const height = snap((size.height * scale) / ratio, ratio);
  const centre = turnPoint(view.centre, view.turns);
  const left = snap(room.width / 2 - middle(centre.x, width, room.width) * width, ratio);
  const top = snap(room.height / 2 - middle(centre.y, height, room.height) * height, ratio);
  const isLarger = width > room.width + 1 / ratio || height > room.height + 1 / ratio;
  return { left, top, width, height, scale, turns: view.turns, isLarger };
}

/** The CSS matrix that turns a box of the upright picture's size into its placement. */
export function turnMatrix({ width, height, turns }: Placement): string {
  switch (turns) {
    case 0:
      return 'none';
    case 1:
      return `matrix(0, 1, -1, 0, ${width}, 0)`;
    case 2:
      return `matrix(-1, 0, 0, -1, ${width}, ${height})`;
    case 3:
      return `matrix(0, -1, 1, 0, 0, ${height})`;
  }
}

function viewAt(
  placed: Point & { width: number; height: number },
  zoom: number | 'fit',
  turns: Turns,
  room: Room,
): PictureView {
  const centre = {
    x: middle((room.width / 2 - placed.x) / placed.width, placed.width, room.width),
    y: middle((room.height / 2 - placed.y) / placed.height, placed.height, room.height),
  };
  return { zoom, centre: turnBack(centre, turns), turns };
}

/** Another zoom, with the place of the picture under `at` (CSS pixels of the room) left where it is. */
export function zoomTo(view: PictureView, zoom: number, shape: PictureShape, room: Room, at: Point): PictureView {
  const before = placePicture(view, shape, room);
  const least = smallestZoom(shape, room, view.turns);
  const wanted = Math.min(largestZoom, Math.max(least, zoom));
  const fit = fitScale(shape, room, view.turns);
  if (Math.abs(wanted / fit - 1) < 0.005) {
    return { ...view, zoom: 'fit', centre: wholePicture.centre };
  }
  const grown = wanted / before.scale;
  return viewAt(
    {
      x: at.x - (at.x - before.left) * grown,
      y: at.y - (at.y - before.top) * grown,
      width: before.width * grown,
      height: before.height * grown,
    },
    wanted,
    view.turns,
    room,
  );
}

/** The next round zoom in a direction, around the middle of the room; passes the whole picture on its way. */
export function zoomByStep(view: PictureView, direction: 1 | -1, shape: PictureShape, room: Room): PictureView {
  const { scale } = placePicture(view, shape, room);
  const steps = [...ladder, fitScale(shape, room, view.turns)].sort((one, other) => one - other);
  const next =
    direction === 1 ? steps.find((step) => step > scale * 1.005) : steps.findLast((step) => step < scale * 0.995);
  return zoomTo(view, next ?? scale, shape, room, { x: room.width / 2, y: room.height / 2 });
}

/** Moves the picture under the room by CSS pixels. */
export function panBy(view: PictureView, by: Point, shape: PictureShape, room: Room): PictureView {
  const { left, top, width, height } = placePicture(view, shape, room);
  return viewAt({ x: left + by.x, y: top + by.y, width, height }, view.zoom, view.turns, room);
}

/** A quarter turn (1 clockwise, -1 the other way); what was in the middle stays there. */
export function turnBy(view: PictureView, by: 1 | -1): PictureView {
  return { ...view, turns: ((view.turns + by + 4) % 4) as Turns };
}

/** The part of the turned picture that the room shows, 0 to 1 each way. */
export function shownPart({ left, top, width, height }: Placement, room: Room) {
  const x = Math.max(0, -left / width);
  const y = Math.max(0, -top / height);
  return {
    x,
    y,
    width: Math.min(1, (room.width - left) / width) - x,
    height: Math.min(1, (room.height - top) / height) - y,
  };
}

/** The view with a place of the turned picture (0 to 1 each way) in the middle of the room. */
export function centreOn(view: PictureView, turned: Point, shape: PictureShape, room: Room): PictureView {
  const { width, height } = placePicture(view, shape, room);
  return viewAt(
    { x: room.width / 2 - turned.x * width, y: room.height / 2 - turned.y * height, width, height },
    view.zoom,
    view.turns,
    room,
  );
}

/** The same look at the picture in another room: what fits there fits here, and what is twice that is twice that. */
export function viewInRoom(view: PictureView, shape: PictureShape, from: Room, to: Room): PictureView {
  if (view.zoom === 'fit') {
    return view;
  }
  const grown = fitScale(shape, to, view.turns) / fitScale(shape, from, view.turns);
  return { ...view, zoom: view.zoom * grown };
}

/** `64 %`, `1:1`, `2:1`. */
export function zoomText(scale: number): string {
  if (scale >= 0.995 && Math.abs(scale - Math.round(scale)) < 0.005) {
    return `${Math.round(scale)}:1`;
  }
  return `${Math.round(scale * 100)} %`;
}
