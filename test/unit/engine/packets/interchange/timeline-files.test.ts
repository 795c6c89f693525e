import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { frameSpanSchema } from '../../../../../src-main/domain/time.ts';
import { parseTimecode } from '../../../../../src-main/domain/timecode.ts';
import { writeEdl } from '../../../../../src-main/engine/packets/interchange/edl-format.ts';
import { secondsText, writeFcpxml } from '../../../../../src-main/engine/packets/interchange/fcpxml-format.ts';
import { writeOtio } from '../../../../../src-main/engine/packets/interchange/otio-format.ts';
import type { PacketRecord } from '../../../../../src-main/engine/packets/packet-record.ts';
import { madePacketRecord } from '../../../../helpers/made-packet-record.ts';
import { retimed, timecodeClock } from '../../../../helpers/uneven-record.ts';

/* OpenTimelineIO: the schemas as the project documents them, and nothing beside them. */

const metadata = z.record(z.string(), z.json());
const rationalTime = z.strictObject({
  OTIO_SCHEMA: z.literal('RationalTime.1'),
  rate: z.number().positive(),
  value: z.number(),
});
const timeRange = z.strictObject({
  OTIO_SCHEMA: z.literal('TimeRange.1'),
  start_time: rationalTime,
  duration: rationalTime,
});
const marker = z.strictObject({
  OTIO_SCHEMA: z.literal('Marker.2'),
  name: z.string(),
  // The colours that the format names.
  color: z.enum(['PINK', 'RED', 'ORANGE', 'YELLOW', 'GREEN', 'CYAN', 'BLUE', 'PURPLE', 'MAGENTA', 'BLACK', 'WHITE']),
  marked_range: timeRange,
  metadata,
});
const itemFields = {
  name: z.string(),
  enabled: z.boolean(),
  effects: z.array(z.never()),
  markers: z.array(marker),
  metadata,
};
const externalReference = z.strictObject({
  OTIO_SCHEMA: z.literal('ExternalReference.1'),
  name: z.string(),
  available_range: timeRange.nullable(),
  target_url: z.string(),
  metadata,
});
const clip = z
  .strictObject({
    OTIO_SCHEMA: z.literal('Clip.2'),
    ...itemFields,
    source_range: timeRange,
    active_media_reference_key: z.string(),
    media_references: z.record(z.string().min(1), externalReference),
  })
  .refine((one) => one.active_media_reference_key in one.media_references);
const gap = z.strictObject({ OTIO_SCHEMA: z.literal('Gap.1'), ...itemFields, source_range: timeRange });
const track = z.strictObject({
  OTIO_SCHEMA: z.literal('Track.1'),
  ...itemFields,
  kind: z.enum(['Video', 'Audio']),
  source_range: timeRange.nullable(),
  children: z.array(z.union([clip, gap])),
});
const timeline = z.strictObject({
  OTIO_SCHEMA: z.literal('Timeline.1'),
  name: z.string(),
  metadata,
  global_start_time: rationalTime.nullable(),
  tracks: z.strictObject({
    OTIO_SCHEMA: z.literal('Stack.1'),
    ...itemFields,
    source_range: timeRange.nullable(),
    children: z.array(track),
  }),
});

type Clip = z.infer<typeof clip>;

function clipsOf(record: PacketRecord): { clips: Clip[]; tracks: z.infer<typeof track>[] } {
  const parsed = timeline.parse(JSON.parse(writeOtio(record)));
  const tracks = parsed.tracks.children;
  const all = tracks.flatMap(({ children }) => children);
  return { tracks, clips: all.filter((child): child is Clip => child.OTIO_SCHEMA === 'Clip.2') };
}

/** `value / rate` seconds as a fraction; the television rates are known by their nearest double. */
function seconds({ value, rate }: z.infer<typeof rationalTime>): [bigint, bigint] {
  expect(Number.isSafeInteger(value)).toBe(true);
  const whole = Math.round(rate);
  if (rate === whole) {
    return [BigInt(value), BigInt(rate)];
  }
  const television = [whole * 1000, 1001] as const;
  expect(rate).toBe(television[0] / television[1]);
  return [BigInt(value) * 1001n, BigInt(whole) * 1000n];
}

