import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { XMLValidator } from 'fast-xml-parser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Annotation, AnnotationDraft } from '../../../../src-main/domain/annotation.ts';
import type { FootageId } from '../../../../src-main/domain/identifier.ts';
import { type ExchangeFormat, exchangeFormats, oneRecordingFormats } from '../../../../src-main/domain/interchange.ts';
import { armCell, defangCell } from '../../../../src-main/domain/spreadsheet-cell.ts';
import { ingestOne } from '../../../helpers/many-annotations.ts';
import { numberedClip } from '../../../helpers/numbered-clip.ts';
import { makeTestPlace, openTestMatter, type TestMatter } from '../../../helpers/open-test-matter.ts';

let from: TestMatter;
let to: TestMatter;
let footage: FootageId[];
let otherFootage: FootageId[];
const place = makeTestPlace('exchange');
const kinds = ['vfr', 'ntsc', 'transport-stream'] as const;

beforeAll(async () => {
  from = await openTestMatter();
  to = await openTestMatter();
  footage = [];
  otherFootage = [];
  for (const kind of kinds) {
    const clip = await numberedClip(kind);
    footage.push(await ingestOne(from, clip.path));
    otherFootage.push(await ingestOne(to, clip.path));
  }
}, 60_000);

afterAll(async () => {
  await from.dispose();
  await to.dispose();
});

async function add(changes: Partial<AnnotationDraft> = {}): Promise<Annotation> {
  const draft = {
    footageId: footage[0] as FootageId,
    inFrame: 10,
    outFrame: 20,
    code: 'UOF.1',
    observation: 'A hand.',
  };
  return await from.client.call('annotations.add', { ...draft, ...changes });
}

async function exported(format: ExchangeFormat, ids: readonly Annotation[], withAllegations = false): Promise<string> {
  const file = path.join(place, `out-${format}`);
  await from.client.call('annotations.export', {
    to: { path: file },
    format,
    selection: { ids: ids.map(({ id }) => id) },
    withAllegations,
  });
  return file;
}

async function all(matter: TestMatter): Promise<Annotation[]> {
  return await matter.client.call('annotations.list', {});
}

async function clear(matter: TestMatter): Promise<void> {
  const items = (await all(matter)).map(({ id, revision }) => ({ id, revision }));
  if (items.length > 0) {
    await matter.client.call('annotations.withdrawMany', { items });
  }
}

/** What is stated, with recordings by their digest and without who changed it when. */
function stated(annotation: Annotation) {
  const { footageDigest, span, code, observation, attributes, confidence, confidenceBasis, isExculpatory } = annotation;
  return { footageDigest, span, code, observation, attributes, confidence, confidenceBasis, isExculpatory };
}

const byPlace = (a: Annotation, b: Annotation) =>
  a.span.inFrame - b.span.inFrame ||
  a.span.outFrame - b.span.outFrame ||
  (JSON.stringify(stated(a)) < JSON.stringify(stated(b)) ? -1 : 1);

const nasty = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.constantFrom(
    '=HYPERLINK("http://x")',
    '-1+1',
    '@cmd',
    "'quoted",
    'a,=b;\n+c',
    '--> end',
    '</ANNOTATION_VALUE>&amp;',
    'line one\n\nline two',
    '[UOF.2] not its code',
    'NOTE this',
    'Alleged by nobody: nothing',
    'WEBVTT',
    '<b>bold</b> & more',
    'a "quote", and ;',
    '\u{202e}abc',
    '😀 señora ñ',
  ),
);
const draftOf = (which: readonly number[]) =>
  fc.record({
    which: fc.constantFrom(...which),
    inFrame: fc.integer({ min: 0, max: 140 }),
    length: fc.integer({ min: 1, max: 9 }),
    code: fc.constantFrom('UOF.1', 'UOF.2', 'CTX.1', 'CTX.10'),
    observation: nasty.filter((text) => text.trim() !== ''),
    allegation: fc.option(
      fc.record({
        text: nasty.map((text) => `WITHHELD ${text}`.trim()),
        allegedBy: fc.constantFrom('A neighbour', 'Señor: Gómez', '=cmd'),
      }),
    ),
    isExculpatory: fc.boolean(),
    confidence: fc.record({ visibility: fc.option(fc.integer({ min: 1, max: 3 })) }),
    note: fc.constantFrom('', 'Ask for the plate.'),
  });

