import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FrameIndex, ptsOfFrame, spanOfFrames } from '../../../src-main/domain/frame-index.ts';
import { type Illustration, illustrationSchema, type ShapeKeyframe } from '../../../src-main/domain/illustration.ts';
import type { RecordingFacts } from '../../../src-main/domain/recording-facts.ts';
import { type FrameNumber, ptsToSeconds } from '../../../src-main/domain/time.ts';
import { createOverlayPainter, type OverlayPainter } from '../../../src-main/engine/media/draw-illustration.ts';
import { openDrawingRoom } from '../../../src-main/engine/media/drawing-canvas.ts';
import { probeRecording } from '../../../src-main/engine/media/ffprobe.ts';
import { indexFrames, mainVideoOf } from '../../../src-main/engine/media/index-frames.ts';
import { displaySize } from '../../../src-main/engine/media/picture-size.ts';
import { renderIllustration } from '../../../src-main/engine/media/render-illustration.ts';
import { digestFile } from '../../../src-main/engine/media/rendered-file.ts';
import {
  type AidPictures,
  type AidShown,
  arrowHeadAt,
  colourAt,
  isYellow,
  readAidPictures,
} from '../../helpers/aid-pictures.ts';
import { footageFolder } from '../../helpers/footage-folder.ts';
import { readNumber } from '../../helpers/number-picture.ts';
import { type NumberedKind, numberedClip } from '../../helpers/numbered-clip.ts';

const resourcesFolder = path.join(import.meta.dirname, '../../../resources');
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'aids-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

type Opened = { readonly path: string; readonly facts: RecordingFacts; readonly index: FrameIndex };

async function openFile(file: string): Promise<Opened> {
  const facts = await probeRecording(file, { originalName: path.basename(file), modifiedAt: null });
  return { path: file, facts, index: await indexFrames(file, facts) };
}

async function open(kind: NumberedKind): Promise<Opened & { readonly numbers: readonly number[] }> {
  const clip = await numberedClip(kind);
  return { ...(await openFile(clip.path)), numbers: clip.numbers };
}

const spanOf = ({ index }: Opened, first: number, end: number) =>
  spanOfFrames(index, first as FrameNumber, end as FrameNumber);

const illustrationOf = (parts: Record<string, unknown>): Illustration => illustrationSchema.parse(parts);

/** An arrow whose head goes across the picture below the number, more than its own length with every frame. */
function movingArrow(first: number, last: number): Record<string, unknown> {
  const at = (frame: number, toX: number): Omit<ShapeKeyframe, 'frame'> & { frame: number } => ({
    frame,
    x: toX - 600,
    y: 5000,
    toX,
    toY: 7000,
  });
  return {
    kind: 'arrow',
    colour: 'yellow',
    text: '',
    movement: 'linear',
    keyframes: [at(first, 1000), at(last, 9000)],
  };
}

/** How far the strip of a picture is from the one drawn for a frame: mean difference of its pixels. */
function stripDistance(back: AidPictures, shown: AidShown, painter: OverlayPainter, frame: number): number {
  const drawn = painter.paint(frame as FrameNumber);
  const lines = painter.aid.height - painter.stripTop;
  const offset = (painter.layer.height - lines) * painter.layer.width * 4;
  let sum = 0;
  for (let pixel = 0; pixel < lines * back.width; pixel += 1) {
    sum += Math.abs(
      (drawn[offset + pixel * 4] ?? 0) - (shown.pixels[(painter.stripTop * back.width + pixel) * 3] ?? 0),
    );
  }
  return sum / (lines * back.width);
}

const kinds = [
  ...(['cfr', 'vfr', 'sixty-fps', 'ntsc', 'rotated', 'edit-list', 'matroska', 'transport-stream'] as const),
  ...(['open-gop', 'avi', 'raw-h264', 'repeated-pts', 'field-coded'] as const),
];

