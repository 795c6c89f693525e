import { createHash } from 'node:crypto';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { summariseFrameIndex } from '../../../src-main/domain/frame-index-summary.ts';
import { recordingFactsSchema } from '../../../src-main/domain/recording-facts.ts';
import type { FrameNumber } from '../../../src-main/domain/time.ts';
import { decodeFrame, hashFrame } from '../../../src-main/engine/media/decode-frame.ts';
import { probeRecording } from '../../../src-main/engine/media/ffprobe.ts';
import { countDecodedFrames, indexFrames } from '../../../src-main/engine/media/index-frames.ts';
import { videoFacts } from '../../../src-main/engine/media/playable.ts';
import { footageFolder } from '../../helpers/footage-folder.ts';
import { decodeEverything } from '../../helpers/numbered-clip.ts';

const folder = footageFolder();

interface Expected {
  readonly file: string;
  readonly container: string;
  readonly streams: string;
  readonly picture?: string;
  readonly rotation?: number;
  readonly frames?: number;
  readonly isConstantRate?: boolean;
  readonly frameRate?: string;
  readonly needsProxy: boolean;
}

const expectations: readonly Expected[] = [
  {
    file: '01-lobby-fixed-camera.mp4',
    container: 'mov',
    streams: 'h264',
    picture: '768x432',
    frames: 1394,
    isConstantRate: true,
    frameRate: '10/1',
    needsProxy: false,
  },
  {
    file: '02-lobby-dvr-export-4m39s.derived.mp4',
    container: 'mov',
    streams: 'h264',
    picture: '768x432',
    frames: 2788,
    isConstantRate: true,
    frameRate: '10/1',
    needsProxy: false,
  },
  {
    file: '03-parking-overhead.mp4',
    container: 'mov',
    streams: 'h264 aac',
    picture: '768x432',
    frames: 377,
    isConstantRate: true,
    frameRate: '25/2',
    needsProxy: false,
  },
  {
    file: '04-hikers-faces.mp4',
    container: 'mov',
    streams: 'h264 aac',
    picture: '640x480',
    frames: 521,
    isConstantRate: true,
    frameRate: '30000/1001',
    needsProxy: false,
  },
  {
    file: '05a-office-cam2.mp4',
    container: 'mov',
    streams: 'mpeg4',
    picture: '1280x720',
    frames: 111,
    isConstantRate: true,
    frameRate: '6/1',
    needsProxy: true,
  },
  {
    file: '05b-office-cam3.mp4',
    container: 'mov',
    streams: 'mpeg4',
    picture: '1280x720',
    frames: 111,
    isConstantRate: true,
    frameRate: '6/1',
    needsProxy: true,
  },
  {
    file: '06-VID_20191220_170832.mp4',
    container: 'mov',
    streams: 'h264 aac',
    picture: '1920x1080',
    frames: 41,
    isConstantRate: false,
    frameRate: '369000/13657',
    needsProxy: false,
  },
  {
    file: '07-walk-pov-gopro.mp4',
    container: 'mov',
    streams: 'h264 aac unknown bin_data unknown',
    picture: '848x480',
    frames: 315,
    isConstantRate: true,
    frameRate: '30000/1001',
    needsProxy: false,
  },
  {
    file: '08-street-hevc.mp4',
    container: 'mov',
    streams: 'hevc aac',
    picture: '1376x1840',
    frames: 146,
    isConstantRate: false,
    needsProxy: true,
  },
  {
    file: '09-dashcam-burned-in-clock.mp4',
    container: 'mov',
    streams: 'h264 aac',
    picture: '1280x720',
    frames: 150,
    isConstantRate: true,
    frameRate: '30000/1001',
    needsProxy: false,
  },
  {
    file: '10-MVI_4823.AVI',
    container: 'avi',
    streams: 'mjpeg pcm_s16le',
    picture: '640x480',
    frames: 78,
    isConstantRate: true,
    frameRate: '1000000/33333',
    needsProxy: true,
  },
  {
    file: '11-selfie-rotation-90.mp4',
    container: 'mov',
    streams: 'h264 aac',
    picture: '480x640',
    rotation: 90,
    frames: 511,
    isConstantRate: true,
    frameRate: '30000/1001',
    needsProxy: false,
  },
  {
    file: '13-nasa-narration-multitrack.mp4',
    container: 'mov',
    streams: 'h264 aac mov_text h264 aac mov_text',
    picture: '320x180',
    frames: 325,
    isConstantRate: true,
    frameRate: '25/1',
    needsProxy: false,
  },
  {
    file: '14-MOV00006.3gp',
    container: 'mov',
    streams: 'h263 amr_nb',
    picture: '176x144',
    frames: 222,
    isConstantRate: false,
    frameRate: '2775/188',
    needsProxy: true,
  },
  { file: '15-jfk.wav', container: 'wav', streams: 'pcm_s16le', needsProxy: false },
  {
    file: '16-street-window-raw.h264',
    container: 'h264',
    streams: 'h264',
    picture: '640x480',
    frames: 403,
    isConstantRate: true,
    frameRate: '25/1',
    needsProxy: true,
  },
  {
    file: '17-waterfall-c2pa.mp4',
    container: 'mov',
    streams: 'h264 aac',
    picture: '720x1280',
    frames: 60,
    isConstantRate: true,
    frameRate: '30/1',
    needsProxy: false,
  },
];

