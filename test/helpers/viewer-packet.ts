import { spawnSync } from 'node:child_process';
import { copyFile, mkdir, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { spanOfFrames } from '../../src-main/domain/frame-index.ts';
import { clipFrameTable, nativeFrameTable } from '../../src-main/domain/frame-table.ts';
import type { FrameNumber, Micros, Pts } from '../../src-main/domain/time.ts';
import { ptsToMicros } from '../../src-main/domain/time.ts';
import { probeRecording } from '../../src-main/engine/media/ffprobe.ts';
import { indexFrames } from '../../src-main/engine/media/index-frames.ts';
import { renderClip } from '../../src-main/engine/media/render-clip.ts';
import { renderStill } from '../../src-main/engine/media/render-still.ts';
import { digestFile } from '../../src-main/engine/media/rendered-file.ts';
import type {
  PacketRecord,
  RecordAnnotation,
  RecordExhibit,
  RecordFile,
  RecordSource,
} from '../../src-main/engine/packets/packet-record.ts';
import { writeViewer } from '../../src-main/engine/packets/viewer/viewer-writer.ts';
import { madePacketRecord } from './made-packet-record.ts';
import { type NumberedKind, numberedClip } from './numbered-clip.ts';

const resourcesFolder = path.resolve(import.meta.dirname, '..', '..', 'resources');

type Maker = {
  readonly data: string;
  readonly source: RecordSource;
  readonly recording: Awaited<ReturnType<typeof readRecording>>;
  readonly template: RecordFile;
};

async function readRecording(kind: NumberedKind) {
  const clip = await numberedClip(kind);
  const facts = await probeRecording(clip.path, { originalName: `${kind}.mp4`, modifiedAt: null });
  return { path: clip.path, facts, index: await indexFrames(clip.path, facts) };
}

async function measured(data: string, name: string): Promise<Pick<RecordFile, 'path' | 'digest' | 'byteCount'>> {
  const file = path.join(data, name);
  return { path: name, digest: await digestFile(file), byteCount: (await stat(file)).size };
}

function spanIn({ recording }: Maker, inFrame: number, outFrame: number) {
  return spanOfFrames(recording.index, inFrame as FrameNumber, outFrame as FrameNumber);
}

async function madeClip(maker: Maker, bates: string, frames: readonly [number, number], more: Partial<RecordFile>) {
  const span = spanIn(maker, ...frames);
  const name = `clips/${bates}.mp4`;
  await renderClip({ ...maker.recording, span, outputPath: path.join(maker.data, name) });
  const { timebase } = maker.recording.index;
  return {
    ...maker.template,
    ...(await measured(maker.data, name)),
    bates,
    span,
    frameCount: span.outFrame - span.inFrame,
    frameTable: clipFrameTable(maker.recording.index, span),
    durationMicros: (ptsToMicros(span.outPts, timebase) - ptsToMicros(span.inPts, timebase)) as Micros,
    markedSpan: null,
    width: 320,
    height: 180,
    sourceId: maker.source.id,
    ...more,
  } satisfies RecordFile;
}

async function madeStill(maker: Maker, bates: string, frame: number): Promise<RecordFile> {
  const name = `stills/${bates}.png`;
  const outputPath = path.join(maker.data, name);
  await renderStill({ ...maker.recording, frame: frame as FrameNumber, outputPath });
  return {
    ...maker.template,
    ...(await measured(maker.data, name)),
    role: 'still',
    class: 'DERIVATIVE-STILL',
    bates,
    label: `Frame ${frame}`,
    mediaType: 'image/png',
    frameCount: 1,
    frameTable: null,
    durationMicros: null,
    hasSound: false,
    span: spanIn(maker, frame, frame + 1),
    proof: null,
    proofPath: null,
  };
}

/** Slower and with a box drawn on it, as an aid would be. */
async function madeAid(maker: Maker, bates: string, clip: RecordFile): Promise<RecordFile> {
  const name = `aids/${bates}.mp4`;
  const filters = 'setpts=2*PTS,drawbox=x=200:y=60:w=60:h=60:color=yellow:t=4,fps=30';
  const made = spawnSync('ffmpeg', [
    ...['-v', 'error', '-i', path.join(maker.data, clip.path), '-an', '-vf', filters],
    ...['-c:v', 'libx264', '-pix_fmt', 'yuv420p', '-frames:v', '60', path.join(maker.data, name)],
  ]);
  if (made.status !== 0) {
    throw new Error(made.stderr.toString());
  }
  return {
    ...clip,
    ...(await measured(maker.data, name)),
    role: 'illustrative-aid',
    class: 'ILLUSTRATIVE-AID',
    bates,
    label: 'Illustrative aid: one box, half speed',
    frameTable: null,
    frameCount: 60,
    durationMicros: 2_000_000 as Micros,
    hasSound: false,
    proof: null,
    proofPath: null,
    parameters: [
      { label: 'Boxes', value: '1' },
      { label: 'Speed', value: '1/2' },
    ],
  };
}

async function madeNative(maker: Maker, bates: string): Promise<RecordFile> {
  const name = `natives/${bates}.mp4`;
  await copyFile(maker.recording.path, path.join(maker.data, name));
  const table = nativeFrameTable(maker.recording.index);
  return {
    ...maker.template,
    ...(await measured(maker.data, name)),
    role: 'native',
    class: 'NATIVE-COPY',
    bates,
    label: 'Native file',
    span: null,
    frameTable: table,
    frameCount: maker.recording.index.count,
    proof: null,
    proofPath: null,
    argv: [],
    toolVersion: '',
  };
}

function moved(annotation: RecordAnnotation, maker: Maker, frames: readonly [number, number], more: object = {}) {
  const span = spanIn(maker, ...frames);
  const micros = (pts: Pts) => ptsToMicros(pts, maker.recording.index.timebase);
  return { ...annotation, span, inMicros: micros(span.inPts), outMicros: micros(span.outPts), ...more };
}

/** Frames of the first exhibit: its clip, and the clip with context around it. */
export const firstSpan = [40, 70] as const;
export const firstContext = [10, 100] as const;

async function exhibitOf(data: string, kind: NumberedKind, base: RecordExhibit, bates: number, isRich: boolean) {
  const recording = await readRecording(kind);
  const { index } = recording;
  const source: RecordSource = {
    ...base.source,
    id: `${kind}-source`,
    digest: await digestFile(recording.path),
    byteCount: (await stat(recording.path)).size,
    timebase: index.timebase,
    frameCount: index.count,
    codec: kind === 'hevc' ? 'hevc' : 'h264',
    width: 320,
    height: 180,
    isConstantRate: kind !== 'vfr',
    firstPts: index.pts[0] ?? 0,
    durationMicros: 5_000_000 as Micros,
    native: null,
  };
  const template = base.files[0];
  const own = base.annotations[0];
  if (template === undefined || own === undefined) {
    throw new Error('The made exhibit has no file or no annotation.');
  }
  const maker: Maker = { data, source, recording, template: { ...template, sourceId: source.id, parentBates: null } };
  const number = (place: number) => `BOS${String(bates + place).padStart(7, '0')}`;
  const clip = await madeClip(maker, number(0), firstSpan, {});
  const files: RecordFile[] = [clip];
  if (isRich) {
    files.push(
      await madeClip(maker, number(1), firstContext, {
        role: 'context-clip',
        label: 'Clip with 1 s of context before and after',
        markedSpan: clip.span,
        proof: null,
        proofPath: null,
      }),
      await madeStill(maker, number(2), firstSpan[0]),
      await madeAid(maker, number(3), clip),
      {
        ...clip,
        path: `captions/${number(4)}.vtt`,
        role: 'captions',
        bates: number(4),
        label: 'Captions of the recording',
        mediaType: 'text/vtt',
        frameTable: null,
        frameCount: null,
        captions:
          'WEBVTT\n\n00:00:00.000 --> 00:00:00.500\nStep <i>back</i> &amp; wait.\n\n00:00:00.500 --> 00:00:01.000\nHands where I can see them.\n',
        proof: null,
        proofPath: null,
        argv: [],
      },
    );
  }
  files.push(await madeNative(maker, number(5)));
  const span = spanIn(maker, ...firstSpan);
  const context = {
    code: 'CTX.1',
    codeLabel: 'Warning or command audible',
    title: 'CTX.1 Warning or command audible',
    group: 'Context',
    kind: 'context',
    observation: 'A voice says "step back" twice before the arm is held.',
    allegation: null,
  };
  const micros = (pts: Pts) => ptsToMicros(pts, index.timebase);
  return {
    ...base,
    source,
    span,
    inMicros: micros(span.inPts),
    outMicros: micros(span.outPts),
    thumbnail: { ...base.thumbnail, frame: firstSpan[0] },
    files,
    annotations: [
      moved(own, maker, firstSpan),
      ...(isRich ? [moved({ ...own, ...context } as RecordAnnotation, maker, [30, 46])] : []),
    ],
  } satisfies RecordExhibit;
}

/**
 * A packet's data/ folder with the viewer and real media: exhibit 1 has every kind of file, 2 is of a varying rate, 3's
 * native is HEVC. Further exhibits are in the list only, the fourth a still that only shares time with context; their files
 * are missing. Returns the record.
 */
export async function makeViewerPacket(
  data: string,
  options: NonNullable<Parameters<typeof madePacketRecord>[0]> = {},
): Promise<PacketRecord> {
  for (const folder of ['clips', 'stills', 'aids', 'natives', 'viewer/thumbs']) {
    await mkdir(path.join(data, folder), { recursive: true });
  }
  const made = madePacketRecord(options);
  const kinds = ['cfr', 'vfr', 'hevc'] as const;
  const first = await Promise.all(
    made.exhibits.slice(0, 3).map((base, at) => exhibitOf(data, kinds[at] ?? 'cfr', base, 100 + 10 * at, at === 0)),
  );
  const [, , context, still, ...others] = made.exhibits;
  const besideContext = still && context ? [{ ...still, madeFrom: null, annotations: context.annotations }] : [];
  const exhibits = [...first, ...besideContext, ...others];
  const record: PacketRecord = {
    ...made,
    exhibits,
    sources: [...first.map(({ source }) => source), ...made.sources],
    files: [...new Set(exhibits.flatMap(({ files }) => files))],
  };
  const written = await writeViewer(record, { resourcesFolder, signal: new AbortController().signal });
  for (const [name, content] of Object.entries(written)) {
    const file = path.join(data, name.slice('data/'.length));
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content);
  }
  return record;
}
