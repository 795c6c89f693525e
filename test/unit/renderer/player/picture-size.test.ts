import { expect, test } from 'vitest';
import type { FootageDetail } from '../../../../src-main/domain/footage.ts';
import type { VideoStreamFacts } from '../../../../src-main/domain/recording-facts.ts';
import { displayAspect } from '../../../../src-renderer/player/picture-size.ts';
import { playableSource } from '../../../../src-renderer/player/playable-source.ts';
import { readFilmstrip } from '../../../../src-renderer/timeline/filmstrip.ts';

const video = (width: number, height: number, rotation: number, num = 1, den = 1) =>
  ({ width, height, rotation, sampleAspectRatio: { num, den } }) as VideoStreamFacts;

test('the shape of the picture as it is meant to be seen', () => {
  expect(displayAspect(video(1280, 720, 0))).toBeCloseTo(16 / 9, 9);
  expect(displayAspect(video(480, 640, 90))).toBeCloseTo(4 / 3, 9);
  expect(displayAspect(video(640, 360, 0, 4, 3))).toBeCloseTo(853.33 / 360, 3);
  expect(displayAspect(video(640, 360, 0, 0, 1))).toBeCloseTo(16 / 9, 9);
});

test('plays the original, the proxy, or says why not', () => {
  const detail = (needsProxy: boolean, renditions: object[], pendingJobs: number) =>
    ({ footage: { id: 'f' }, facts: { needsProxy }, renditions, pendingJobs }) as unknown as FootageDetail;
  expect(playableSource(detail(false, [], 0))).toEqual({
    kind: 'original',
    url: 'footage://original/f',
    offsetMicros: 0,
  });
  expect(playableSource(detail(true, [{ kind: 'proxy', id: 'p', details: { offsetMicros: 66_667 } }], 0))).toEqual({
    kind: 'proxy',
    url: 'footage://rendition/p',
    offsetMicros: 66_667,
  });
  expect(playableSource(detail(true, [], 2))).toMatchObject({
    kind: 'none',
    reason: expect.stringContaining('is being made'),
  });
  expect(playableSource(detail(true, [], 0))).toMatchObject({
    kind: 'none',
    reason: expect.stringContaining('No playable copy'),
  });
});

test('reads where the tiles of a filmstrip are, and refuses what is not one', () => {
  const rendition = (details: Record<string, unknown>) =>
    ({ id: 'r', details }) as unknown as Parameters<typeof readFilmstrip>[0];
  const strip = readFilmstrip(rendition({ columns: 2, rows: 2, tileWidth: 160, tileHeight: 90, frames: '0,15,30' }));
  expect(strip?.tiles).toEqual([
    { frame: 0, left: 0, top: 0 },
    { frame: 15, left: 160, top: 0 },
    { frame: 30, left: 0, top: 90 },
  ]);
  expect(readFilmstrip(rendition({ columns: 2, rows: 2, tileWidth: 160, tileHeight: 90, frames: '0,x' }))).toBeNull();
  expect(readFilmstrip(rendition({ columns: 2 }))).toBeNull();
});
