import path from 'node:path';
import Papa from 'papaparse';
import { beforeAll, expect, test } from 'vitest';
import { armCell } from '../../../../../src-main/domain/spreadsheet-cell.ts';
import { writeDat } from '../../../../../src-main/engine/packets/load-files/concordance-dat.ts';
import {
  furtherColumns,
  loadFileColumns,
  loadFileRows,
} from '../../../../../src-main/engine/packets/load-files/load-file-rows.ts';
import { writeLoadFileTable } from '../../../../../src-main/engine/packets/load-files/load-file-table.ts';
import { writeLoadFiles } from '../../../../../src-main/engine/packets/load-files/load-files-writer.ts';
import { volumeName } from '../../../../../src-main/engine/packets/load-files/volume-name.ts';
import type { PacketFiles, PacketRecord } from '../../../../../src-main/engine/packets/packet-record.ts';
import { awkwardText, madePacketRecord } from '../../../../helpers/made-packet-record.ts';

const resourcesFolder = path.resolve(import.meta.dirname, '../../../../../resources');
const signal = new AbortController().signal;

/** A record whose custodian and confidentiality hold what the formats are made of. */
function awkwardRecord(): PacketRecord {
  const record = madePacketRecord();
  const custodian = `=cmd|'/C calc'!A0\r\nþ \u{14} ® \u{0} tab\t, "quoted"; +1 line\u{2028}end`;
  const sources = record.sources.map((source) => ({
    ...source,
    acquisition: { ...source.acquisition, statement: { ...source.acquisition.statement, custodian } },
  }));
  return { ...record, sources, heading: { ...record.heading, confidentiality: '@SUM(1) ® CONFIDENTIAL' } };
}

/** Reads a DAT as a loader does: papaparse with the settings of the field map. */
function readDat(text: string): { fields: string[]; rows: Record<string, string>[] } {
  const parsed = Papa.parse<Record<string, string>>(text.replace('\u{feff}', ''), {
    header: true,
    delimiter: '\u{14}',
    quoteChar: 'þ',
    newline: '\r\n',
    skipEmptyLines: true,
  });
  expect(parsed.errors).toEqual([]);
  return { fields: parsed.meta.fields ?? [], rows: parsed.data };
}

let files: PacketFiles;
let record: PacketRecord;
beforeAll(async () => {
  record = awkwardRecord();
  files = await writeLoadFiles(record, { resourcesFolder, signal });
});

function textOf(name: string): string {
  const content = files[`data/loadfiles/${name}`];
  expect(typeof content).toBe('string');
  return content as string;
}

