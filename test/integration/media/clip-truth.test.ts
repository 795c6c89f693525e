import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FrameIndex, spanOfFrames } from '../../../src-main/domain/frame-index.ts';
import type { RecordingFacts } from '../../../src-main/domain/recording-facts.ts';
import type { FrameNumber } from '../../../src-main/domain/time.ts';
import { proveEveryFrame } from '../../../src-main/engine/media/every-frame-proof.ts';
import { probeRecording } from '../../../src-main/engine/media/ffprobe.ts';
import { indexFrames } from '../../../src-main/engine/media/index-frames.ts';
import { type ClipRequest, renderClip } from '../../../src-main/engine/media/render-clip.ts';
import { digestFile } from '../../../src-main/engine/media/rendered-file.ts';
import { alterClip } from '../../helpers/alter-clip.ts';
import { checkProofTable, hasPython } from '../../helpers/check-proof-table.ts';
import { footageFolder } from '../../helpers/footage-folder.ts';
import { numberedClip, numberedKinds, readNumbers, uprightSize } from '../../helpers/numbered-clip.ts';

let folder = '';
let framesChecked = 0;
const withPython = hasPython();

interface Source {
  readonly path: string;
  readonly facts: RecordingFacts;
  readonly index: FrameIndex;
}

async function sourceAt(file: string): Promise<Source> {
  const facts = await probeRecording(file, { originalName: path.basename(file), modifiedAt: null });
  return { path: file, facts, index: await indexFrames(file, facts) };
}

async function render(source: Source, inFrame: number, outFrame: number, more: Partial<ClipRequest> = {}) {
  const span = spanOfFrames(source.index, inFrame as FrameNumber, outFrame as FrameNumber);
  const outputPath = path.join(folder, 'clip.mp4');
  const proofTablePath = path.join(folder, 'clip.csv');
  const rendered = await renderClip({ ...source, span, outputPath, proofTablePath, ...more });
  const table = await readFile(proofTablePath, 'utf8');
  return { span, outputPath, proofTablePath, rendered, rows: table.trimEnd().split('\n').slice(1) };
}

/** Every cell of the table is made again by a stranger's script. */
function expectRight(source: Source, made: Awaited<ReturnType<typeof render>>): void {
  framesChecked += made.rows.length;
  if (withPython) {
    const verdict = checkProofTable(source.path, source.index.stream, made.outputPath, made.proofTablePath);
    expect(verdict.words).toBe(`${made.rows.length} rows checked, 0 cells wrong\n`);
    expect(verdict.isRight).toBe(true);
  }
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'clip-truth-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  console.log(`clip truth: ${framesChecked} frames ${withPython ? 'made again' : 'SKIPPED: python3 is not here'}`);
});

describe.each(numberedKinds)('the table of a clip of the kind %s', (kind) => {
  it('is made again cell by cell from the recording by a stranger', async () => {
    const clip = await numberedClip(kind);
    const source = await sourceAt(clip.path);
    const made = await render(source, 7, 47);
    expect(await readNumbers(made.outputPath, uprightSize(kind))).toEqual(clip.numbers.slice(7, 47));
    expect(made.rows.length).toBe(40);
    expect(made.rendered.summary).toMatchObject({ way: 're-encode', frameCount: 40, fallbackReason: '' });
    expect(made.rendered.proofTable?.digest).toBe(await digestFile(made.proofTablePath));
    expect(made.rows.every((row) => row.endsWith(kind === 'rotated' ? ',transpose=dir=clock' : ',none'))).toBe(true);
    expectRight(source, made);
  });
});

describe('a clip without any loss', () => {
  it.each(['cfr', 'rotated', 'field-coded'] as const)(
    'holds the very samples of a recording of the kind %s',
    async (kind) => {
      const source = await sourceAt((await numberedClip(kind)).path);
      const made = await render(source, 5, 25, { quality: 'lossless' });
      const { summary } = made.rendered;
      expect(summary).toMatchObject({ quality: 'lossless', identicalCount: 20, minSsim: 1_000_000, minPsnr: null });
      expectRight(source, made);
    },
  );

  it('is refused where the pixel format cannot be coded so', async () => {
    const source = await sourceAt((await numberedClip('cfr')).path);
    const [video, ...others] = source.facts.streams;
    const streams = [{ ...video, pixelFormat: 'yuv411p' }, ...others] as RecordingFacts['streams'];
    const rendering = render({ ...source, facts: { ...source.facts, streams } }, 5, 25, { quality: 'lossless' });
    await expect(rendering).rejects.toMatchObject({ code: 'media-unsupported' });
  });
});

