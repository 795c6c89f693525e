import { z } from 'zod';
import { type FrameSpan, frameNumberSchema } from './time.ts';

/**
 * What is drawn over a clip, or done to its time, to explain it. Always a file of its own, of class ILLUSTRATIVE-AID.
 * Places are ten-thousandths of the upright picture's width and height, from its top left corner, so that they are whole
 * numbers whatever the size of the picture; they may lie a little outside it.
 */
const place = z.int().min(-5_000).max(15_000);

export const shapeKinds = ['arrow', 'line', 'rectangle', 'ellipse', 'call-out'] as const;

/** Distinct for colour-blind readers on light and dark pictures; drawn with a contrasting rim. */
export const shapeColours = ['yellow', 'cyan', 'magenta', 'white', 'black'] as const;

/**
 * A place at a frame of the source. `arrow` and `line` go from (x, y) to (toX, toY), where the arrow's head is; rectangle
 * and ellipse fill the box between the two points; a call-out's text stands at (x, y) and points at (toX, toY).
 */
export const shapeKeyframeSchema = z.strictObject({
  frame: frameNumberSchema,
  x: place,
  y: place,
  toX: place,
  toY: place,
});
export type ShapeKeyframe = z.infer<typeof shapeKeyframeSchema>;

/** Shown from its first to its last keyframe, both included; a shape with one keyframe is shown in that frame only. */
export const illustrationShapeSchema = z.strictObject({
  kind: z.enum(shapeKinds),
  colour: z.enum(shapeColours),
  /** Drawn beside the shape (in it, for a call-out); may be empty. */
  text: z.string().trim().max(200),
  /** Between keyframes a shape moves in a straight line or stays where it was. */
  movement: z.enum(['linear', 'hold']),
  /** In the order of their frames, each frame once. */
  keyframes: z
    .array(shapeKeyframeSchema)
    .min(1)
    .max(2_000)
    .refine(
      (frames) => frames.every((one, at) => at === 0 || one.frame > (frames[at - 1]?.frame ?? -1)),
      'The keyframes of a shape stand in the order of their frames, each frame once.',
    ),
});
export type IllustrationShape = z.infer<typeof illustrationShapeSchema>;

export const illustrationSchema = z.strictObject({
  shapes: z.array(illustrationShapeSchema).max(200).default([]),
  burnIn: z
    .strictObject({
      frameNumber: z.boolean().default(false),
      /** Time on the recording's own clock, as the screen shows media time. */
      mediaTime: z.boolean().default(false),
      /** The recording's own statement of when it was made, with its basis; nothing where it states none. */
      sourceClock: z.boolean().default(false),
      exhibitLabel: z.boolean().default(false),
    })
    .prefault({}),
  /** How many times as long each frame is shown: 1 as recorded, 4 a quarter of the speed. The sound is left out then. */
  slowdown: z.union([z.literal(1), z.literal(2), z.literal(4), z.literal(8)]).default(1),
  /** Frames that stand still for a while, in the order of their frames. */
  freezes: z
    .array(z.strictObject({ frame: frameNumberSchema, millis: z.int().min(100).max(60_000) }))
    .max(50)
    .default([]),
});
export type Illustration = z.infer<typeof illustrationSchema>;

/** Whether an illustration shows or does anything in a span; an aid that would not is refused. */
export function isIllustrating(
  { burnIn, slowdown, shapes, freezes }: Illustration,
  { inFrame, outFrame }: Pick<FrameSpan, 'inFrame' | 'outFrame'>,
): boolean {
  const isShown = ({ keyframes }: IllustrationShape): boolean =>
    (keyframes[0]?.frame ?? outFrame) < outFrame && (keyframes.at(-1)?.frame ?? -1) >= inFrame;
  return (
    Object.values(burnIn).some((isOn) => isOn) ||
    slowdown !== 1 ||
    freezes.some(({ frame }) => frame >= inFrame && frame < outFrame) ||
    shapes.some(isShown)
  );
}
