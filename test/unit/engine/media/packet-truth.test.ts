import { describe, expect, it } from 'vitest';
import type { VideoStreamFacts } from '../../../../src-main/domain/recording-facts.ts';
import {
  indexFromPackets,
  settleDurations,
  whyPacketsAreNotEnough,
} from '../../../../src-main/engine/media/packet-truth.ts';
import { judgeLikeness, meanSquareDifference } from '../../../../src-main/engine/media/picture-likeness.ts';
import { needsProxy } from '../../../../src-main/engine/media/playable.ts';
import { offsetBetween } from '../../../../src-main/engine/media/proxy.ts';
import { type PacketColumns, packetFlags } from '../../../../src-main/engine/media/read-packets.ts';
import { steadyTimes } from '../../../../src-main/engine/media/seek-plan.ts';
import { madeFrameIndex } from '../../../helpers/made-frame-index.ts';

const video: VideoStreamFacts = {
  kind: 'video',
  stream: 0,
  codec: 'h264',
  codecTag: 'avc1',
  timebase: { num: 1, den: 1000 },
  startPts: null,
  durationPts: null,
  isDefault: true,
  language: 'und',
  profile: 'High',
  pixelFormat: 'yuv420p',
  width: 320,
  height: 180,
  rotation: 0,
  sampleAspectRatio: { num: 1, den: 1 },
  statedFrameRate: { num: 25, den: 1 },
  averageFrameRate: { num: 25, den: 1 },
  fieldOrder: 'progressive',
  colourRange: 'tv',
  timecode: null,
};
const { key, hidden, corrupt } = packetFlags;

/** Rows of pts, dts, flags. */
function packets(rows: readonly (readonly [number, number, number])[]): PacketColumns {
  return {
    count: rows.length,
    pts: Float64Array.from(rows, ([pts]) => pts),
    dts: Float64Array.from(rows, ([, dts]) => dts),
    durations: Float64Array.from(rows, () => 40),
    byteSizes: Float64Array.from(rows, () => 10),
    bytePositions: Float64Array.from(rows, (_, row) => row * 10),
    flags: Float64Array.from(rows, ([, , flags]) => flags),
  };
}

const reordered = packets([
  [0, -40, key],
  [120, 0, 0],
  [40, 40, 0],
  [80, 80, 0],
]);

describe('packets', () => {
  it('tell the frames where nothing speaks against it', () => {
    expect(whyPacketsAreNotEnough(reordered, video)).toBeNull();
    const index = indexFromPackets(reordered, video, 'mov');
    expect([...index.pts]).toEqual([0, 40, 80, 120]);
    expect([...index.decodeOrder]).toEqual([0, 2, 3, 1]);
    expect([...index.isKey]).toEqual([1, 0, 0, 0]);
  });

  it('put what an edit list hides apart', () => {
    const index = indexFromPackets(
      packets([
        [-80, -80, key | hidden],
        [-40, -40, hidden],
        [0, 0, 0],
        [40, 40, 0],
      ]),
      video,
      'mov',
    );
    expect([...index.pts]).toEqual([0, 40]);
    expect([...index.hidden.pts]).toEqual([-80, -40]);
    expect([...index.decodeOrder]).toEqual([2, 3]);
  });

  it.each([
    [
      'no pts',
      packets([
        [0, 0, key],
        [Number.NaN, 40, 0],
      ]),
    ],
    [
      'a start without a key frame',
      packets([
        [0, 0, 0],
        [40, 40, key],
      ]),
    ],
    [
      'a picture before the first key frame',
      packets([
        [80, 0, key],
        [40, 40, 0],
      ]),
    ],
    [
      'a corrupt packet',
      packets([
        [0, 0, key],
        [40, 40, corrupt],
      ]),
    ],
    [
      'a clock that goes back',
      packets([
        [0, 0, key],
        [40, 40, 0],
        [0, 0, key],
      ]),
    ],
    ['no packets', packets([])],
  ])('are not enough: %s', (_, columns) => {
    expect(whyPacketsAreNotEnough(columns, video)).not.toBeNull();
  });

  it('are never enough for codecs that hide or skip pictures', () => {
    expect(whyPacketsAreNotEnough(reordered, { ...video, codec: 'mpeg4' })).not.toBeNull();
    expect(whyPacketsAreNotEnough(reordered, { ...video, codec: 'vp8' })).not.toBeNull();
  });

  it('have durations of their own only where the container states real ones', () => {
    const pts = Float64Array.of(0, 40, 120);
    const stated = Float64Array.of(50, 60, 70);
    expect([...settleDurations(pts, stated, true)]).toEqual([40, 80, 70]);
    expect([...settleDurations(pts, stated, false)]).toEqual([50, 60, 70]);
    expect([...settleDurations(pts, Float64Array.of(Number.NaN, 0, Number.NaN), false)]).toEqual([40, 80, 80]);
  });
});

