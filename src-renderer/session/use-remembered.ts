import { useSetting } from './use-setting.ts';

/**
 * The size of a part of the screen in CSS pixels, kept across restarts on this workstation.
 * @param part names it for good: `review-panel`, `timeline-height`
 * @param usual the size until somebody changes it
 */
export function useRememberedSize(part: string, usual: number): readonly [number, (size: number) => void] {
  const [sizes, change] = useSetting('sizes');
  return [sizes[part] ?? usual, (size) => change((before) => ({ ...before, [part]: Math.round(size) }))];
}

/**
 * A small choice of a part of the screen (its open tab, a view that is on), kept across restarts on this workstation. One
 * that `options` no longer names counts as never made.
 */
export function useRememberedChoice<C extends string>(
  part: string,
  options: readonly C[],
  usual: C,
): readonly [C, (choice: C) => void] {
  const [choices, change] = useSetting('choices');
  const chosen = options.find((option) => option === choices[part]) ?? usual;
  return [chosen, (choice) => change((before) => ({ ...before, [part]: choice }))];
}
