import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Code, Codebook } from '../../../../src-main/domain/codebook.ts';
import type { VocabularyFormat } from '../../../../src-main/domain/vocabulary-formats.ts';
import { openTestMatter, type TestMatter } from '../../../helpers/open-test-matter.ts';

let test: TestMatter;
let place: string;

beforeAll(async () => {
  test = await openTestMatter();
  place = path.join(test.place, 'exchange');
  mkdirSync(place);
});
afterAll(() => test.dispose());

const show = () => test.client.call('codebook.show', {});
function put(name: string, content: string | Buffer): { path: string } {
  const file = path.join(place, name);
  writeFileSync(file, content);
  return { path: file };
}
const extensions: Record<VocabularyFormat, string> = { json: 'json', csv: 'csv', elan: 'ecv', boris: 'boris' };

/** What a form is expected to bring back. */
function partOf(book: Codebook, format: VocabularyFormat): unknown {
  const codes = book.codes.filter(({ isRetired }) => format === 'json' || format === 'csv' || !isRetired);
  const said = (code: Code) => {
    const base = { id: code.id, label: code.label, definition: code.definition, group: code.group };
    switch (format) {
      case 'json':
      case 'csv':
        return code;
      case 'elan':
        return base;
      case 'boris':
        return {
          ...base,
          attributes: code.attributes.map(({ label, kind }) => [
            label
              .replaceAll(/[(|),`~]/g, ' ')
              .replaceAll(/\s+/g, ' ')
              .trim(),
            kind,
          ]),
        };
    }
  };
  return codes.map(said);
}

describe.each<VocabularyFormat>(['json', 'csv', 'elan', 'boris'])('%s', (format) => {
  it('goes out whole, comes into an empty matter and says the same there', async () => {
    const out = path.join(place, `round-trip.${extensions[format]}`);
    const written = await test.client.call('codebook.export', { out: { path: out }, format });
    const own = await show();
    const other = await openTestMatter({ name: 'Other' });
    try {
      // Strip the other matter's codebook of what would be recognised: everything is retired or absent there is not possible,
      // so the file is read into a matter whose shipped codes are the same and nothing may be different.
      const preview = await other.client.call('codebook.preview', { file: { path: out } });
      expect(preview).toMatchObject({ format, codeCount: own.codes.length });
      const changedFields = preview.differences.flatMap(({ fields }) => fields.map(({ name }) => name));
      expect(changedFields.filter((name) => name !== 'attributes')).toEqual([]);
      expect(preview.differences.filter(({ how }) => how === 'added').filter(({ what }) => what !== 'rule')).toEqual(
        [],
      );
      if (format === 'json' || format === 'csv') {
        expect(preview.differences).toEqual([]);
        await expect(other.client.call('codebook.import', { file: { path: out } })).rejects.toMatchObject({
          code: 'bad-request',
        });
      }
      expect(written.unplaced.length > 0).toBe(format !== 'json');
    } finally {
      await other.dispose();
    }
  });

  it('brings codes of its own into another matter and back without loss of what the form can hold', async () => {
    const first = await openTestMatter({ name: 'First' });
    const second = await openTestMatter({ name: 'Second' });
    try {
      const base = (await first.client.call('codebook.show', {})).version;
      const attributes: Code['attributes'] = [
        { id: 'side', label: 'Side', kind: 'choice', choices: ['left', 'right'], isRequired: false },
        { id: 'count', label: 'Count', kind: 'number', choices: [], isRequired: false },
      ];
      await first.client.call('codebook.change', {
        base,
        steps: [
          { do: 'add-group', group: { id: 'CRW', label: 'Crowd & noise', kind: 'setting' } },
          {
            do: 'add-code',
            code: {
              id: 'CRW.1',
              label: '=Chant, heard <loud>',
              definition: 'A "chant" is heard.\nSecond line & more',
              group: 'CRW',
              synonyms: ['song'],
              attributes,
              isRetired: false,
            },
          },
        ],
      });
      const out = path.join(place, `own.${extensions[format]}`);
      await first.client.call('codebook.export', { out: { path: out }, format });
      const imported = await second.client.call('codebook.import', { file: { path: out }, unknownKind: 'setting' });
      expect(imported.version).toBe('1.2.0');
      const [sent, got] = [await first.client.call('codebook.show', {}), await second.client.call('codebook.show', {})];
      const crowd = (book: Codebook) =>
        partOf({ ...book, codes: book.codes.filter(({ group }) => group === 'CRW') }, format);
      expect(crowd(got)).toEqual(crowd(sent));
      expect(got.groups.at(-1)?.kind).toBe('setting');
      const undone = await second.client.call('history.undo', {});
      expect(undone.label).toContain('Import own');
      expect((await second.client.call('codebook.show', {})).version).toBe(base);
    } finally {
      await first.dispose();
      await second.dispose();
    }
  });
});

describe('what comes from elsewhere', () => {
  const boris = {
    project_name: 'Playground',
    project_format_version: '7.0',
    subjects_conf: { 0: { key: 'a', name: 'A' } },
    observations: {},
    behaviors_conf: {
      0: {
        type: 'State event',
        key: 'r',
        code: 'runs',
        description: 'Runs',
        category: 'Moves',
        modifiers: {
          0: { name: 'speed', type: 0, values: ['slow (s)', 'fast (f)'] },
          1: { name: 'steps', type: 2, values: [] },
        },
        excluded: 'sits',
        'coding map': '',
      },
      1: {
        type: 'Point event',
        key: 's',
        code: 'sits',
        description: '',
        category: 'Moves',
        modifiers: '',
        excluded: 'runs',
        'coding map': '',
      },
      2: {
        type: 'Point event with coding map',
        key: 'c',
        code: 'calls',
        description: 'Calls out',
        category: '',
        modifiers: { 0: { name: '', type: 1, values: ['x'] } },
        excluded: '',
        'coding map': 'body',
      },
    },
  };

  it('a BORIS ethogram: categories become groups, modifiers attributes, exclusions rules; the rest is said', async () => {
    const file = put('playground.boris', JSON.stringify(boris));
    const preview = await test.client.call('codebook.preview', { file, unknownKind: 'context' });
    expect(preview.unplaced.join('\n')).toMatch(
      /coding map of calls[\s\S]*several be chosen|several be chosen[\s\S]*coding map/,
    );
    expect(preview.unplaced.join('\n')).toContain('1 subject of the project was left out');
    expect(preview.unplaced.join('\n')).toContain('taken for context');
    await test.client.call('codebook.import', { file, unknownKind: 'context', fileDigest: preview.fileDigest });
    const book = await show();
    const codes = book.codes.filter(({ group }) => group === 'MOV');
    expect(codes.map(({ id, label }) => [id, label])).toEqual([
      ['MOV.X1', 'runs'],
      ['MOV.X2', 'sits'],
    ]);
    expect(codes[0]?.attributes).toMatchObject([
      { id: 'speed', kind: 'choice', choices: ['slow', 'fast'] },
      { id: 'steps', kind: 'number' },
    ]);
    expect(book.rules.find(({ kind, codes: own }) => kind === 'exclusion' && own.includes('MOV.X1'))).toMatchObject({
      others: ['MOV.X2'],
    });
    expect((await test.client.call('codebook.preview', { file, unknownKind: 'context' })).differences).toEqual([]);
  });

  it('refuses a file that was changed since it was looked at', async () => {
    const file = put('late.boris', JSON.stringify(boris));
    const { fileDigest } = await test.client.call('codebook.preview', { file });
    put('late.boris', JSON.stringify({ ...boris, project_name: 'Another' }));
    await expect(test.client.call('codebook.import', { file, fileDigest })).rejects.toMatchObject({
      code: 'source-changed',
    });
  });

  it('ELAN: vocabularies of the old and the new form within a document; those kept elsewhere are said', async () => {
    const file = put(
      'session.eaf',
      `<?xml version="1.0" encoding="UTF-8"?>
<ANNOTATION_DOCUMENT AUTHOR="" DATE="2024-01-01T00:00:00+00:00" FORMAT="3.0" VERSION="3.0">
  <HEADER MEDIA_FILE="" TIME_UNITS="milliseconds"/><TIME_ORDER/>
  <TIER LINGUISTIC_TYPE_REF="default-lt" TIER_ID="default"/>
  <CONTROLLED_VOCABULARY CV_ID="gaze" DESCRIPTION="Where they look">
    <CV_ENTRY DESCRIPTION="looks at the camera">camera</CV_ENTRY><CV_ENTRY DESCRIPTION="">away &amp; down</CV_ENTRY>
  </CONTROLLED_VOCABULARY>
  <CONTROLLED_VOCABULARY CV_ID="hands">
    <DESCRIPTION LANG_REF="und"/>
    <CV_ENTRY_ML CVE_ID="cveid_1"><CVE_VALUE DESCRIPTION="palm up" LANG_REF="und">open hand</CVE_VALUE><CVE_VALUE DESCRIPTION="" LANG_REF="fra">main ouverte</CVE_VALUE></CV_ENTRY_ML>
  </CONTROLLED_VOCABULARY>
  <CONTROLLED_VOCABULARY CV_ID="far" EXT_REF="er1"/>
  <EXTERNAL_REF EXT_REF_ID="er1" TYPE="ecv" VALUE="http://example.org/far.ecv"/>
</ANNOTATION_DOCUMENT>`,
    );
    const preview = await test.client.call('codebook.preview', { file });
    expect(preview).toMatchObject({ format: 'elan', groupCount: 2, codeCount: 3 });
    const said = preview.unplaced.join('\n');
    expect(said).toContain('"far" is kept in another file');
    expect(said).toContain('2 languages');
    await test.client.call('codebook.import', { file });
    const labels = (await show()).codes.slice(-3).map(({ id, label, definition }) => [id, label, definition]);
    expect(labels).toEqual([
      ['GAZ.X1', 'camera', 'looks at the camera'],
      ['GAZ.X2', 'away & down', 'away & down'],
      ['HAN.X1', 'open hand', 'palm up'],
    ]);
  });

  it.each([
    ['entities', 'bomb.ecv', '<!DOCTYPE x [<!ENTITY a "aaaa">]><CV_RESOURCE>&a;</CV_RESOURCE>'],
    ['broken XML', 'broken.ecv', '<CV_RESOURCE><A></CV_RESOURCE>'],
    ['XML that is something else', 'other.xml', '<html/>'],
    ['JSON that is something else', 'other.json', '{"a":1}'],
    [
      'a codebook with a bad code',
      'bad.json',
      JSON.stringify({ id: 'x', title: 'x', version: '1.0.0', notice: '', groups: [], codes: [{ id: 'x' }] }),
    ],
    ['a CSV without its heading', 'bad.csv', 'a,b\n1,2\n'],
    ['something that is no text at all', 'noise.bin', '\u0000\u0001'],
    ['letters of an unsaid encoding', 'latin.csv', Buffer.from('label\nCaf\u00e9 brawl\n', 'latin1')],
  ])('refuses %s in a sentence and writes nothing', async (_what, name, content) => {
    const before = await test.client.call('custody.list', {});
    const refused = test.client.call('codebook.import', { file: put(name, content) });
    await expect(refused).rejects.toMatchObject({ code: 'bad-request' });
    expect(await test.client.call('custody.list', {})).toHaveLength(before.length);
  });

  it('reads UTF-16, and JSON with a byte order mark', async () => {
    const table = Buffer.from('\ufefflabel\tdefinition\nCaf\u00e9\tA place.\n', 'utf16le');
    const csv = await test.client.call('codebook.preview', { file: put('utf16.csv', table) });
    expect(csv.differences.map(({ label }) => label)).toContain('Caf\u00e9');
    const json = path.join(place, 'marked.json');
    await test.client.call('codebook.export', { out: { path: json }, format: 'json' });
    writeFileSync(json, `\ufeff${readFileSync(json, 'utf8')}`);
    expect((await test.client.call('codebook.preview', { file: { path: json } })).differences).toEqual([]);
  });

  it('says when a codebook file was changed after it was exported, and defuses formulas in CSV', async () => {
    const out = path.join(place, 'altered.json');
    await test.client.call('codebook.export', { out: { path: out }, format: 'json' });
    writeFileSync(out, readFileSync(out, 'utf8').replace('Physical control', 'Physical hold'));
    const preview = await test.client.call('codebook.preview', { file: { path: out } });
    expect(preview.unplaced.join()).toContain('changed after it was exported');
    expect(preview.differences.map(({ id }) => id)).toEqual(['UOF.1']);
    await test.client.call('codebook.change', {
      base: (await show()).version,
      steps: [{ do: 'revise-code', id: 'UOF.1', label: '=HYPERLINK("http://x")' }],
    });
    const csv = path.join(place, 'defused.csv');
    await test.client.call('codebook.export', { out: { path: csv }, format: 'csv' });
    const text = readFileSync(csv, 'utf8');
    expect(text).toContain(`"'=HYPERLINK`);
    expect((await test.client.call('codebook.preview', { file: { path: csv } })).differences).toEqual([]);
    await test.client.call('history.undo', {});
  });

  it('gives an id that means something else here another id', async () => {
    const file = put('clash.csv', 'id,label,definition,group,kind\nUOF.1,Weather,It rains.,WEA,setting\n');
    const preview = await test.client.call('codebook.preview', { file });
    expect(preview.unplaced.join()).toContain('UOF.1 means "Physical control" here');
    expect(preview.differences.map(({ id }) => id)).toEqual(['WEA', 'WEA.X1']);
  });
});
