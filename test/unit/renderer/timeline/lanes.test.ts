import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CodeGroup } from '../../../../src-main/domain/codebook.ts';
import { findUnderPointer, spansInBox } from '../../../../src-renderer/timeline/find-under-pointer.ts';
import {
  chosenRows,
  createLaneLayer,
  laneAt,
  layLanes,
  placeOf,
  rowBox,
} from '../../../../src-renderer/timeline/lane-layout.ts';
import { placeInRows, spanNear } from '../../../../src-renderer/timeline/row-placing.ts';
import type { TimelineView } from '../../../../src-renderer/timeline/timeline-view.ts';
import { type VisibleMark, visitVisible } from '../../../../src-renderer/timeline/visible-marks.ts';
import { madeSpan } from './made-spans.ts';

const groups: readonly CodeGroup[] = [
  { id: 'UOF', label: 'Use of force', kind: 'conduct' },
  { id: 'DET', label: 'Stop', kind: 'conduct' },
  { id: 'CTX', label: 'Context', kind: 'context' },
  { id: 'LOC', label: 'Setting', kind: 'setting' },
];
const open = { foldedIds: new Set<string>(), areEmptyShown: false };

describe('rows', () => {
  test('spans that touch share a row, spans that overlap do not', () => {
    const rows = placeInRows([madeSpan('c', 50, 90), madeSpan('a', 0, 50), madeSpan('b', 20, 60)]);
    expect(rows.map(({ spans }) => spans.map(({ id }) => id))).toEqual([['a', 'c'], ['b']]);
  });

  test('any spans: no two of a row overlap, and there are as many rows as lie over one moment at most', () => {
    const spans = fc.array(
      fc.record({ from: fc.integer({ min: 0, max: 80 }), length: fc.integer({ min: 1, max: 30 }) }),
      {
        maxLength: 60,
      },
    );
    fc.assert(
      fc.property(spans, (made) => {
        const all = made.map(({ from, length }, place) => madeSpan(String(place), from, from + length));
        const rows = placeInRows(all);
        for (const { spans: inRow } of rows) {
          for (const [place, span] of inRow.entries()) {
            expect(span.inTick).toBeGreaterThanOrEqual(inRow[place - 1]?.outTick ?? Number.NEGATIVE_INFINITY);
          }
        }
        const deepest = Math.max(
          0,
          ...all.map(({ inTick }) => all.filter((other) => other.inTick <= inTick && other.outTick > inTick).length),
        );
        expect(rows.length).toBe(deepest);
        expect(rows.flatMap(({ spans: inRow }) => inRow).length).toBe(all.length);
      }),
    );
  });

  test('ten thousand spans over each other find their rows without trying every row', () => {
    const spans = Array.from({ length: 10_000 }, (_value, place) => madeSpan(String(place), place, place + 20_000));
    expect(placeInRows(spans).length).toBe(10_000);
  });

  test('the nearest span within reach is found', () => {
    const [row] = placeInRows([madeSpan('a', 0, 10), madeSpan('b', 11, 20)]);
    if (row === undefined) {
      throw new Error('There is no row.');
    }
    expect(spanNear(row, 404, 50)?.id).toBe('a');
    expect(spanNear(row, 436, 50)?.id).toBe('b');
    expect(spanNear(row, 420, 5)).toBeNull();
  });
});

