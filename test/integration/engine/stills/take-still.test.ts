import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { FootageDetail } from '../../../../src-main/domain/footage.ts';
import { stillRecordSchema } from '../../../../src-main/domain/still-record.ts';
import type { FrameNumber } from '../../../../src-main/domain/time.ts';
import { noViewingAids, type ViewingAids } from '../../../../src-main/domain/viewing-aids.ts';
import { footagePath } from '../../../../src-main/engine/footage/footage-store.ts';
import { takeStill } from '../../../../src-main/engine/stills/take-still.ts';
import { applyAids } from '../../../../src-renderer/player/aid-pixels.ts';
import { footageFolder } from '../../../helpers/footage-folder.ts';
import { numberedClip } from '../../../helpers/numbered-clip.ts';
import { openPacketMatter, type PacketMatter } from '../../../helpers/packet-matter.ts';
import { readPng } from '../../../helpers/png-pixels.ts';

let test: PacketMatter;
let folders = 0;
const real = footageFolder();
const realNames = ['10-MVI_4823.AVI', '11-selfie-rotation-90.mp4', '06-VID_20191220_170832.mp4'];

beforeAll(async () => {
  const clips = [await numberedClip('vfr'), await numberedClip('rotated')];
  const files = real === null ? [] : realNames.map((name) => path.join(real, name));
  test = await openPacketMatter([...clips.map((clip) => clip.path), ...files]);
}, 300_000);

afterAll(() => test.dispose());

function freshFolder(): string {
  folders += 1;
  const folder = path.join(test.out, String(folders));
  mkdirSync(folder);
  return folder;
}

