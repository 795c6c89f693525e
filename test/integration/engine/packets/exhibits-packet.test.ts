import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Exhibit } from '../../../../src-main/domain/exhibit.ts';
import type { Packet } from '../../../../src-main/domain/packet.ts';
import type { FrameNumber } from '../../../../src-main/domain/time.ts';
import { noViewingAids } from '../../../../src-main/domain/viewing-aids.ts';
import { filesIn } from '../../../helpers/forge-packet.ts';
import { numberedClip, readNumbers, uprightSize } from '../../../helpers/numbered-clip.ts';
import { openPacketMatter, type PacketMatter, withoutPapers } from '../../../helpers/packet-matter.ts';

let test: PacketMatter;
let exhibits: Exhibit[] = [];
let numbers: readonly number[] = [];

const secrets = ['SECRET-ALLEGATION', 'SECRET-NOTE', 'SECRET-BASIS'];
const contextual = 'A warning is audible.';

beforeAll(async () => {
  const clip = await numberedClip('cfr');
  numbers = clip.numbers;
  test = await openPacketMatter([clip.path]);
  const footageId = test.recording('cfr.mp4').footage.id;
  const annotation = await test.annotate('cfr.mp4', [30, 60], {
    allegation: { text: 'SECRET-ALLEGATION', allegedBy: 'A witness' },
    note: 'SECRET-NOTE',
    confidence: { visibility: 2 },
    confidenceBasis: { visibility: 'SECRET-BASIS' },
    isExculpatory: true,
  });
  await test.annotate('cfr.mp4', [40, 45], { code: 'CTX.1', observation: contextual });
  const aids = { ...noViewingAids, brightness: 20 };
  exhibits = await test.client.call('exhibits.add', {
    drafts: [
      {
        of: { kind: 'annotation', annotationId: annotation.id },
        number: '12',
        title: 'At the table',
        options: { contextBeforeMicros: 400_000, contextAfterMicros: 400_000 },
      },
      { of: { kind: 'still', footageId, frame: 50 as FrameNumber, aids }, title: 'Brighter' },
      { of: { kind: 'native', footageId }, title: 'All of it' },
    ],
  });
  await test.matter().jobs.whenIdle();
});
afterAll(() => test.dispose());

/** A clip of four seconds with a caption from the first second on. */
function captionedClip(place: string): string {
  const [captions, file] = [path.join(place, 'captions.srt'), path.join(place, 'captioned.mkv')];
  writeFileSync(captions, '1\n00:00:00,500 --> 00:00:03,500\nStand back, please.\n');
  const scene = 'testsrc2=duration=4:size=320x180:rate=15';
  const input = ['-v', 'error', '-f', 'lavfi', '-i', scene, '-i', captions];
  execFileSync('ffmpeg', [...input, '-map', '0', '-map', '1', '-c:v', 'libx264', '-c:s', 'srt', file]);
  return file;
}

const fileSchema = z.looseObject({
  path: z.string(),
  role: z.string(),
  class: z.string(),
  bates: z.string(),
  parentBates: z.string().nullable(),
  digest: z.string(),
  proofPath: z.string().nullable(),
  parameters: z.array(z.unknown()),
});
const recordSchema = z.looseObject({
  exhibits: z.array(
    z.looseObject({
      number: z.string(),
      reason: z.string(),
      title: z.string(),
      files: z.array(fileSchema),
      madeFrom: z.string().nullable(),
      annotations: z.array(z.looseObject({ id: z.string(), kind: z.string() })),
    }),
  ),
  production: z.looseObject({
    gaps: z.array(z.unknown()),
    replaces: z.looseObject({ name: z.string(), changes: z.array(z.string()) }).nullable(),
  }),
});

function read(packet: Packet, file: string): string {
  return readFileSync(path.join(packet.folder, file), 'utf8');
}

/** What a file says; the text of a PDF is packed, so it is read out by a stranger's tool. */
function wordsOf(file: string): Buffer {
  const hasReader = spawnSync('pdftotext', ['-v']).error === undefined;
  if (!file.endsWith('.pdf') || (!hasReader && process.env['CI'] === undefined)) {
    return readFileSync(file);
  }
  return execFileSync('pdftotext', [file, '-']);
}

function recordOf(packet: Packet) {
  return recordSchema.parse(JSON.parse(read(packet, 'data/logs/exhibits.json')));
}