describe.each(kinds)('an illustrative aid of a recording of the kind %s', (kind) => {
  it('holds exactly the frames, each with the overlays of its own number', async () => {
    const recording = await open(kind);
    const [first, end] = kind.startsWith('field') ? [21, 40] : [37, 61];
    const span = spanOf(recording, first, end);
    const outputPath = path.join(folder, `${kind}.mp4`);
    const illustration = illustrationOf({
      shapes: [movingArrow(first, end - 1)],
      burnIn: { frameNumber: true, mediaTime: true, exhibitLabel: true },
    });
    const request = { ...recording, span, illustration, exhibitLabel: 'Ex. 12', resourcesFolder, outputPath };
    const made = await renderIllustration(request);
    expect(made).toMatchObject({ frameCount: end - first, hasSound: false, digest: await digestFile(outputPath) });

    const back = readAidPictures(outputPath);
    expect(back.pictures.length).toBe(end - first);
    const picture = displaySize(mainVideoOf(recording.facts));
    const painter = createOverlayPainter({ ...request, picture }, await openDrawingRoom(resourcesFolder));
    expect([back.width, back.height]).toEqual([painter.aid.width, painter.aid.height]);
    back.pictures.forEach((shown, at) => {
      const frame = first + at;
      expect(readNumber(shown.pixels, back.width, 3)).toBe(recording.numbers[frame]);
      const here = arrowHeadAt(illustration.shapes[0], frame, picture);
      expect(isYellow(colourAt(back, shown, here.x, here.y)), `frame ${frame}`).toBe(true);
      if (frame + 1 < end) {
        const next = arrowHeadAt(illustration.shapes[0], frame + 1, picture);
        expect(isYellow(colourAt(back, shown, next.x, next.y)), `frame ${frame}`).toBe(false);
      }
      const own = stripDistance(back, shown, painter, frame);
      expect(own).toBeLessThan(12);
      for (const other of [frame - 1, frame + 1]) {
        expect(own).toBeLessThan(stripDistance(back, shown, painter, other));
      }
    });
  });
});