describe.each(exchangeFormats)('%s', (format) => {
  const which = oneRecordingFormats.has(format) ? [0] : [0, 1, 2];

  it('gives back the same spans, codes, text and what goes with them, allegations only when asked for', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(draftOf(which), { minLength: 1, maxLength: 8 }),
        fc.boolean(),
        async (drafts, withAllegations) => {
          await clear(to);
          const made: Annotation[] = [];
          for (const { which: at, length, ...draft } of drafts) {
            made.push(
              await add({ ...draft, footageId: footage[at] as FootageId, outFrame: draft.inFrame + length } as never),
            );
          }
          const file = await exported(format, made, withAllegations);
          const preview = await to.client.call('annotations.previewImport', { from: { path: file } });
          expect(preview).toMatchObject({
            format,
            found: made.length,
            placed: made.length,
            unplaced: [],
            changed: [],
            unknownCodes: [],
          });
          await to.client.call('annotations.import', { from: { path: file } });
          const back = await all(to);
          expect(back.toSorted(byPlace).map(stated)).toEqual(made.toSorted(byPlace).map(stated));
          const claims = (list: readonly Annotation[]) =>
            list.map(({ span, allegation, note }) => JSON.stringify([span, allegation, note])).toSorted();
          expect(claims(back)).toEqual(
            claims(withAllegations ? made : made.map((one) => ({ ...one, allegation: null, note: '' }))),
          );
          expect(readFileSync(file, 'utf8').includes('WITHHELD')).toBe(
            withAllegations && made.some(({ allegation }) => allegation !== null),
          );
        },
      ),
      { numRuns: 25 },
    );
  }, 120_000);

  it('is one edit with the digest of the file in its entry, and does not take over twice what is there', async () => {
    await clear(to);
    const file = await exported(format, [await add(), await add({ inFrame: 30, outFrame: 31 })]);
    const first = await to.client.call('annotations.import', { from: { path: file } });
    expect(first.placed).toBe(2);
    const entry = (await to.client.call('custody.list', {})).at(-1);
    expect(entry).toMatchObject({
      type: 'annotation.create',
      data: { act: 'import', fileDigest: first.digest, annotationCount: 2 },
    });
    const again = await to.client.call('annotations.previewImport', { from: { path: file } });
    expect(again.placed).toBe(0);
    expect(again.unplaced.map(({ reason }) => reason)).toEqual(Array(2).fill('It is in this matter already.'));
    await to.client.call('history.undo', {});
    expect(await all(to)).toEqual([]);
  });

  it('places by time what another program moved, recoded or reworded, and says so', async () => {
    await clear(to);
    const annotation = await add({ inFrame: 60, outFrame: 70, observation: 'A hand is on a sleeve.' });
    const file = await exported(format, [annotation]);
    const text = readFileSync(file, 'utf8')
      .replaceAll(/\bexact\b|frame-of-record/g, 'gone')
      .replaceAll('sleeve', 'shoulder');
    writeFileSync(file, text);
    const recordingId = otherFootage[0] as FootageId;
    await to.client.call('annotations.import', { from: { path: file }, recordingId });
    const [back] = await all(to);
    expect(back?.span).toEqual(annotation.span);
    expect(back).toMatchObject({ code: 'UOF.1', observation: expect.stringContaining('A hand is on a shoulder.') });
  });
});