function expectSameTime(one: [bigint, bigint], other: [bigint, bigint]): void {
  expect(one[0] * other[1]).toBe(other[0] * one[1]);
}

const plain = madePacketRecord({ clipCount: 6 });
const drop = retimed(
  plain,
  { timebase: { num: 1, den: 30_000 }, frameRate: { num: 30_000, den: 1001 }, isConstantRate: true },
  (frame) => 4004 + frame * 1001,
);
/** 30 pictures a second in a container that counts milliseconds. */
const rounded = retimed(
  plain,
  { timebase: { num: 1, den: 1000 }, frameRate: { num: 18_000_000, den: 599_999 }, isConstantRate: true },
  (frame) => Math.round((frame * 1000) / 30),
);
const uneven = retimed(
  plain,
  { timebase: { num: 1001, den: 90_000 }, isConstantRate: false },
  (frame) => 7 + frame * 3 + (frame % 3),
);
const recordings = { plain, drop, rounded, uneven };

test.each(Object.entries(recordings))('OTIO has the documented form and loses no time (%s)', (_name, record) => {
  const { clips, tracks } = clipsOf(record);
  expect(tracks).toHaveLength(record.sources.length);
  expect(clips).toHaveLength(record.exhibits.length);
  for (const one of tracks) {
    // Every exhibit has its place in the order, on one track.
    expect(one.children).toHaveLength(record.exhibits.length);
  }
  for (const exhibit of record.exhibits) {
    const { span, source } = exhibit;
    const own = clips.find(({ name }) => name.startsWith(`${exhibit.label}:`));
    const media = own?.media_references['DEFAULT_MEDIA'];
    const file = source.native ?? exhibit.files[0];
    expect(media?.target_url).toBe(`../${file?.path}`);
    expect(media?.metadata['frame_of_record']).toMatchObject({ sha256: file?.digest, class: file?.class });
    expect(own?.metadata['frame_of_record']).toMatchObject({
      exhibit: exhibit.number,
      timebase: [source.timebase.num, source.timebase.den],
      pts: [span.inPts, span.outPts],
      frames: [span.inFrame, span.outFrame],
    });
    if (own === undefined) {
      throw new Error(`${exhibit.label} is not in the timeline.`);
    }
    const origin = file?.role === 'native' ? source.firstPts : span.inPts;
    const { num, den } = source.timebase;
    const exact = (ticks: number): [bigint, bigint] => [BigInt(ticks) * BigInt(num), BigInt(den)];
    expectSameTime(seconds(own.source_range.start_time), exact(span.inPts - origin));
    expectSameTime(seconds(own.source_range.duration), exact(span.outPts - span.inPts));
    expect(own.markers).toHaveLength(exhibit.annotations.length);
    for (const one of own.markers) {
      expectSameTime(seconds(one.marked_range.start_time), exact(span.inPts - origin));
    }
  }
});

test('OTIO counts frames where frames are exact, whole ticks where they are not', () => {
  const startOf = (record: PacketRecord) => clipsOf(record).clips[0]?.source_range.start_time;
  expect(startOf(plain)).toEqual({ OTIO_SCHEMA: 'RationalTime.1', rate: 30, value: 100 });
  expect(startOf(drop)).toEqual({ OTIO_SCHEMA: 'RationalTime.1', rate: 30_000 / 1001, value: 100 });
  expect(startOf(rounded)).toEqual({ OTIO_SCHEMA: 'RationalTime.1', rate: 1000, value: 3333 });
  expect(startOf(uneven)).toEqual({ OTIO_SCHEMA: 'RationalTime.1', rate: 90_000, value: (300 + 1) * 1001 });
});

test('allegations are in the timeline only where the record has them', () => {
  expect(writeOtio(madePacketRecord({ profile: 'court' }))).not.toContain('alleged_by');
  expect(writeOtio(madePacketRecord({ profile: 'referral' }))).toContain('"alleged_by": "Complainant 1"');
});

/* CMX 3600, read by its columns as a stranger would: number, reel, tracks, transition, four timecodes. */

type Event = { reel: string; tracks: string; times: string[]; comments: string[] };

