import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import Papa from 'papaparse';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import type { Packet } from '../../../../src-main/domain/packet.ts';
import { numberedClip } from '../../../helpers/numbered-clip.ts';
import { openPacketMatter, type PacketMatter } from '../../../helpers/packet-matter.ts';

const kinds = ['cfr', 'ntsc', 'vfr', 'matroska', 'cut-transport-stream', 'late-video'] as const;
const spans = {
  cfr: [10, 34],
  ntsc: [40, 70],
  vfr: [12, 20],
  matroska: [61, 90],
  'cut-transport-stream': [9, 39],
  'late-video': [5, 50],
} as const;
let test: PacketMatter;
let packet: Packet;
let data = '';

beforeAll(async () => {
  const clips = await Promise.all(kinds.map((kind) => numberedClip(kind)));
  test = await openPacketMatter(clips.map((clip) => clip.path));
  for (const [at, kind] of kinds.entries()) {
    await test.annotate(path.basename(clips[at]?.path ?? ''), spans[kind], { observation: `Seen in ${kind}; =1+1` });
  }
  await test.matter().jobs.whenIdle();
  packet = await test.seal({ name: 'CITY-2026-0142-PROD009', profile: 'court', includeNative: true });
  data = path.join(packet.folder, 'data');
});
afterAll(() => test.dispose());

function read(name: string): string {
  return readFileSync(path.join(data, name), 'utf8');
}

function digestOf(file: string, algorithm: 'sha256' | 'md5' = 'sha256'): string {
  return createHash(algorithm).update(readFileSync(file)).digest('hex');
}

function datRows(): Record<string, string>[] {
  const parsed = Papa.parse<Record<string, string>>(read('loadfiles/PROD009.dat').replace('\u{feff}', ''), {
    header: true,
    delimiter: '\u{14}',
    quoteChar: 'þ',
    newline: '\r\n',
    skipEmptyLines: true,
  });
  expect(parsed.errors).toEqual([]);
  return parsed.data;
}

it('the load file names every numbered file of the packet, with its bytes and digests', () => {
  const rows = datRows();
  const named = new Map(rows.map((row) => [row['NATIVEPATH']?.replaceAll('\\', '/') ?? '', row]));
  for (const [name, row] of named) {
    const file = path.join(data, name);
    expect(String(statSync(file).size)).toBe(row['FILESIZE']);
    expect(digestOf(file)).toBe(row['SHA256HASH']);
    expect(digestOf(file, 'md5')).toBe(row['MD5HASH']);
    expect(path.basename(name).startsWith(`${row['BEGBATES']}.`)).toBe(true);
  }
  const onDisk = ['natives', 'clips', 'stills', 'aids', 'sheets', 'captions'].flatMap((folder) =>
    existsSync(path.join(data, folder)) ? readdirSync(path.join(data, folder)).map((name) => `${folder}/${name}`) : [],
  );
  expect([...named.keys()].sort()).toEqual(onDisk.sort());
  const natives = rows.filter((row) => row['CLASS'] === 'NATIVE-COPY');
  expect(natives).toHaveLength(kinds.length);
  // Each native is the parent of what was made of it, and of nothing else.
  for (const row of rows.filter((one) => one['CLASS'] !== 'NATIVE-COPY')) {
    const parent = natives.find((one) => one['BEGBATES'] === row['PARENTBATES']);
    expect(parent?.['BEGATTACH']).toBe(row['BEGATTACH']);
    expect(parent?.['ENDATTACH']).toBe(row['ENDATTACH']);
  }
});

it('every image of the OPT is there', () => {
  const lines = read('loadfiles/PROD009.opt').trimEnd().split('\r\n');
  expect(lines.map((line) => line.split(',')[0])).toEqual(datRows().map((row) => row['BEGBATES']));
  for (const line of lines) {
    const image = path.join(data, line.split(',')[2]?.replaceAll('\\', '/') ?? '');
    expect(readFileSync(image).subarray(0, 4)).toEqual(Buffer.from([0x49, 0x49, 42, 0]));
  }
  expect(readdirSync(path.join(data, 'loadfiles/images'))).toHaveLength(lines.length);
});

