import { expect, test } from 'vitest';
import type { ContentNote } from '../../../../src-main/domain/content-note.ts';
import { drawRecordingLane } from '../../../../src-renderer/timeline/draw-recording.ts';
import type { FinePictures } from '../../../../src-renderer/timeline/fine-pictures.ts';
import { notedStretches } from '../../../../src-renderer/timeline/noted-stretches.ts';
import { layPinned } from '../../../../src-renderer/timeline/pinned-lanes.ts';
import type { Brush, RecordingScene } from '../../../../src-renderer/timeline/timeline-scene.ts';
import { extentOf, wholeView } from '../../../../src-renderer/timeline/timeline-view.ts';
import { steadyFrameIndex } from '../small-frame-index.ts';

const index = steadyFrameIndex(100);
const extent = extentOf(index, 40, 1000);
const noted = notedStretches(
  [{ span: { inFrame: 30, outFrame: 51 }, kind: 'injury', note: '', state: 'in-use' } as ContentNote],
  index,
);

/** Frames whose pictures were drawn, tiles of the strip and finer ones, and the frames asked for. */
function drawn(more: Partial<RecordingScene>): { pictures: number[]; wanted: number[]; words: string[] } {
  const seen: { pictures: number[]; wanted: number[]; words: string[] } = { pictures: [], wanted: [], words: [] };
  const context = {
    fillRect: () => undefined,
    measureText: () => ({ width: 60 }),
    fillText: (text: string) => seen.words.push(text),
    drawImage: (image: { frame?: number }, left: number) => seen.pictures.push(image.frame ?? left / 10),
  };
  const finePictures = {
    frames: () => [15, 40, 65],
    get: (frame: number) => ({ frame }) as unknown as ImageBitmap,
    want: (frames: readonly number[]) => seen.wanted.push(...frames),
  } as unknown as FinePictures;
  const tiles = [0, 10, 30, 50, 51, 90].map((frame) => ({ frame, left: frame * 10, top: 0 }));
  const scene = {
    index,
    keyFrames: new Float64Array(),
    filmstrip: { strip: { tileWidth: 10, tileHeight: 10, tiles }, image: {} },
    finePictures,
    noted,
    areNoticesOff: false,
    ...more,
  } as unknown as RecordingScene;
  const brush = { context, extent, view: wholeView(extent), palette: { font: '11px x' } } as unknown as Brush;
  const [lane] = layPinned(['pictures'], new Set()).lanes;
  if (lane === undefined) {
    throw new Error('There is no lane.');
  }
  drawRecordingLane(brush, scene, lane);
  return seen;
}

const isNotedFrame = (frame: number) => frame >= 30 && frame < 51;

test('no picture of a noted frame is drawn or made, neither of the strip nor between; the tile says why', () => {
  const { pictures, wanted, words } = drawn({});
  expect(pictures).toEqual([0, 10, 51, 90, 15, 65]);
  expect(wanted.length).toBeGreaterThan(0);
  expect(wanted.filter(isNotedFrame)).toEqual([]);
  expect(words).toEqual(['May disturb']);
});

test('no picture at all is drawn before it is known what may disturb', () => {
  expect(drawn({ noted: null }).pictures).toEqual([]);
});

test('a reviewer who turned notices off sees every picture', () => {
  const { pictures, words } = drawn({ areNoticesOff: true });
  expect(pictures).toEqual([0, 10, 30, 50, 90, 15, 40, 65]);
  expect(words).toEqual([]);
});
