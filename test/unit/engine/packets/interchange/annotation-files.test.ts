import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { readVtt } from '../../../../../src-main/engine/annotations/interchange/vtt-format.ts';
import { readWebAnnotations } from '../../../../../src-main/engine/annotations/interchange/web-annotation-format.ts';
import { writeAnnotationCollection } from '../../../../../src-main/engine/packets/interchange/annotation-collection.ts';
import { cuesOfTimeline, writeCueSrt } from '../../../../../src-main/engine/packets/interchange/cue-files.ts';
import {
  interchangeNotices,
  writeInterchange,
} from '../../../../../src-main/engine/packets/interchange/interchange-writer.ts';
import type { PacketRecord } from '../../../../../src-main/engine/packets/packet-record.ts';
import { awkwardText, madePacketRecord } from '../../../../helpers/made-packet-record.ts';

/* The WebVTT reader of video.js, which is Mozilla's. */

type ReadCue = { id: string; startTime: number; endTime: number; text: string };
type VttReader = {
  Parser: new (
    window: object,
    vttjs: object,
    decoder: object,
  ) => {
    oncue: (cue: ReadCue) => void;
    onparsingerror: (error: Error) => void;
    parse(text: string): void;
    flush(): void;
  };
  StringDecoder(): object;
};
const require = createRequire(import.meta.url);
const WebVTT = require('videojs-vtt.js/lib/vtt.js') as VttReader;
const VTTCue: unknown = require('videojs-vtt.js/lib/vttcue.js');

const signs: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };

function readCues(text: string): ReadCue[] {
  const cues: ReadCue[] = [];
  const errors: Error[] = [];
  const parser = new WebVTT.Parser({}, { VTTCue }, WebVTT.StringDecoder());
  parser.oncue = (cue) => cues.push(cue);
  parser.onparsingerror = (error) => errors.push(error);
  parser.parse(text);
  parser.flush();
  expect(errors).toEqual([]);
  return cues.map(({ id, startTime, endTime, text: cue }) => ({
    id,
    startTime,
    endTime,
    text: cue.replaceAll(/&(amp|lt|gt);/g, (sign) => signs[sign] ?? sign),
  }));
}

async function filesOf(record: PacketRecord): Promise<Record<string, string>> {
  const files = await writeInterchange(record, { resourcesFolder: '', signal: new AbortController().signal });
  return Object.fromEntries(
    Object.entries(files).map(([name, content]) => [
      name.replace('data/interchange/', ''),
      typeof content === 'string' ? content : '',
    ]),
  );
}

const attacks = [
  awkwardText,
  'one\n\n00:00:00.000 --> 00:10:00.000\nnot a cue of its own',
  'STYLE\n::cue { color: red }',
  'NOTE this is no note\n\nNOTE nor this',
  '<v Agent A><c.red>voice</c></v> <script>alert(1)</script> &amp; &#60;',
  '{\\an8}{\\p1} 5\n6\n\n7\n00:00:01,000 --> 00:00:02,000\nplain',
  'line\u{2028}\u{2028}line\u{85}\u{2029}end\v\f',
  '\u{feff}WEBVTT',
];

test.each(attacks)(
  'annotations as WebVTT: another reader finds each cue, its id, its times and its text (%#)',
  async (text) => {
    const record = madePacketRecord({ clipCount: 2, text });
    const files = await filesOf(record);
    const [exhibit] = record.exhibits;
    const annotation = exhibit?.annotations[0];
    const lines = text
      .split(/[\r\n\v\f\u{85}\u{2028}\u{2029}]+/u)
      .map((line) => line.trim())
      .filter((line) => line !== '');
    const expected = `[UOF.1] ${lines.join('\n')}`;
    const clip = readCues(files['annotations/BOS0000101.vtt'] ?? '');
    expect(clip).toEqual([{ id: annotation?.id, startTime: 0, endTime: 3, text: expected }]);
    // Ten seconds of context before: 100 frames at 30 a second are all there is.
    const context = readCues(files['annotations/BOS0000102.vtt'] ?? '');
    expect(context).toEqual([{ id: annotation?.id, startTime: 3.333, endTime: 6.334, text: expected }]);
    const timeline = readCues(files['annotations.vtt'] ?? '');
    expect(timeline.map(({ id, startTime, endTime }) => [id, startTime, endTime])).toEqual([
      [`ex-1-${annotation?.id}`, 0, 3],
      [`ex-2-${record.exhibits[1]?.annotations[0]?.id}`, 3, 6],
    ]);
    // The house's own reader agrees.
    expect(readVtt(files['annotations/BOS0000101.vtt'] ?? '')).toMatchObject({
      annotations: [{ code: 'UOF.1', text: lines.join('\n'), startMillis: 0, endMillis: 3000 }],
      unread: [],
    });
  },
);

