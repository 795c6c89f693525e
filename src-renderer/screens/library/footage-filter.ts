import type { FootageDetail, FootageState } from '../../../src-main/domain/footage.ts';

export const libraryFilters = ['all', 'reviewable', 'annotated', 'not-annotated', 'needs-attention'] as const;
export type LibraryFilter = (typeof libraryFilters)[number];

export const libraryFilterNames: Readonly<Record<LibraryFilter, string>> = {
  all: 'All footage',
  reviewable: 'Can be reviewed',
  annotated: 'With annotations',
  'not-annotated': 'Without annotations',
  'needs-attention': 'Needs attention',
};

export const librarySorts = ['received', 'name', 'length', 'recorded'] as const;
export type LibrarySort = (typeof librarySorts)[number];

export const librarySortNames: Readonly<Record<LibrarySort, string>> = {
  received: 'Newest received first',
  name: 'Name',
  length: 'Longest first',
  recorded: 'Stated time of recording',
};

/** Damaged, or a recording whose timing a reviewer must know about. */
export function needsAttention({ footage, index }: FootageDetail): boolean {
  return footage.state === 'damaged' || (index?.findingCount ?? 0) > 0;
}

function passes(detail: FootageDetail, filter: LibraryFilter): boolean {
  switch (filter) {
    case 'all':
      return true;
    case 'reviewable':
      return detail.index !== null;
    case 'annotated':
      return detail.annotationCount > 0;
    case 'not-annotated':
      return detail.index !== null && detail.annotationCount === 0;
    case 'needs-attention':
      return needsAttention(detail);
  }
}

/** Words that a person may look for: name, folder, device, codec, digest. */
function wordsOf({ footage, facts }: FootageDetail): string {
  const codecs = facts?.streams.map((stream) => stream.codec) ?? [];
  return [
    footage.originalName,
    footage.relativePath,
    footage.digest,
    facts?.device ?? '',
    facts?.container ?? '',
    ...codecs,
  ]
    .join(' ')
    .toLowerCase();
}

/** The first time of recording that the file states and that can be read as one; the latest possible when there is none. */
function recordedAt({ facts }: FootageDetail): number {
  const stated = facts?.clocks.find((clock) => clock.basis !== 'file-modified' && clock.at !== null);
  return stated?.at ?? Number.MAX_SAFE_INTEGER;
}

const comparers: Readonly<Record<LibrarySort, (a: FootageDetail, b: FootageDetail) => number>> = {
  received: (a, b) => b.footage.ingestedAt - a.footage.ingestedAt,
  name: () => 0,
  length: (a, b) => (b.facts?.durationMicros ?? -1) - (a.facts?.durationMicros ?? -1),
  recorded: (a, b) => recordedAt(a) - recordedAt(b),
};

const byName = new Intl.Collator('en', { numeric: true }).compare;

/** The footage to show, in order; equal ones by name. */
export function filterFootage(
  list: readonly FootageDetail[],
  wanted: { readonly query: string; readonly filter: LibraryFilter; readonly sort: LibrarySort },
): FootageDetail[] {
  const words = wanted.query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return list
    .filter((detail) => passes(detail, wanted.filter))
    .filter((detail) => {
      const text = wordsOf(detail);
      return words.every((word) => text.includes(word));
    })
    .sort(
      (a, b) =>
        comparers[wanted.sort](a, b) ||
        byName(a.footage.originalName, b.footage.originalName) ||
        (a.footage.id < b.footage.id ? -1 : 1),
    );
}

export const stateNames: Readonly<Record<FootageState, string>> = {
  stored: 'Stored',
  readable: 'Ready',
  'audio-only': 'Sound only',
  'not-media': 'Not a recording',
  damaged: 'Cannot be read',
};