describe('a packet of stored exhibits', () => {
  it('has every planned file under its Bates number, with its class, and shows the frames it names', async () => {
    const packet = await test.seal({
      name: 'STORED-1',
      exhibitIds: 'all',
      profile: 'court',
      options: { batesPrefix: 'BOS' },
    });
    const record = recordOf(packet);
    // What only shares time with a still or a recording is told with it, but it is not what that was made of.
    expect(
      record.exhibits.map(({ number, madeFrom, annotations }) => [
        number,
        annotations.find(({ id }) => id === madeFrom)?.kind ?? null,
        annotations.map(({ kind }) => kind),
      ]),
    ).toEqual([
      ['12', 'conduct', ['conduct', 'context']],
      ['12-A', 'context', ['context', 'conduct']],
      ['13', null, ['conduct']],
      ['14', null, ['conduct', 'context']],
    ]);
    expect(record.exhibits.map(({ number, reason }) => [number, reason])).toEqual([
      ['12', 'chosen'],
      ['12-A', 'overlapping-context'],
      ['13', 'chosen'],
      ['14', 'chosen'],
    ]);
    const files = record.exhibits.map((exhibit) => exhibit.files.map((file) => [file.role, file.class, file.path]));
    expect(files).toEqual([
      [
        ['clip', 'DERIVATIVE-CLIP', 'clips/BOS0000002.mp4'],
        ['context-clip', 'DERIVATIVE-CLIP', 'clips/BOS0000003.mp4'],
        ['still', 'DERIVATIVE-STILL', 'stills/BOS0000004.png'],
      ],
      [
        ['clip', 'DERIVATIVE-CLIP', 'clips/BOS0000005.mp4'],
        ['still', 'DERIVATIVE-STILL', 'stills/BOS0000006.png'],
      ],
      [
        ['still', 'ENHANCED', 'stills/BOS0000007.png'],
        ['still', 'DERIVATIVE-STILL', 'stills/BOS0000008.png'],
      ],
      [['native', 'NATIVE-COPY', 'natives/BOS0000001.mp4']],
    ]);
    const data = (file: string) => path.join(packet.folder, 'data', file);
    expect(await readNumbers(data('clips/BOS0000002.mp4'), uprightSize('cfr'))).toEqual(numbers.slice(30, 60));
    const around = await readNumbers(data('clips/BOS0000003.mp4'), uprightSize('cfr'));
    expect(around.length).toBeGreaterThan(40);
    expect(around).toEqual(numbers.slice(around[0], (around.at(-1) ?? 0) + 1));
    const [clip] = record.exhibits[0]?.files ?? [];
    expect(clip).toMatchObject({ parentBates: 'BOS0000001', proofPath: 'proofs/BOS0000002.csv' });
    const proof = read(packet, 'data/proofs/BOS0000002.csv').trimEnd().split('\n');
    expect(proof.filter((line) => /^\d/.test(line)).length).toBe(30);
    expect(record.exhibits[2]?.files[0]?.parameters).toHaveLength(1);
    execFileSync('sha256sum', ['-c', '--quiet', 'manifest-sha256.txt'], { cwd: packet.folder });
  });

  it.each(['production', 'court', 'public'] as const)('holds nothing that may not leave: %s', async (profile) => {
    const chosen = exhibits.filter(({ content }) => content.kind !== 'native').map(({ id }) => id);
    const packet = await test.seal({ name: `LEAK-${profile}`, exhibitIds: chosen, profile });
    const found = filesIn(packet.folder).flatMap((file) => {
      const bytes = wordsOf(path.join(packet.folder, file));
      const words = [...secrets, test.place, ...(profile === 'public' ? ['Robin Reviewer'] : [])];
      return words.filter((word) => bytes.includes(word)).map((word) => `${word} in ${file}`);
    });
    expect(found).toEqual([]);
    expect(read(packet, 'data/logs/exhibits.json')).toContain(contextual);
  });

  it('does hold them where the profile carries them, but never the note', async () => {
    const packet = await test.seal({
      name: 'REFERRAL',
      exhibitIds: 'all',
      profile: 'referral',
      options: withoutPapers,
    });
    const text = read(packet, 'data/logs/exhibits.json');
    expect(secrets.map((secret) => text.includes(secret))).toEqual([true, false, true]);
    const [job] = await Promise.allSettled([test.seal({ name: 'OPEN', exhibitIds: 'all', profile: 'public' })]);
    expect(job).toMatchObject({ status: 'rejected', reason: { code: 'bad-request' } });
  });

  it('is asked for in one way, and never of withdrawn exhibits', async () => {
    await expect(test.client.call('packets.seal', { into: { path: test.out } })).rejects.toMatchObject({
      code: 'bad-request',
    });
    const both = { exhibitIds: 'all', annotationIds: 'all', into: { path: test.out } } as const;
    await expect(test.client.call('packets.seal', both)).rejects.toMatchObject({ code: 'bad-request' });
  });
});