describe('files of other programs', () => {
  function write(name: string, text: string): { path: string } {
    const file = path.join(place, name);
    writeFileSync(file, text);
    return { path: file };
  }

  it('are mapped code by code; what stays out is said line by line', async () => {
    await clear(to);
    const recordingId = otherFootage[0] as FootageId;
    const csv = [
      'Start,Stop,Behavior,Comment,Subject',
      '0:00:01.000,0:00:02.000,pushes,A push,',
      '1.5,1.7,UOF.2,Another,Officer X',
      '99:00:00,99:00:01,pushes,Far away,',
      'soon,later,pushes,No time,',
      '0.5,0.6,waves,A wave,',
      '0.5,0.6,pushes,,',
    ].join('\n');
    const from = write('foreign.csv', csv);
    const preview = await to.client.call('annotations.previewImport', { from, recordingId });
    expect(preview).toMatchObject({ format: 'csv', found: 6, placed: 1 });
    expect(preview.unknownCodes).toEqual([
      { name: 'pushes', count: 4, mappedTo: null },
      { name: 'waves', count: 1, mappedTo: null },
    ]);
    const mapped = await to.client.call('annotations.import', {
      from,
      recordingId,
      mapping: { pushes: 'UOF.1', waves: null },
    });
    expect(mapped.placed).toBe(2);
    expect(mapped.unplaced.map(({ place: at, reason }) => [at, reason])).toEqual([
      ['row 4', 'Its time lies outside the recording.'],
      ['row 5', 'It states no time that can be read.'],
      ['row 6', '"waves" was left out.'],
      ['row 7', expect.stringContaining('Say what is seen')],
    ]);
    expect(mapped.changed.map(({ place: at }) => at)).toContain('row 3');
    const list = await all(to);
    expect(list.find(({ code }) => code === 'UOF.2')?.note).toContain('Officer X');
    expect(list.map(({ code }) => code).toSorted()).toEqual(['UOF.1', 'UOF.2']);
  });

  it('may be about several recordings that go by other names here, each placed by itself', async () => {
    await clear(to);
    const rows = ['a.mp4,1,2,UOF.1,One', 'b.mp4,1,2,UOF.1,Two', 'constructor,1,2,UOF.1,Three', ',1,2,UOF.1,Four'];
    const from = write('renamed.csv', ['recording,start,end,code,observation', ...rows].join('\n'));
    const [first, second] = otherFootage as [FootageId, FootageId];
    const placed = await to.client.call('annotations.import', {
      from,
      recordings: { 'a.mp4': first, 'b.mp4': second },
    });
    expect(placed.unplaced.map(({ text }) => text)).toEqual(['Three', 'Four']);
    expect((await all(to)).map(({ observation, footageId }) => [observation, footageId]).toSorted()).toEqual([
      ['One', first],
      ['Two', second],
    ]);
    const rest = await to.client.call('annotations.previewImport', {
      from,
      recordings: { '': first },
      recordingId: second,
    });
    expect(rest.recordings.map(({ name, footageId }) => [name, footageId])).toEqual([
      ['a.mp4', second],
      ['b.mp4', second],
      ['constructor', second],
      ['', first],
    ]);
  });

  it('without a recording are asked for one', async () => {
    const from = write('plain.vtt', 'WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n[UOF.1] A push\n');
    const preview = await to.client.call('annotations.previewImport', { from });
    expect(preview).toMatchObject({ placed: 0, unplaced: [{ reason: expect.stringContaining('Choose one') }] });
  });

  it.each([
    [
      'entities',
      'x.eaf',
      '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><ANNOTATION_DOCUMENT>&b;</ANNOTATION_DOCUMENT>',
    ],
    ['deep nesting', 'x.json', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
    ['JSON of something else', 'y.json', '{"a":1}'],
    ['broken JSON', 'z.json', '{"observations":'],
    ['nothing known', 'w.txt', 'hello'],
    ['an EAF in seconds', 's.eaf', '<ANNOTATION_DOCUMENT><HEADER TIME_UNITS="PAL-frames"/></ANNOTATION_DOCUMENT>'],
  ])('with %s are refused in a sentence', async (_what, name, text) => {
    const from = write(name, text);
    await expect(to.client.call('annotations.previewImport', { from })).rejects.toMatchObject({ code: 'bad-request' });
  });

  it('read by a page must have been picked', async () => {
    await expect(
      to.pageClient.call('annotations.previewImport', { from: { path: '/etc/passwd' } }),
    ).rejects.toMatchObject({ code: 'not-permitted' });
  });
});

it('the CSV defang holds no formula and is taken back exactly', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        nasty,
        fc.string({ unit: fc.constantFrom("'", '=', '+', '-', '@', '\t', '\r', '\n', ',', ';', 'a'), maxLength: 12 }),
      ),
      (text) => {
        const safe = defangCell(text);
        expect(armCell(safe)).toBe(text);
        expect(safe).not.toMatch(/(^|[\n,;])[=+\-@\t\r]/);
      },
    ),
    { numRuns: 3000 },
  );
});

it('one recording a file where a format has one timeline; the export stands in the custody log', async () => {
  const two = [await add(), await add({ footageId: footage[1] as FootageId })];
  await expect(exported('eaf', two)).rejects.toMatchObject({
    code: 'bad-request',
    message: expect.stringContaining('one recording'),
  });
  await exported('csv', two);
  const entry = (await from.client.call('custody.list', {})).at(-1);
  expect(entry).toMatchObject({
    type: 'export.done',
    data: { format: 'csv', annotationCount: 2, withAllegations: false },
  });
});

it('ffmpeg reads the WebVTT; the EAF has its parts in the order of the schema, slots in order of time', async () => {
  const made = [
    await add({ observation: 'One & two <three>\n\nfour --> five' }),
    await add({ inFrame: 15, outFrame: 25, code: 'CTX.1' }),
    await add({ inFrame: 16, outFrame: 18 }),
  ];
  const vtt = await exported('webvtt', made);
  const probed = execFileSync('ffmpeg', ['-v', 'error', '-f', 'webvtt', '-i', vtt, '-f', 'srt', '-'], {
    encoding: 'utf8',
  });
  expect(probed.match(/-->/g)?.length).toBeGreaterThanOrEqual(3);
  expect(probed).toContain('One & two');
  const eaf = readFileSync(await exported('eaf', made), 'utf8');
  const slots = [...eaf.matchAll(/TIME_SLOT_ID="(ts\d+)" TIME_VALUE="(\d+)"/g)];
  expect(slots).toHaveLength(6);
  const values = slots.map(([, , value]) => Number(value));
  expect(values).toEqual(values.toSorted((a, b) => a - b));
  for (const order of [['HEADER', 'TIME_ORDER', '<TIER', 'LINGUISTIC_TYPE ']]) {
    const places = order.map((name) => eaf.indexOf(name));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places.every((at) => at > 0)).toBe(true);
  }
  expect(eaf.match(/<TIER /g)).toHaveLength(3);
  expect(eaf).toContain('TIME_ALIGNABLE="true"');
  expect(XMLValidator.validate(eaf)).toBe(true);
});
