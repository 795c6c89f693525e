import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeInterchange } from '../../../../src-main/engine/packets/interchange/interchange-writer.ts';
import { awkwardText, madePacketRecord } from '../../../helpers/made-packet-record.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'interchange-'));
const record = madePacketRecord({ clipCount: 6, text: `${awkwardText} <i>not leaning</i> {\\an8}` });
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeAll(async () => {
  const files = await writeInterchange(record, { resourcesFolder: '', signal: new AbortController().signal });
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
});

type Packet = { readonly pts_time: string; readonly duration_time: string };

/** Cues as ffmpeg finds them: start and length in seconds. */
function readByFfmpeg(name: string): number[][] {
  const file = path.join(folder, 'data/interchange', name);
  const options = ['-v', 'error', '-show_packets', '-of', 'json', file];
  const { packets } = JSON.parse(execFileSync('ffprobe', options, { encoding: 'utf8' })) as { packets: Packet[] };
  return packets.map(({ pts_time: start, duration_time: length }) => [Number(start), Number(length)]);
}

test.each(['annotations.vtt', 'annotations.srt'])('%s: ffmpeg finds a cue for every annotation at its time', (name) => {
  expect(readByFfmpeg(name)).toEqual(record.exhibits.map((_exhibit, at) => [at * 3, 3]));
});

test('captions of a clip count from its first frame', () => {
  for (const ending of ['vtt', 'srt']) {
    expect(readByFfmpeg(`annotations/BOS0000101.${ending}`)).toEqual([[0, 3]]);
    expect(readByFfmpeg(`annotations/BOS0000102.${ending}`)).toEqual([[3.333, 3.001]]);
  }
});

test('ffmpeg takes nothing in SubRip for markup', () => {
  const file = path.join(folder, 'data/interchange/annotations.srt');
  const ass = execFileSync('ffmpeg', ['-v', 'error', '-i', file, '-f', 'ass', '-'], { encoding: 'utf8' });
  const [first = ''] = ass.split('\n').filter((line) => line.startsWith('Dialogue:'));
  expect(first).toContain('‹i›not leaning‹/i› (\\an8)');
  expect(first).not.toMatch(/\{|<i>/);
});

test('FCPXML and OTIO are read by parsers of other people', () => {
  const python = ['-c', 'import json,sys; print(json.load(open(sys.argv[1]))["OTIO_SCHEMA"])'];
  const otio = path.join(folder, 'data/interchange/timeline.otio');
  expect(execFileSync('python3', [...python, otio], { encoding: 'utf8' }).trim()).toBe('Timeline.1');
  const xmllint = spawnSync('xmllint', ['--noout', '--nonet', path.join(folder, 'data/interchange/clips.fcpxml')], {
    encoding: 'utf8',
  });
  if (xmllint.error !== undefined) {
    expect(process.env['CI'], 'libxml2-utils are not installed').not.toBe('true');
    console.warn('FCPXML was not read by xmllint: it is not installed (Debian: libxml2-utils).');
    return;
  }
  expect(xmllint.stderr).toBe('');
  expect(xmllint.status).toBe(0);
});