const timecode = /^\d\d:\d\d:\d\d[:;]\d\d$/;

function readEdl(text: string): { title: string; mode: string; events: Event[] } {
  expect(text).toMatch(/^[\r\n\x20-\x7e]*$/);
  const lines = text.split('\r\n').filter((line) => line !== '');
  const title = /^TITLE: (.{1,70})$/.exec(lines.shift() ?? '')?.[1] ?? '';
  const mode = /^FCM: (DROP FRAME|NON-DROP FRAME)$/.exec(lines.shift() ?? '')?.[1] ?? '';
  const events: Event[] = [];
  for (const line of lines) {
    const found = /^(\d{3}) {2}(\S{1,8}) +(\S{1,5}) +C {8}(\S+) (\S+) (\S+) (\S+)$/.exec(line);
    if (found === null) {
      expect(line).toMatch(/^\* (FROM CLIP NAME|SOURCE FILE|COMMENT|LOC): /);
      events.at(-1)?.comments.push(line);
      continue;
    }
    const [, number, reel = '', tracks = '', ...times] = found;
    expect(Number(number)).toBe(events.length + 1);
    expect(times.every((time) => timecode.test(time))).toBe(true);
    events.push({ reel, tracks, times, comments: [] });
  }
  return { title, mode, events };
}

function countOf(text: string | undefined): number {
  const parsed = parseTimecode(text ?? '', 30);
  if (parsed === null) {
    throw new Error(`${text} is no timecode of 30 frames a second.`);
  }
  return parsed.count;
}

test.each([
  ['NON-DROP FRAME', plain],
  ['DROP FRAME', drop],
  ['NON-DROP FRAME', rounded],
])('EDL: %s events tile the record and name frames of the source', (mode, record) => {
  const { text, leftOut } = writeEdl(record);
  const edl = readEdl(text);
  expect(edl.title).toBe('CITY-2026-0142-PROD003');
  expect(edl.mode).toBe(mode);
  const held = record.exhibits.filter(({ label }) => !leftOut.some((left) => left.label === label));
  expect(edl.events).toHaveLength(held.length);
  let next = countOf(mode === 'DROP FRAME' ? '01:00:00;00' : '01:00:00:00');
  for (const [at, { times, reel, comments }] of edl.events.entries()) {
    const exhibit = held[at] as PacketRecord['exhibits'][number];
    const { span, source } = exhibit;
    const isNative = source.native !== null;
    const [sourceIn, sourceOut, recordIn, recordOut] = times.map(countOf);
    expect(sourceIn).toBe(isNative ? span.inFrame : 0);
    expect((sourceOut ?? 0) - (sourceIn ?? 0)).toBe(span.outFrame - span.inFrame);
    expect(recordIn).toBe(next);
    expect((recordOut ?? 0) - (recordIn ?? 0)).toBe(span.outFrame - span.inFrame);
    next = recordOut ?? 0;
    const file = source.native ?? exhibit.files[0];
    expect(reel).toBe(`B${file?.bates?.slice(-7)}`);
    expect(comments[0]).toBe(`* FROM CLIP NAME: ${file?.path.split('/')[1]}`);
    expect(times.every((time) => time.includes(';'))).toBe(mode === 'DROP FRAME');
  }
});

test('EDL: what cannot be expressed is left out and said', () => {
  const all = writeEdl(uneven);
  expect(readEdl(all.text).events).toHaveLength(0);
  expect(all.leftOut).toHaveLength(uneven.exhibits.length);
  const some = writeEdl(plain);
  expect(some.leftOut.map(({ label }) => label)).toEqual(['Ex. 2', 'Ex. 4', 'Ex. 6']);
  for (const { label } of some.leftOut) {
    expect(some.text).toContain(`* COMMENT: NOT IN THIS LIST: ${label}, because its frames do not come evenly`);
  }
  const many = Array.from({ length: 1002 }, (_, at) => {
    const exhibit = plain.exhibits[0] as PacketRecord['exhibits'][number];
    return { ...exhibit, number: String(at + 1), label: `Ex. ${at + 1}` };
  });
  const long = writeEdl({ ...plain, exhibits: many });
  expect(readEdl(long.text).events).toHaveLength(999);
  expect(long.leftOut).toEqual(
    [1000, 1001, 1002].map((number) => ({ label: `Ex. ${number}`, why: 'a list has at most 999 events' })),
  );
});