test.each(attacks)('annotations as SubRip: numbered cues and nothing that a player takes for markup (%#)', (text) => {
  const written = writeCueSrt(cuesOfTimeline(madePacketRecord({ clipCount: 2, text })));
  const blocks = written.trimEnd().split('\n\n');
  expect(blocks).toHaveLength(2);
  for (const [at, block] of blocks.entries()) {
    const [number, times, ...lines] = block.split('\n');
    expect(number).toBe(String(at + 1));
    expect(times).toBe(at === 0 ? '00:00:00,000 --> 00:00:03,000' : '00:00:03,000 --> 00:00:06,000');
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.join('\n')).not.toMatch(/[<>{}]/);
  }
});

test('an annotation that goes beyond the exhibit is shown as far as the clip goes', () => {
  const record = madePacketRecord({ clipCount: 1 });
  const [exhibit] = record.exhibits;
  const wide = exhibit?.files.find(({ role }) => role === 'context-clip')?.span;
  if (exhibit === undefined || wide === undefined || wide === null) {
    throw new Error('The record has no context clip.');
  }
  const annotations = exhibit.annotations.map((annotation) => ({ ...annotation, span: wide }));
  const [cue] = cuesOfTimeline({ ...record, exhibits: [{ ...exhibit, annotations }] });
  expect([cue?.startMillis, cue?.endMillis]).toEqual([0, 3000]);
});

/* W3C Web Annotation: the model's shapes, as far as they are used. */

const body = z.union([
  z.strictObject({
    type: z.literal('TextualBody'),
    purpose: z.enum(['describing', 'identifying', 'commenting']),
    format: z.string().optional(),
    value: z.string(),
    creator: z.strictObject({ type: z.literal('Person'), nickname: z.string() }).optional(),
  }),
  z.strictObject({
    type: z.literal('SpecificResource'),
    purpose: z.literal('classifying'),
    source: z.string(),
    label: z.string(),
  }),
]);
const target = z.strictObject({
  type: z.literal('SpecificResource'),
  source: z.string().regex(/^\.\.\/[a-z]+\/[A-Za-z0-9][A-Za-z0-9._-]*$/),
  digest: z.string().regex(/^sha256:[0-9a-f]{64}$/),
  evidentiaryClass: z.string(),
  selector: z
    .strictObject({
      type: z.literal('FragmentSelector'),
      conformsTo: z.literal('http://www.w3.org/TR/media-frags/'),
      value: z.string().regex(/^t=npt:\d+\.\d{3},\d+\.\d{3}$/),
    })
    .optional(),
});
const collection = z.strictObject({
  '@context': z.tuple([z.literal('http://www.w3.org/ns/anno.jsonld'), z.record(z.string(), z.json())]),
  id: z.string().startsWith('urn:uuid:'),
  type: z.literal('AnnotationCollection'),
  label: z.string(),
  summary: z.string(),
  total: z.int(),
  first: z.strictObject({
    id: z.string().startsWith('urn:uuid:'),
    type: z.literal('AnnotationPage'),
    partOf: z.string().startsWith('urn:uuid:'),
    startIndex: z.literal(0),
    items: z.array(
      z.strictObject({
        id: z.string().startsWith('urn:uuid:'),
        type: z.literal('Annotation'),
        motivation: z.literal('classifying'),
        modified: z.iso.datetime(),
        creator: z.strictObject({ type: z.literal('Person'), nickname: z.string() }).optional(),
        body: z.array(body).min(2),
        target: z.array(target).min(1),
        exhibits: z.array(z.string()),
        moment: z.strictObject({
          source: z.string(),
          timebase: z.tuple([z.int(), z.int()]),
          pts: z.tuple([z.int(), z.int()]),
          frames: z.tuple([z.int(), z.int()]),
          revision: z.int(),
        }),
      }),
    ),
  }),
});

