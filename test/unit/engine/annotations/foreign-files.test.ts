import { describe, expect, it } from 'vitest';
import { decodeText } from '../../../../src-main/domain/decode-text.ts';
import { readCsv } from '../../../../src-main/engine/annotations/interchange/csv-format.ts';
import { readEaf } from '../../../../src-main/engine/annotations/interchange/eaf-format.ts';
import { findCode } from '../../../../src-main/engine/annotations/interchange/find-code.ts';
import { formats } from '../../../../src-main/engine/annotations/interchange/format-table.ts';
import { placeAnnotations } from '../../../../src-main/engine/annotations/interchange/place-annotations.ts';
import { readVtt } from '../../../../src-main/engine/annotations/interchange/vtt-format.ts';
import { writeWebAnnotations } from '../../../../src-main/engine/annotations/interchange/web-annotation-format.ts';

describe('ELAN documents', () => {
  /** As ELAN 6 writes them: a coded tier, one that describes it, and one whose slots are not all fixed. */
  const document = (value: string, media = '') => `<?xml version="1.0" encoding="UTF-8"?>
<ANNOTATION_DOCUMENT AUTHOR="" DATE="2024-03-14T12:00:00-05:00" FORMAT="3.0" VERSION="3.0">
  <HEADER MEDIA_FILE="" TIME_UNITS="milliseconds">
    <MEDIA_DESCRIPTOR MEDIA_URL="file:///C:/video/cam%20%231.mp4" MIME_TYPE="video/mp4" ${media}/>
  </HEADER>
  <TIME_ORDER>
    <TIME_SLOT TIME_SLOT_ID="ts1" TIME_VALUE="1000"/>
    <TIME_SLOT TIME_SLOT_ID="ts2" TIME_VALUE="2000"/>
    <TIME_SLOT TIME_SLOT_ID="ts3"/>
  </TIME_ORDER>
  <TIER LINGUISTIC_TYPE_REF="force" PARTICIPANT="Agent A" TIER_ID="Force">
    <ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a1" CVE_REF="UOF.1" TIME_SLOT_REF1="ts1" TIME_SLOT_REF2="ts2">
      <ANNOTATION_VALUE>${value}</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>
  </TIER>
  <TIER LINGUISTIC_TYPE_REF="note" PARENT_REF="Force" TIER_ID="Remarks">
    <ANNOTATION><REF_ANNOTATION ANNOTATION_ID="a2" ANNOTATION_REF="a1">
      <ANNOTATION_VALUE>Seen from behind.</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION>
    <ANNOTATION><REF_ANNOTATION ANNOTATION_ID="a3" ANNOTATION_REF="a4">
      <ANNOTATION_VALUE>Round and round.</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION>
    <ANNOTATION><REF_ANNOTATION ANNOTATION_ID="a4" ANNOTATION_REF="a3">
      <ANNOTATION_VALUE>And again.</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION>
  </TIER>
  <TIER LINGUISTIC_TYPE_REF="parts" TIER_ID="Parts">
    <ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a5" TIME_SLOT_REF1="ts1" TIME_SLOT_REF2="ts3">
      <ANNOTATION_VALUE>Half of it.</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>
  </TIER>
</ANNOTATION_DOCUMENT>`;

  it('gives what refers to an annotation its times, and says what has none', () => {
    const { annotations, unread } = readEaf(document('UOF.1 Physical control'));
    expect(annotations).toMatchObject([
      { code: 'UOF.1', text: 'Physical control', startMillis: 1000, endMillis: 2000, recordingName: 'cam #1.mp4' },
      { code: 'Remarks', text: 'Seen from behind.', startMillis: 1000, endMillis: 2000 },
    ]);
    expect(unread.map(({ place }) => place)).toEqual([
      'tier Remarks, annotation a3',
      'tier Remarks, annotation a4',
      'tier Parts, annotation a5',
    ]);
  });

  it('takes the code from the entry of a vocabulary where the value was worded otherwise', () => {
    expect(readEaf(document('A grip on the arm')).annotations[0]).toMatchObject({
      code: 'UOF.1',
      text: 'A grip on the arm',
    });
  });

  it.each([
    ['TIME_ORIGIN="5000"', 6000],
    ['TIME_ORIGIN="-400"', 600],
  ])('moves times to the clock of the recording: %s', (media, start) => {
    expect(readEaf(document('x', media)).annotations[0]).toMatchObject({ startMillis: start, endMillis: start + 1000 });
  });

  it('reads letters that are written as numbers', () => {
    expect(readEaf(document('&#128512; caf&#xE9; &amp;#233;')).annotations[0]?.text).toBe('😀 café &#233;');
  });

  it.each([
    ['cut off', document('x').slice(0, -400)],
    ['without an end tag', document('x').replace('</TIER>', '')],
    ['with an open quote', '<ANNOTATION_DOCUMENT><TIER TIER_ID="a'],
    ['nested without end', '<a>'.repeat(100_000)],
    ['with names that are traps', '<ANNOTATION_DOCUMENT><__proto__ x="1"/></ANNOTATION_DOCUMENT>'],
    [
      'with entities',
      '<!DOCTYPE a [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><ANNOTATION_DOCUMENT>&b;</ANNOTATION_DOCUMENT>',
    ],
  ])('refuses one %s in a short sentence', (_what, text) => {
    let message = '';
    try {
      readEaf(text);
    } catch (thrown) {
      expect(thrown).toMatchObject({ code: 'bad-request' });
      message = (thrown as Error).message;
    }
    expect(message).not.toBe('');
    expect(message.length).toBeLessThan(400);
  });
});

