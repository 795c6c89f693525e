import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { PacketProfile } from '../../src-main/domain/packet.ts';
import type { FrameNumber } from '../../src-main/domain/time.ts';
import { findMediaTools } from '../../src-main/engine/media/tools.ts';
import { makeTestPlace } from '../helpers/open-test-matter.ts';
import { openPacketMatter, type PacketMatter } from '../helpers/packet-matter.ts';
import type { BenchLine } from './bench-line.ts';
import { makeNoisyMinute } from './long-recording.ts';

const clipFrames = 60;
const mostRatio = 1.15;
const endOfCall = 'end of call';

const exhibitsSchema = z.object({
  exhibits: z.array(
    z.object({
      files: z.array(
        z.object({ class: z.string(), argv: z.array(z.string()), proof: z.object({ way: z.string() }).nullable() }),
      ),
    }),
  ),
});
type SealedFile = z.infer<typeof exhibitsSchema>['exhibits'][number]['files'][number];

/** Seals all exhibits and answers how long it took and what was made. */
async function sealed(test: PacketMatter, profile: PacketProfile, name: string) {
  const begun = performance.now();
  const packet = await test.seal({ name, profile, exhibitIds: 'all' });
  const seconds = (performance.now() - begun) / 1000;
  const text = readFileSync(path.join(packet.folder, 'data', 'logs', 'exhibits.json'), 'utf8');
  const files = exhibitsSchema.parse(JSON.parse(text)).exhibits.flatMap((exhibit) => exhibit.files);
  return { seconds, files };
}

/** Programs that write down how they were called and then are ffmpeg and ffprobe; the folder they are in. */
async function makeRecorders(place: string): Promise<{ readonly folder: string; readonly calls: () => string[][] }> {
  const folder = path.join(place, 'recorders');
  const log = path.join(folder, 'calls');
  mkdirSync(folder);
  const tools = await findMediaTools();
  for (const name of ['ffmpeg', 'ffprobe'] as const) {
    const script = `#!/bin/sh\nprintf '%s\\0' '${tools[name]}' "$@" '${endOfCall}' >> '${log}'\nexec '${tools[name]}' "$@"\n`;
    writeFileSync(path.join(folder, name), script, { mode: 0o755 });
  }
  const calls = () =>
    readFileSync(log, 'utf8')
      .split(`\0${endOfCall}\0`)
      .filter((call) => call !== '')
      .map((call) => call.split('\0'));
  return { folder, calls };
}

/** Runs all that was called again, one after another, with what it printed thrown away; answers seconds. */
function replaySeconds(calls: readonly (readonly string[])[]): number {
  const folders = calls.map((call) => path.dirname((call.at(-1) ?? '').replace(/^file:/, '')));
  for (const folder of new Set(folders.filter((name) => path.isAbsolute(name)))) {
    mkdirSync(folder, { recursive: true });
  }
  const begun = performance.now();
  for (const call of calls) {
    execFileSync('sh', ['-c', 'exec "$@" 3>/dev/null', 'sh', ...call], { stdio: ['ignore', 'ignore', 'ignore'] });
  }
  return (performance.now() - begun) / 1000;
}

/** Runs every recorded command with the recording and a new file put in; answers seconds. */
async function bareSeconds(files: readonly SealedFile[], scene: string, place: string): Promise<number> {
  const { ffmpeg } = await findMediaTools();
  mkdirSync(place);
  const begun = performance.now();
  for (const [at, { argv }] of files.entries()) {
    if (argv.length === 0 || argv.includes('&&')) {
      throw new Error('A file of the packet has no single command.');
    }
    const args = argv
      .slice(1)
      .map((word) =>
        word
          .replace(/^file:sha256\/.*$/, `file:${scene}`)
          .replace(/^file:(?:clips|stills)\/.*$/, `file:${path.join(place, `${at}.mp4`)}`),
      );
    execFileSync(ffmpeg, args, { stdio: ['ignore', 'ignore', 'ignore'] });
  }
  return (performance.now() - begun) / 1000;
}

function line(name: string, ours: number, reference: number): BenchLine {
  const ratio = ours / reference;
  return { name, ours, reference, unit: 's', ratio, goal: `at most ${mostRatio} times`, isMet: ratio <= mostRatio };
}

/**
 * Sealing a packet of `clipCount` clips of 2 s of 720p and their stills (proof tables, documents, viewer, load files and
 * manifests included) against its own ffmpeg commands run bare, one after another: once all of them, which tells what is
 * added to ffmpeg's work, and once without those of the proofs, which is what one would run without this program. The
 * public profile encodes every clip anew; that of a court may copy, and is held against the latter.
 */
export async function benchSealPacket(clipCount = 50): Promise<BenchLine[]> {
  const place = makeTestPlace('bench-seal');
  const scene = makeNoisyMinute(place, '1280x720');
  const test = await openPacketMatter([scene], { place });
  try {
    const [detail] = test.footage;
    const frameCount = detail?.index?.frameCount ?? 0;
    if (detail === undefined || frameCount === 0) {
      throw new Error('The recording was not indexed.');
    }
    const step = Math.floor((frameCount - clipFrames) / clipCount);
    const drafts = Array.from({ length: clipCount }, (_, at) => {
      const inFrame = (at * step) as FrameNumber;
      const outFrame = (at * step + clipFrames) as FrameNumber;
      const of = { kind: 'span' as const, footageId: detail.footage.id, inFrame, outFrame };
      return { of, options: { context: 'none' as const } };
    });
    await test.client.call('exhibits.add', { drafts });
    const recorders = await makeRecorders(place);
    process.env['FRAME_OF_RECORD_FFMPEG_DIR'] = recorders.folder;
    const open = await sealed(test, 'public', 'BENCH-PUBLIC');
    delete process.env['FRAME_OF_RECORD_FFMPEG_DIR'];
    const calls = recorders.calls();
    if (calls.filter((call) => call.includes('libx264')).length !== clipCount) {
      throw new Error('Not every clip’s command was written down.');
    }
    const replayed = replaySeconds(calls);
    const bare = await bareSeconds(open.files, scene, path.join(place, 'bare'));
    const court = await sealed(test, 'court', 'BENCH-COURT');
    const ways = (files: readonly SealedFile[], way: string): number =>
      files.filter(({ proof }) => proof?.way === way).length;
    if (ways(open.files, 're-encode') !== clipCount) {
      throw new Error(`${ways(open.files, 're-encode')} clips were encoded anew instead of ${clipCount}.`);
    }
    const copied = ways(court.files, 'smart-cut');
    return [
      line(
        `seal ${clipCount} clips of 2 s, all encoded anew, against the same ffmpeg commands run bare, those of the proofs too`,
        open.seconds,
        replayed,
      ),
      line('the same against the commands that make the clips and stills alone', open.seconds, bare),
      line(
        `seal them for a court (${copied} by the smart cut) against the bare re-encode of the same clips`,
        court.seconds,
        bare,
      ),
    ];
  } finally {
    await test.dispose();
  }
}