test.each(['internal', 'production', 'referral', 'court', 'public'] as const)(
  'W3C annotations have the form of the model and hold what the audience may read (%s)',
  (profile) => {
    const record = madePacketRecord({ clipCount: 5, profile });
    const text = writeAnnotationCollection(record);
    const { first, total } = collection.parse(JSON.parse(text));
    expect(total).toBe(5);
    expect(first.items).toHaveLength(5);
    expect(new Set(first.items.map(({ id }) => id)).size).toBe(5);
    const mayAllege = profile === 'internal' || profile === 'referral';
    expect(text.includes('Alleged: The hold')).toBe(mayAllege);
    expect(text.includes('Reviewer Three')).toBe(profile !== 'public');
    expect(text.includes('../natives/')).toBe(profile !== 'public');
    const files = new Map(record.files.map((file) => [`../${file.path}`, file]));
    for (const { source, digest, evidentiaryClass } of first.items.flatMap((one) => one.target)) {
      expect(`sha256:${files.get(source)?.digest}`).toBe(digest);
      expect(files.get(source)?.class).toBe(evidentiaryClass);
      // Nobody is sent to a slowed picture by a time of the recording.
      expect(evidentiaryClass).not.toBe('ILLUSTRATIVE-AID');
    }
    const read = readWebAnnotations(JSON.parse(text));
    expect(read.unread).toEqual([]);
    expect(read.annotations.map(({ code }) => code)).toEqual(['UOF.1', 'UOF.1', 'CTX.1', 'UOF.1', 'UOF.1']);
    expect(read.annotations[0]).toMatchObject(
      profile === 'public' ? { startMillis: 0, endMillis: 3000 } : { startMillis: 3333, endMillis: 6334 },
    );
  },
);

test('an annotation of two exhibits is one annotation with the files of both', () => {
  const record = madePacketRecord({ clipCount: 2 });
  const [one, other] = record.exhibits;
  if (one === undefined || other === undefined) {
    throw new Error('The record has no two exhibits.');
  }
  const twin = { ...one, number: '1-A', label: 'Ex. 1-A', slug: 'ex-1-a' };
  const { first } = collection.parse(JSON.parse(writeAnnotationCollection({ ...record, exhibits: [one, twin] })));
  expect(first.items).toHaveLength(1);
  expect(first.items[0]?.exhibits).toEqual(['Ex. 1', 'Ex. 1-A']);
});

test('the read-me and the notices say what is left out; files are the same twice; a stop is heard', async () => {
  const record = madePacketRecord({ clipCount: 5 });
  const files = await filesOf(record);
  expect(await filesOf(madePacketRecord({ clipCount: 5 }))).toEqual(files);
  const notices = interchangeNotices(record);
  expect(notices).toEqual([
    'interchange/clips.edl does not hold Ex. 2: its frames do not come evenly, which timecode cannot express. interchange/timeline.otio holds it.',
    'interchange/clips.edl does not hold Ex. 4: its frames do not come evenly, which timecode cannot express. interchange/timeline.otio holds it.',
  ]);
  for (const notice of notices) {
    expect(files['README.txt']).toContain(notice);
  }
  const names = Object.keys(files).filter((name) => !name.startsWith('annotations/'));
  expect(names).toEqual([
    ...['timeline.otio', 'clips.edl', 'clips.fcpxml', 'annotations.jsonld', 'annotations.vtt', 'annotations.srt'],
    'README.txt',
  ]);
  const stopped = writeInterchange(record, { resourcesFolder: '', signal: AbortSignal.abort() });
  await expect(stopped).rejects.toMatchObject({ code: 'cancelled' });
});