describe('BORIS projects', () => {
  const project = (observation: object) =>
    formats.boris.read(
      JSON.stringify({
        behaviors_conf: { 0: { type: 'State event', code: 's' }, 1: { type: 'Point event', code: 'p' } },
        observations: {
          one: {
            file: { 1: ['C:\\video\\a.mp4', 'C:\\video\\b.mp4'], 2: ['c.mp4'] },
            media_info: { length: { 'C:\\video\\a.mp4': 60, 'C:\\video\\b.mp4': 60 } },
            'time offset': 0,
            ...observation,
          },
        },
      }),
    );
  const spans = (observation: object) =>
    project(observation).annotations.map(({ recordingName, startMillis, endMillis, text }) => [
      recordingName,
      startMillis,
      endMillis,
      text,
    ]);

  it('place what lies in the second recording of a row there, on its own clock', () => {
    const events = [
      [59.5, '', 's', '', ''],
      [61, '', 's', '', ''],
      [62.25, '', 'p', '', ''],
    ];
    expect(spans({ events })).toEqual([
      ['a.mp4', 59_500, 61_000, ''],
      ['b.mp4', 2250, 2250, ''],
    ]);
  });

  it('count from the offset that the observation states', () => {
    expect(spans({ 'time offset': 10.5, events: [[12, '', 'p', '', '']] })).toEqual([['a.mp4', 1500, 1500, '']]);
  });

  it('pair starts and stops by modifier, whatever order they stand in', () => {
    const events = [
      [4, '', 's', 'right', ''],
      [1, '', 's', 'left', ''],
      [2, '', 's', 'right', ''],
      [3, '', 's', 'left', ''],
    ];
    expect(spans({ events })).toEqual([
      ['a.mp4', 1000, 3000, '(left)'],
      ['a.mp4', 2000, 4000, '(right)'],
    ]);
  });

  it('are read with the numbers that only Python writes; an event without a time is said', () => {
    const text = JSON.stringify({
      observations: {
        one: {
          file: [],
          events: [
            ['NO', '', 'NaN', '', ''],
            [1, '', 's', '', ''],
          ],
        },
      },
    });
    const { annotations, unread } = formats.boris.read(text.replace('"NO"', 'NaN'));
    expect(annotations).toEqual([]);
    expect(unread.map(({ place }) => place)).toEqual(['observation one, event 1', 'observation one, event 2']);
  });

  it('say of times that count from a date that they cannot be placed', () => {
    const { annotations, unread } = project({
      media_creation_date_as_offset: true,
      events: [[1.7e9, '', 'p', '', '']],
    });
    expect(annotations).toEqual([]);
    expect(unread).toMatchObject([
      { place: 'observation one', reason: expect.stringContaining('save the project again') },
    ]);
  });
});

