import { expect, test } from 'vitest';
import { createSameList, isSameList } from '../../../../src-renderer/ui/same-list.ts';

test('a list stays the same array until it holds something else or in another order', () => {
  const same = createSameList<string>();
  const first = same(['a', 'b']);
  expect(same(['a', 'b'])).toBe(first);
  expect(same(['b', 'a'])).toEqual(['b', 'a']);
  expect(same(['b', 'a', 'c'])).toEqual(['b', 'a', 'c']);
  expect(same([])).toEqual([]);
});

test('lists are the same by the things themselves, not by what these look like', () => {
  const thing = { id: 1 };
  expect(isSameList([thing], [thing])).toBe(true);
  expect(isSameList([thing], [{ id: 1 }])).toBe(false);
});