test('a recording that carries timecode is named by it, in its own way of counting', () => {
  const coded = retimed(
    plain,
    {
      timebase: { num: 1, den: 30_000 },
      frameRate: { num: 30_000, den: 1001 },
      isConstantRate: true,
      clocks: [timecodeClock('10:00:00:00')],
    },
    (frame) => frame * 1001,
  );
  const [event] = readEdl(writeEdl(coded).text).events;
  expect(event?.times).toEqual(['10:00:03:10', '10:00:06:10', '01:00:00;00', '01:00:03;00']);
  const [first] = clipsOf(coded).clips;
  expect(first?.source_range.start_time.value).toBe(36_000 * 30 + 100);
  expect(first?.media_references['DEFAULT_MEDIA']?.available_range?.start_time.value).toBe(36_000 * 30);
});

/** The first two exhibits as stills or natives, or as one longer clip in which the span is marked. */
function ofKind(kind: 'still' | 'native' | 'marked'): PacketRecord {
  const { exhibits } = plain;
  const even = plain.sources.map((source) => ({ ...source, isConstantRate: true }));
  const whole = frameSpanSchema.parse({ inFrame: 0, outFrame: 18_000, inPts: 0, outPts: 18_000 * 512 - 7 });
  const made = exhibits.slice(0, 2).map((exhibit): PacketRecord['exhibits'][number] => {
    const source = even.find(({ id }) => id === exhibit.source.id) ?? exhibit.source;
    const file = (role: string) => exhibit.files.find((one) => one.role === role);
    const [clipFile, context, still] = [file('clip'), file('context-clip'), file('still')];
    if (clipFile === undefined || context === undefined || still === undefined) {
      throw new Error('The record lacks a file.');
    }
    const { inFrame, inPts } = exhibit.span;
    if (kind === 'still') {
      const frame = frameSpanSchema.parse({ inFrame, inPts, outFrame: inFrame + 1, outPts: inPts + 512 });
      return { ...exhibit, source, kind, files: [still], span: frame };
    }
    return kind === 'native'
      ? { ...exhibit, source, kind, span: whole, files: [source.native ?? { ...clipFile, span: whole }] }
      : { ...exhibit, source, files: [{ ...context, role: 'clip', markedSpan: exhibit.span }] };
  });
  return { ...plain, sources: even, exhibits: made };
}

test('a still is one frame of its recording, and left out where only a picture goes along', () => {
  const record = ofKind('still');
  const { events } = readEdl(writeEdl(record).text);
  expect(events.map(({ times }) => times)).toEqual([['00:00:03:10', '00:00:03:11', '01:00:00:00', '01:00:00:01']]);
  const left = [{ label: 'Ex. 2', why: 'it is a picture' }];
  expect(writeEdl(record).leftOut).toEqual(left);
  expect(writeFcpxml(record).leftOut).toEqual(left);
  const [, picture] = clipsOf(record).clips;
  expect(picture?.source_range).toMatchObject({ start_time: { value: 0 }, duration: { value: 1, rate: 30 } });
  expect(picture?.media_references['DEFAULT_MEDIA']?.target_url).toBe('../stills/BOS0000107.png');
});

test('a whole recording keeps its rate, however long its last frame is said to be', () => {
  const record = ofKind('native');
  const { text, leftOut } = writeEdl(record);
  expect(leftOut).toEqual([]);
  expect(readEdl(text).events[0]?.times.slice(0, 2)).toEqual(['00:00:00:00', '00:10:00:00']);
  const [whole] = clipsOf(record).clips;
  expect(whole?.source_range.duration).toMatchObject({ rate: 15_360, value: 18_000 * 512 - 7 });
});

test('the marked span of a longer clip is found within it', () => {
  const record = ofKind('marked');
  const [, second] = readEdl(writeEdl(record).text).events;
  // Frame 197 of the recording; the clip of 300 frames of context begins at its first frame.
  expect(second?.times.slice(0, 2)).toEqual(['00:00:06:17', '00:00:09:17']);
  const [, marked] = clipsOf(record).clips;
  expect(marked?.source_range.start_time).toMatchObject({ rate: 30, value: 197 });
  expect(marked?.media_references['DEFAULT_MEDIA']?.available_range?.duration.value).toBe(587);
});

