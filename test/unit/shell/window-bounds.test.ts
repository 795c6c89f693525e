import { describe, expect, it } from 'vitest';
import {
  chooseBounds,
  choosePictureBounds,
  defaultSize,
  smallestPictureSize,
  windowStateSchema,
} from '../../../src-main/shell/window-bounds.ts';

const display = { x: 0, y: 24, width: 1920, height: 1056 };
const second = { x: 1920, y: 0, width: 2560, height: 1440 };
const at = (x: number, y: number, width = 1400, height = 900) => ({
  bounds: { x, y, width, height },
  isMaximised: false,
});

describe('chooseBounds', () => {
  it('takes the default size the first time', () => {
    expect(chooseBounds(null, [display])).toEqual(defaultSize);
  });

  it('goes where the window last stood, on any display', () => {
    expect(chooseBounds(at(100, 80), [display])).toEqual(at(100, 80).bounds);
    expect(chooseBounds(at(2500, 200), [display, second])).toEqual(at(2500, 200).bounds);
    expect(chooseBounds(at(-300, 80), [display])).toEqual(at(-300, 80).bounds);
  });

  it.each([
    ['a display that is no longer there', at(2500, 200)],
    ['above every display, so that the title bar cannot be reached', at(100, -600)],
    ['a sliver at the edge', at(1919, 80)],
    ['below the display', at(100, 1079)],
  ])('does not go to %s', (_where, remembered) => {
    expect(chooseBounds(remembered, [display])).toEqual(defaultSize);
  });

  it('is never larger than the display nor smaller than can be used', () => {
    expect(chooseBounds(at(0, 24, 4000, 3000), [display])).toEqual({ x: 0, y: 24, width: 1920, height: 1056 });
    expect(chooseBounds(at(0, 24, 200, 200), [display])).toEqual({ x: 0, y: 24, width: 800, height: 560 });
  });

  it('parses only what it wrote', () => {
    expect(
      windowStateSchema.safeParse({ bounds: { x: 0, y: 0, width: 0, height: 10 }, isMaximised: false }).success,
    ).toBe(false);
    expect(windowStateSchema.safeParse({ bounds: at(1, 2).bounds, isMaximised: true }).success).toBe(true);
  });
});

describe('choosePictureBounds', () => {
  it('takes another display than the first window stands on, whole', () => {
    expect(choosePictureBounds(null, [display, second], display)).toEqual(second);
    expect(choosePictureBounds(null, [display, second], second)).toEqual(display);
  });

  it('takes a size of its own where there is one display', () => {
    expect(choosePictureBounds(null, [display], display)).toEqual({ width: 960, height: 600 });
  });

  it('goes where it last stood while that place is there', () => {
    expect(choosePictureBounds(at(2500, 200, 640, 400), [display, second], display)).toEqual({
      ...{ x: 2500, y: 200, width: 640, height: 400 },
    });
    expect(choosePictureBounds(at(2500, 200, 200, 100), [display, second], display)).toMatchObject(smallestPictureSize);
    expect(choosePictureBounds(at(2500, 200), [display], display)).toEqual({ width: 960, height: 600 });
  });
});