const time = z.object({ rate: z.number(), value: z.number() });
const clipSchema = z.object({
  OTIO_SCHEMA: z.literal('Clip.2'),
  name: z.string(),
  source_range: z.object({ start_time: time, duration: time }),
  media_references: z.object({
    DEFAULT_MEDIA: z.object({
      target_url: z.string(),
      metadata: z.object({ frame_of_record: z.object({ sha256: z.string() }) }),
    }),
  }),
  metadata: z.object({ frame_of_record: z.object({ frames: z.tuple([z.number(), z.number()]) }) }),
});
const timelineSchema = z.object({
  tracks: z.object({ children: z.array(z.object({ children: z.array(z.looseObject({ OTIO_SCHEMA: z.string() })) })) }),
});

/** When every frame of a file is shown, in seconds from its first one, as ffprobe lists them. */
function frameTimes(file: string): number[] {
  const shown = ['-select_streams', 'v:0', '-show_entries', 'frame=best_effort_timestamp_time', '-of', 'csv=p=0'];
  const options = ['-v', 'quiet', ...shown, file];
  const times = execFileSync('ffprobe', options, { encoding: 'utf8' })
    .split('\n')
    .map((line) => Number.parseFloat(line))
    .filter((value) => Number.isFinite(value))
    .sort((one, other) => one - other);
  return times.map((value) => value - (times[0] ?? 0));
}

it('OpenTimelineIO leads to the very frame of the native, by count and by time', () => {
  const timeline = timelineSchema.parse(JSON.parse(read('interchange/timeline.otio')));
  const clips = timeline.tracks.children
    .flatMap(({ children }) => children)
    .filter(({ OTIO_SCHEMA }) => OTIO_SCHEMA === 'Clip.2')
    .map((child) => clipSchema.parse(child));
  expect(clips).toHaveLength(kinds.length);
  const seen = new Set<string>();
  for (const clip of clips) {
    const media = clip.media_references.DEFAULT_MEDIA;
    const file = path.resolve(data, 'interchange', media.target_url);
    expect(path.basename(path.dirname(file))).toBe('natives');
    expect(digestOf(file)).toBe(media.metadata.frame_of_record.sha256);
    const times = frameTimes(file);
    const [first, last] = clip.metadata.frame_of_record.frames;
    const { start_time: start, duration } = clip.source_range;
    const known = kinds.find((kind) => spans[kind][0] === first);
    expect(spans[known ?? 'cfr'][1]).toBe(last);
    seen.add(known ?? '');
    // ffprobe prints six digits.
    expect(Math.abs((times[first] ?? -1) - start.value / start.rate)).toBeLessThan(2e-6);
    expect(Math.abs((times[last] ?? -1) - (start.value + duration.value) / start.rate)).toBeLessThan(2e-6);
  }
  expect(seen.size).toBe(kinds.length);
});

it('the edit decision list holds what has a steady rate and says what it leaves out', () => {
  const edl = read('interchange/clips.edl');
  const events = edl.split('\r\n').filter((line) => /^\d{3} /.test(line));
  const left = edl.split('\r\n').filter((line) => line.includes('NOT IN THIS LIST'));
  expect(events.length + left.length).toBe(kinds.length);
  // Of 30 frames a second: what counts milliseconds and what counts ninety thousandths alike.
  expect(events.length).toBeGreaterThanOrEqual(3);
  expect(left.some((line) => line.includes('do not come evenly'))).toBe(true);
  const times = events.flatMap((line) => /00:00:\d\d[:;]\d\d 00:00:\d\d[:;]\d\d/.exec(line)?.[0] ?? []);
  expect(times).toContain('00:00:00:10 00:00:01:04');
});
