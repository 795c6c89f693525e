import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type IllustrationShape, illustrationShapeSchema, shapeKinds } from '../../../src-main/domain/illustration.ts';
import { drawnShape, shapePlaceAt } from '../../../src-main/domain/illustration-geometry.ts';
import { drawableText, wrapText } from '../../../src-main/domain/label-box.ts';

/** Letters all half as wide as they are high. */
const measure = (text: string, size: number): number => [...text].length * size * 0.5;

const place = fc.integer({ min: -5000, max: 15_000 });
const shapes = fc
  .record({
    kind: fc.constantFrom(...shapeKinds),
    movement: fc.constantFrom('linear' as const, 'hold' as const),
    text: fc.string({ unit: 'grapheme', maxLength: 60 }),
    frames: fc.uniqueArray(fc.integer({ min: 0, max: 5000 }), { minLength: 1, maxLength: 12 }),
    places: fc.array(fc.record({ x: place, y: place, toX: place, toY: place }), { minLength: 12, maxLength: 12 }),
  })
  .map(
    ({ kind, movement, text, frames, places }): IllustrationShape =>
      illustrationShapeSchema.parse({
        ...{ kind, movement, text, colour: 'cyan' },
        keyframes: frames.sort((a, b) => a - b).map((frame, at) => ({ frame, ...places[at] })),
      }),
  );

describe('where a shape stands', () => {
  it('is its keyframe at a keyframe, nowhere before the first and after the last, and between two of them otherwise', () => {
    fc.assert(
      fc.property(shapes, fc.integer({ min: -1, max: 5001 }), (shape, frame) => {
        const found = shapePlaceAt(shape, frame);
        const { keyframes } = shape;
        const [first, last] = [keyframes[0], keyframes.at(-1)];
        if (first === undefined || last === undefined || frame < first.frame || frame > last.frame) {
          expect(found).toBeNull();
          return;
        }
        const before = keyframes.filter((one) => one.frame <= frame).at(-1) ?? first;
        const after = keyframes.find((one) => one.frame >= frame) ?? last;
        for (const side of ['x', 'y', 'toX', 'toY'] as const) {
          const [from, to] = [before[side], shape.movement === 'hold' ? before[side] : after[side]];
          expect(found?.[side]).toBeGreaterThanOrEqual(Math.min(from, to) - 1e-6);
          expect(found?.[side]).toBeLessThanOrEqual(Math.max(from, to) + 1e-6);
        }
        const key = keyframes.find((one) => one.frame === frame);
        if (key !== undefined) {
          expect(found).toEqual({ x: key.x, y: key.y, toX: key.toX, toY: key.toY });
        }
      }),
    );
  });

  it('moves by the same step with every frame', () => {
    const keyframes = [
      { frame: 10, x: 0, y: 1000, toX: 0, toY: 0 },
      { frame: 20, x: 1000, y: 0, toX: 0, toY: 0 },
    ];
    const at = (frame: number) =>
      shapePlaceAt({ keyframes: keyframes as IllustrationShape['keyframes'], movement: 'linear' }, frame);
    expect(at(13)).toEqual({ x: 300, y: 700, toX: 0, toY: 0 });
    expect(at(17)?.x).toBe(700);
  });
});

describe('what a shape looks like', () => {
  it('is drawn for any place without a gap in its numbers, its text inside the picture', () => {
    fc.assert(
      fc.property(
        shapes,
        fc.integer({ min: 32, max: 8192 }),
        fc.integer({ min: 32, max: 8192 }),
        (shape, width, height) => {
          const at = shapePlaceAt(shape, shape.keyframes[0]?.frame ?? 0);
          const drawn = drawnShape(shape, at ?? { x: 0, y: 0, toX: 0, toY: 0 }, { width, height }, measure);
          expect(`${drawn.line}${drawn.solid}`).not.toMatch(/NaN|Infinity|undefined|e-/);
          const { label } = drawn;
          expect(label === null).toBe(drawableText(shape.text) === '');
          if (label !== null) {
            expect(Object.values(label).every((value) => typeof value !== 'number' || Number.isFinite(value))).toBe(
              true,
            );
            if (label.width <= width && label.height <= height) {
              expect(Math.min(label.x, label.y)).toBeGreaterThanOrEqual(0);
              expect(label.x + label.width).toBeLessThanOrEqual(width);
              expect(label.y + label.height).toBeLessThanOrEqual(height);
            }
          }
        },
      ),
    );
  });

  it('has the tip of an arrow at the place it goes to', () => {
    const arrow = { kind: 'arrow', colour: 'yellow', text: '' } as const;
    const drawn = drawnShape(arrow, { x: 0, y: 5000, toX: 5000, toY: 5000 }, { width: 1000, height: 500 }, measure);
    expect(drawn.solid).toMatch(/^M500 250 L/);
    expect(drawn.line).toMatch(/^M0 250 L/);
  });

  it('has a call-out point at its place, unless that lies in its box', () => {
    const callOut = { kind: 'call-out', colour: 'cyan', text: 'Left hand' } as const;
    const extent = { width: 1000, height: 500 };
    const far = drawnShape(callOut, { x: 2000, y: 2000, toX: 8000, toY: 8000 }, extent, measure);
    expect(far.line).toMatch(/L800 400$/);
    const near = drawnShape(callOut, { x: 5000, y: 5000, toX: 5010, toY: 5000 }, extent, measure);
    expect([near.line, near.solid]).toEqual(['', '']);
  });
});

describe('text in a picture', () => {
  it('is cut into lines that fit and loses no letter', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.integer({ min: 8, max: 60 }), (text, size) => {
        const lines = wrapText(text, size, size * 12, measure);
        const bare = (words: string): string => words.replace(/ /g, '');
        expect(bare(lines.join(''))).toBe(bare(drawableText(text)));
        for (const line of lines) {
          expect(measure(line, size) <= size * 12 || [...new Intl.Segmenter().segment(line)].length === 1).toBe(true);
        }
      }),
    );
  });

  it('keeps no sign that turns or breaks what stands beside it', () => {
    expect(drawableText(' a\u202Eb\u202C\nc\u0000d\u2028e ')).toBe('a b c d e');
  });
});
