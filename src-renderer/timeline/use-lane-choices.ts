import { useCallback, useMemo } from 'react';
import { useSetting } from '../session/use-setting.ts';
import type { LaneChoices } from './lane-layout.ts';

const foldedPart = 'timeline-folded';
/** What a choice may hold; the lanes folded longest ago are forgotten first. */
const longest = 100;

export type RememberedLanes = LaneChoices & {
  fold(id: string, isFolded: boolean): void;
};

/** Which lanes are folded and whether empty ones are shown, kept across restarts on this workstation. */
export function useLaneChoices(): RememberedLanes {
  const [choices, change] = useSetting('choices');
  const folded = choices[foldedPart] ?? '';
  const areEmptyShown = choices['timeline-empty-lanes'] === 'shown';
  const foldedIds = useMemo(() => new Set(folded.split(',').filter((id) => id !== '')), [folded]);
  const fold = useCallback(
    (id: string, isFolded: boolean) => {
      const others = [...foldedIds].filter((other) => other !== id);
      let ids = isFolded ? [...others, id] : others;
      while (ids.join(',').length > longest) {
        ids = ids.slice(1);
      }
      change((before) => ({ ...before, [foldedPart]: ids.join(',') }));
    },
    [foldedIds, change],
  );
  return { foldedIds, areEmptyShown, fold };
}