describe('the likeness of a rendered picture', () => {
  const picture = (level: number): Uint8Array => new Uint8Array(300).fill(level);

  it('is accepted when it is nearest to its own frame', () => {
    expect(judgeLikeness(picture(101), picture(100), [picture(90), picture(110)])).toEqual({
      likeness: 4813,
      neighboursTold: 2,
    });
    expect(judgeLikeness(picture(100), picture(100), [picture(100)])).toEqual({ likeness: 9999, neighboursTold: 0 });
  });

  it('is refused when it is a neighbour, or nothing of the kind', () => {
    expect(judgeLikeness(picture(104), picture(100), [picture(105)])).toBeNull();
    expect(judgeLikeness(picture(120), picture(100), [])).toBeNull();
    expect(meanSquareDifference(picture(1), new Uint8Array(3))).toBe(65025);
  });
});

describe('the frames of a proxy', () => {
  const original = madeFrameIndex([0, 40, 80, 160]);

  it('lie at a constant offset', () => {
    expect(offsetBetween(original, madeFrameIndex([500, 540, 580, 660]))).toBe(500_000);
    const ticks = madeFrameIndex([0, 3600, 7200, 14_400], { timebase: { num: 1, den: 90_000 } });
    expect(offsetBetween(original, ticks)).toBe(0);
  });

  it('are not others', () => {
    expect(offsetBetween(original, madeFrameIndex([0, 40, 80]))).toBeNull();
    expect(offsetBetween(original, madeFrameIndex([0, 40, 120, 160]))).toBeNull();
    expect(offsetBetween(original, madeFrameIndex([0, 40, 40, 160]))).toBeNull();
  });

  it('move on by a tick where the original stands still', () => {
    expect([...steadyTimes(madeFrameIndex([0, 40, 40, 20, 80]), 0, 5)]).toEqual([0, 40, 41, 42, 80]);
  });
});

describe('who needs a proxy', () => {
  const audio = (codec: string) => ({
    kind: 'audio' as const,
    ...{ stream: 1, codec, codecTag: '', timebase: { num: 1, den: 48_000 }, startPts: null, durationPts: null },
    ...{ isDefault: true, language: 'und', sampleRate: 48_000, channels: 2 },
  });
  const facts = (container: string, codec: string, sound: string | null, pixelFormat = 'yuv420p') => ({
    container,
    streams: [{ ...video, codec, pixelFormat }, ...(sound === null ? [] : [audio(sound)])],
    mainVideoStream: 0,
    mainAudioStream: sound === null ? null : 1,
  });

  it.each([
    ['mov', 'h264', 'aac', false],
    ['matroska', 'h264', 'flac', false],
    ['mov', 'av1', null, false],
    ['mov', 'h264', 'ac3', true],
    ['mov', 'h264', 'adpcm_ima_wav', true],
    ['mov', 'hevc', 'aac', true],
    ['mov', 'mpeg4', null, true],
    ['mpegts', 'h264', 'aac', true],
    ['avi', 'h264', 'mp3', true],
    ['mov', 'prores', null, true],
  ] as const)('%s with %s and %s: %s', (container, codec, sound, isNeeded) => {
    expect(needsProxy(facts(container, codec, sound))).toBe(isNeeded);
  });

  it('4:4:4 pictures, and a main track that is not the first one', () => {
    expect(needsProxy(facts('mov', 'h264', null, 'yuv444p'))).toBe(true);
    const second = { ...facts('mov', 'h264', null), mainVideoStream: 4 };
    expect(needsProxy({ ...second, streams: [video, { ...video, stream: 4 }] })).toBe(true);
  });
});