test('the DAT is read back field by field by another parser, whatever is in the values', () => {
  const text = textOf('PROD003.dat');
  expect(Buffer.from(text).subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
  const { fields, rows } = readDat(text);
  expect(fields).toEqual([...loadFileColumns]);
  const expected = loadFileRows(record);
  expect(rows).toHaveLength(expected.length);
  for (const [at, row] of expected.entries()) {
    for (const column of loadFileColumns) {
      const back = (rows[at]?.[column] ?? '')
        .replaceAll('®', '\n')
        .replaceAll(/\\u([0-9a-f]{4})/g, (_whole, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
      expect(back).toBe(row[column].replaceAll(/\r\n|\u{2028}/gu, '\n'));
    }
  }
  expect(rows[0]?.['CUSTODIAN']).toContain('\\u00fe \\u0014 \\u00ae \\u0000 tab\t');
  // Every line is whole: as many rows as line ends, 24 values in each, nothing but the format's own bytes between them.
  const lines = text.slice(1).split('\r\n');
  expect(lines.pop()).toBe('');
  expect(lines).toHaveLength(expected.length + 1);
  for (const line of lines) {
    const values = line.split('\u{14}');
    expect(values).toHaveLength(24);
    expect(values.every((value) => /^þ[^þ]*þ$/.test(value))).toBe(true);
  }
});

test('the field map names every column and every replaced sign, in ASCII', () => {
  const map = textOf('field-map.txt');
  for (const [at, column] of loadFileColumns.entries()) {
    expect(map).toContain(`${String(at + 1).padStart(2)}  ${column}  (`);
  }
  expect(map).toContain('Row 1, CUSTODIAN: U+0000, U+0014, U+00AE, U+00FE');
  expect(map).toContain('Row 1, CONFIDENTIALITY: U+00AE');
  expect(map).toMatch(/^[\r\n\x20-\x7e]*$/);
  expect(map.split('\r\n').every((line) => !line.includes('\n'))).toBe(true);
});

test('values are those of the record: times, dates, families, paths', () => {
  const rows = loadFileRows(madePacketRecord());
  const native = rows.find(({ file }) => file.role === 'native');
  const clip = rows.find(({ file }) => file.role === 'clip');
  const orphan = rows.find(({ SOURCEFILENAME }) => SOURCEFILENAME.endsWith('.mkv'));
  expect(native).toMatchObject({
    BEGBATES: 'BOS0000001',
    ENDBATES: 'BOS0000001',
    BEGATTACH: 'BOS0000001',
    ENDATTACH: 'BOS0000111',
    VOLUME: 'PROD003',
    CUSTODIAN: 'R. Alvarez',
    FILENAME: 'IMG_0021.MOV',
    FILEEXT: 'mov',
    FILESIZE: '734003200',
    DATECREATED: '20260209',
    RECORDEDSTARTUTC: '2026-02-09T14:58:31.000Z',
    RECORDEDTIMEBASIS: 'embedded: container-creation-time',
    DURATIONMS: '600000',
    CLASS: 'NATIVE-COPY',
    PARENTBATES: '',
    CLIPINMS: '',
    CLIPOUTMS: '',
    REDACTED: 'N',
    NATIVEPATH: 'natives\\BOS0000001.mov',
  });
  // Frames 100 to 190 at 30 a second: rounded outward.
  expect(clip).toMatchObject({
    BEGBATES: 'BOS0000101',
    BEGATTACH: 'BOS0000001',
    FILENAME: 'BOS0000101.mp4',
    DATECREATED: '20260217',
    RECORDEDSTARTUTC: '2026-02-09T14:58:34.333Z',
    PARENTBATES: 'BOS0000001',
    CLIPINMS: '3333',
    CLIPOUTMS: '6334',
    NATIVEPATH: 'clips\\BOS0000101.mp4',
    EXHIBITS: 'Ex. 1',
  });
  // Its native does not go along: it stands alone.
  expect(orphan).toMatchObject({ BEGATTACH: '', ENDATTACH: '', PARENTBATES: '' });
  const begins = rows.map(({ BEGBATES }) => BEGBATES);
  expect(begins).toEqual([...begins].sort());
  expect(new Set(begins).size).toBe(rows.length);
});

test('a recording that only says when its file was written has no start', () => {
  const made = madePacketRecord();
  const sources = made.sources.map((source) => ({
    ...source,
    clocks: [{ basis: 'file-modified' as const, text: '2026-02-09T15:20:02Z', at: made.heading.createdAt }],
  }));
  const rows = loadFileRows({ ...made, sources });
  expect(rows.every((row) => row.RECORDEDSTARTUTC === '' && row.RECORDEDTIMEBASIS === 'unknown')).toBe(true);
});

test('captions of the same span are the text of a clip', () => {
  const made = madePacketRecord();
  const clip = made.files.find(({ role }) => role === 'clip');
  if (clip === undefined) {
    throw new Error('The record has no clip.');
  }
  const captions = { ...clip, role: 'captions' as const, path: 'captions/BOS0000999.vtt', bates: 'BOS0000999' };
  const rows = loadFileRows({ ...made, files: [...made.files, captions] });
  expect(rows.filter(({ TEXTPATH }) => TEXTPATH !== '').map(({ BEGBATES, TEXTPATH }) => [BEGBATES, TEXTPATH])).toEqual([
    [clip.bates, 'captions\\BOS0000999.vtt'],
    ['BOS0000999', 'captions\\BOS0000999.vtt'],
  ]);
});

test('the OPT has one line of seven values for every image, and every image is there', () => {
  const lines = textOf('PROD003.opt').split('\r\n');
  expect(lines.pop()).toBe('');
  const images = Object.keys(files).filter((name) => name.startsWith('data/loadfiles/images/'));
  expect(lines).toHaveLength(loadFileRows(record).length);
  expect(images).toHaveLength(lines.length);
  const { rows } = readDat(textOf('PROD003.dat'));
  for (const [at, line] of lines.entries()) {
    const values = line.split(',');
    expect(values).toHaveLength(7);
    const [key, volume, image, ...rest] = values;
    expect(key).toBe(rows[at]?.['BEGBATES']);
    expect(volume).toBe('PROD003');
    expect(rest).toEqual(['Y', '', '', '1']);
    expect(files[`data/${image?.replaceAll('\\', '/')}`]).toBeInstanceOf(Uint8Array);
  }
});

test('no cell of the CSV is run by a spreadsheet, and taking the apostrophes away gives the value again', () => {
  const attacks = ['=1+1', '+1', '-1', '@SUM(1)', '\t=1', '\r=1', 'a\n=1', 'a;=1', 'a,+1', "'=1", awkwardText];
  const [first] = loadFileRows(record);
  if (first === undefined) {
    throw new Error('There is no row.');
  }
  const text = writeLoadFileTable(attacks.map((attack) => ({ ...first, CUSTODIAN: attack, TITLE: attack })));
  expect(text.startsWith('\u{feff}BEGBATES,')).toBe(true);
  const parsed = Papa.parse<Record<string, string>>(text.slice(1), { header: true, skipEmptyLines: true });
  expect(parsed.errors).toEqual([]);
  expect(parsed.meta.fields).toEqual([...loadFileColumns, ...furtherColumns]);
  for (const [at, attack] of attacks.entries()) {
    for (const column of ['CUSTODIAN', 'TITLE']) {
      const cell = parsed.data[at]?.[column] ?? '';
      expect(cell).not.toMatch(/(^|[\n\r\t,;])[=+\-@\t\r]/);
      expect(armCell(cell)).toBe(attack);
    }
  }
});

test('load files are named by the last part of the production, where that is a name', () => {
  const names = [
    ['CITY-2026-0142-PROD003', 'PROD003'],
    ['Packet_2', 'Packet_2'],
    ['CITY-7', 'PROD007'],
    ['CITY-CON', 'PROD001'],
    ['CITY-', 'PROD001'],
    ['CITY-x.', 'PROD001'],
    ['CITY-com1.dat', 'PROD001'],
  ] as const;
  for (const [production, volume] of names) {
    expect(volumeName(production)).toBe(volume);
  }
});

test('a row end inside a value never ends a row', () => {
  const { text, remarks } = writeDat(['A'], [['one\r\ntwo\nthree\rfour\u{85}five\u{2029}six\vseven\feight']]);
  expect(text).toBe('\u{feff}þAþ\r\nþone®two®three®four®five®six®seven®eightþ\r\n');
  expect(remarks).toEqual([]);
});

test('the same record gives the same bytes; a stop is heard', async () => {
  const again = await writeLoadFiles(awkwardRecord(), { resourcesFolder, signal });
  expect(Object.keys(again)).toEqual(Object.keys(files));
  for (const [name, content] of Object.entries(files)) {
    expect(Buffer.from(again[name] ?? '').equals(Buffer.from(content)), name).toBe(true);
  }
  const stopped = writeLoadFiles(record, { resourcesFolder, signal: AbortSignal.abort() });
  await expect(stopped).rejects.toMatchObject({ code: 'cancelled' });
});