describe('the time of an illustrative aid', () => {
  it.each(['cfr', 'vfr'] as const)(
    'is that of the recording, to the tick, where nothing slows it (%s)',
    async (kind) => {
      const recording = await open(kind);
      const outputPath = path.join(folder, `time-${kind}.mp4`);
      const span = spanOf(recording, 10, 30);
      const illustration = illustrationOf({ burnIn: { frameNumber: true } });
      await renderIllustration({ ...recording, span, illustration, exhibitLabel: '', resourcesFolder, outputPath });
      const { pictures } = readAidPictures(outputPath);
      const { index } = recording;
      pictures.forEach(({ pts }, at) => {
        const seconds =
          ptsToSeconds(ptsOfFrame(index, (10 + at) as FrameNumber), index.timebase) -
          ptsToSeconds(span.inPts, index.timebase);
        expect(pts).toBeCloseTo(seconds, 5);
      });
    },
  );

  it.each([2, 4, 8] as const)('is %i times as long in slow motion, with the same frames', async (slowdown) => {
    const recording = await open('vfr');
    const outputPath = path.join(folder, `slow-${slowdown}.mp4`);
    const span = spanOf(recording, 20, 40);
    const illustration = illustrationOf({ slowdown });
    const made = await renderIllustration({
      ...recording,
      ...{ span, illustration, exhibitLabel: '', resourcesFolder, outputPath },
    });
    const { index, numbers } = recording;
    const seconds = ptsToSeconds(span.outPts, index.timebase) - ptsToSeconds(span.inPts, index.timebase);
    expect(made.durationMicros / 1e6).toBeCloseTo(seconds * slowdown, 3);
    const back = readAidPictures(outputPath);
    expect(made.frameCount).toBe(back.pictures.length);
    const starts = new Map<number, number>();
    for (const shown of back.pictures) {
      const number = readNumber(shown.pixels, back.width, 3) ?? -1;
      expect(number).toBeGreaterThanOrEqual([...starts.keys()].at(-1) ?? -1);
      if (!starts.has(number)) {
        starts.set(number, shown.pts);
      }
    }
    expect([...starts.keys()]).toEqual(numbers.slice(20, 40));
    [...starts.values()].forEach((start, at) => {
      const pts = ptsOfFrame(index, (20 + at) as FrameNumber);
      expect(start).toBeCloseTo(
        (ptsToSeconds(pts, index.timebase) - ptsToSeconds(span.inPts, index.timebase)) * slowdown,
        3,
      );
    });
    const duration = execFileSync('ffprobe', [
      ...['-v', 'error', '-show_entries', 'format=duration', '-of', 'csv=p=0', outputPath],
    ]).toString();
    expect(Number(duration)).toBeCloseTo(seconds * slowdown, 2);
  });

  it('stands still at a freeze, also at the last frame, and goes on with the next frame', async () => {
    const recording = await open('cfr');
    const outputPath = path.join(folder, 'freeze.mp4');
    const span = spanOf(recording, 50, 60);
    const illustration = illustrationOf({
      freezes: [
        { frame: 53, millis: 1500 },
        { frame: 59, millis: 700 },
        { frame: 99, millis: 5000 },
      ],
    });
    const made = await renderIllustration({
      ...recording,
      ...{ span, illustration, exhibitLabel: '', resourcesFolder, outputPath },
    });
    const back = readAidPictures(outputPath);
    const shownAt = (frame: number): number[] =>
      back.pictures
        .filter((shown) => readNumber(shown.pixels, back.width, 3) === recording.numbers[frame])
        .map(({ pts }) => pts);
    expect(shownAt(52)).toHaveLength(1);
    expect((shownAt(54)[0] ?? 0) - (shownAt(53)[0] ?? 0)).toBeCloseTo(1.5 + 1 / 30, 3);
    expect(made.durationMicros / 1e6 - (shownAt(59)[0] ?? 0)).toBeCloseTo(0.7 + 1 / 30, 3);
    expect(made.durationMicros / 1e6).toBeCloseTo(10 / 30 + 2.2, 3);
    const longest = Math.max(...back.pictures.map(({ pts }, at) => (back.pictures[at + 1]?.pts ?? pts) - pts));
    expect(longest).toBeLessThan(0.201);
    expect(made.parameters.filter(({ label }) => label === 'Freeze').map(({ value }) => value)).toEqual([
      'frame 53 stands still for 1.5 s more',
      'frame 59 stands still for 0.7 s more',
      'frame 99 lies outside the span; not applied',
    ]);
  });
});

