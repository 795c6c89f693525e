import { describe, expect, it } from 'vitest';
import { aidStrip, burnInTexts, sourceClockText, stripTextWidth } from '../../../src-main/domain/burn-in.ts';
import {
  type ClockStatement,
  type RecordingFacts,
  recordingFactsSchema,
} from '../../../src-main/domain/recording-facts.ts';

const measure = (text: string, size: number): number => [...text].length * size * 0.6;
const at = Date.UTC(2026, 0, 2, 14, 58, 31) * 1000;

function factsWith(clocks: readonly Record<string, unknown>[], rate = { num: 30, den: 1 }): RecordingFacts {
  return recordingFactsSchema.parse({
    container: 'mov',
    containerDescription: '',
    durationMicros: null,
    bitRate: null,
    streams: [
      {
        ...{ kind: 'video', stream: 0, codec: 'h264', codecTag: '', timebase: { num: 1, den: 30 }, startPts: 0 },
        ...{ durationPts: null, isDefault: true, language: '', profile: '', pixelFormat: 'yuv420p', width: 1280 },
        ...{ height: 720, rotation: 0, sampleAspectRatio: { num: 1, den: 1 }, statedFrameRate: { num: 30, den: 1 } },
        ...{ averageFrameRate: rate, fieldOrder: '', colourRange: '', timecode: null },
      },
    ],
    ...{ mainVideoStream: 0, mainAudioStream: null, clocks, location: null, device: null, tags: {}, needsProxy: false },
    toolVersion: '',
  });
}

const frame = { number: 45, micros: 1_500_000 };

describe('the source clock', () => {
  it.each<[ClockStatement['basis'], string, number | null, string | null]>([
    ['container-creation-time', 'x', at, '2026-01-02 14:58:32.500 UTC (container creation time)'],
    ['stream-creation-time', 'x', at, '2026-01-02 14:58:32.500 UTC (picture track creation time)'],
    ['container-creation-time', '2026-01-02 14:58:31', null, null],
    ['timecode', '01:00:00:00', null, '01:00:01:15 (timecode)'],
    ['timecode', 'no timecode', null, null],
    ['file-name', '2019-12-20 17:08:32', null, '2019-12-20 17:08:33.500 (file name, zone not stated)'],
    ['file-modified', '2026-01-02T00:00:00.000Z', at, null],
  ])('of the basis %s (%s) is carried on with the media time', (basis, text, moment, expected) => {
    expect(sourceClockText(factsWith([{ basis, text, at: moment }]), frame)).toBe(expected);
  });

  it('is nothing where the recording states none, and no timecode is counted on where frames come unevenly', () => {
    expect(sourceClockText(factsWith([]), frame)).toBeNull();
    const timecode = { basis: 'timecode', text: '01:00:00:00', at: null };
    expect(sourceClockText(factsWith([timecode], { num: 27, den: 1 }), frame)).toBeNull();
  });
});

describe('what is burned in', () => {
  it('is what was asked for, in one order', () => {
    const all = { frameNumber: true, mediaTime: true, sourceClock: true, exhibitLabel: true };
    const facts = factsWith([{ basis: 'container-creation-time', text: '', at }]);
    expect(burnInTexts(all, facts, 'Ex. 12\u202E-A', frame)).toEqual([
      'Ex. 12 -A',
      'Frame 45',
      '0:00:01.500',
      '2026-01-02 14:58:32.500 UTC (container creation time)',
    ]);
    expect(
      burnInTexts({ ...all, sourceClock: false, mediaTime: false, exhibitLabel: false }, facts, '', frame),
    ).toEqual(['Frame 45']);
    expect(
      burnInTexts({ ...all, frameNumber: false, exhibitLabel: false, sourceClock: false }, facts, '', {
        number: 0,
        micros: -33_366,
      }),
    ).toEqual(['-0:00:00.033']);
  });
});

describe('the strip', () => {
  const texts = ['Ex. 12', 'Frame 888888', '0:00:00.000', '2026-01-02 14:58:32.500 UTC (container creation time)'];

  it.each([
    [1920, 1080],
    [320, 180],
    [176, 144],
    [720, 1280],
    [3840, 2160],
    [64, 64],
  ])('of a picture of %i x %i holds every text inside its width, none over another', (width, height) => {
    const strip = aidStrip({ width, height }, texts, measure);
    expect(strip.height % 2).toBe(0);
    const places = [strip.notice, ...strip.texts];
    const widths = ['ILLUSTRATIVE AID - NOT EVIDENCE', ...texts].map((text, position) =>
      stripTextWidth(text, places[position]?.size ?? 0, measure),
    );
    places.forEach((place, position) => {
      expect(place.x + (widths[position] ?? 0)).toBeLessThanOrEqual(width + 0.5);
      expect(place.baseline).toBeLessThan(strip.height);
      const next = places[position + 1];
      if (next !== undefined && next.baseline === place.baseline) {
        expect(next.x).toBeGreaterThan(place.x + (widths[position] ?? 0));
      }
    });
  });

  it('gives digits one width, so that nothing moves when a number changes', () => {
    const uneven = (text: string, size: number): number =>
      [...text].reduce((sum, letter) => sum + (letter === '1' ? 0.3 : 0.6) * size, 0);
    expect(stripTextWidth('Frame 1111', 10, uneven)).toBe(stripTextWidth('Frame 8888', 10, uneven));
  });
});
