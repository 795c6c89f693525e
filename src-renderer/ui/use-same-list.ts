import { useState } from 'react';
import { createSameList } from './same-list.ts';

/** The same array while it holds the same things, so that what is made of a long list is not made anew for nothing. */
export function useSameList<T>(list: readonly T[]): readonly T[] {
  const [same] = useState(createSameList<T>);
  return same(list);
}
