import { z } from 'zod';

const boundsSchema = z.strictObject({
  x: z.int(),
  y: z.int(),
  width: z.int().min(1).max(100_000),
  height: z.int().min(1).max(100_000),
});
export type Bounds = z.infer<typeof boundsSchema>;

/** How the window stood when it was last closed. */
export const windowStateSchema = z.strictObject({ bounds: boundsSchema, isMaximised: z.boolean() });
export type WindowState = z.infer<typeof windowStateSchema>;

export const defaultSize = { width: 1280, height: 800 } as const;
export const smallestSize = { width: 800, height: 560 } as const;

/** The second window, with the picture alone. */
export const smallestPictureSize = { width: 320, height: 200 } as const;
const defaultPictureSize = { width: 960, height: 600 } as const;

/** So much of the window must be on a display that a person can take hold of it, in pixels. */
const graspable = { width: 120, height: 40 };

/**
 * Where the window may open: as remembered when enough of it lies on a display that is there now, otherwise in the default
 * size, in the middle (no x and y).
 * @param remembered null at the first start
 * @param workAreas of the displays that are connected now
 */
export function chooseBounds(
  remembered: WindowState | null,
  workAreas: readonly Bounds[],
): { width: number; height: number; x?: number; y?: number } {
  return remembered === null ? defaultSize : (boundsOnDisplay(remembered, workAreas, smallestSize) ?? defaultSize);
}

/**
 * Where the second window may open: as remembered when that place is still there, otherwise over another display than the
 * first window's, otherwise in a default size of its own.
 * @param own work area of the display that the first window stands on
 */
export function choosePictureBounds(
  remembered: WindowState | null,
  workAreas: readonly Bounds[],
  own: Bounds,
): { width: number; height: number; x?: number; y?: number } {
  const known = remembered === null ? null : boundsOnDisplay(remembered, workAreas, smallestPictureSize);
  const other = workAreas.find(({ x, y }) => x !== own.x || y !== own.y);
  return known ?? other ?? defaultPictureSize;
}

function boundsOnDisplay(
  { bounds }: WindowState,
  workAreas: readonly Bounds[],
  smallest: { readonly width: number; readonly height: number },
): Bounds | null {
  const display = workAreas.find((area) => {
    const overlap = {
      width: Math.min(bounds.x + bounds.width, area.x + area.width) - Math.max(bounds.x, area.x),
      height: Math.min(bounds.y + bounds.height, area.y + area.height) - Math.max(bounds.y, area.y),
    };
    // The title bar is what a person drags: its height must be on the display, not only the window's lower edge.
    return (
      overlap.width >= graspable.width &&
      overlap.height >= graspable.height &&
      bounds.y >= area.y - graspable.height / 2
    );
  });
  if (display === undefined) {
    return null;
  }
  return {
    x: bounds.x,
    y: bounds.y,
    width: Math.max(smallest.width, Math.min(bounds.width, display.width)),
    height: Math.max(smallest.height, Math.min(bounds.height, display.height)),
  };
}
