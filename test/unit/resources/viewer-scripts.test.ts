import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';

const folder = path.resolve(import.meta.dirname, '../../../resources/packet-viewer/viewer');

type Frames = {
  readonly count: number;
  at(seconds: number): number;
  middleOf(frame: number): number;
  named(seconds: number): { frame: number; isSure: boolean };
  sourceFrame(frame: number): number | null;
  ofSource(frame: number): number | null;
};
type Table = {
  timebase: { num: number; den: number };
  firstFrame: number;
  count: number;
  sourcePts: { first: number; steps: [number, number][] };
  shownAt: { first: number; steps: [number, number][] } | null;
  end: number;
};
type Viewer = {
  framesOf(file: object): Frames | null;
  parseCaptions(text: string): { start: number; end: number; text: string }[];
  digest(pieces: readonly Uint8Array[]): string;
  digestOfFile(file: Blob, signal: AbortSignal, onProgress: (done: number) => void): Promise<string>;
  plain(text: string): string;
  fileUrl(path: string): string | null;
  clockText(micros: number): string;
};

/** The viewer's scripts as a browser runs them, without a page. */
function loadViewer(): Viewer {
  const scripts = ['text.js', 'frames.js', 'captions.js', 'digest.js'].map((name) =>
    readFileSync(path.join(folder, name), 'utf8'),
  );
  const ends = `
    ({ framesOf, parseCaptions, plain, fileUrl, clockText, digestOfFile, digest: (pieces) => {
      const hash = new Sha256();
      for (const piece of pieces) hash.update(piece);
      return hash.digest();
    } })`;
  return runInNewContext([...scripts, ends].join('\n'), { window: { BUNDLE: {} }, DataView, Uint8Array });
}

const viewer = loadViewer();

function framesOf(table: Partial<Table>): Frames {
  const frameTable = { timebase: { num: 1, den: 90_000 }, firstFrame: 0, shownAt: null, ...table };
  const frames = viewer.framesOf({ frameTable, frameCount: null, durationMicros: null });
  if (frames === null) {
    throw new Error('There are no frames.');
  }
  return frames;
}

describe('frames in the viewer', () => {
  const uneven = framesOf({
    firstFrame: 100,
    count: 5,
    sourcePts: {
      first: 9_000,
      steps: [
        [3000, 2],
        [6000, 1],
        [3000, 1],
      ],
    },
    end: 18_000,
  });

  it('finds every frame from the middle of its own time, whatever the steps', () => {
    for (let frame = 0; frame < uneven.count; frame += 1) {
      expect(uneven.at(uneven.middleOf(frame))).toBe(frame);
    }
    expect(uneven.middleOf(2)).toBeCloseTo(9000 / 90_000, 9);
  });

  it('names a picture by the time a browser states, rounded to microseconds, and is unsure of others', () => {
    const starts = [0, 3000, 6000, 12_000, 15_000];
    for (const [frame, ticks] of starts.entries()) {
      expect(uneven.named(Math.round((ticks / 90_000) * 1e6) / 1e6)).toEqual({ frame, isSure: true });
    }
    expect(uneven.named(0.1)).toMatchObject({ isSure: false });
    expect(uneven.named(uneven.middleOf(2))).toEqual({ frame: 2, isSure: false });
  });

  it('knows the frames of the source, and none outside', () => {
    expect(uneven.sourceFrame(3)).toBe(103);
    expect(uneven.ofSource(104)).toBe(4);
    expect(uneven.ofSource(105)).toBeNull();
    expect(uneven.ofSource(99)).toBeNull();
  });

  it('takes even steps where there is no table, and never calls them the source’s', () => {
    const frames = viewer.framesOf({ frameTable: null, frameCount: 4, durationMicros: 2_000_000 });
    expect(frames?.at(1.2)).toBe(2);
    expect(frames?.sourceFrame(2)).toBeNull();
    expect(viewer.framesOf({ frameTable: null, frameCount: null, durationMicros: null })).toBeNull();
  });
});

describe('the SHA-256 of the viewer', () => {
  it('is what everybody else has, for every length around a block and in any pieces', () => {
    for (const length of [0, 1, 3, 55, 56, 57, 63, 64, 65, 119, 120, 128, 1000, 100_003]) {
      const bytes = Uint8Array.from({ length }, (_, at) => (at * 31 + length) % 256);
      const expected = createHash('sha256').update(bytes).digest('hex');
      expect(viewer.digest([bytes]), String(length)).toBe(expected);
      const cut = Math.floor(length / 3);
      expect(viewer.digest([bytes.subarray(0, cut), bytes.subarray(cut)]), String(length)).toBe(expected);
    }
  });

  it('reads a file in pieces, tells how far it is, and stops when asked', async () => {
    const bytes = new Uint8Array(9 * 1024 * 1024).fill(7);
    const seen: number[] = [];
    const digest = await viewer.digestOfFile(new Blob([bytes]), new AbortController().signal, (done) =>
      seen.push(done),
    );
    expect(digest).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect(seen.at(-1)).toBe(bytes.length);
    expect(seen.length).toBe(3);
    await expect(viewer.digestOfFile(new Blob([bytes]), AbortSignal.abort(), () => undefined)).rejects.toThrow();
  });
});

describe('texts of the viewer', () => {
  it('reads captions and leaves their tags out', () => {
    const text =
      'WEBVTT\n\nSTYLE\n::cue {}\n\n1\n00:01.000 --> 00:02.500 align:start\n<v A>One &amp; <b>two</b>\nthree\n\nNOTE x\n\n01:00:00,000 --> 01:00:01,000\n&lt;b&gt;\n';
    expect(viewer.parseCaptions(text)).toEqual([
      { start: 1, end: 2.5, text: 'One & two\nthree' },
      { start: 3600, end: 3601, text: '<b>' },
    ]);
  });

  it('shows characters that would turn or hide text, and links to files of the packet only', () => {
    expect(viewer.plain('a\u202eb\u0007c\nd')).toBe('a\ufffdb\ufffdc\nd');
    expect(viewer.fileUrl('clips/BOS0000101.mp4')).toBe('../clips/BOS0000101.mp4');
    for (const path of ['../x', 'javascript:alert(1)', '/etc/passwd', 'a//b', 'a/../b', '', 'http://x/y', 'a b']) {
      expect(viewer.fileUrl(path), path).toBeNull();
    }
    expect(viewer.clockText(72_400_000)).toBe('00:01:12.400');
    expect(viewer.clockText(-1_000)).toBe('-00:00:00.001');
  });
});