const probe = async (file: string) =>
  probeRecording(path.join(folder ?? '', file), { originalName: file, modifiedAt: null });

describe.skipIf(folder === null)('the facts of real recordings', () => {
  it.each(expectations)('$file', async (expected) => {
    const facts = await probe(expected.file);
    recordingFactsSchema.parse(facts);
    const video = videoFacts(facts, facts.mainVideoStream);
    expect(facts.container).toBe(expected.container);
    expect(facts.streams.map((stream) => stream.codec).join(' ')).toBe(expected.streams);
    expect(video === null ? undefined : `${video.width}x${video.height}`).toBe(expected.picture);
    expect(video?.rotation ?? 0).toBe(expected.rotation ?? 0);
    expect(facts.needsProxy).toBe(expected.needsProxy);
  });

  it('clocks, place and device of a phone, with the time zone left open where the file leaves it open', async () => {
    const facts = await probe('06-VID_20191220_170832.mp4');
    expect(facts.location).toBe('-15.8355-048.0153/');
    expect(facts.device).toBe('Android 9');
    expect(facts.clocks).toContainEqual({
      basis: 'container-creation-time',
      text: '2019-12-20T20:08:34.000000Z',
      at: Date.UTC(2019, 11, 20, 20, 8, 34) * 1000,
    });
    expect(facts.clocks).toContainEqual({ basis: 'file-name', text: '2019-12-20 17:08:32', at: null });
  });

  it('three clocks of a camera that disagree', async () => {
    const facts = await probe('07-walk-pov-gopro.mp4');
    expect(facts.location).toBe('+33.1268-117.3273/');
    expect(videoFacts(facts, facts.mainVideoStream)?.timecode).toBe('15:44:35:10');
    expect(facts.clocks.map((clock) => `${clock.basis} ${clock.text}`)).toEqual([
      'container-creation-time 2019-11-18T15:45:32.000000Z',
      'stream-creation-time 2019-11-18T15:45:32.000000Z',
      'timecode 15:44:35:10',
    ]);
  });

  it('an AVI clock without a zone stays text', async () => {
    const facts = await probe('10-MVI_4823.AVI');
    expect(facts.clocks).toEqual([{ basis: 'container-creation-time', text: '2012-09-10 20:52:00', at: null }]);
  });

  it('a damaged recording and a table of numbers are told apart', async () => {
    await expect(probe('12-damaged-no-moov.mp4')).rejects.toMatchObject({ code: 'media-unreadable' });
    await expect(probe('05-office-timestamps.csv')).rejects.toMatchObject({ code: 'media-unsupported' });
    await expect(probe('SOURCES.md')).rejects.toMatchObject({ code: 'media-unsupported' });
  });
});