function take(detail: FootageDetail, frame: number, folder: string, aids: ViewingAids | null = null) {
  return test.client.call('stills.take', {
    footageId: detail.footage.id,
    frame: frame as FrameNumber,
    into: { folder: { path: folder } },
    aids,
  });
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** What the page would show of the still's pixels with the aids on. */
function reckon(png: Uint8Array, aids: ViewingAids, rotation: number): Uint8Array {
  const { width, height, pixels } = readPng(png);
  const data = new Uint8ClampedArray(width * height * 4);
  for (let at = 0; at < width * height; at += 1) {
    data.set(pixels.subarray(at * 3, at * 3 + 3), at * 4);
  }
  applyAids({ width, height, data }, aids, rotation);
  return Uint8Array.from({ length: pixels.length }, (_, at) => data[Math.floor(at / 3) * 4 + (at % 3)] ?? 0);
}

/** Whether any pixel is not grey: the numbered clips have no colour, so greyscale leaves them as they are. */
function hasColour(png: Uint8Array): boolean {
  const { pixels } = readPng(png);
  return pixels.some((level, at) => level !== pixels[at - (at % 3)]);
}

/** Channels that differ, and by how much at most. */
function difference(one: Uint8Array, other: Uint8Array): { count: number; most: number } {
  let [count, most] = [Math.abs(one.length - other.length), 0];
  for (let at = 0; at < one.length; at += 1) {
    const step = Math.abs((one[at] ?? 0) - (other[at] ?? 0));
    count += step === 0 ? 0 : 1;
    most = Math.max(most, step);
  }
  return { count, most };
}

async function framesOf(detail: FootageDetail): Promise<number[]> {
  const count = detail.index?.frameCount ?? 0;
  return [0, Math.floor(count / 3), count - 1];
}

describe('a still', () => {
  it('has the pixels of the picture on the bench, and a record that says how it was made', async () => {
    let tried = 0;
    for (const detail of test.footage) {
      for (const frame of await framesOf(detail)) {
        const folder = freshFolder();
        const { record, recordName } = await take(detail, frame, folder);
        const [file] = record.files;
        const png = readFileSync(path.join(folder, file?.name ?? ''));
        const shown = await test.client.call('footage.frame', {
          footageId: detail.footage.id,
          frame: frame as FrameNumber,
        });
        expect(difference(readPng(png).pixels, readPng(shown.bytes).pixels)).toEqual({ count: 0, most: 0 });
        expect(file).toMatchObject({ class: 'STILL', sha256: sha256(png), byteCount: png.length });
        expect(record.frame).toMatchObject({ number: frame, pts: shown.pts });
        expect(record.source.sha256).toBe(detail.footage.digest);
        expect(record.viewingAids).toBeNull();
        expect(readdirSync(folder).sort()).toEqual([recordName, file?.name].sort());
        const written = stillRecordSchema.parse(JSON.parse(readFileSync(path.join(folder, recordName), 'utf8')));
        expect(written).toEqual(record);
        expect(readFileSync(path.join(folder, recordName), 'utf8')).not.toContain(test.folder);
        tried += 1;
      }
    }
    process.stdout.write(
      `  ${tried} stills of ${test.footage.length} recordings, each equal to the picture on the bench\n`,
    );
    expect(tried).toBeGreaterThanOrEqual(6);
  }, 300_000);

  it('has the same decoded-picture hash each time, another one for another frame, and it is the bytes of the decoder', async () => {
    const detail = test.recording('vfr.mp4');
    const hashes: string[] = [];
    for (const frame of [40, 40, 41]) {
      const { record } = await take(detail, frame, freshFolder());
      hashes.push(record.decodedPicture.sha256);
    }
    expect(hashes[0]).toBe(hashes[1]);
    expect(hashes[0]).not.toBe(hashes[2]);
    const clip = await numberedClip('vfr');
    const raw = execFileSync(
      'ffmpeg',
      [
        ...['-v', 'error', '-i', clip.path, '-map', '0:v:0', '-vf', 'select=eq(n\\,40)', '-fps_mode', 'passthrough'],
        ...['-frames:v', '1', '-f', 'rawvideo', '-'],
      ],
      { maxBuffer: 100_000_000 },
    );
    expect(hashes[0]).toBe(sha256(raw));
  }, 60_000);

  it('is told of in the custody log, once', async () => {
    const before = await test.client.call('custody.list', {});
    const { record } = await take(test.recording('vfr.mp4'), 7, freshFolder(), { ...noViewingAids, contrast: 150 });
    const after = (await test.client.call('custody.list', {})).slice(before.length);
    expect(after).toHaveLength(1);
    expect(after[0]).toMatchObject({
      type: 'render.done',
      refs: [`asset:${record.source.sha256}`],
      data: { act: 'still', frame: 7, pts: record.frame.pts, aids: { contrast: 150 } },
    });
    expect(JSON.stringify(after[0]?.data)).toContain(record.files[1]?.sha256);
  }, 60_000);
});

describe('a still with viewing aids on', () => {
  const settings: Record<string, ViewingAids> = {
    greyscale: { ...noViewingAids, isGreyscale: true },
    tone: { ...noViewingAids, brightness: 13, contrast: 171, gamma: 83 },
    'dark tone': { ...noViewingAids, brightness: -37, contrast: 40, gamma: 240 },
    sharpen: { ...noViewingAids, sharpen: 115 },
    'top field': { ...noViewingAids, deinterlace: 'top' },
    'bottom field': { ...noViewingAids, deinterlace: 'bottom' },
    everything: { brightness: -8, contrast: 145, gamma: 160, isGreyscale: true, sharpen: 300, deinterlace: 'bottom' },
  };

  it.each(Object.entries(settings))(
    'keeps the still as it is and adds what the screen reckons: %s',
    async (name, aids) => {
      // The real recordings are large: they go through the two settings that colour and everything else matter to.
      const isForAll = name === 'greyscale' || name === 'everything';
      const recordings = isForAll ? test.footage : [test.recording('vfr.mp4'), test.recording('rotated.mp4')];
      for (const detail of recordings) {
        const folder = freshFolder();
        const { record } = await take(detail, 20, folder, aids);
        const [still, enhanced] = record.files;
        const png = readFileSync(path.join(folder, still?.name ?? ''));
        const other = readFileSync(path.join(folder, enhanced?.name ?? ''));
        const plain = await test.client.call('footage.frame', {
          footageId: detail.footage.id,
          frame: 20 as FrameNumber,
        });
        expect(difference(readPng(png).pixels, readPng(plain.bytes).pixels).count).toBe(0);
        expect(enhanced).toMatchObject({ class: 'ENHANCED', sha256: sha256(other) });
        expect(enhanced?.name).toContain('_ENHANCED.png');
        expect(
          difference(readPng(other).pixels, reckon(png, aids, record.rotation)),
          detail.footage.originalName,
        ).toEqual({
          count: 0,
          most: 0,
        });
        const isChanged = difference(readPng(other).pixels, readPng(png).pixels).count > 0;
        expect(isChanged, detail.footage.originalName).toBe(name !== 'greyscale' || hasColour(png));
        expect(record.viewingAids?.settings).toEqual(aids);
        for (const { filter } of record.viewingAids?.applied ?? []) {
          expect(enhanced?.argv.join(' ').replaceAll("'", '')).toContain(filter);
        }
      }
    },
    120_000,
  );

  it('reckons every level of every channel alike', async () => {
    const detail = test.recording('rotated.mp4');
    for (const [contrast, gamma, brightness] of [
      [100, 37, 0],
      [133, 500, 7],
      [400, 10, -50],
      [61, 219, 33],
    ] as const) {
      const folder = freshFolder();
      const aids = { ...noViewingAids, contrast, gamma, brightness };
      const { record } = await take(detail, 3, folder, aids);
      const [still, enhanced] = record.files.map(({ name }) => readFileSync(path.join(folder, name)));
      expect(difference(readPng(enhanced ?? Buffer.of()).pixels, reckon(still ?? Buffer.of(), aids, 90)).count).toBe(0);
    }
  }, 60_000);
});

describe('a still never', () => {
  it('replaces a file: a folder gets another name, a named file is refused', async () => {
    const detail = test.recording('vfr.mp4');
    const folder = freshFolder();
    const first = await take(detail, 5, folder);
    const second = await take(detail, 5, folder);
    expect(second.recordName).toBe(first.recordName.replace('.json', '_2.json'));
    const named = path.join(folder, 'mine.png');
    for (const taken of ['mine.png', 'mine.json', 'mine_ENHANCED.png']) {
      writeFileSync(path.join(folder, taken), 'kept');
      const before = readdirSync(folder);
      await expect(
        test.client.call('stills.take', {
          footageId: detail.footage.id,
          frame: 5 as FrameNumber,
          into: { file: { path: named } },
        }),
      ).rejects.toMatchObject({ code: 'destination-exists' });
      expect(readdirSync(folder)).toEqual(before);
      expect(readFileSync(path.join(folder, taken), 'utf8')).toBe('kept');
      execFileSync('rm', [path.join(folder, taken)]);
    }
    const { record } = await test.client.call('stills.take', {
      footageId: detail.footage.id,
      frame: 5 as FrameNumber,
      into: { file: { path: named } },
    });
    expect(record.files[0]?.name).toBe('mine.png');
  }, 60_000);

  it('leaves anything behind when it could not be recorded in the log', async () => {
    const folder = freshFolder();
    const matter = test.matter();
    const count = matter.custody.size();
    const custody = {
      ...matter.custody,
      append: () => {
        throw Object.assign(new Error('planted'), { code: 'SQLITE_FULL' });
      },
    };
    await expect(
      takeStill(
        { ...matter, custody },
        {
          footageId: test.recording('vfr.mp4').footage.id,
          frame: 5 as FrameNumber,
          aids: { ...noViewingAids, isGreyscale: true },
          into: { kind: 'folder', path: folder },
          signal: new AbortController().signal,
        },
      ),
    ).rejects.toThrow('planted');
    expect(readdirSync(folder)).toEqual([]);
    expect(matter.custody.size()).toBe(count);
  }, 60_000);

  it('is taken of a frame that is not there, or into a folder that is not there', async () => {
    const detail = test.recording('vfr.mp4');
    await expect(take(detail, 100_000, freshFolder())).rejects.toMatchObject({ code: 'frame-out-of-range' });
    await expect(take(detail, 1, path.join(test.out, 'nowhere'))).rejects.toMatchObject({
      code: 'destination-unusable',
    });
  });

  it('goes where the page names a path', async () => {
    await expect(
      test.pageClient.call('stills.take', {
        footageId: test.recording('vfr.mp4').footage.id,
        frame: 1 as FrameNumber,
        into: { folder: { path: test.out } },
      }),
    ).rejects.toMatchObject({ code: 'not-permitted' });
  });
});

describe('on a full disk', () => {
  let mounted = '';
  afterEach(() => {
    if (mounted !== '') {
      execFileSync('umount', ['-l', mounted]);
      mounted = '';
    }
  });

  it('nothing of a still stays, and nothing is recorded', async (context) => {
    const small = freshFolder();
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8k', 'tmpfs', small], { stdio: 'pipe' });
    } catch (thrown) {
      console.log(`no mount here: ${String(thrown)}`);
      context.skip();
    }
    mounted = small;
    const count = test.matter().custody.size();
    await expect(take(test.recording('vfr.mp4'), 5, small)).rejects.toMatchObject({ code: 'disk-full' });
    expect(readdirSync(small)).toEqual([]);
    expect(test.matter().custody.size()).toBe(count);
  }, 60_000);
});