/* FCPXML 1.10: what each element may have, in the order in which it must come. */

const grammar: Readonly<Record<string, { required: string[]; optional: string[]; children: RegExp }>> = {
  fcpxml: { required: ['version'], optional: [], children: /^resources library $/ },
  resources: { required: [], optional: [], children: /^((asset|format) )*$/ },
  format: {
    required: ['id'],
    optional: ['name', 'frameDuration', 'width', 'height'],
    children: /^$/,
  },
  asset: {
    required: ['id'],
    optional: [
      ...['name', 'uid', 'start', 'duration', 'hasVideo', 'format', 'hasAudio', 'videoSources', 'audioSources'],
    ],
    children: /^(media-rep )+(metadata )?$/,
  },
  'media-rep': { required: ['src'], optional: ['kind'], children: /^$/ },
  metadata: { required: [], optional: [], children: /^(md )*$/ },
  md: { required: ['key'], optional: ['value', 'type'], children: /^$/ },
  library: { required: [], optional: [], children: /^(event )*$/ },
  event: { required: [], optional: ['name'], children: /^((asset-clip|project) )*$/ },
  project: { required: [], optional: ['name'], children: /^sequence $/ },
  sequence: {
    required: ['format'],
    optional: ['duration', 'tcStart', 'tcFormat'],
    children: /^(note )?spine (metadata )?$/,
  },
  spine: { required: [], optional: [], children: /^(asset-clip )*$/ },
  'asset-clip': {
    required: ['ref'],
    optional: ['offset', 'name', 'start', 'duration', 'format', 'tcFormat'],
    children: /^(note )?(marker )*(metadata )?$/,
  },
  marker: { required: ['start', 'value'], optional: ['duration', 'note'], children: /^$/ },
  note: { required: [], optional: [], children: /^#text $/ },
};

type Node = { name: string; attributes: Record<string, string>; children: Node[] };

function nodesOf(parsed: Record<string, unknown>[]): Node[] {
  return parsed.flatMap((raw) => {
    const name = Object.keys(raw).find((key) => key !== ':@') ?? '';
    const children = Array.isArray(raw[name]) ? nodesOf(raw[name] as Record<string, unknown>[]) : [];
    return name.startsWith('?') ? [] : [{ name, attributes: (raw[':@'] ?? {}) as Record<string, string>, children }];
  });
}

function readFcpxml(text: string): Node[] {
  expect(XMLValidator.validate(text)).toBe(true);
  const parser = new XMLParser({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: '',
    parseAttributeValue: false,
    parseTagValue: false,
  });
  const all: Node[] = [];
  const visit = (node: Node): void => {
    all.push(node);
    node.children.filter(({ name }) => name !== '#text').forEach(visit);
  };
  nodesOf(parser.parse(text) as Record<string, unknown>[]).forEach(visit);
  return all;
}

const rationalSeconds = /^\d{1,19}(\/\d{1,10})?s$/;
const timeAttributes = new Set(['start', 'duration', 'offset', 'frameDuration', 'tcStart']);

function exactSeconds(text: string | undefined): [bigint, bigint] {
  const [, num = '0', den = '1'] = /^(\d+)(?:\/(\d+))?s$/.exec(text ?? '') ?? [];
  return [BigInt(num), BigInt(den)];
}

test.each(Object.entries(recordings))(
  'FCPXML keeps to its grammar, its references hold, its times are exact (%s)',
  (name, record) => {
    const { text, leftOut } = writeFcpxml(record);
    expect(leftOut).toEqual([]);
    expect(text).toContain('<!DOCTYPE fcpxml>');
    const all = readFcpxml(text);
    const ids = new Map<string, string>();
    for (const node of all) {
      const rule = grammar[node.name];
      expect(rule, node.name).toBeDefined();
      expect(node.children.map((child) => `${child.name} `).join('')).toMatch(rule?.children ?? /^never$/);
      const keys = Object.keys(node.attributes);
      expect(
        rule?.required.every((key) => keys.includes(key)),
        `${node.name} ${keys}`,
      ).toBe(true);
      expect(keys.filter((key) => ![...(rule?.required ?? []), ...(rule?.optional ?? [])].includes(key))).toEqual([]);
      for (const key of keys.filter((one) => timeAttributes.has(one))) {
        expect(node.attributes[key]).toMatch(rationalSeconds);
      }
      if (node.attributes['id'] !== undefined) {
        expect(ids.has(node.attributes['id'])).toBe(false);
        ids.set(node.attributes['id'], node.name);
      }
    }
    const clips = all.filter((node) => node.name === 'asset-clip');
    expect(clips).toHaveLength(record.exhibits.length);
    for (const node of all.filter(({ attributes }) => attributes['format'] !== undefined)) {
      expect(ids.get(node.attributes['format'] ?? '')).toBe('format');
    }
    for (const exhibit of record.exhibits) {
      const own = clips.find(({ attributes }) => attributes['name']?.startsWith(`${exhibit.label} `));
      expect(ids.get(own?.attributes['ref'] ?? '')).toBe('asset');
      const { span, source } = exhibit;
      const file = source.native ?? exhibit.files[0];
      const { num, den } = source.timebase;
      const exact = (ticks: number): [bigint, bigint] => [BigInt(ticks) * BigInt(num), BigInt(den)];
      if (name !== 'rounded') {
        const origin = file?.role === 'native' ? source.firstPts : span.inPts;
        expectSameTime(exactSeconds(own?.attributes['start']), exact(span.inPts - origin));
        expectSameTime(exactSeconds(own?.attributes['duration']), exact(span.outPts - span.inPts));
      } else {
        // A project stands on whole frames.
        expectSameTime(exactSeconds(own?.attributes['duration']), [BigInt(span.outFrame - span.inFrame), 30n]);
      }
      expect(own?.children.filter((child) => child.name === 'marker')).toHaveLength(exhibit.annotations.length);
    }
    const uneventful = name === 'uneven' || name === 'plain';
    expect(
      all.filter((node) => node.name === 'format').some(({ attributes }) => attributes['frameDuration'] === undefined),
    ).toBe(uneventful);
    const digests = all.filter(
      ({ name: tag, attributes }) => tag === 'md' && attributes['key'] === 'org.frame-of-record.sha256',
    );
    expect(new Set(digests.map(({ attributes }) => attributes['value']))).toEqual(
      new Set(record.exhibits.map(({ source, files }) => (source.native ?? files[0])?.digest)),
    );
  },
);

test('text of a reviewer is text in XML, whatever it holds', () => {
  const awkward = madePacketRecord({
    clipCount: 1,
    text: `]]> <!-- & "quoted" 'single' \u{0}\u{8}\u{fffe}\u{d800} <x/> é 日本 \t tab`,
  });
  const { text } = writeFcpxml(awkward);
  const all = readFcpxml(text);
  const marker = all.find(({ name }) => name === 'marker');
  expect(all.some(({ name }) => name === 'x')).toBe(false);
  expect(['\u{0}', '\u{8}', '\u{fffe}'].some((sign) => text.includes(sign))).toBe(false);
  expect(text.isWellFormed()).toBe(true);
  expect(marker?.attributes['note']).toContain('é 日本');
});

test('seconds are written in lowest terms', () => {
  expect(secondsText({ num: 1001, den: 30_000 })).toBe('1001/30000s');
  expect(secondsText({ num: 30_030, den: 30_000 })).toBe('1001/1000s');
  expect(secondsText({ num: 60_000, den: 30_000 })).toBe('2s');
  expect(secondsText({ num: 0, den: 30_000 })).toBe('0s');
});

test('four hundred exhibits, twice the same', () => {
  const [many, again] = [madePacketRecord({ clipCount: 400 }), madePacketRecord({ clipCount: 400 })];
  expect(clipsOf(many).clips).toHaveLength(400);
  expect(writeOtio(many)).toBe(writeOtio(again));
  expect(writeEdl(many).text).toBe(writeEdl(again).text);
  expect(writeFcpxml(many).text).toBe(writeFcpxml(again).text);
});
