import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  canonical,
  faults,
  fingerprintOf,
  isSafePath,
  passes,
  printable,
  verifyPacket,
} from '../../../resources/packet-viewer/verify.mjs';
import { verificationLevels } from '../../../src-main/domain/packet.ts';
import { canonicalJson } from '../../../src-main/engine/history/canonical-json.ts';
import { fingerprintOf as fingerprintOfKey } from '../../../src-main/engine/history/device-key.ts';

const file = path.join(import.meta.dirname, '../../../resources/packet-viewer/verify.mjs');

describe('the verifier that travels in every packet', () => {
  it('is one file under 600 lines that needs nothing but Node', () => {
    const text = readFileSync(file, 'utf8');
    expect(text.split('\n').length).toBeLessThan(601);
    const imported = [...text.matchAll(/^import .* from '([^']+)'/gm)].map((match) => match[1] ?? '');
    expect(imported.length).toBeGreaterThan(3);
    expect(imported.filter((name) => !name.startsWith('node:'))).toEqual([]);
    const code = text.replaceAll(/\/\*\*[\s\S]*?\*\//g, '');
    expect(code).not.toMatch(/import\(|require\(|node:(http|https|net|child_process|vm)/);
  });

  it('holds to its own types', () => {
    const options = ['--ignoreConfig', '--noEmit', '--allowJs', '--checkJs', '--strict', '--skipLibCheck'];
    const target = ['--target', 'es2024', '--module', 'nodenext', '--moduleResolution', 'nodenext', '--types', 'node'];
    const compiler = path.join(import.meta.dirname, '../../../node_modules/typescript/bin/tsc');
    expect(execFileSync(process.execPath, [compiler, ...options, ...target, file], { encoding: 'utf8' })).toBe('');
  }, 60_000);

  it('has the exit codes of the specification', () => {
    expect({ ...passes, ...faults }).toEqual(verificationLevels);
  });

  it('knows names that some system cannot hold', () => {
    const good = ['data/clips/EX-001.mp4', 'a', 'A.b_c-d', `${'x'.repeat(80)}`, 'data/x/y.z/w'];
    const bad = [
      ...[
        '',
        '.',
        '..',
        '.hidden',
        'a/',
        '/a',
        'a//b',
        'a/../b',
        'a..b',
        'x.',
        'con',
        'CON.txt',
        'data/nul',
        'COM1.mp4',
      ],
      ...[
        'a b',
        'a\\b',
        'C:a',
        'a:b',
        'a%25',
        'é',
        'e\u0301',
        '-i.mp4',
        '_x',
        'x'.repeat(81),
        'a\n',
        'LPT9.x',
        'a/COM\u00b9',
      ],
      Array.from({ length: 40 }, () => 'abcd').join('/'),
    ];
    expect(good.filter((name) => !isSafePath(name))).toEqual([]);
    expect(bad.filter((name) => isSafePath(name))).toEqual([]);
  });

  it('prints no character that steers a terminal or turns text round', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(printable(text)).not.toMatch(/\p{Cc}|\p{Cf}|\p{Zl}|\p{Zp}/u);
      }),
    );
    expect(printable('a\u001b[2J\u202eb')).toBe('a\\u{1b}[2J\\u{202e}b');
    expect(printable('Café – 日本')).toBe('Café – 日本');
  });

  it('writes the same canonical form as the program that made the packet', () => {
    const value = fc.letrec((tie) => ({
      leaf: fc.oneof(fc.string(), fc.string({ unit: 'grapheme' }), fc.integer(), fc.boolean(), fc.constant(null)),
      node: fc.oneof(
        { maxDepth: 4 },
        tie('leaf'),
        fc.array(tie('node'), { maxLength: 4 }),
        fc.dictionary(
          fc.string({ unit: 'grapheme' }).filter((key) => key !== '__proto__'),
          tie('node'),
          { maxKeys: 5, noNullPrototype: true },
        ),
      ),
    })).node;
    fc.assert(
      fc.property(value, (sample) => {
        expect(canonical(sample)).toBe(canonicalJson(sample));
      }),
    );
    expect(() => canonical(1.5)).toThrow('no integer');
    expect(() => canonical(['\ud800'])).toThrow('not well formed');
    // The order of RFC 8785 is that of UTF-16 units, not of code points.
    expect(canonical({ '\ufb33': 1, '\u{1f600}': 2, '1': 3 })).toBe('{"1":3,"\u{1f600}":2,"\ufb33":1}');
  });

  describe('what the system refuses to give', () => {
    const folder = () => mkdtempSync(path.join(tmpdir(), 'frame-of-record-refused-'));

    it('says of a ZIP, and of what is not there, in words what it is', async () => {
      const root = folder();
      writeFileSync(path.join(root, 'packet.zip'), 'PK');
      const zip = await verifyPacket(path.join(root, 'packet.zip'));
      expect([zip.level, zip.problems]).toEqual([50, ['The packet could not be read: it is a file, not a folder.']]);
      const none = await verifyPacket(path.join(root, 'none'));
      expect([none.level, none.problems]).toEqual([50, ['The packet could not be read: it is not there.']]);
      rmSync(root, { recursive: true });
    });

    it('says which file went while the packet was read', async () => {
      const root = folder();
      writeFileSync(path.join(root, 'bag-info.txt'), 'first');
      writeFileSync(path.join(root, 'bagit.txt'), 'second');
      const found = await verifyPacket(root, { onBytes: () => rmSync(path.join(root, 'bagit.txt'), { force: true }) });
      expect(found.level).toBe(50);
      expect(found.problems).toContain('bagit.txt: cannot be read: it is not there.');
      rmSync(root, { recursive: true });
    });
  });

  it('prints fingerprints as the program does', () => {
    const key = Buffer.alloc(32, 7);
    expect(fingerprintOf(key)).toBe(fingerprintOfKey(key));
    expect(fingerprintOf(key)).toMatch(/^([0-9a-f]{4}-){7}[0-9a-f]{4}$/);
  });
});
