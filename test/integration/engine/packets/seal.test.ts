import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { AnnotationId } from '../../../../src-main/domain/identifier.ts';
import type { Packet } from '../../../../src-main/domain/packet.ts';
import { footageFolder } from '../../../helpers/footage-folder.ts';
import { filesIn } from '../../../helpers/forge-packet.ts';
import { type NumberedKind, numberedClip, readNumbers, uprightSize } from '../../../helpers/numbered-clip.ts';
import { verifySignaturesByOpenssl } from '../../../helpers/openssl-note.ts';
import { openPacketMatter, type PacketMatter } from '../../../helpers/packet-matter.ts';

const run = (cwd: string, program: string, ...args: string[]) => execFileSync(program, args, { cwd, encoding: 'utf8' });

/** What a stranger does with the tools at hand. */
function verifyAsStranger(packet: Packet): void {
  run(packet.folder, 'sha256sum', '-c', '--quiet', 'manifest-sha256.txt');
  run(packet.folder, 'sha512sum', '-c', '--quiet', 'manifest-sha512.txt');
  run(packet.folder, 'sha256sum', '-c', '--quiet', 'tagmanifest-sha256.txt');
  run(packet.folder, 'sha512sum', '-c', '--quiet', 'tagmanifest-sha512.txt');
  const bytes = readFileSync(path.join(packet.folder, 'tagmanifest-sha256.txt'));
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(packet.digest);
}

/** Frames a decoder gets, and frames with those that an edit list would hide. */
function frameCounts(file: string): string[] {
  const count = (...options: string[]) =>
    run(
      '/',
      'ffprobe',
      '-v',
      'error',
      ...options,
      '-count_frames',
      '-select_streams',
      'v:0',
      '-show_entries',
      'stream=nb_read_frames',
      '-of',
      'csv=p=0',
      file,
    ).trim();
  return [count(), count('-ignore_editlist', '1')];
}

const exhibitsSchema = z.object({
  exhibits: z.array(
    z.object({
      number: z.string(),
      reason: z.string(),
      span: z.object({ inFrame: z.int(), outFrame: z.int() }),
      sourceDigest: z.string(),
      annotations: z.array(z.object({ id: z.string(), allegation: z.unknown(), reviewer: z.unknown() })),
      files: z.array(
        z.object({
          path: z.string(),
          class: z.string(),
          bates: z.string(),
          digest: z.string(),
          argv: z.array(z.string()),
        }),
      ),
    }),
  ),
});

function readExhibits(packet: Packet) {
  return exhibitsSchema.parse(JSON.parse(readFileSync(path.join(packet.folder, 'data/logs/exhibits.json'), 'utf8')))
    .exhibits;
}

const footage = footageFolder();
const secret = 'SECRET-THEORY';