describe('an original that is not the one received', () => {
  it('gives no still, though it is as long and has the same frames; one of another size is not put on the bench', async () => {
    const detail = test.recording('vfr.mp4');
    const footageId = detail.footage.id;
    const original = footagePath(test.matter(), detail.footage);
    const bytes = readFileSync(original);
    const kept = path.join(test.out, 'kept-original');
    copyFileSync(original, kept);
    const replace = (with_: Uint8Array) => {
      rmSync(original);
      writeFileSync(original, with_);
    };
    try {
      const altered = Buffer.from(bytes);
      altered[altered.length - 1] = (altered.at(-1) ?? 0) ^ 1;
      replace(altered);
      const folder = freshFolder();
      await expect(take(detail, 3, folder)).rejects.toMatchObject({ code: 'digest-mismatch' });
      expect(readdirSync(folder)).toEqual([]);
      replace(Buffer.concat([bytes, Buffer.from([0])]));
      await expect(test.client.call('footage.recordView', { footageId })).rejects.toMatchObject({
        code: 'digest-mismatch',
        message: expect.stringContaining('is not the one that was received'),
      });
    } finally {
      replace(readFileSync(kept));
    }
    await test.client.call('footage.recordView', { footageId });
    expect((await take(detail, 3, freshFolder())).record.notes.join(' ')).toContain('read in full just before');
  });
});
