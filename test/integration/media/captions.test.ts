import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { spanOfFrames } from '../../../src-main/domain/frame-index.ts';
import type { FrameNumber } from '../../../src-main/domain/time.ts';
import {
  cutCaptions,
  extractCaptions,
  hasCaptions,
  readSubRip,
} from '../../../src-main/engine/media/extract-captions.ts';
import { probeRecording } from '../../../src-main/engine/media/ffprobe.ts';
import { indexFrames } from '../../../src-main/engine/media/index-frames.ts';

const captions = `1
00:00:00,500 --> 00:00:02,000
First <i>line</i>
second & <b>bold</b>

2
00:00:02,500 --> 00:00:04,250
Across <script>alert(1)</script> the cut: a & b > c

3
00:00:07,000 --> 00:00:09,000
late --> arrow
`;

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'captions-'));
  await writeFile(path.join(folder, 'captions.srt'), captions);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Ten seconds of a test picture at 30 a second with captions of one kind; `more` changes how it is written. */
function record(name: string, codec: string | null, more: readonly string[] = []): string {
  const file = path.join(folder, name);
  const picture = ['-f', 'lavfi', '-i', 'testsrc=size=160x90:rate=30:duration=10'];
  const text = codec === null ? [] : ['-i', path.join(folder, 'captions.srt'), '-map', '0', '-map', '1', '-c:s', codec];
  const coded = ['-c:v', 'libx264', '-preset', 'ultrafast', '-g', '30', ...more, file];
  execFileSync('ffmpeg', ['-v', 'error', '-nostdin', '-y', ...picture, ...text, ...coded]);
  return file;
}

type Packet = { readonly pts_time: string; readonly duration_time: string };

/** Cues of a WebVTT file as ffmpeg finds them: start and end in seconds, and the plain text. */
function readByFfmpeg(file: string): { times: number[][]; text: string } {
  const probed = execFileSync('ffprobe', ['-v', 'error', '-show_packets', '-of', 'json', file], { encoding: 'utf8' });
  const { packets } = JSON.parse(probed) as { packets: Packet[] };
  const options = ['-v', 'error', '-i', file, '-c:s', 'text', '-f', 'srt', '-'];
  return {
    times: packets.map((one) => [Number(one.pts_time), Number(one.pts_time) + Number(one.duration_time)]),
    text: execFileSync('ffmpeg', options, { encoding: 'utf8' }).replaceAll('\r', ''),
  };
}

async function extracted(file: string, first: number, last: number) {
  const facts = await probeRecording(file, { originalName: path.basename(file), modifiedAt: null });
  const index = await indexFrames(file, facts);
  const span = spanOfFrames(index, first as FrameNumber, last as FrameNumber);
  const outputPath = path.join(folder, 'out.vtt');
  return { facts, outputPath, made: await extractCaptions({ path: file, facts, index, span, outputPath }) };
}

test.each([
  ['mov_text.mp4', 'mov_text', 'the cut: a & b > c'],
  ['subrip.mkv', 'srt', 'the cut: a & b > c'],
  ['ass.mkv', 'ass', 'the cut: a & b > c'],
  // ffmpeg writes and reads a bare > in WebVTT as the end of a tag.
  ['webvtt.mkv', 'webvtt', 'the cut: a & b'],
] as const)('captions of %s are cut to the span, on the clock of the clip, as text', async (name, codec, said) => {
  // Frames 45 to 90 of 30 a second: 1.5 s to 3 s.
  const { facts, made, outputPath } = await extracted(record(name, codec), 45, 90);
  expect(hasCaptions(facts)).toBe(true);
  expect(made?.cueCount).toBe(2);
  const bytes = await readFile(outputPath);
  expect(made?.byteCount).toBe(bytes.length);
  expect(made?.digest).toBe(createHash('sha256').update(bytes).digest('hex'));
  const { times, text } = readByFfmpeg(outputPath);
  expect(times).toEqual([
    [0, 0.5],
    [1, 1.5],
  ]);
  expect(text).toContain('First line\nsecond & bold');
  expect(text).toContain(said);
  const written = bytes.toString('utf8');
  expect(written).not.toMatch(/<|late|-->.*-->/);
  expect(made?.argv.join(' ')).toContain('-map 0:1 -c:s text');
});

test('captions keep to the clock of the picture where that begins late', async () => {
  // The picture begins at 5 s of the recording's clock, so frame 60 is shown at 7 s.
  const late = record('late.mp4', 'mov_text', ['-output_ts_offset', '5']);
  const { made, outputPath } = await extracted(late, 60, 150);
  expect(made?.cueCount).toBe(1);
  // Written with the offset, the captions too are 5 s later: the second one from 7.5 s to 9.25 s.
  expect(readByFfmpeg(outputPath).times).toEqual([[0.5, 2.25]]);
});

test('a span in which nothing is said has a file without cues; a recording without captions has none', async () => {
  const silent = await extracted(path.join(folder, 'mov_text.mp4'), 135, 180);
  expect(silent.made?.cueCount).toBe(0);
  expect(await readFile(silent.outputPath, 'utf8')).toMatch(/^WEBVTT\n/);
  await rm(silent.outputPath);
  const bare = await extracted(record('bare.mp4', null), 0, 30);
  expect(hasCaptions(bare.facts)).toBe(false);
  expect(bare.made).toBeNull();
  expect((await readdir(folder)).filter((name) => name.includes('out.vtt'))).toEqual([]);
});

test('captions that are pictures are not text', async () => {
  const { facts } = await extracted(path.join(folder, 'subrip.mkv'), 0, 30);
  const streams = facts.streams.map((stream) =>
    stream.kind === 'subtitle' ? { ...stream, codec: 'dvd_subtitle' } : stream,
  );
  expect(hasCaptions({ streams })).toBe(false);
});

test('text that looks like a caption does not pass for one, and its empty lines do not end it', () => {
  const read = readSubRip(
    '1\n00:00:01,000 --> 00:00:02,000\n2\n00:00:05,000 --> 00:00:06,000\n\n7\n00:00:08,000 --> 00:00:09,000\n\n2\n00:00:03,000 --> 00:00:04,500\n\n',
  );
  expect(read).toEqual([
    {
      startMillis: 1000,
      endMillis: 2000,
      text: '2\n00:00:05,000 --> 00:00:06,000\n7\n00:00:08,000 --> 00:00:09,000',
    },
    { startMillis: 3000, endMillis: 4500, text: '' },
  ]);
  const span = { inFrame: 0, outFrame: 30, inPts: 30_030, outPts: 60_060 } as Parameters<typeof cutCaptions>[1];
  expect(cutCaptions(read, span, { num: 1, den: 30_000 })).toEqual([
    // 1.001 s to 2.002 s of the source.
    { startMillis: 0, endMillis: 999, text: read[0]?.text },
  ]);
});
