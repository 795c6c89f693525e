import { expect, test } from 'vitest';
import type { Exhibit } from '../../../../src-main/domain/exhibit.ts';
import type { FootageId } from '../../../../src-main/domain/identifier.ts';
import { foundExhibits } from '../../../../src-renderer/filter/exhibit-search.tsx';

const exhibit = (number: string, title: string, footageId: string) => ({ number, title, footageId }) as Exhibit;

const exhibits = [
  exhibit('1', 'A hand on a sleeve', 'lobby'),
  exhibit('12-A', 'Warning audible', 'street'),
  exhibit('13', '', 'lobby'),
];
const recordings = new Map([
  ['lobby' as FootageId, '01-Lobby.mp4'],
  ['street' as FootageId, '08-street-hevc.mp4'],
]);

test.each([
  ['', ['1', '12-A', '13']],
  ['  ', ['1', '12-A', '13']],
  ['ex. 12', ['12-A']],
  ['12-a', ['12-A']],
  ['SLEEVE', ['1']],
  ['lobby', ['1', '13']],
  // Every word, in any order and wherever it stands.
  ['lobby hand', ['1']],
  ['street sleeve', []],
])('"%s" finds exhibits by number, title and recording', (text, numbers) => {
  expect(foundExhibits(exhibits, recordings, text).map(({ number }) => number)).toEqual(numbers);
});
