import { z } from 'zod';

/**
 * How a picture may be looked at without being changed. Whole numbers only, so that the screen, the still and its record
 * speak of exactly the same thing. The order in which they are applied: deinterlace, sharpen, greyscale, tone.
 */
export const viewingAidsSchema = z.strictObject({
  /** Percent of the full range that is added to every channel. */
  brightness: z.int().min(-100).max(100),
  /** Percent by which the distance from mid-grey is stretched; 100 changes nothing. */
  contrast: z.int().min(0).max(400),
  /** Hundredths; 100 changes nothing, more lifts the shadows. */
  gamma: z.int().min(10).max(500),
  isGreyscale: z.boolean(),
  /** Percent of the difference from the four neighbours that is added. */
  sharpen: z.int().min(0).max(300),
  /** The field whose lines are kept; the lines between are the mean of their neighbours in the same picture. */
  deinterlace: z.enum(['off', 'top', 'bottom']),
});
export type ViewingAids = z.infer<typeof viewingAidsSchema>;

export const noViewingAids: ViewingAids = {
  brightness: 0,
  contrast: 100,
  gamma: 100,
  isGreyscale: false,
  sharpen: 0,
  deinterlace: 'off',
};

/** Weights of red, green and blue in greyscale (Rec. 709), in ten-thousandths. */
export const greyWeights = { red: 2126, green: 7152, blue: 722, whole: 10_000 } as const;

/** The middle of the sharpening kernel without sharpening: a power of two, so that no rounding depends on the machine. */
export const sharpenWhole = 128;

export function isToneChanged({ brightness, contrast, gamma }: ViewingAids): boolean {
  return brightness !== 0 || contrast !== 100 || gamma !== 100;
}

/** Whether anything at all is done to the picture. */
export function areAidsOn(aids: ViewingAids): boolean {
  return isToneChanged(aids) || aids.isGreyscale || aids.sharpen > 0 || aids.deinterlace !== 'off';
}

/** What each of the 256 levels of a channel becomes. */
export function toneCurve({ brightness, contrast, gamma }: ViewingAids): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, level) => {
    const straight = (level / 255 - 0.5) * (contrast / 100) + 0.5 + brightness / 100;
    return Math.round(255 * Math.min(1, Math.max(0, straight)) ** (1 / (gamma / 100)));
  });
}

/** Weight of each of the four neighbours, of `sharpenWhole`. */
export function sharpenWeight({ sharpen }: ViewingAids): number {
  return Math.round((sharpen * sharpenWhole) / 100);
}

/** Which lines of the upright picture are kept when it is deinterlaced: those whose place leaves `remainder` by two. */
export type KeptLines = { readonly axis: 'rows' | 'columns'; readonly remainder: 0 | 1 };

/**
 * Fields are lines of the coded picture; turned upright they may be columns, or begin at the other end.
 * @param rotation degrees clockwise by which the coded picture was turned
 * @param codedHeight lines of the coded picture
 */
export function keptLines(field: 'top' | 'bottom', rotation: number, codedHeight: number): KeptLines {
  const first = field === 'top' ? 0 : 1;
  const isFromOtherEnd = rotation === 90 || rotation === 180;
  const remainder = (isFromOtherEnd ? Math.abs(codedHeight - 1 - first) : first) % 2;
  return {
    axis: rotation === 90 || rotation === 270 ? 'columns' : 'rows',
    remainder: remainder === 0 ? 0 : 1,
  };
}

function signed(value: number): string {
  return value > 0 ? `+${value}` : value < 0 ? `−${-value}` : '0';
}

/** Those that are on, as words for a person: `contrast 150 %`. */
export function aidTexts(aids: ViewingAids): string[] {
  return [
    ...(aids.deinterlace === 'off' ? [] : [`deinterlaced (${aids.deinterlace} field)`]),
    ...(aids.sharpen === 0 ? [] : [`sharpened ${aids.sharpen} %`]),
    ...(aids.isGreyscale ? ['greyscale'] : []),
    ...(aids.brightness === 0 ? [] : [`brightness ${signed(aids.brightness)} %`]),
    ...(aids.contrast === 100 ? [] : [`contrast ${aids.contrast} %`]),
    ...(aids.gamma === 100 ? [] : [`gamma ${(aids.gamma / 100).toFixed(2)}`]),
  ];
}