describe.skipIf(folder === null)('the frames of real recordings', () => {
  const withFrames = expectations.filter(({ frames }) => frames !== undefined);

  it.each(withFrames)('$file is indexed as it decodes', async (expected) => {
    const file = path.join(folder ?? '', expected.file);
    const facts = await probe(expected.file);
    const index = await indexFrames(file, facts);
    const summary = summariseFrameIndex(index);
    expect(index.count).toBe(expected.frames);
    expect(await countDecodedFrames(file, index.stream)).toBe(expected.frames);
    expect(summary.isConstantRate).toBe(expected.isConstantRate);
    if (expected.frameRate !== undefined) {
      expect(`${summary.frameRate.num}/${summary.frameRate.den}`).toBe(expected.frameRate);
    }
  });

  it('the lost frames of a phone are a gap, and a time stamp that goes back is told', async () => {
    const phone = await probe('06-VID_20191220_170832.mp4');
    const gaps = summariseFrameIndex(await indexFrames(path.join(folder ?? '', '06-VID_20191220_170832.mp4'), phone));
    expect(gaps.findings).toEqual([{ kind: 'gap', frame: 0, pts: 0, ticks: 16610 }]);
    const street = await probe('08-street-hevc.mp4');
    const found = summariseFrameIndex(await indexFrames(path.join(folder ?? '', '08-street-hevc.mp4'), street));
    expect(found.findings).toContainEqual({ kind: 'decreasing-pts', frame: 6, pts: 4505, ticks: -2502 });
  });

  it.each([
    '04-hikers-faces.mp4',
    '08-street-hevc.mp4',
    '10-MVI_4823.AVI',
    '14-MOV00006.3gp',
    '16-street-window-raw.h264',
  ])('a frame of %s has the very pixels of a full decode', async (name) => {
    const file = path.join(folder ?? '', name);
    const facts = await probe(name);
    const index = await indexFrames(file, facts);
    for (const frame of [0, Math.floor(index.count / 3), index.count - 1] as FrameNumber[]) {
      const hash = await hashFrame({ path: file, facts, index, frame });
      const everything = await decodeEverything(file, hash.pixelFormat, frame);
      expect(hash.digest).toBe(createHash('sha256').update(everything).digest('hex'));
    }
  });

  it('a turned recording is shown upright', async () => {
    const file = path.join(folder ?? '', '11-selfie-rotation-90.mp4');
    const facts = await probe('11-selfie-rotation-90.mp4');
    const index = await indexFrames(file, facts);
    const decoded = await decodeFrame({ path: file, facts, index, frame: 100 as FrameNumber, format: 'jpeg' });
    expect([decoded.width, decoded.height]).toEqual([640, 480]);
  });

  it('refuses a frame that is not there', async () => {
    const file = path.join(folder ?? '', '17-waterfall-c2pa.mp4');
    const facts = await probe('17-waterfall-c2pa.mp4');
    const index = await indexFrames(file, facts);
    const asked = decodeFrame({ path: file, facts, index, frame: 60 as FrameNumber, format: 'png' });
    await expect(asked).rejects.toMatchObject({ code: 'frame-out-of-range' });
  });
});

it.skipIf(folder === null)('listing frames reports at last how many there are, however fast it went', async () => {
  const file = '01-lobby-fixed-camera.mp4';
  const amounts: number[] = [];
  await indexFrames(path.join(folder ?? '', file), await probe(file), { onProgress: ({ done }) => amounts.push(done) });
  expect(amounts.at(-1)).toBe(1394);
});