it('a WebVTT cue keeps its signs, also those of writing from right to left', () => {
  const { annotations } = readVtt(
    'WEBVTT\n\n00:01.000 --> 00:02.000 align:start\n<v Roger>&quot;a&quot; &#39;b&apos; &rlm;c &bogus;\n',
  );
  expect(annotations[0]?.text).toBe('"a" \'b\' \u200fc &bogus;');
});

it('a row of a table without its last cells is read once, and rows count as a spreadsheet counts them', () => {
  const { annotations, unread } = readCsv(
    'Start,Stop,Behavior,Comment,Subject\n1,2,UOF.1,A push\n1,2,UOF.1,A push,Agent A,more\n',
  );
  expect(annotations.map(({ place, text }) => [place, text])).toEqual([
    ['row 2', 'A push'],
    ['row 3', 'A push'],
  ]);
  expect(unread.map(({ place }) => place)).toEqual(['row 3']);
});

it('a code is known by its id with the label behind it, as vocabularies carry it', () => {
  const code = { id: 'UOF.1', label: 'Physical control (hands)', isRetired: false };
  const codebook = { codes: [code, { id: 'UOF.2', label: 'Strike', isRetired: true }] } as never;
  expect(findCode('UOF.1 Physical control hands', codebook, {})).toBe(code);
  expect(findCode('UOF.2 Strike', codebook, {})).toBeNull();
  expect(findCode('UOF.10 Physical control', codebook, {})).toBeNull();
  expect(findCode('constructor', codebook, {})).toBeNull();
  expect(findCode('__proto__', codebook, {})).toBeNull();
});

it('a code that is retired is said to be so, not to be missing', () => {
  const footage = [{ id: 'one', originalName: 'a.mp4', digest: null }];
  const codebook = { codes: [{ id: 'UOF.2', label: 'Strike', isRetired: true }] };
  const { annotations } = readCsv(
    'recording,start,end,code,observation\na.mp4,1,2,UOF.2,x\na.mp4,1,2,UOF.7,x\na.mp4,1,2,,x\n',
  );
  const ground = { footage, codebook, indexOf: () => ({}), subjects: new Map(), known: new Map(), recordings: {} };
  const { unplaced } = placeAnnotations(annotations, { ...ground, recordingId: null, mapping: {} } as never);
  expect(unplaced.map(({ reason }) => reason)).toEqual([
    expect.stringMatching(/^The code "UOF[.]2" is retired[.]/),
    expect.stringMatching(/^The codebook has no code "UOF[.]7"[.]/),
    expect.stringMatching(/^It has no code[.]/),
  ]);
});

it('a collection of Web Annotations and its page have ids, the same for the same annotations', () => {
  const written = (title: string) =>
    JSON.parse(writeWebAnnotations({ title, madeAt: '', recordings: [], annotations: [], withAllegations: false }));
  const collection = written('One');
  expect(collection).toMatchObject({ id: expect.stringMatching(/^urn:sha256:[0-9a-f]{64}:collection$/) });
  expect(collection.first).toMatchObject({ id: expect.stringMatching(/:page$/), partOf: collection.id });
  expect(written('Two').id).toBe(collection.id);
});

describe('text of other programs', () => {
  const utf16 = Buffer.from('\ufeffé 字', 'utf16le');
  it.each([
    ['UTF-8', Buffer.from('é 字')],
    ['UTF-8 with a mark', Buffer.from('\ufeffé 字')],
    ['UTF-16, low byte first', utf16],
    ['UTF-16, high byte first', Buffer.from(utf16).swap16()],
  ])('is read from %s', (_what, bytes) => {
    expect(decodeText(bytes)).toBe('é 字');
  });

  it('is not guessed from anything else', () => {
    expect(decodeText(Buffer.from('caf\u00e9', 'latin1'))).toBeNull();
    expect(decodeText(utf16.subarray(0, -1))).toBeNull();
  });
});