describe.skipIf(footage === null)('a packet of real recordings', () => {
  const files = [
    '06-VID_20191220_170832.mp4',
    '10-MVI_4823.AVI',
    '13-nasa-narration-multitrack.mp4',
    '11-selfie-rotation-90.mp4',
    '15-jfk.wav',
  ];
  let test: PacketMatter;
  /** One annotation of a small recording, with an allegation. */
  let small: AnnotationId[] = [];

  beforeAll(async () => {
    test = await openPacketMatter(files.map((file) => path.join(footage ?? '', file)));
    await test.annotate('170832.mp4', [5, 20]);
    await test.annotate('4823.AVI', [10, 30], { code: 'DET.1' });
    const spoken = await test.annotate('multitrack.mp4', [100, 150], {
      code: 'SPE.1',
      allegation: { text: secret, allegedBy: 'A witness' },
      observation: 'A voice\ncalls it "optical"; =1+1 <script>alert(1)</script>',
    });
    small = [spoken.id];
    await test.annotate('multitrack.mp4', [120, 130], { code: 'CTX.1', observation: 'A voice is audible.' });
    await test.annotate('rotation-90.mp4', [0, 12], { code: 'OBS.1' });
  });
  afterAll(() => test.dispose());

  it('verifies for the app, for a stranger, and by OpenSSL; natives are the originals', async () => {
    const packet = await test.seal({ includeNative: true, name: 'REAL-PKT001' });
    expect(packet).toMatchObject({ state: 'sealed', exhibitCount: 5, name: 'REAL-PKT001', profile: 'production' });
    verifyAsStranger(packet);
    expect(verifySignaturesByOpenssl(packet.folder, test.place)).toHaveLength(1);
    const report = await test.client.call('packets.verify', { packet: { id: packet.id } });
    expect(report).toMatchObject({ level: 0, result: 'pass', problems: [], custody: { status: 'good' } });
    const pageReport = test.client.call('packets.verify', { packet: { path: packet.folder } });
    expect(await pageReport).toMatchObject({ level: 0, signature: { status: 'good' } });

    const exhibits = readExhibits(packet);
    for (const { span, files: made, sourceDigest } of exhibits) {
      const clip = path.join(packet.folder, 'data', made.find((file) => file.class === 'DERIVATIVE-CLIP')?.path ?? '');
      const count = String(span.outFrame - span.inFrame);
      expect([clip, ...frameCounts(clip)]).toEqual([clip, count, count]);
      expect(made.find((file) => file.class === 'NATIVE-COPY')?.digest).toBe(sourceDigest);
    }
    const stills = exhibits.map(({ files: made }) =>
      path.join(packet.folder, 'data', made.find((file) => file.path.startsWith('stills/'))?.path ?? ''),
    );
    const rotated = exhibits.find(
      ({ sourceDigest }) => sourceDigest === test.recording('rotation-90.mp4').footage.digest,
    );
    expect(rotated).toBeDefined();
    const sizes = stills.map((still) =>
      run('/', 'ffprobe', '-v', 'error', '-show_entries', 'stream=width,height', '-of', 'csv=p=0', still).trim(),
    );
    expect(sizes).toContain('640,480');
    expect(
      new Set(
        exhibits
          .flatMap(({ files: made }) => made.map((file) => file.path))
          .filter((file) => file.startsWith('natives/')),
      ).size,
    ).toBe(4);
  });

  it('carries no allegation, no folder of this machine and no script with the profile production', async () => {
    const packet = await test.seal({ annotationIds: small, name: 'REAL-PKT002' });
    for (const file of filesIn(packet.folder)) {
      const bytes = readFileSync(path.join(packet.folder, file));
      expect([file, bytes.includes(secret)]).toEqual([file, false]);
      expect([file, bytes.includes(test.place)]).toEqual([file, false]);
    }
    for (const page of filesIn(packet.folder).filter((file) => file.endsWith('.html'))) {
      const text = readFileSync(path.join(packet.folder, page), 'utf8');
      expect([page, text]).toEqual([page, expect.stringContaining("default-src 'none'")]);
      expect([page, text]).toEqual([page, expect.not.stringMatching(/<script>alert/i)]);
    }
    expect(readFileSync(path.join(packet.folder, 'data/NOTICES.txt'), 'utf8')).toContain('excludes attorney notes');
    // The custody entries of annotations say whether there is an allegation: proofs only.
    expect(readFileSync(path.join(packet.folder, 'custody/entries.jsonl'), 'utf8')).not.toContain('"type":"annotation');
    const table = readFileSync(path.join(packet.folder, 'data/logs/production-log.csv'));
    expect(table.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    expect(table.toString()).toContain('clips/CEDAR00000');
    for (const line of readFileSync(path.join(packet.folder, 'bag-info.txt'), 'utf8').split('\n')) {
      expect(line.length).toBeLessThanOrEqual(79);
    }
  });

  it('states allegations as alleged, and shows the whole log, with the profile internal', async () => {
    const packet = await test.seal({ annotationIds: small, name: 'REAL-PKT003', profile: 'internal' });
    expect(await test.client.call('packets.verify', { packet: { id: packet.id } })).toMatchObject({ level: 0 });
    const stated = readExhibits(packet).map(({ annotations }) => annotations[0]?.allegation);
    expect(stated[0]).toEqual({ text: secret, allegedBy: 'A witness' });
    const entries = readFileSync(path.join(packet.folder, 'custody/entries.jsonl'), 'utf8').trimEnd().split('\n');
    const report = await test.client.call('packets.verify', { packet: { id: packet.id } });
    expect(entries.length).toBe(report.custody.checkpointSize);
  });

  it('names nobody and shows custody as proofs only with the profile public', async () => {
    const packet = await test.seal({ annotationIds: small, name: 'REAL-PKT004', profile: 'public' });
    expect(await test.client.call('packets.verify', { packet: { id: packet.id } })).toMatchObject({
      level: 0,
      custody: { status: 'good', entryCount: 0 },
    });
    for (const file of filesIn(packet.folder)) {
      expect([file, readFileSync(path.join(packet.folder, file)).includes('Robin Reviewer')]).toEqual([file, false]);
    }
    const { proofs } = z
      .object({ proofs: z.array(z.object({ disclosed: z.boolean() })) })
      .parse(JSON.parse(readFileSync(path.join(packet.folder, 'custody/proofs.json'), 'utf8')));
    expect(proofs.length).toBeGreaterThan(5);
    expect(proofs.every((proof) => !proof.disclosed)).toBe(true);
  });

  it('brings overlapping context along, or says that it was left out', async () => {
    const withContext = await test.seal({ name: 'CTX-PKT001', annotationIds: small });
    expect(readExhibits(withContext).map(({ number, reason }) => [number, reason])).toEqual([
      ['1', 'chosen'],
      ['1-A', 'overlapping-context'],
    ]);
    const without = await test.seal({
      name: 'CTX-PKT002',
      annotationIds: small,
      omittedContextReason: 'Agreed with counsel.',
    });
    expect(readExhibits(without)).toHaveLength(1);
    expect(readFileSync(path.join(without.folder, 'data/NOTICES.txt'), 'utf8')).toContain(
      '1 context item that overlaps an exhibit was left out',
    );
    const starts = (await test.client.call('custody.list', {})).filter((line) => line.type === 'export.start');
    expect(starts.at(-1)?.data).toMatchObject({ omittedContextReason: 'Agreed with counsel.' });
  });

  it('leaves a matter that verifies', async () => {
    const job = await test.client.call('matters.verify', {});
    await test.matter().jobs.wait(job.id);
    expect(await test.client.call('matters.verification', { jobId: job.id })).toMatchObject({
      verdict: 'OK',
      problems: [],
    });
  });
});

describe('clips in a packet show the frames they name', () => {
  const kinds: readonly NumberedKind[] = ['vfr', 'open-gop', 'edit-list', 'transport-stream', 'rotated', 'avi'];
  let test: PacketMatter;
  const clips = new Map<NumberedKind, Awaited<ReturnType<typeof numberedClip>>>();

  beforeAll(async () => {
    for (const kind of kinds) {
      clips.set(kind, await numberedClip(kind));
    }
    test = await openPacketMatter([...clips.values()].map((clip) => clip.path));
  });
  afterAll(() => test.dispose());

  it('first and last, and every one between', async () => {
    const spans = new Map<string, NumberedKind>();
    for (const [kind, clip] of clips) {
      const annotation = await test.annotate(path.basename(clip.path), [31, 58]);
      spans.set(annotation.id, kind);
    }
    const packet = await test.seal({ name: 'NUMBERED-PKT001' });
    verifyAsStranger(packet);
    let frames = 0;
    for (const { annotations, files } of readExhibits(packet)) {
      const kind = spans.get(annotations[0]?.id ?? '') ?? 'cfr';
      const expected = clips.get(kind)?.numbers.slice(31, 58) ?? [];
      const file = (folder: string) =>
        path.join(packet.folder, 'data', files.find((each) => each.path.startsWith(folder))?.path ?? '');
      expect([kind, await readNumbers(file('clips/'), uprightSize(kind))]).toEqual([kind, expected]);
      expect([kind, await readNumbers(file('stills/'), uprightSize(kind))]).toEqual([kind, expected.slice(0, 1)]);
      frames += expected.length + 1;
    }
    expect(frames).toBe(28 * kinds.length);
    process.stdout.write(`packet clips: ${frames} pictures of ${kinds.length} kinds, all as named\n`);
  });
});
