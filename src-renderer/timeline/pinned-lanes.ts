/** The lanes about the recording itself, above those of the annotations. */
export const pinnedKinds = ['noted', 'pictures', 'sound', 'frames', 'coverage'] as const;
export type PinnedKind = (typeof pinnedKinds)[number];

export type PinnedLane = {
  readonly id: PinnedKind;
  readonly label: string;
  readonly isFolded: boolean;
  readonly top: number;
  readonly height: number;
};
export type PinnedLanes = {
  readonly ruler: number;
  readonly lanes: readonly PinnedLane[];
  readonly height: number;
};

export const rulerHeight = 34;
const labels: Readonly<Record<PinnedKind, string>> = {
  noted: 'Content notes',
  pictures: 'Pictures',
  sound: 'Sound',
  frames: 'Frames',
  coverage: 'Watched',
};
const heights: Readonly<Record<PinnedKind, number>> = { noted: 16, pictures: 42, sound: 38, frames: 20, coverage: 16 };
const foldedPinnedHeight = 14;

/** The pinned lanes that exist for this recording, from the top. */
export function layPinned(kinds: readonly PinnedKind[], foldedIds: ReadonlySet<string>): PinnedLanes {
  let top = rulerHeight;
  const lanes = kinds.map((id): PinnedLane => {
    const isFolded = foldedIds.has(id);
    const lane = {
      id,
      label: labels[id],
      isFolded,
      top,
      height: isFolded ? Math.min(foldedPinnedHeight, heights[id]) : heights[id],
    };
    top += lane.height;
    return lane;
  });
  return { ruler: rulerHeight, lanes, height: top };
}