describe('everything an exhibit can have', () => {
  it('is made: an aid, a contact sheet, captions, a clip without loss; each under its class', async () => {
    const clip = captionedClip(test.place);
    await test.client.call('footage.ingest', { paths: [{ path: clip }] });
    await test.matter().jobs.whenIdle();
    const footage = (await test.client.call('footage.list', {})).find(({ footage: { originalName } }) =>
      originalName.endsWith('captioned.mkv'),
    );
    const [made] = await test.client.call('exhibits.add', {
      drafts: [
        {
          of: {
            kind: 'span',
            footageId: footage?.footage.id ?? ('' as never),
            inFrame: 10 as FrameNumber,
            outFrame: 40 as FrameNumber,
          },
          title: 'All kinds',
          options: {
            context: 'marked',
            contextBeforeMicros: 200_000,
            contextAfterMicros: 200_000,
            quality: 'lossless',
            withContactSheet: true,
            withNative: true,
            illustration: { burnIn: { frameNumber: true, exhibitLabel: true }, slowdown: 2 },
          },
        },
      ],
    });
    const id = made?.id ?? ('' as never);
    const packet = await test.seal({
      name: 'ALL-KINDS',
      exhibitIds: [id],
      profile: 'internal',
      options: withoutPapers,
    });
    const [exhibit] = recordOf(packet).exhibits;
    expect(exhibit?.files.map(({ role, class: kind, path: file }) => [role, kind, file.split('/')[0]])).toEqual([
      ['clip', 'DERIVATIVE-CLIP', 'clips'],
      ['still', 'DERIVATIVE-STILL', 'stills'],
      ['contact-sheet', 'SUMMARY', 'sheets'],
      ['illustrative-aid', 'ILLUSTRATIVE-AID', 'aids'],
      ['captions', 'DERIVATIVE-CLIP', 'captions'],
      ['native', 'NATIVE-COPY', 'natives'],
    ]);
    const captions = exhibit?.files.find(({ role }) => role === 'captions')?.path ?? '';
    expect(read(packet, `data/${captions}`)).toContain('Stand back, please.');
    const open = await test.seal({
      name: 'ALL-KINDS-OPEN',
      exhibitIds: [id],
      profile: 'public',
      options: withoutPapers,
    });
    const roles = recordOf(open).exhibits.flatMap(({ files }) => files.map(({ role }) => role));
    expect(roles).not.toContain('illustrative-aid');
    expect(roles).not.toContain('native');
    expect(read(open, 'data/NOTICES.txt')).toContain('Illustrative aids (overlays, slow motion, freezes) are left out');
  });
});

describe('the register of Bates numbers', () => {
  it('gives the same file the same number, lists pages, and explains the numbers between', async () => {
    const [first, still] = exhibits;
    const one = await test.seal({
      name: 'NUMBERS-1',
      exhibitIds: [still?.id ?? ('' as never)],
      options: { ...withoutPapers, batesPrefix: 'REG' },
    });
    await test.seal({
      name: 'NUMBERS-2',
      annotationIds: [first?.annotationId ?? ('' as never)],
      options: { ...withoutPapers, batesPrefix: 'REG' },
    });
    const both = await test.seal({
      name: 'NUMBERS-3',
      exhibitIds: exhibits.map(({ id }) => id),
      profile: 'internal',
      options: withoutPapers,
    });
    const stillOf = (packet: Packet) => recordOf(packet).exhibits.find(({ title }) => title === 'Brighter')?.files[0];
    expect(stillOf(both)).toMatchObject({ bates: 'REG0000001', digest: stillOf(one)?.digest });
    const { total, entries } = await test.client.call('bates.list', { offset: 0, limit: 1000 });
    expect(total).toBe(entries.length);
    const reg = entries.filter(({ prefix }) => prefix === 'REG');
    expect(reg.map(({ number }) => number)).toEqual(Array.from(reg, (_, at) => at + 1));
    expect(new Set(reg.map(({ digest }) => digest)).size).toBe(reg.length);
    expect((await test.client.call('bates.list', { offset: 1, limit: 2 })).entries).toEqual(entries.slice(1, 3));
    expect(read(both, 'data/logs/production-log.csv')).toContain('NUMBERS-1');
    const database = test.matter().database;
    expect(() => database.prepare('DELETE FROM bates').run()).toThrow('append-only');
  });
});

