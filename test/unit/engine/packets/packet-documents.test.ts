import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CustodyEntry } from '../../../../src-main/domain/custody-event.ts';
import { exhibitOptionsSchema } from '../../../../src-main/domain/exhibit.ts';
import { packetOptionsSchema } from '../../../../src-main/domain/packet.ts';
import type { Micros } from '../../../../src-main/domain/time.ts';
import { portableArgv } from '../../../../src-main/engine/media/portable-argv.ts';
import { escapeHtml, htmlPage } from '../../../../src-main/engine/packets/papers/escape-html.ts';
import { exhibitsJson, noticesText, productionLog } from '../../../../src-main/engine/packets/papers/log-files.ts';
import { readmePage } from '../../../../src-main/engine/packets/papers/readme-page.ts';
import { rulesOf } from '../../../../src-main/engine/packets/profile-rules.ts';
import { noticesOf } from '../../../../src-main/engine/packets/record/notices.ts';
import { clockText, utcText } from '../../../../src-main/engine/packets/record/record-texts.ts';
import { bagInfoField } from '../../../../src-main/engine/packets/write-bag.ts';
import { madeAnnotation } from '../../../helpers/made-annotation.ts';
import { madePacketRecord } from '../../../helpers/made-packet-record.ts';
import { plannedOf } from '../../../helpers/planned-exhibit.ts';

describe('bag-info.txt', () => {
  it('folds at 79 characters, keeps every word, and unfolds to what was written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (value) => {
        const text = bagInfoField('External-Description', value);
        const lines = text.slice(0, -1).split('\n');
        expect(lines.every((line) => line.length <= 79 || /^\S+: \S+$|^ {2}\S+$/u.test(line))).toBe(true);
        expect(lines.slice(1).every((line) => line.startsWith('  '))).toBe(true);
        expect(lines[0]).toMatch(/^External-Description: \S/u);
      }),
    );
    const long = 'Word '.repeat(60).trim();
    expect(bagInfoField('External-Description', long).replaceAll('\n  ', ' ')).toBe(`External-Description: ${long}\n`);
  });

  it('lets no line break or control character in', () => {
    expect(bagInfoField('Contact-Name', 'Robin\nPayload-Oxum: 1.1\u0000\u2028x')).toBe(
      'Contact-Name: Robin Payload-Oxum: 1.1 x\n',
    );
    expect(bagInfoField('Contact-Name', ' \n ')).toBe('Contact-Name: -\n');
  });
});

describe('the production log', () => {
  it('has a row for every file and gap, formulas defused', () => {
    const record = madePacketRecord();
    const text = productionLog(record);
    expect(text.startsWith('\ufeffBates,Path,Class,')).toBe(true);
    const rows = text.trimEnd().split('\r\n');
    expect(rows).toHaveLength(1 + record.files.length + record.production.gaps.length);
    expect(rows.at(-1)).toMatch(/^BOS0000002 to BOS0000100,,not here,assigned to other packets of this matter,/);
    const [first] = record.files;
    const source = { ...record.sources[0], originalName: '=HYPERLINK("x")' } as (typeof record.sources)[number];
    const evil = productionLog({ ...record, sources: [source], files: first === undefined ? [] : [first] });
    expect(evil).toContain(`"'=HYPERLINK(""x"")"`);
  });

  it('says what differs from the packet it replaces', () => {
    const record = madePacketRecord();
    const replaces = { name: 'PROD002', digest: 'ab'.repeat(32), changes: ['Ex. 3 was added.'] };
    const text = productionLog({ ...record, production: { ...record.production, replaces } });
    expect(text).toContain(`replaces,PROD002 (packet digest ${'ab'.repeat(32)})`);
    expect(text).toContain('changed,Ex. 3 was added.');
  });
});

describe('the record as JSON', () => {
  it('names sources once and carries no picture bytes', () => {
    const record = madePacketRecord();
    const value = JSON.parse(exhibitsJson(record));
    expect(value.format).toBe('frame-of-record/exhibits/v2');
    expect(value.exhibits).toHaveLength(record.exhibits.length);
    expect(value.exhibits[0]).toMatchObject({ sourceId: record.sources[0]?.id, number: '1' });
    expect(value.exhibits[0]).not.toHaveProperty('thumbnail');
  });
});