describe('an illustrative aid', () => {
  it('draws any text and crashes at none', async () => {
    const recording = await open('cfr');
    const texts = [
      'שלום עולם مرحبا بالعالم',
      '<b>bold</b> & "quotes" \'single\' `tick`',
      '100 % %{n} %% $HOME $(x) C:\\folder\\file:name;[v]',
      '👮🏽‍♀️ 🚔 e\u0301 \u202Eabc\u202C 中文 한국어 日本語',
      'W'.repeat(200),
      '',
    ];
    const shapes = texts.map((text, at) => ({
      kind: (['arrow', 'line', 'rectangle', 'ellipse', 'call-out', 'call-out'] as const)[at],
      colour: (['yellow', 'cyan', 'magenta', 'white', 'black', 'cyan'] as const)[at],
      text,
      movement: 'hold',
      keyframes: [
        { frame: 0, x: 5000, y: 5000, toX: 5000, toY: 5000 },
        { frame: 4, x: -5000, y: 15000, toX: 12000, toY: -400 },
      ],
    }));
    for (const exhibitLabel of ["Ex. 1' : % \\ ,;[out]", 'מוצג 12']) {
      const outputPath = path.join(folder, 'text.mp4');
      const illustration = illustrationOf({ shapes, burnIn: { exhibitLabel: true } });
      const span = spanOf(recording, 0, 6);
      const made = await renderIllustration({
        ...recording,
        ...{ span, illustration, exhibitLabel, resourcesFolder, outputPath },
      });
      expect(made.frameCount).toBe(6);
      expect(made.argv.join(' ')).not.toContain(exhibitLabel);
      expect(made.argv.join(' ')).not.toContain('bold');
    }
  });

  it('is refused when it would show nothing of its own', async () => {
    const recording = await open('cfr');
    const span = spanOf(recording, 0, 6);
    const outputPath = path.join(folder, 'nothing.mp4');
    for (const parts of [{}, { freezes: [{ frame: 77, millis: 500 }] }, { shapes: [movingArrow(20, 30)] }]) {
      await expect(
        renderIllustration({
          ...recording,
          ...{ span, illustration: illustrationOf(parts), exhibitLabel: 'Ex. 1', resourcesFolder, outputPath },
        }),
      ).rejects.toMatchObject({ code: 'bad-request', message: expect.stringContaining('would show nothing') });
    }
  });

  it('leaves no file when it is cancelled, and says how far it is', async () => {
    const recording = await open('cfr');
    const own = await mkdtemp(path.join(folder, 'cancel-'));
    const stop = new AbortController();
    const seen: number[] = [];
    const made = renderIllustration({
      ...recording,
      span: spanOf(recording, 0, 150),
      illustration: illustrationOf({ burnIn: { frameNumber: true }, freezes: [{ frame: 1, millis: 60_000 }] }),
      ...{ exhibitLabel: '', resourcesFolder, outputPath: path.join(own, 'aid.mp4'), signal: stop.signal },
      onProgress: ({ done, total, unit }) => {
        seen.push(done);
        expect([total, unit]).toEqual([150 + 300, 'frames']);
        stop.abort();
      },
    });
    await expect(made).rejects.toMatchObject({ code: 'cancelled' });
    expect(seen.length).toBeGreaterThan(0);
    expect(await readdir(own)).toEqual([]);
  });

  it('keeps the colours of the picture and carries no metadata of the source', async (context) => {
    const footage = footageFolder();
    if (footage === null) {
      return context.skip('the real recordings are not on this machine');
    }
    for (const [name, frame] of [
      ['06-VID_20191220_170832.mp4', 12],
      ['11-selfie-rotation-90.mp4', 100],
      ['10-MVI_4823.AVI', 20],
    ] as const) {
      const recording = await openFile(path.join(footage, name));
      const outputPath = path.join(folder, 'colours.mp4');
      await renderIllustration({
        ...recording,
        span: spanOf(recording, frame, frame + 2),
        illustration: illustrationOf({ burnIn: { sourceClock: true } }),
        ...{ exhibitLabel: '', resourcesFolder, outputPath },
      });
      const { width, height } = displaySize(mainVideoOf(recording.facts));
      const psnr = execFileSync('sh', [
        '-c',
        `ffmpeg -v info -i "$1" -i "$2" -filter_complex "[0:v]crop=${width}:${height}:0:0,setpts=N,format=yuv420p[a];[1:v]select='between(n,${frame},${frame + 1})',setpts=N,scale=${width}:${height}:out_range=tv,format=yuv420p[b];[a][b]psnr" -f null - 2>&1`,
        ...['sh', outputPath, recording.path],
      ]).toString();
      expect(Number(/average:([\d.]+)/.exec(psnr)?.[1] ?? 0), name).toBeGreaterThan(38);
      const tags = execFileSync('ffprobe', ['-v', 'error', '-show_entries', 'format_tags:stream_tags', outputPath]);
      expect(tags.toString()).not.toMatch(/creation_time|location|model|samsung|title|comment/i);
      const streams = execFileSync('ffprobe', ['-v', 'error', '-show_entries', 'stream=codec_type', outputPath]);
      expect(streams.toString().match(/codec_type/g)).toHaveLength(1);
    }
  });
});
