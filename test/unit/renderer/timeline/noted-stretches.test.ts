import { expect, test } from 'vitest';
import type { ContentNote } from '../../../../src-main/domain/content-note.ts';
import {
  isNoted,
  joinedStretches,
  notedAt,
  notedLines,
  notedStretches,
} from '../../../../src-renderer/timeline/noted-stretches.ts';
import { steadyFrameIndex } from '../small-frame-index.ts';

const index = steadyFrameIndex(250);

function made(inFrame: number, outFrame: number, more: Partial<ContentNote> = {}): ContentNote {
  return { span: { inFrame, outFrame }, kind: 'injury', note: '', state: 'in-use', ...more } as ContentNote;
}

test('every frame of a note is noted, the first and the last, and none beside it', () => {
  const stretches = notedStretches([made(30, 40)], index);
  expect([29, 30, 39, 40].map((frame) => isNoted(stretches, frame))).toEqual([false, true, true, false]);
  expect(stretches[0]).toMatchObject({ inTick: 30 * 40, outTick: 40 * 40 });
});

test('a withdrawn note covers nothing', () => {
  expect(notedStretches([made(30, 40, { state: 'withdrawn' })], index)).toEqual([]);
});

test('the last frame of the recording is covered to its end', () => {
  const stretches = notedStretches([made(249, 250)], index);
  expect(stretches[0]).toMatchObject({ inTick: 249 * 40, outTick: 250 * 40 });
});

test('stretches that touch or overlap are covered as one, a gap of one frame is kept', () => {
  const stretches = notedStretches([made(50, 60), made(30, 50), made(32, 35), made(61, 70)], index);
  expect(joinedStretches(stretches)).toEqual([
    { inTick: 30 * 40, outTick: 60 * 40 },
    { inTick: 61 * 40, outTick: 70 * 40 },
  ]);
});

test('a place names every kind noted there in neutral words, with the words of the note', () => {
  const stretches = notedStretches([made(30, 50, { kind: 'violence', note: 'A fall.' }), made(40, 60)], index);
  const lines = notedLines(notedAt(stretches, 45 * 40, 0), index);
  expect(lines[0]).toBe('May disturb: Violence');
  expect(lines[1]).toContain('Frames 30 to 49');
  expect(lines[2]).toBe('A fall.');
  expect(lines[3]).toBe('May disturb: Injury');
  expect(notedAt(stretches, 60 * 40, 0)).toEqual([]);
});