describe('lanes', () => {
  const spans = [
    madeSpan('force', 0, 50),
    madeSpan('force-too', 20, 60),
    madeSpan('why', 10, 30, { groupId: 'CTX', kind: 'context' }),
  ];

  test('one lane for each code group that holds something, context first, in the order of the codebook', () => {
    const { lanes } = layLanes(groups, spans, open);
    expect(lanes.map(({ label, count, rows }) => [label, count, rows.length])).toEqual([
      ['Context', 1, 1],
      ['Use of force', 2, 2],
    ]);
  });

  test('context has its lane even when it holds nothing, and empty lanes can be shown', () => {
    expect(layLanes(groups, [], open).lanes.map(({ id }) => id)).toEqual(['CTX']);
    expect(layLanes(groups, [], { ...open, areEmptyShown: true }).lanes.map(({ id }) => id)).toEqual([
      'CTX',
      'UOF',
      'DET',
      'LOC',
    ]);
  });

  test('the codebook that comes with the program: only context while nothing is annotated', async () => {
    const shipped = new URL('../../../../resources/codebooks/conduct-and-context.json', import.meta.url);
    const codebook = JSON.parse(await readFile(shipped, 'utf8')) as { readonly groups: readonly CodeGroup[] };
    expect(codebook.groups.length).toBeGreaterThan(10);
    expect(layLanes(codebook.groups, [], open).lanes.map(({ kind }) => kind)).toEqual(['context']);
  });

  test('45 code groups of any kinds: a lane for those that hold something, and one for context', () => {
    for (const kind of ['conduct', 'context'] as const) {
      const many = Array.from(
        { length: 44 },
        (_value, place): CodeGroup => ({ id: `G${place}`, label: 'Group', kind }),
      );
      const all = [...many, { id: 'CTX', label: 'Context', kind: 'context' } as const];
      expect(layLanes(all, [], open).lanes).toHaveLength(1);
      const held = layLanes(all, [madeSpan('why', 0, 9, { groupId: 'CTX', kind: 'context' })], open);
      expect(held.lanes.map(({ id }) => id)).toEqual(['CTX']);
      const three = ['G7', 'G30'].map((groupId) => madeSpan(groupId, 0, 9, { groupId, kind }));
      const ids = layLanes(all, three, open).lanes.map(({ id }) => id);
      expect(ids).toEqual(kind === 'context' ? ['G7', 'G30'] : ['CTX', 'G7', 'G30']);
      expect(layLanes(all, three, { ...open, areEmptyShown: true }).lanes).toHaveLength(45);
    }
  });

  test('a code group that the codebook does not have keeps its annotations in sight', () => {
    const stranger = madeSpan('old', 0, 5, { groupId: 'OLD', kind: 'setting' });
    expect(layLanes(groups, [stranger], open).lanes.map(({ id, count }) => [id, count])).toContainEqual(['OLD', 1]);
  });

  test('a lane is found by its height, folded or not', () => {
    for (const choices of [open, { ...open, foldedIds: new Set(['CTX']) }]) {
      const layout = layLanes(groups, spans, choices);
      for (const lane of layout.lanes) {
        expect(laneAt(layout, lane.top)?.id).toBe(lane.id);
        expect(laneAt(layout, lane.top + lane.height - 0.5)?.id).toBe(lane.id);
      }
      expect(laneAt(layout, layout.height + 1)).toBeNull();
      expect(laneAt(layout, -1)).toBeNull();
    }
  });

  test('after one change only its own lane is laid anew', () => {
    const lay = createLaneLayer();
    const before = lay(groups, spans, open);
    const after = lay(
      groups,
      spans.map((span) => (span.id === 'force' ? madeSpan('force', 0, 51) : span)),
      open,
    );
    expect(after.lanes[0]?.rows).toBe(before.lanes[0]?.rows);
    expect(after.lanes[0]?.byId).toBe(before.lanes[0]?.byId);
    expect(after.lanes[1]?.rows[0]).not.toBe(before.lanes[1]?.rows[0]);
    expect(after.lanes[1]?.rows[1]).toBe(before.lanes[1]?.rows[1]);
    expect(placeOf(after, 'force')).toEqual({ span: madeSpan('force', 0, 51), lane: 1, row: 0 });
    expect(placeOf(after, 'not-there')).toBeNull();
  });

  test('any run of changes lays the lanes as if they were laid for the first time', () => {
    const made = fc.record({
      id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'),
      from: fc.nat(20),
      length: fc.integer({ min: 1, max: 12 }),
      groupId: fc.constantFrom('UOF', 'CTX', 'OLD'),
    });
    const states = fc.array(fc.uniqueArray(made, { selector: ({ id }) => id }), { maxLength: 6 });
    fc.assert(
      fc.property(states, (steps) => {
        const lay = createLaneLayer();
        for (const step of steps) {
          const now = step.map(({ id, from, length, groupId }) => madeSpan(id, from, from + length, { groupId }));
          expect(lay(groups, now, open)).toEqual(layLanes(groups, now, open));
        }
      }),
    );
  });

  test('the chosen spans are found in their rows', () => {
    const layout = layLanes(groups, spans, open);
    const chosen = chosenRows(layout, ['force-too', 'why', 'not-there']);
    expect(chosen.get(0)?.[0]?.spans.map(({ id }) => id)).toEqual(['why']);
    expect(chosen.get(1)?.map(({ spans: inRow }) => inRow.map(({ id }) => id))).toEqual([[], ['force-too']]);
  });
});