describe('pages', () => {
  it('show any text as text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(escapeHtml(text)).not.toMatch(/[<>"']/);
      }),
    );
    expect(escapeHtml('<b a="\'">&\u202e\u0007')).toBe('&lt;b a=&quot;&#39;&quot;&gt;&amp;\ufffd\ufffd');
  });

  it('have a strict policy and no script', () => {
    const page = htmlPage('<T>', '<p>body</p>');
    expect(page).toContain(`default-src 'none'`);
    expect(page).toContain('<title>&lt;T&gt;</title>');
    expect(page).not.toMatch(/script/i);
  });

  it('name what is there and nothing that is not', () => {
    const record = madePacketRecord();
    const page = readmePage(record, ['NOTICES.txt', 'clips/BOS0000101.mp4', 'logs/exhibits.json']);
    expect(page).toContain('href="NOTICES.txt"');
    expect(page).toContain('<li>clips/ ');
    expect(page).not.toContain('EXHIBIT-INDEX.pdf');
    expect(page).not.toContain('natives/');
  });
});

it('writes times of day and of media', () => {
  expect(clockText(3_723_004_600 as Micros)).toBe('01:02:03.005');
  expect(clockText(-1_500_000 as Micros)).toBe('-00:00:01.500');
  expect(utcText(1_700_000_000_999_999 as Micros)).toBe('2023-11-14T22:13:20Z');
});

it('keeps the folders of this machine out of recorded commands', () => {
  const argv = [
    '/usr/bin/ffmpeg',
    '-i',
    'file:/m/vault/ab/abcd',
    '-vf',
    'null',
    'file:/out/P.partial/data/clips/.EX-001.mp4.x.partial',
  ];
  const made = portableArgv(
    argv,
    '/m/vault/ab/abcd',
    'abcd',
    '/out/P.partial/data/clips/EX-001.mp4',
    'clips/EX-001.mp4',
  );
  expect(made).toEqual(['ffmpeg', '-i', 'file:sha256/abcd', '-vf', 'null', 'file:clips/EX-001.mp4']);
});

it('computes what a packet leaves out', () => {
  const annotation = madeAnnotation(1, { allegation: { text: 'It was so.', allegedBy: 'A witness' } });
  const plan = {
    exhibits: [plannedOf(annotation)],
    subjects: [],
    options: packetOptionsSchema.parse({}),
    includeNative: false,
    omittedContext: ['annotation:x@1'],
    omittedContextReason: 'Agreed.',
    replaced: null,
    cosigner: null,
    nonce: '00'.repeat(16),
  };
  const entry = {} as CustodyEntry;
  const custody = { entries: Array.from({ length: 5 }, () => entry), withheldCount: 2, size: 40 };
  const production = noticesOf({ rules: rulesOf('production'), plan, custody, correctedClocks: [] }).join('\n');
  expect(production).toContain('excludes attorney notes');
  expect(production).not.toContain('It was so.');
  expect(production).toContain('Assessments of the reviewers');
  expect(production).toContain('their clocks were not corrected');
  expect(production).toContain('1 context item that overlaps an exhibit was left out');
  expect(production).toContain('5 entries about the exhibits');
  expect(production).toContain('2 more are shown by their hash');
  const withNative = { ...plannedOf(annotation), options: exhibitOptionsSchema.parse({ withNative: true }) };
  const internal = noticesOf({
    rules: rulesOf('internal'),
    plan: { ...plan, exhibits: [withNative], omittedContext: [] },
    custody,
    correctedClocks: ['lobby.mp4'],
  }).join('\n');
  expect(internal).toContain('attributed to whoever makes them (1 of 1 exhibits)');
  expect(internal).toContain('The whole original recordings are included.');
  expect(internal).toContain('A reviewer stated another time for lobby.mp4; it is not applied in these papers.');
  expect(internal).not.toContain('their clocks were not corrected');
  const open = noticesOf({ rules: rulesOf('public'), plan, custody, correctedClocks: [] }).join('\n');
  expect(open).toContain('names of reviewers');
  expect(open).toContain('may not leave with this profile');
  const dated = { ...plan, options: packetOptionsSchema.parse({ datedAt: 1_771_322_645_000_000 }) };
  expect(noticesOf({ rules: rulesOf('court'), plan: dated, custody, correctedClocks: [] }).join('\n')).toContain(
    '2026-02-17T10:04:05Z',
  );
  expect(noticesText(madePacketRecord())).toContain('no finding of misconduct is made');
});
