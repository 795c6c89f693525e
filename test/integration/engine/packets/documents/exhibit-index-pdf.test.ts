import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type DocumentFonts,
  readDocumentFonts,
} from '../../../../../src-main/engine/packets/documents/document-fonts.ts';
import { exhibitIndexPdf } from '../../../../../src-main/engine/packets/documents/exhibit-index.ts';
import type { PacketRecord } from '../../../../../src-main/engine/packets/packet-record.ts';
import { madePacketRecord } from '../../../../helpers/made-packet-record.ts';
import { allElements, arePdfToolsHere, pdfStructure, pdfText, runPdfTool } from '../../../../helpers/pdf-tools.ts';

describe.runIf(arePdfToolsHere())('the exhibit index as a stranger reads it', () => {
  let folder: string;
  let fonts: DocumentFonts;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'exhibit-index-'));
    fonts = await readDocumentFonts('resources');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  async function written(record: PacketRecord): Promise<string> {
    const path = join(folder, `${record.exhibits.length}-${Math.random()}.pdf`);
    writeFileSync(path, await exhibitIndexPdf(record, fonts));
    return path;
  }

  it('names every exhibit once and every digest in full, also with 400 exhibits, in constant time for each', async () => {
    await exhibitIndexPdf(madePacketRecord({ clipCount: 40 }), fonts);
    const small = madePacketRecord({ clipCount: 40 });
    const large = madePacketRecord({ clipCount: 400 });
    const start = performance.now();
    await exhibitIndexPdf(small, fonts);
    const middle = performance.now();
    const path = await written(large);
    const end = performance.now();
    expect((end - middle) / 400).toBeLessThan(((middle - start) / 40) * 4);

    expect(runPdfTool('qpdf', '--check', path)).toContain('No syntax or stream encoding errors found');
    const text = pdfText(path);
    for (const exhibit of large.exhibits) {
      const rows = text.match(new RegExp(`(?<!(?:with|,) )Ex\\. ${exhibit.number}(?![0-9-])`, 'g')) ?? [];
      expect(rows, exhibit.label).toHaveLength(1);
    }
    const wanted = new Set(large.files.map((file) => file.digest));
    expect([...wanted].filter((digest) => !text.includes(digest))).toEqual([]);
    expect(large.files.filter((file) => !text.includes(`${file.path} `))).toEqual([]);
    const rowHeaders = allElements(pdfStructure(path)).filter(({ tag, scope }) => tag === 'TH' && scope === 'Row');
    expect(rowHeaders.length).toBe(large.exhibits.length + 7 + large.files.length);
  }, 60_000);

  it('lets others have their turn while hundreds of exhibits are written', async () => {
    let turns = 0;
    const timer = setInterval(() => {
      turns += 1;
    }, 1);
    await exhibitIndexPdf(madePacketRecord({ clipCount: 200 }), fonts);
    clearInterval(timer);
    expect(turns).toBeGreaterThan(50);
  }, 60_000);

  it('prints whatever people write as text, and what no font has as a code point', async () => {
    const odd = 'Ελληνικά Кириллица Łódź שלום 中文 日本 한국 \u{1f600} \u202eturned \u0007 <b>&amp; 100 % =SUM(A1)';
    const record = madePacketRecord();
    const [first, ...rest] = record.exhibits;
    if (first === undefined) {
      throw new Error('The record has no exhibit.');
    }
    const path = await written({ ...record, exhibits: [{ ...first, description: odd }, ...rest] });
    const text = pdfText(path);
    for (const part of odd
      .replace('\u{1f600}', '[U+1F600]')
      .replace('\u202e', '[U+202E]')
      .replace('\u0007', '[U+0007]')
      .split(' ')) {
      expect(text).toContain(part);
    }
  });

  function changed(change: (first: PacketRecord['exhibits'][number]) => object): PacketRecord {
    const record = madePacketRecord();
    const [first, ...rest] = record.exhibits;
    if (first === undefined) {
      throw new Error('The record has no exhibit.');
    }
    return { ...record, exhibits: [{ ...first, ...change(first) }, ...rest] };
  }

  it('prints a long description in full in an appendix', async () => {
    const long = Array.from({ length: 600 }, (_, at) => `word${at}`).join(' ');
    const text = pdfText(await written(changed(() => ({ description: long }))));
    expect(text).toContain('Appendix C. Long descriptions in full');
    const appendix = text.slice(text.indexOf('Appendix C. Long'));
    for (let at = 0; at < 600; at += 1) {
      expect(appendix).toMatch(new RegExp(`word${at}(?!\\d)`));
    }
  });

  it('breaks a row that is longer than a page, under a header that is drawn again but read once', async () => {
    const path = await written(
      changed(({ annotations: [annotation] }) => ({
        annotations: Array.from({ length: 90 }, (_, at) => ({ ...annotation, revision: 1000 + at })),
      })),
    );
    const text = pdfText(path);
    for (let at = 0; at < 90; at += 1) {
      expect(text).toContain(`revision ${1000 + at}`);
    }
    expect(text.split('Sponsoring witness').length - 1).toBeGreaterThan(3);
    const headers = allElements(pdfStructure(path)).filter(({ tag, scope }) => tag === 'TH' && scope === 'Column');
    expect(headers).toHaveLength(8 + 3 + 5);
  });
});