describe('under the pointer', () => {
  const layout = layLanes(groups, [madeSpan('a', 10, 20), madeSpan('b', 15, 30)], open);
  const view: TimelineView = { startTick: 0, ticksPerPixel: 4 };
  const lane = layout.lanes.find(({ id }) => id === 'UOF');
  if (lane === undefined) {
    throw new Error('There is no lane.');
  }
  const middleOf = (row: number) => rowBox(lane, row).top + 5;

  test('ends and body of a span, and the empty lane', () => {
    const part = (x: number, row = 0) => {
      const found = findUnderPointer(layout, view, x, middleOf(row));
      return found.span === null ? null : `${found.span.id} ${found.part}`;
    };
    expect(part(97)).toBe('a in');
    expect(part(103)).toBe('a in');
    expect(part(150)).toBe('a body');
    expect(part(198)).toBe('a out');
    expect(part(204)).toBe('a out');
    expect(part(220)).toBeNull();
    expect(part(220, 1)).toBe('b body');
  });

  test('a span too narrow for handles inside keeps a body to grasp', () => {
    const far: TimelineView = { startTick: 0, ticksPerPixel: 40 };
    expect(findUnderPointer(layout, far, 15, middleOf(0)).part).toBe('body');
    expect(findUnderPointer(layout, far, 8, middleOf(0)).part).toBe('in');
    expect(findUnderPointer(layout, far, 22, middleOf(0)).part).toBe('out');
  });

  test('a rectangle takes the rows and times that it touches', () => {
    const box = (fromTick: number, toTick: number, top: number, bottom: number) =>
      spansInBox(layout, { fromTick, toTick, top, bottom }).map(({ id }) => id);
    expect(box(0, 4000, middleOf(0), middleOf(1))).toEqual(['a', 'b']);
    expect(box(0, 4000, middleOf(1), middleOf(1) + 2)).toEqual(['b']);
    expect(box(0, 500, middleOf(0), middleOf(1))).toEqual(['a']);
    expect(box(800, 4000, middleOf(0), middleOf(0) + 2)).toEqual([]);
  });
});

describe('what is visible of a row', () => {
  function marksOf(count: number, view: TimelineView, width: number): VisibleMark[] {
    const [row] = placeInRows(
      Array.from({ length: count }, (_value, place) => madeSpan(String(place), place, place + 1)),
    );
    const marks: VisibleMark[] = [];
    if (row !== undefined) {
      visitVisible(row, view, width, (mark) => marks.push(mark));
    }
    return marks;
  }

  test('from near each span by itself, only those in the window', () => {
    const marks = marksOf(1000, { startTick: 4000, ticksPerPixel: 1 }, 100);
    expect(marks.map((mark) => mark.kind === 'span' && mark.span.inFrame)).toEqual([100, 101, 102]);
  });

  test('from afar a crowd that counts every one of them, at no more marks than the window has places', () => {
    const marks = marksOf(100_000, { startTick: 0, ticksPerPixel: 40 * 200 }, 500);
    const counted = marks.reduce((sum, mark) => sum + (mark.kind === 'crowd' ? mark.count : 1), 0);
    expect(marks.length).toBeLessThanOrEqual(251);
    expect(counted).toBeGreaterThanOrEqual(100_000 - 400);
  });

  test('any spans and any zoom: none is lost, and each is drawn where it lies', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ gap: fc.integer({ min: 0, max: 40 }), length: fc.integer({ min: 1, max: 40 }) }), {
          maxLength: 80,
        }),
        fc.double({ min: 1, max: 400, noNaN: true }),
        (steps, ticksPerPixel) => {
          let at = 0;
          const spans = steps.map(({ gap, length }, place) => {
            const span = madeSpan(String(place), at + gap, at + gap + length);
            at += gap + length;
            return span;
          });
          const [row] = placeInRows(spans);
          if (row === undefined) {
            return;
          }
          const marks: VisibleMark[] = [];
          const view = { startTick: 0, ticksPerPixel };
          visitVisible(row, view, Number.MAX_SAFE_INTEGER, (mark) => marks.push(mark));
          const counted = marks.reduce((sum, mark) => sum + (mark.kind === 'crowd' ? mark.count : 1), 0);
          expect(counted).toBe(spans.length);
          for (const { inTick, outTick } of spans) {
            const [left, right] = [inTick / ticksPerPixel, outTick / ticksPerPixel];
            expect(marks.some((mark) => mark.left <= left + 1e-6 && mark.right + 2 >= Math.min(right, left))).toBe(
              true,
            );
          }
        },
      ),
    );
  });
});
