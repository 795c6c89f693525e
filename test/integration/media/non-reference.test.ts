import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { ALL_FORMATS, EncodedPacketSink, FilePathSource, Input } from 'mediabunny';
import { expect, test } from 'vitest';
import { createNonReferenceCheck } from '../../../src-renderer/playback/non-reference.ts';
import { footageFolder } from '../../helpers/footage-folder.ts';
import { type NumberedKind, numberedClip } from '../../helpers/numbered-clip.ts';

type Coded = { readonly seconds: number; readonly mayBePassedOver: boolean; readonly bytes: Buffer };

const startCode = Buffer.from([0, 0, 0, 1]);

/** Units behind their lengths as units behind start codes. */
function behindStartCodes(data: Buffer, lengthBytes: number): Buffer {
  const parts: Buffer[] = [];
  for (let place = 0; place < data.length; ) {
    const length = data.readUIntBE(place, lengthBytes);
    parts.push(startCode, data.subarray(place + lengthBytes, place + lengthBytes + length));
    place += lengthBytes + length;
  }
  return Buffer.concat(parts);
}

/** The parameter sets of an AVCDecoderConfigurationRecord (ISO/IEC 14496-15, 5.3.3.1). */
function parameterSets(record: Buffer): Buffer {
  const parts: Buffer[] = [];
  let place = 6;
  const take = (count: number) => {
    for (let set = 0; set < count; set += 1) {
      const length = record.readUInt16BE(place);
      parts.push(startCode, record.subarray(place + 2, place + 2 + length));
      place += 2 + length;
    }
  };
  take((record[5] ?? 0) & 31);
  place += 1;
  take(record[place - 1] ?? 0);
  return Buffer.concat(parts);
}

/** All coded pictures of a recording in decode order, as a plain H.264 stream. */
async function readCoded(file: string): Promise<{ readonly head: Buffer; readonly coded: Coded[] }> {
  const input = new Input({ source: new FilePathSource(file), formats: ALL_FORMATS });
  try {
    const track = await input.getPrimaryVideoTrack();
    const config = await track?.getDecoderConfig();
    if (track === null || config === null || config === undefined) {
      throw new Error(`${file} has no pictures that can be read.`);
    }
    const isNonReference = createNonReferenceCheck(config);
    const record = config.description === undefined ? null : Buffer.from(config.description as Uint8Array);
    const coded: Coded[] = [];
    for await (const { data, timestamp } of new EncodedPacketSink(track).packets()) {
      const bytes = Buffer.from(data);
      coded.push({
        seconds: timestamp,
        mayBePassedOver: isNonReference(data),
        bytes: record === null ? bytes : behindStartCodes(bytes, ((record[4] ?? 0) & 3) + 1),
      });
    }
    return { head: record === null ? Buffer.alloc(0) : parameterSets(record), coded };
  } finally {
    input.dispose();
  }
}

/** A hash of each picture that ffmpeg decodes of a plain stream, in the order of the screen. */
function decodedHashes(stream: Buffer, skip: 'none' | 'noref' = 'none'): string[] {
  const input = ['-skip_frame', skip, '-f', 'h264', '-i', 'pipe:0'];
  const args = ['-v', 'error', '-nostdin', ...input, '-fps_mode', 'passthrough'];
  return execFileSync('ffmpeg', [...args, '-f', 'framehash', '-hash', 'sha256', 'pipe:1'], {
    input: stream,
    maxBuffer: 1 << 28,
  })
    .toString()
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split(',').at(-1)?.trim() ?? '');
}

/**
 * What ffmpeg makes of the others is the same, to the bit, whether those that may be passed over are there or not; and
 * they are the ones that ffmpeg itself takes for pictures without reference.
 */
async function expectNobodyMissesThem(file: string): Promise<number> {
  const { head, coded } = await readCoded(file);
  const stream = Buffer.concat([head, ...coded.map(({ bytes }) => bytes)]);
  const whole = decodedHashes(stream);
  expect(whole.length).toBe(coded.length);
  const left = coded.filter(({ mayBePassedOver }) => !mayBePassedOver);
  const shown = coded.toSorted((a, b) => a.seconds - b.seconds);
  const wanted = whole.filter((_, place) => shown[place]?.mayBePassedOver === false);
  expect(decodedHashes(Buffer.concat([head, ...left.map(({ bytes }) => bytes)]))).toEqual(wanted);
  expect(decodedHashes(stream, 'noref')).toEqual(wanted);
  return coded.length - left.length;
}

const kinds = ['cfr', 'open-gop', 'matroska', 'transport-stream', 'fragmented'] as const satisfies NumberedKind[];

test.each(kinds)(
  'no picture of a %s recording changes when those that nothing is predicted from are passed over',
  async (kind) => {
    expect(await expectNobodyMissesThem((await numberedClip(kind)).path)).toBeGreaterThan(50);
  },
);

const footage = footageFolder();
const recorded = [
  '01-lobby-fixed-camera.mp4',
  '04-hikers-faces.mp4',
  '09-dashcam-burned-in-clock.mp4',
  '13-nasa-narration-multitrack.mp4',
];
test.skipIf(footage === null).each(recorded)(
  'no picture of the real %s changes when those that nothing is predicted from are passed over',
  async (name) => {
    expect(await expectNobodyMissesThem(path.join(footage ?? '', name))).toBeGreaterThan(50);
  },
);
