import { expect, test } from 'vitest';
import type { CodeGroup } from '../../../../src-main/domain/codebook.ts';
import { dropTarget } from '../../../../src-renderer/timeline/drop-target.ts';
import { layLanes } from '../../../../src-renderer/timeline/lane-layout.ts';
import type { HeldSpan } from '../../../../src-renderer/timeline/pointer-host.ts';
import { madeSpan } from './made-spans.ts';

const groups: readonly CodeGroup[] = [
  { id: 'UOF', label: 'Use of force', kind: 'conduct' },
  { id: 'CTX', label: 'Context', kind: 'context' },
];
const span = madeSpan('force', 0, 50);
const layout = layLanes(groups, [span], { foldedIds: new Set(), areEmptyShown: false });
const [context, force] = layout.lanes;
if (context === undefined || force === undefined) {
  throw new Error('There are no lanes.');
}
const sight = { top: 100, bottom: 100 + layout.height + 50, scrollTop: 0 };
const end = 100 + layout.height;

function held(part: 'body' | 'in'): HeldSpan {
  return {
    kind: 'span',
    drag: { part, held: span, moved: [span], graspTicks: 0 },
    home: force as HeldSpan['home'],
    frameBefore: 0,
    result: null,
    target: null,
  };
}

test('another lane takes what is held, its own lane does not', () => {
  expect(dropTarget(held('body'), layout, sight, 100 + context.top + 5)).toBe(context);
  expect(dropTarget(held('body'), layout, sight, 100 + force.top + 5)).toBeNull();
});

test('below all lanes is the place for groups that have no lane, but not by a slip', () => {
  expect(dropTarget(held('body'), layout, sight, end + 5)).toBeNull();
  expect(dropTarget(held('body'), layout, sight, end + 20)).toBe('elsewhere');
});

test('lanes that go on below the window end, for the hand, where the window does', () => {
  const low = { ...sight, bottom: 100 + context.height };
  expect(dropTarget(held('body'), layout, low, low.bottom + 20)).toBe('elsewhere');
});

test('an end that is dragged never leaves its lane', () => {
  expect(dropTarget(held('in'), layout, sight, end + 20)).toBeNull();
});