describe('the proof of every frame', () => {
  let source: Source;
  let made: Awaited<ReturnType<typeof render>>;

  beforeAll(async () => {
    source = await sourceAt((await numberedClip('cfr')).path);
    made = await render(source, 30, 50);
  });

  const prove = (clipPath: string, identical: Parameters<typeof proveEveryFrame>[0]['identical'] = null) =>
    proveEveryFrame({ ...source, span: made.span, clipPath, pixelFormat: 'yuv420p', identical, tablePath: null });

  it.each([
    ['nothing is changed', 'null', null],
    [
      'one frame is shown twice in the place of another',
      "shuffleframes='0 1 2 3 4 5 6 7 8 9 10 10 12 13 14 15 16 17 18 19'",
      /the picture at 11/,
    ],
    [
      'two frames have changed places',
      "shuffleframes='0 1 2 3 4 6 5 7 8 9 10 11 12 13 14 15 16 17 18 19'",
      /the picture at 5/,
    ],
    ['one frame is missing', 'select=not(eq(n\\,9))', /19 frames instead of 20/],
    [
      'one frame is another scene',
      "geq=lum='if(eq(N,7),235-lum(X,Y),lum(X,Y))':cb='cb(X,Y)':cr='cr(X,Y)'",
      /the picture at 7/,
    ],
    ['one frame comes later than it should', 'setpts=PTS+eq(N\\,4)*3', /times differ/],
  ] as const)('tells a clip in which %s', async (_, filter, refusal) => {
    const altered = path.join(folder, 'altered.mp4');
    await alterClip(made.outputPath, altered, filter);
    const proving = prove(altered);
    if (refusal === null) {
      expect((await proving).measured).toMatchObject({ frameCount: 20 });
    } else {
      await expect(proving).rejects.toMatchObject({
        code: 'proof-failed',
        message: expect.stringMatching(refusal),
      });
    }
  });

  it('refuses pictures that must be identical and are not', async () => {
    await expect(prove(made.outputPath, { first: 3, end: 9 })).rejects.toThrowError(/at 3 is not/);
  });

  it('refuses bytes that belong to no picture or sound', async () => {
    const { outputPath } = made;
    const padded = path.join(folder, 'padded.mp4');
    const words = Buffer.from('somebody was here');
    const size = Buffer.alloc(4);
    size.writeUInt32BE(words.length + 8);
    await writeFile(padded, Buffer.concat([await readFile(outputPath), size, Buffer.from('free'), words]));
    await expect(prove(padded)).rejects.toThrowError(/boxes that no picture or sound needs: free/);
    await writeFile(padded, Buffer.concat([await readFile(outputPath), size, Buffer.from('mdat'), words]));
    await expect(prove(padded)).rejects.toThrowError(/17 bytes that belong to no picture or sound/);
  });
});

describe.runIf(withPython)('the stranger’s script', () => {
  it('finds one changed digit in every column of the table, and names each', async () => {
    const source = await sourceAt((await numberedClip('vfr')).path);
    const made = await render(source, 60, 72);
    expectRight(source, made);
    const [header = '', ...rows] = (await readFile(made.proofTablePath, 'utf8')).trimEnd().split('\n');
    const columns = [0, 1, 2, 3, 4, 5, 7, 8];
    // Each in a row of its own; the first row and the last say which frames the table is of.
    const changed = rows.map((row, at) => {
      const column = columns[at - 1];
      const cells = row.split(',');
      const cell = column === undefined ? '' : (cells[column] ?? '');
      const other = cell.replace(/\d/, (digit) => String((Number(digit) + 1) % 10));
      expect(other !== cell).toBe(column !== undefined);
      return column === undefined ? row : cells.with(column, other).join(',');
    });
    const altered = path.join(folder, 'altered.csv');
    await writeFile(altered, `${[header, ...changed].join('\n')}\n`);
    const { words } = checkProofTable(source.path, source.index.stream, made.outputPath, altered);
    expect(words).toMatch(/12 rows checked, 8 cells wrong/);
    for (const column of columns) {
      expect(words).toContain(`: ${header.split(',')[column]} is `);
    }
  });
});

const real = footageFolder();
const realFiles = [
  ...['01-lobby-fixed-camera.mp4', '04-hikers-faces.mp4', '05a-office-cam2.mp4', '06-VID_20191220_170832.mp4'],
  ...['07-walk-pov-gopro.mp4', '08-street-hevc.mp4', '09-dashcam-burned-in-clock.mp4', '10-MVI_4823.AVI'],
  ...['11-selfie-rotation-90.mp4', '14-MOV00006.3gp', '16-street-window-raw.h264', '17-waterfall-c2pa.mp4'],
];

describe.runIf(real !== null)('the table of a clip of a real recording', () => {
  it.each(realFiles)('%s is made again cell by cell', async (name) => {
    const source = await sourceAt(path.join(real ?? '', name));
    const inFrame = Math.floor(source.index.count / 3);
    const made = await render(source, inFrame, inFrame + 8);
    expect(made.rows.length).toBe(8);
    expectRight(source, made);
  });
});

if (real === null) {
  console.log('clip truth: the real recordings are not here; SKIPPED');
}
