import { describe, expect, test } from 'vitest';
import type { FootageDetail } from '../../../../src-main/domain/footage.ts';
import {
  filterFootage,
  type LibraryFilter,
  type LibrarySort,
} from '../../../../src-renderer/screens/library/footage-filter.ts';
import { countOutcomes, outcomesFirst } from '../../../../src-renderer/screens/library/ingest-words.ts';

function footage(
  name: string,
  more: { state?: string; index?: object | null; annotations?: number; length?: number; at?: number },
) {
  return {
    footage: {
      id: name,
      originalName: name,
      relativePath: `card/${name}`,
      digest: 'ab'.repeat(32),
      ingestedAt: name.length,
      state: more.state ?? 'readable',
    },
    facts: {
      durationMicros: more.length ?? null,
      device: 'Axon',
      container: 'mov',
      streams: [{ codec: 'h264' }],
      clocks: more.at === undefined ? [] : [{ basis: 'file-name', text: '', at: more.at }],
    },
    index: more.index === undefined ? { findingCount: 0 } : more.index,
    annotationCount: more.annotations ?? 0,
  } as unknown as FootageDetail;
}

const list = [
  footage('cam-10.mp4', { length: 5, at: 30 }),
  footage('cam-9.mp4', { length: 50, annotations: 2 }),
  footage('broken.mp4', { state: 'damaged', index: null }),
  footage('gaps.avi', { index: { findingCount: 3 }, at: 10 }),
];
const names = (query: string, filter: LibraryFilter, sort: LibrarySort) =>
  filterFootage(list, { query, filter, sort }).map((detail) => detail.footage.originalName);

describe('the library', () => {
  test('orders numbers in names as people do', () => {
    expect(names('', 'all', 'name')).toEqual(['broken.mp4', 'cam-9.mp4', 'cam-10.mp4', 'gaps.avi']);
  });
  test('orders by length and by the stated time of recording', () => {
    expect(names('', 'all', 'length').slice(0, 2)).toEqual(['cam-9.mp4', 'cam-10.mp4']);
    expect(names('', 'all', 'recorded').slice(0, 2)).toEqual(['gaps.avi', 'cam-10.mp4']);
  });
  test('filters', () => {
    expect(names('', 'needs-attention', 'name')).toEqual(['broken.mp4', 'gaps.avi']);
    expect(names('', 'annotated', 'name')).toEqual(['cam-9.mp4']);
    expect(names('', 'not-annotated', 'name')).toEqual(['cam-10.mp4', 'gaps.avi']);
    expect(names('', 'reviewable', 'name')).toHaveLength(3);
  });
  test('finds by every typed word: name, device, codec, digest', () => {
    expect(names('cam h264 axon', 'all', 'name')).toEqual(['cam-9.mp4', 'cam-10.mp4']);
    expect(names('abab', 'all', 'name')).toHaveLength(4);
    expect(names('cam hevc', 'all', 'name')).toEqual([]);
  });
});

test('an import is summed up, problems first', () => {
  const result = (relativePath: string, outcome: 'stored' | 'duplicate' | 'failed' | 'skipped') => ({
    relativePath,
    outcome,
    footageId: null,
    digest: null,
    byteCount: null,
    message: '',
  });
  const results = [result('a', 'stored'), result('b', 'failed'), result('c', 'stored'), result('d', 'duplicate')];
  expect(outcomesFirst(results).map(({ relativePath }) => relativePath)).toEqual(['b', 'd', 'a', 'c']);
  expect(countOutcomes(results)).toBe('2 stored, 1 already in this matter, 1 not stored.');
  expect(countOutcomes([])).toBe('Nothing has been taken yet.');
});
