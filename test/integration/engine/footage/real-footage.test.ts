import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FootageDetail, FootageState } from '../../../../src-main/domain/footage.ts';
import { readPeaks } from '../../../../src-main/domain/peaks.ts';
import type { FrameNumber } from '../../../../src-main/domain/time.ts';
import { verifyMatter } from '../../../../src-main/engine/history/verify-matter.ts';
import { unpackFrameIndex } from '../../../../src-main/engine/media/frame-index-file.ts';
import { footageFolder } from '../../../helpers/footage-folder.ts';
import { openTestMatter, type TestMatter } from '../../../helpers/open-test-matter.ts';

type Expected = readonly [
  name: string,
  state: FootageState,
  frames: number | null,
  codec: string | null,
  size: string | null,
  isConstantRate: boolean | null,
  needsProxy: boolean | null,
  sound: 'sound' | 'silent',
];

/** What SOURCES.md says of each recording, as this product must say it. */
const expected: readonly Expected[] = [
  ['01-lobby-fixed-camera.mp4', 'readable', 1394, 'h264', '768x432', true, false, 'silent'],
  ['02-lobby-dvr-export-4m39s.derived.mp4', 'readable', 2788, 'h264', '768x432', true, false, 'silent'],
  ['03-parking-overhead.mp4', 'readable', 377, 'h264', '768x432', true, false, 'sound'],
  ['04-hikers-faces.mp4', 'readable', 521, 'h264', '640x480', true, false, 'sound'],
  ['05-office-timestamps.csv', 'not-media', null, null, null, null, null, 'silent'],
  ['05a-office-cam2.mp4', 'readable', 111, 'mpeg4', '1280x720', true, true, 'silent'],
  ['05b-office-cam3.mp4', 'readable', 111, 'mpeg4', '1280x720', true, true, 'silent'],
  ['06-VID_20191220_170832.mp4', 'readable', 41, 'h264', '1920x1080', false, false, 'sound'],
  ['07-walk-pov-gopro.mp4', 'readable', 315, 'h264', '848x480', true, false, 'sound'],
  ['08-street-hevc.mp4', 'readable', 146, 'hevc', '1376x1840', false, true, 'sound'],
  ['09-dashcam-burned-in-clock.mp4', 'readable', 150, 'h264', '1280x720', true, false, 'sound'],
  ['10-MVI_4823.AVI', 'readable', 78, 'mjpeg', '640x480', true, true, 'sound'],
  ['11-selfie-rotation-90.mp4', 'readable', 511, 'h264', '480x640', true, false, 'sound'],
  ['12-damaged-no-moov.mp4', 'damaged', null, null, null, null, null, 'silent'],
  ['13-nasa-narration-multitrack.mp4', 'readable', 325, 'h264', '320x180', true, false, 'sound'],
  ['14-MOV00006.3gp', 'readable', 222, 'h263', '176x144', false, true, 'sound'],
  ['15-jfk.wav', 'audio-only', null, null, null, null, false, 'sound'],
  ['16-street-window-raw.h264', 'readable', 403, 'h264', '640x480', true, true, 'silent'],
  ['17-waterfall-c2pa.mp4', 'readable', 60, 'h264', '720x1280', true, false, 'sound'],
];

const folder = footageFolder();
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

