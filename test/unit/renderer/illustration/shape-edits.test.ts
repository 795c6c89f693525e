import { describe, expect, it } from 'vitest';
import { illustrationSchema, illustrationShapeSchema } from '../../../../src-main/domain/illustration.ts';
import { shapePlaceAt } from '../../../../src-main/domain/illustration-geometry.ts';
import {
  middlePlace,
  moved,
  newShape,
  placeShape,
  showBetween,
  withFreeze,
  withoutKeyframe,
  withShape,
} from '../../../../src-renderer/illustration/shape-edits.ts';
import { editingReducer } from '../../../../src-renderer/illustration/use-editing.ts';

const range = { first: 10, last: 50 };
const start = { x: 1000, y: 1000, toX: 2000, toY: 2000 };
const there = { x: 3000, y: 1000, toX: 4000, toY: 2000 };
const frames = (shape: { keyframes: readonly { frame: number }[] }) => shape.keyframes.map(({ frame }) => frame);

describe('a new shape', () => {
  it('is shown from its frame to the end of the span, at the last frame in that alone', () => {
    expect(frames(newShape('arrow', 20, range, start))).toEqual([20, 50]);
    expect(frames(newShape('arrow', 50, range, start))).toEqual([50]);
    for (const kind of ['arrow', 'line', 'rectangle', 'ellipse', 'call-out'] as const) {
      expect(illustrationShapeSchema.safeParse(newShape(kind, 20, range, middlePlace(kind))).success).toBe(true);
    }
  });

  it('drawn far outside the picture is kept within what may be stored', () => {
    const far = newShape('line', 20, range, { x: -99_999, y: 0.4, toX: 99_999, toY: 12.6 });
    expect(far.keyframes[0]).toEqual({ frame: 20, x: -5000, y: 0, toX: 15_000, toY: 13 });
  });
});

describe('moving a shape', () => {
  it('sets a keyframe, and what stood still until the end stands still at the new place', () => {
    const shape = placeShape(newShape('arrow', 20, range, start), 30, there);
    expect(frames(shape)).toEqual([20, 30, 50]);
    expect(shapePlaceAt(shape, 20)).toEqual(start);
    expect(shapePlaceAt(shape, 30)).toEqual(there);
    expect(shapePlaceAt(shape, 50)).toEqual(there);
    expect(shapePlaceAt(shape, 25)?.x).toBe(2000);
  });

  it('leaves later keyframes alone where the shape moves on', () => {
    const moving = placeShape(newShape('arrow', 20, range, start), 50, there);
    const shape = placeShape(moving, 30, { ...start, y: 0 });
    expect(shapePlaceAt(shape, 50)).toEqual(there);
  });

  it('where it is not shown yet makes it shown from there', () => {
    expect(frames(placeShape(newShape('arrow', 20, range, start), 12, there))).toEqual([12, 20, 50]);
  });

  it('moves all of it or one point', () => {
    const by = { x: 10, y: -20 };
    expect(moved(start, by, 'all')).toEqual({ x: 1010, y: 980, toX: 2010, toY: 1980 });
    expect(moved(start, by, 'from')).toEqual({ ...start, x: 1010, y: 980 });
    expect(moved(start, by, 'to')).toEqual({ ...start, toX: 2010, toY: 1980 });
  });
});

describe('when a shape is shown', () => {
  it('is cut and stretched to its first and last frame, where it stood there', () => {
    const shape = placeShape(newShape('arrow', 20, range, start), 40, there);
    const cut = showBetween(shape, { first: 30, last: 45 });
    expect(frames(cut)).toEqual([30, 40, 45]);
    expect(shapePlaceAt(cut, 30)).toEqual(shapePlaceAt(shape, 30));
    expect(frames(showBetween(shape, { first: 12, last: 12 }))).toEqual([12]);
    expect(shapePlaceAt(showBetween(shape, { first: 12, last: 50 }), 12)).toEqual(start);
  });

  it('ends with its last keyframe', () => {
    const shape = newShape('arrow', 50, range, start);
    expect(withoutKeyframe(shape, 50)).toBeNull();
    expect(frames(withoutKeyframe(newShape('arrow', 20, range, start), 50) ?? shape)).toEqual([20]);
  });
});

describe('editing an illustration', () => {
  const empty = illustrationSchema.parse({});
  const begin = { past: [], present: empty, future: [], kind: '', at: 0 };
  const change = (state: Parameters<typeof editingReducer>[0], millis: number, kind: string, at: number) =>
    editingReducer(state, { do: 'change', next: withFreeze(state.present, 12, millis), kind, at });

  it('goes back and forth, and forgets what was undone when something else is done', () => {
    const two = change(change(begin, 500, '', 1), 700, '', 2);
    const back = editingReducer(two, { do: 'undo' });
    expect(back.present.freezes).toEqual([{ frame: 12, millis: 500 }]);
    expect(editingReducer(back, { do: 'redo' }).present).toEqual(two.present);
    expect(editingReducer(editingReducer(back, { do: 'undo' }), { do: 'undo' }).present).toBe(empty);
    expect(change(back, 900, '', 3).future).toEqual([]);
  });

  it('takes nudges that follow each other closely for one step, others not', () => {
    const quick = change(change(begin, 500, 'nudge', 1000), 600, 'nudge', 1500);
    expect(quick.past).toHaveLength(1);
    expect(change(quick, 700, 'nudge', 9000).past).toHaveLength(2);
    expect(change(quick, 700, 'other', 1600).past).toHaveLength(2);
  });

  it('takes a freeze and a shape away again', () => {
    expect(withFreeze(withFreeze(empty, 12, 500), 12, 0)).toEqual(empty);
    const one = { ...empty, shapes: [newShape('line', 20, range, start)] };
    expect(withShape(one, 0, null)).toEqual(empty);
  });
});