describe('a packet that takes the place of another', () => {
  it('says what changed, in the record, the log and the custody entry', async () => {
    const before = await test.seal({
      name: 'REPLACED',
      exhibitIds: 'all',
      profile: 'court',
      options: withoutPapers,
    });
    const [first] = exhibits;
    const [revised] = [
      await test.client.call('exhibits.revise', {
        id: first?.id ?? ('' as never),
        revision: first?.revision ?? 0,
        changes: { number: '25', span: { inFrame: 30 as FrameNumber, outFrame: 58 as FrameNumber } },
      }),
    ];
    expect(revised.number).toBe('25');
    const after = await test.seal({
      name: 'REPLACING',
      exhibitIds: exhibits.slice(0, 2).map(({ id }) => id),
      profile: 'court',
      options: { ...withoutPapers, replaces: before.id },
    });
    const { replaces } = recordOf(after).production;
    expect(replaces?.name).toBe('REPLACED');
    expect(replaces?.changes).toEqual(
      expect.arrayContaining([
        'Ex. 12 is Ex. 25 now.',
        'Ex. 25 shows frames 30 to 57 of its recording now; it showed frames 30 to 59.',
        'Ex. 14 of the earlier packet is not in this one.',
      ]),
    );
    expect(read(after, 'data/logs/production-log.csv')).toContain('Ex. 12 is Ex. 25 now.');
    const start = (await test.client.call('custody.list', {})).filter(({ type }) => type === 'export.start').at(-1);
    expect(start?.data).toMatchObject({ replaces: { packet: 'REPLACED', digest: before.digest } });
    // Where the earlier folder is gone, that is said; what was never sealed cannot be replaced.
    rmSync(before.folder, { recursive: true });
    const later = await test.seal({
      name: 'LATER',
      exhibitIds: 'all',
      profile: 'court',
      options: { ...withoutPapers, replaces: before.id },
    });
    expect(recordOf(later).production.replaces?.changes.at(-1)).toContain('could not be read any more');
  });
});

describe("an attorney's signature", () => {
  const passphrase = 'four lanterns drift past the old mill';

  it('stands beside that of the workstation, and a pin of either key is good', async () => {
    const key = path.join(test.place, 'dana.key.json');
    const made = await test.client.call('signingKeys.create', {
      out: { path: key },
      name: 'Dana Attorney',
      passphrase,
    });
    expect(readFileSync(key, 'utf8')).not.toContain(passphrase);
    const attorney = { key: { path: key }, passphrase };
    const packet = await test.seal({ name: 'COSIGNED', annotationIds: 'all', attorney, options: withoutPapers });
    expect(read(packet, 'bundle-signature.txt').split('\n\n')[1]?.trimEnd().split('\n')).toHaveLength(2);
    const ring = JSON.parse(read(packet, 'custody/keyring.json'));
    expect(ring.keys.at(-1)).toMatchObject({
      role: 'attorney',
      person: 'Dana Attorney',
      fingerprint: made.fingerprint,
    });
    expect(read(packet, 'data/README.html')).toContain(
      `for Dana Attorney, who is to sign beside the workstation, <code>${made.fingerprint}</code>`,
    );
    for (const pin of [made.fingerprint, test.matter().signer.fingerprint]) {
      const report = await test.client.call('packets.verify', { packet: { path: packet.folder }, key: pin });
      expect(report).toMatchObject({ level: 0, signature: { key: pin, status: 'good' } });
    }
    const start = (await test.client.call('custody.list', {})).filter(({ type }) => type === 'export.start').at(-1);
    expect(start?.data['cosigner']).toBe(made.fingerprint);
    const row = test.matter().database.prepare('SELECT plan FROM packet WHERE id = ?').get(packet.id);
    expect(JSON.stringify(row)).not.toContain(passphrase);
    expect(readdirSync(test.folder, { recursive: true }).some((file) => String(file).includes('dana'))).toBe(false);
  });

  it('is refused with a wrong passphrase, a changed file, and a passphrase that is too easy', async () => {
    const key = path.join(test.place, 'dana.key.json');
    const seal = (attorney: { key: { path: string }; passphrase: string }) =>
      test.seal({ name: 'NEVER', annotationIds: 'all', attorney });
    await expect(seal({ key: { path: key }, passphrase: 'wrong' })).rejects.toMatchObject({ code: 'wrong-passphrase' });
    const recording = path.join(test.place, 'matter', 'matter.json');
    await expect(seal({ key: { path: recording }, passphrase })).rejects.toMatchObject({ code: 'bad-request' });
    await expect(seal({ key: { path: `${key}.gone` }, passphrase })).rejects.toMatchObject({
      code: 'source-unreadable',
    });
    const easy = { out: { path: `${key}.2` }, name: 'X', passphrase: 'aaa' };
    await expect(test.client.call('signingKeys.create', easy)).rejects.toMatchObject({ code: 'weak-passphrase' });
  });
});