describe.skipIf(folder === null)('all of the real recordings', { timeout: 600_000 }, () => {
  let test: TestMatter;
  let details: Map<string, FootageDetail>;
  const source = folder ?? '';

  beforeAll(async () => {
    test = await openTestMatter();
    await test.client.call('footage.ingest', { paths: [{ path: source }] });
    await test.matter().jobs.whenIdle();
    const list = await test.client.call('footage.list', {});
    details = new Map(list.map((detail) => [detail.footage.originalName, detail]));
  }, 600_000);
  afterAll(async () => {
    await test.dispose();
  });

  function detail(name: string): FootageDetail {
    const found = details.get(name);
    if (found === undefined) {
      throw new Error(`${name} is not in the matter.`);
    }
    return found;
  }

  function rendition(name: string, kind: string) {
    return detail(name).renditions.find((each) => each.kind === kind);
  }

  it('brings every file of the folder in, with the digest that SHA256SUMS gives it, and every job done', async () => {
    const names = readdirSync(source, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    expect(details.size).toBe(names.length);
    const sums = readFileSync(path.join(source, 'SHA256SUMS'), 'utf8').trim().split('\n');
    expect(sums.length).toBeGreaterThan(15);
    for (const line of sums) {
      const [digest = '', name = ''] = line.split(/\s+\*?/);
      expect([name, detail(path.basename(name)).footage.digest]).toEqual([name, digest]);
    }
    const jobs = await test.client.call('jobs.list', {});
    expect(jobs.filter((job) => job.state !== 'done').map((job) => [job.title, job.state, job.errorMessage])).toEqual(
      [],
    );
  });

  it.each(expected)('answers %s rightly: %s', (name, state, frames, codec, size, isConstantRate, needsProxy, sound) => {
    const { footage, facts, index, renditions, pendingJobs } = detail(name);
    const video = facts?.streams.find((stream) => stream.kind === 'video' && stream.stream === facts.mainVideoStream);
    expect({
      state: footage.state,
      frames: index?.frameCount ?? null,
      codec: video?.codec ?? null,
      size: video?.kind === 'video' ? `${video.width}x${video.height}` : null,
      isConstantRate: index?.isConstantRate ?? null,
      needsProxy: facts?.needsProxy ?? null,
    }).toEqual({ state, frames, codec, size, isConstantRate, needsProxy });
    expect(footage.stateReason === '').toBe(state === 'readable');
    expect(index?.isCountVerified ?? null).toBe(frames === null ? null : true);
    expect(pendingJobs).toBe(0);
    const kinds = renditions.map((each) => each.kind).sort();
    const pictures = frames === null ? [] : ['filmstrip', 'poster'];
    const proxy = needsProxy === true ? ['proxy'] : [];
    expect(kinds).toEqual([...pictures, ...(sound === 'sound' ? ['peaks'] : []), ...proxy].sort());
  });

  it('shows rotation, timecode, place, device and the clocks that disagree', () => {
    const facts = (name: string) => detail(name).facts;
    const rotations = (name: string) =>
      facts(name)?.streams.flatMap((stream) => (stream.kind === 'video' ? [stream.rotation] : []));
    expect(rotations('11-selfie-rotation-90.mp4')).toEqual([90]);
    expect(facts('13-nasa-narration-multitrack.mp4')?.streams.map((stream) => stream.kind)).toEqual([
      'video',
      'audio',
      'subtitle',
      'video',
      'audio',
      'subtitle',
    ]);
    expect(rotations('01-lobby-fixed-camera.mp4')).toEqual([0]);
    expect(facts('07-walk-pov-gopro.mp4')?.location).toContain('+33.1268');
    const bases = facts('07-walk-pov-gopro.mp4')?.clocks.map((clock) => clock.basis);
    expect(bases).toEqual(expect.arrayContaining(['container-creation-time', 'timecode', 'file-modified']));
    expect(facts('06-VID_20191220_170832.mp4')?.clocks.map((clock) => clock.basis)).toContain('file-name');
  });

  it('keeps each derivative under its digest, with the command that made it and its custody entry', async () => {
    const entries = await test.client.call('custody.list', {});
    const done = entries.filter((line) => line.type === 'render.done');
    let seen = 0;
    for (const { renditions, footage } of details.values()) {
      for (const each of renditions) {
        const file = path.join(test.folder, 'derivatives', each.fileName);
        const bytes = readFileSync(file);
        expect([each.fileName, sha256(bytes), bytes.length]).toEqual([each.fileName, each.digest, each.byteCount]);
        expect(each.fileName).toContain(`${footage.id}-${each.kind}-${each.digest.slice(0, 8)}.`);
        expect(each.argv.length).toBeGreaterThan(3);
        expect(each.toolVersion).not.toBe('');
        expect(
          done.some((line) => line.data['output'] === each.digest && line.refs.includes(`asset:${footage.digest}`)),
        ).toBe(true);
        seen += 1;
      }
    }
    expect(seen).toBeGreaterThan(45);
    const onDisk = readdirSync(path.join(test.folder, 'derivatives'));
    expect(onDisk).toHaveLength(seen);
  });

  it('gives proxies the frames of their originals, one for one', () => {
    let seen = 0;
    for (const [name, { facts, index }] of details) {
      if (facts?.needsProxy === true) {
        expect([name, rendition(name, 'proxy')?.details['frameCount']]).toEqual([name, index?.frameCount]);
        seen += 1;
      }
    }
    expect(seen).toBe(6);
  });

  it('hands the frame list and the waveform over as bytes', async () => {
    const { footage, index } = detail('06-VID_20191220_170832.mp4');
    const { client } = test;
    const frames = unpackFrameIndex(await client.call('footage.frameIndex', { footageId: footage.id }));
    expect(frames.count).toBe(index?.frameCount);
    const bytes = await client.call('footage.peaks', { footageId: footage.id });
    expect(bytes === null ? 0 : readPeaks(bytes).levels.length).toBeGreaterThan(1);
    expect(
      await client.call('footage.peaks', { footageId: detail('01-lobby-fixed-camera.mp4').footage.id }),
    ).toBeNull();
    for (const name of ['15-jfk.wav', '12-damaged-no-moov.mp4', '05-office-timestamps.csv']) {
      const footageId = detail(name).footage.id;
      await expect(client.call('footage.frameIndex', { footageId })).rejects.toMatchObject({ code: 'not-found' });
      await expect(client.call('footage.frame', { footageId, frame: 0 })).rejects.toMatchObject({ code: 'not-found' });
    }
  });

  it('shows the upright picture of a frame, and the same one whether it is jumped to or stepped to', async () => {
    const { client } = test;
    const upright = await client.call('footage.frame', {
      footageId: detail('11-selfie-rotation-90.mp4').footage.id,
      frame: 200,
    });
    expect([upright.width, upright.height, upright.mediaType, upright.frame]).toEqual([640, 480, 'image/png', 200]);

    const { footage, index } = detail('03-parking-overhead.mp4');
    const ask = (frame: number) => client.call('footage.frame', { footageId: footage.id, frame });
    const stepped = new Map<number, string>();
    const waits: number[] = [];
    for (const frame of [...range(40, 64), ...range(40, 64).reverse()]) {
      const startedAt = performance.now();
      const picture = await ask(frame);
      waits.push(performance.now() - startedAt);
      const known = stepped.get(frame) ?? sha256(picture.bytes);
      expect([frame, sha256(picture.bytes), picture.frame]).toEqual([frame, known, frame]);
      stepped.set(frame, known);
    }
    expect(new Set(stepped.values()).size).toBe(24);
    const atOnce = waits.filter((wait) => wait < 30).length;
    process.stdout.write(
      `stepping 48 frames: ${atOnce} were there at once, the slowest took ${Math.round(Math.max(...waits))} ms\n`,
    );
    expect(atOnce).toBeGreaterThan(24);

    const last = (index?.frameCount ?? 0) - 1;
    expect((await ask(last)).frame).toBe(last);
    await expect(ask(last + 1)).rejects.toMatchObject({ code: 'frame-out-of-range' });
    const lone = await client.call('footage.frame', {
      footageId: footage.id,
      frame: 55 as FrameNumber,
      format: 'jpeg',
    });
    expect([lone.mediaType, lone.frame]).toEqual(['image/jpeg', 55]);
  });

  it('stops decoding a picture that is no longer wanted', async () => {
    const abort = new AbortController();
    const { footage } = detail('02-lobby-dvr-export-4m39s.derived.mp4');
    const asked = test.client.call('footage.frame', { footageId: footage.id, frame: 2700 }, { signal: abort.signal });
    setTimeout(() => abort.abort(), 20);
    await expect(asked).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('leaves a matter that verifies', async () => {
    const verification = await verifyMatter(test.matter(), { signal: new AbortController().signal });
    expect(verification).toMatchObject({ verdict: 'OK', problems: [], objectCount: details.size });
  });
});

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_value, at) => from + at);
}
