import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Micros } from '../../../../src-main/domain/time.ts';
import { portableArgv } from '../../../../src-main/engine/media/portable-argv.ts';
import { clockText, codeTitle, utcText } from '../../../../src-main/engine/packets/exhibit-record.ts';
import { escapeHtml, htmlPage } from '../../../../src-main/engine/packets/packet-page.ts';
import { csvCell, noticesText } from '../../../../src-main/engine/packets/packet-texts.ts';
import { rulesOf } from '../../../../src-main/engine/packets/profile-rules.ts';
import { bagInfoField } from '../../../../src-main/engine/packets/write-bag.ts';
import { madeAnnotation } from '../../../helpers/made-annotation.ts';

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

describe('index.csv', () => {
  it('defuses formulas and quotes what needs it', () => {
    expect(csvCell('=1+1')).toBe(`"'=1+1"`);
    for (const start of ['=', '+', '-', '@']) {
      expect(csvCell(`${start}cmd`)).toContain(`'${start}`);
      expect(csvCell(`fine\n${start}cmd`)).toContain(`\n'${start}`);
      expect(csvCell(`fine,${start}cmd`)).toContain(`,'${start}`);
    }
    expect(csvCell('say "so", then')).toBe('"say ""so"", then"');
    expect(csvCell('plain')).toBe('plain');
    expect(csvCell(-5)).toBe('-5');
    expect(csvCell('a\r\nb')).toBe('"a\nb"');
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
});

it('speaks of conduct as alleged and of context plainly', () => {
  expect(codeTitle({ kind: 'conduct', code: 'UOF.1', codeLabel: 'Physical control' })).toBe(
    'Alleged / for review: UOF.1 Physical control',
  );
  expect(codeTitle({ kind: 'context', code: 'CTX.1', codeLabel: 'Warning audible' })).toBe('CTX.1 Warning audible');
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
  const heading = { name: 'X-PKT001', profile: 'production' } as Parameters<typeof noticesText>[0]['heading'];
  const annotation = madeAnnotation(1, { allegation: { text: 'It was so.', allegedBy: 'A witness' } });
  const plan = {
    exhibits: [{ number: 1, annotation, reason: 'chosen' as const }],
    subjects: [],
    includeNative: false,
    omittedContext: ['annotation:x@1'],
    omittedContextReason: 'Agreed.',
    nonce: '00'.repeat(16),
  };
  const custody = { entries: '', proofs: '', checkpoint: '', keyring: '', disclosedCount: 5, withheldCount: 2 };
  const production = noticesText({ heading, rules: rulesOf('production'), plan, custody });
  expect(production).toContain('no finding of misconduct is made');
  expect(production).toContain('excludes attorney notes');
  expect(production).not.toContain('It was so.');
  expect(production).toContain('Assessments of the reviewers');
  expect(production).toContain('1 context items that overlap exhibits were left out');
  expect(production).toContain('5 entries about the exhibits');
  expect(production).toContain('2 more are shown by their hash');
  const internal = noticesText({
    heading,
    rules: rulesOf('internal'),
    plan: { ...plan, includeNative: true, omittedContext: [] },
    custody,
  });
  expect(internal).toContain('attributed to whoever makes them (1 of 1 exhibits)');
  expect(internal).toContain('The whole original recordings are included.');
  expect(noticesText({ heading, rules: rulesOf('public'), plan, custody })).toContain('names of reviewers');
});
