import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeDocuments } from '../../../../../src-main/engine/packets/documents/documents-writer.ts';
import type { PacketRecord } from '../../../../../src-main/engine/packets/packet-record.ts';
import { packetWriters } from '../../../../../src-main/engine/packets/packet-writers.ts';
import { madeCustodyEntries } from '../../../../helpers/made-custody-entries.ts';
import { awkwardText, madePacketRecord } from '../../../../helpers/made-packet-record.ts';
import {
  allElements,
  arePdfToolsHere,
  pdfStructure,
  pdfText,
  runPdfTool,
  scannedQr,
} from '../../../../helpers/pdf-tools.ts';

const context = { resourcesFolder: 'resources', signal: new AbortController().signal };
const names = ['CERT-902-13-14', 'CERT-MASSACHUSETTS', 'CUSTODY-REPORT', 'EXHIBIT-INDEX', 'PRODUCTION-LOG'];

function withEntries(record: PacketRecord): PacketRecord {
  const [source] = record.sources;
  const asset = [`asset:${source?.digest}`];
  return {
    ...record,
    custody: {
      ...record.custody,
      entries: madeCustodyEntries([
        { type: 'genesis' },
        { type: 'ingest.file', refs: asset, data: { relativePath: 'DCIM/IMG_0021.MOV', byteCount: 734_003_200 } },
        { type: 'annotation.create', refs: asset, data: { code: 'UOF.1', observation: 'secret words' } },
        { type: 'verify.run', data: { verdict: 'OK' } },
        {
          type: 'transfer.out',
          data: { packet: 'PROD002', recipient: 'District Attorney', medium: 'USB', sealNumber: 'A-7' },
        },
      ]),
    },
  };
}

describe.runIf(arePdfToolsHere())('the documents of a packet as strangers read them', () => {
  let folder: string;
  const paths = new Map<string, string>();
  const record = withEntries(madePacketRecord({ clipCount: 12 }));

  async function write(of: PacketRecord, into = folder): Promise<Map<string, string>> {
    const files = await writeDocuments(of, context);
    return new Map(
      Object.entries(files).map(([path, bytes]) => {
        const file = join(into, basename(path));
        writeFileSync(file, bytes);
        return [basename(path, '.pdf'), file];
      }),
    );
  }
  function pathOf(name: string): string {
    const path = paths.get(name);
    if (path === undefined) {
      throw new Error(`${name} was not written.`);
    }
    return path;
  }

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'documents-'));
    for (const [name, path] of await write(record)) {
      paths.set(name, path);
    }
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('are the five, and the list of writers makes them when they are wanted', () => {
    expect([...paths.keys()].sort()).toEqual(names);
    const writer = packetWriters.find(({ write: made }) => made === writeDocuments);
    expect(writer?.isWanted({ withDocuments: true } as never)).toBe(true);
    expect(writer?.isWanted({ withDocuments: false } as never)).toBe(false);
  });

  it.each(names)('%s is sound, tagged, titled, of Letter size, with embedded fonts and nothing that acts', (name) => {
    const path = pathOf(name);
    expect(runPdfTool('qpdf', '--check', path)).toContain('No syntax or stream encoding errors found');
    const facts = runPdfTool('pdfinfo', path);
    expect(facts).toMatch(/Title: +\S.*CITY-2026-0142-PROD003/);
    expect(facts).toMatch(/Tagged: +yes/);
    expect(facts).toMatch(/JavaScript: +no/);
    expect(facts).toMatch(/Form: +none/);
    expect(facts).toMatch(/Encrypted: +no/);
    expect(facts).toMatch(/\(letter\)/);
    expect(facts).toMatch(/CreationDate: +Tue Feb 17 10:04:05 2026/);
    expect(runPdfTool('pdfinfo', '-js', path).trim()).toBe('');
    expect(runPdfTool('pdfinfo', '-url', path).split('\n').slice(1).join('').trim()).toBe('');
    expect(runPdfTool('pdfdetach', '-list', path)).toContain('0 embedded files');
    const fonts = runPdfTool('pdffonts', path).trim().split('\n').slice(2);
    expect(fonts.length).toBeGreaterThan(1);
    for (const font of fonts) {
      expect(font).toMatch(/^[A-Z]{6}\+\S+ +CID TrueType +Identity-H +yes yes yes/);
    }
    const catalog = runPdfTool('qpdf', '--json=2', '--json-key=qpdf', path);
    expect(catalog).toContain('"/Lang": "u:en-US"');
    expect(catalog).toContain('"/DisplayDocTitle": true');
    expect(catalog).toContain('"/Outlines"');
    expect(catalog).not.toMatch(/"\/(?:JavaScript|JS|OpenAction|AA|Launch|URI|EmbeddedFile)"/);
  });

  it.each(names)('%s has a structure in which tables have header cells and figures a description', (name) => {
    const roots = pdfStructure(pathOf(name));
    expect(roots.map(({ tag }) => tag)).toEqual(['Document']);
    const elements = allElements(roots);
    expect(elements.filter(({ tag }) => tag === 'H1')).toHaveLength(1);
    expect(elements.filter(({ tag }) => tag === 'H2').length).toBeGreaterThan(2);
    const tables = elements.filter(({ tag }) => tag === 'Table');
    expect(tables.length).toBeGreaterThan(0);
    for (const table of tables) {
      const rows = allElements(table.kids).filter(({ tag }) => tag === 'TR');
      const heads = allElements(table.kids).filter(({ tag }) => tag === 'TH');
      expect(heads.length).toBeGreaterThan(0);
      expect(heads.every(({ scope }) => scope === 'Row' || scope === 'Column')).toBe(true);
      expect(new Set(rows.map(({ kids }) => kids.length)).size).toBe(1);
    }
    for (const figure of elements.filter(({ tag }) => tag === 'Figure')) {
      expect(figure.alt ?? '').toMatch(/\S{3}/);
    }
    const pictures = elements.filter(({ tag }) => tag === 'Figure').length;
    expect(pictures).toBe(name === 'EXHIBIT-INDEX' ? record.exhibits.length : 0);
  });

  it('are the same bytes for the same record, and other bytes for another', async () => {
    const [once, again] = [await writeDocuments(record, context), await writeDocuments(record, context)];
    const other = await writeDocuments(
      { ...record, heading: { ...record.heading, requester: 'Another court' } },
      context,
    );
    for (const path of Object.keys(once)) {
      const bytes = Buffer.from(once[path] as Uint8Array);
      expect(bytes.equals(Buffer.from(again[path] as Uint8Array))).toBe(true);
    }
    const index = 'data/EXHIBIT-INDEX.pdf';
    expect(Buffer.from(once[index] as Uint8Array).equals(Buffer.from(other[index] as Uint8Array))).toBe(false);
  }, 30_000);

  it('number their pages and say on each which production and checkpoint they belong to', () => {
    for (const name of names) {
      const pages = runPdfTool('pdftotext', '-layout', pathOf(name), '-').split('\f').slice(0, -1);
      pages.forEach((page, at) => {
        expect(page).toContain(`Page ${at + 1} of ${pages.length}`);
        expect(page).toContain('Production CITY-2026-0142-PROD003');
        expect(page).toContain('CsUYapGGPo4d');
        if (name.startsWith('CERT')) {
          expect(page).toContain('DRAFT FOR COUNSEL');
        }
      });
      const { checkpointSize, checkpointRoot } = record.heading;
      expect(scannedQr(pathOf(name), pages.length)).toBe(`checkpoint ${checkpointSize} ${checkpointRoot}`);
    }
  });

  it('keep awkward text as text', () => {
    const text = pdfText(pathOf('EXHIBIT-INDEX'));
    for (const word of awkwardText.split(/\s+/).filter((part) => part !== '')) {
      expect(text).toContain(word.replace('שלום,', 'שלום'));
    }
    expect(pdfText(pathOf('CUSTODY-REPORT'))).toContain('Cámara 3 — entrada "norte".mkv');
  });

  it('carry no allegation and no free text of the log, whatever the audience', async () => {
    for (const profile of ['court', 'internal', 'referral'] as const) {
      const full = withEntries(madePacketRecord({ profile }));
      const into = mkdtempSync(join(folder, 'profile-'));
      for (const path of (await write(full, into)).values()) {
        const text = pdfText(path);
        expect(text).not.toContain('alleged to be without cause');
        expect(text).not.toContain('Complainant');
        expect(text).not.toContain('secret words');
      }
    }
    expect(pdfText(pathOf('EXHIBIT-INDEX'))).toContain('no finding of misconduct is made');
  }, 30_000);

  it('mark every blank by a fill and by brackets, and say what belongs there', () => {
    for (const name of ['CERT-902-13-14', 'CERT-MASSACHUSETTS']) {
      const text = pdfText(pathOf(name));
      const blanks = text.match(/\[[a-z][^\]]+\]/g) ?? [];
      expect(blanks.length).toBeGreaterThan(12);
      for (const blank of [
        'title, office',
        'training and experience',
        'docket number',
        'place',
        'signature, printed name, title',
      ]) {
        expect(blanks).toContain(`[${blank}]`);
      }
      const content = runPdfTool('qpdf', '--qdf', '--object-streams=disable', pathOf(name), '-');
      const yellow = content.match(/1 0\.949\d* 0\.658\d* scn/g) ?? [];
      expect(yellow.length).toBeGreaterThanOrEqual(blanks.length);
    }
  });

  it('fill the certifications from the record', () => {
    const text = pdfText(pathOf('CERT-902-13-14'));
    for (const part of [
      'was received from Café owner, 5th Street (basis: consent)',
      'Frame of Record, version 0.1.0, build abc',
      'On 2026-02-17 10:03:05 UTC, before production CITY-2026-0142-PROD003 was made',
      'listed as NATIVE-COPY (BOS0000001)',
      'with the outcome OK',
      'Fed. R. Evid. 902(11), 902(14)',
      '28 U.S.C. § 1746',
      ...record.sources.map((source) => source.digest),
      ...record.files.map((file) => file.digest),
    ]) {
      expect(text).toContain(part);
    }
    const state = pdfText(pathOf('CERT-MASSACHUSETTS'));
    expect(state).toContain('Signed under the penalties of perjury this');
    expect(state).toContain('COMMONWEALTH OF MASSACHUSETTS');
    expect(state).not.toContain('1746');
  });

  it('tell the custody of every item in eleven parts', () => {
    const text = pdfText(pathOf('CUSTODY-REPORT'));
    for (let part = 1; part <= 11; part += 1) {
      expect(text).toMatch(new RegExp(`(^| )${part}\\. \\p{Lu}\\p{L}+`, 'u'));
    }
    expect(text).toContain('File received, copied and read back');
    expect(text).toContain('2026-02-16 01:12:13 UTC 2026-02-15 20:12:13 −05:00');
    expect(text).toContain('to: District Attorney; medium: USB; seal no.: A-7');
    expect(text).toContain('None found. Looked for');
    expect(text).toContain('2 further entries about these items are proven');
  });

  it('name the attorney who is to sign beside the workstation, and never as one who has', async () => {
    const papers = ['CERT-902-13-14', 'CERT-MASSACHUSETTS', 'CUSTODY-REPORT'];
    for (const name of papers) {
      expect(pdfText(pathOf(name))).not.toContain('To be signed also by');
    }
    const cosigner = { name: 'A. Attorney', fingerprint: '9a2b-3c4d-5e6f-7081-92a3-b4c5-d6e7-f809' };
    const signed: PacketRecord = { ...record, heading: { ...record.heading, cosigner } };
    const written = await write(signed, mkdtempSync(join(folder, 'cosigned-')));
    for (const name of papers) {
      const text = pdfText(written.get(name) ?? '');
      expect(text).toContain('To be signed also by A. Attorney, as the key states; key 9a2b-3c4d-5e6f-7081');
      expect(text).toContain('This paper is older than the signatures');
      expect(text).not.toMatch(/(was|is|been) (co-)?signed by A\. Attorney/);
    }
  });

  it('list what is odd under gaps and anomalies', async () => {
    const odd: PacketRecord = {
      ...record,
      sources: record.sources.map((source) => ({ ...source, isCountVerified: false })),
      custody: { ...record.custody, entries: madeCustodyEntries([{ type: 'genesis' }, { type: 'clock.regression' }]) },
    };
    const text = pdfText((await write(odd, mkdtempSync(join(folder, 'odd-')))).get('CUSTODY-REPORT') ?? '');
    expect(text).not.toContain('None found');
    expect(text).toContain('Clock of the computer found set back');
    expect(text).toContain('not yet by decoding');
  });

  it('explain the gaps between numbers, also those nobody explained, and what was replaced and left out', async () => {
    const replacing: PacketRecord = {
      ...record,
      production: {
        ...record.production,
        replaces: { name: 'CITY-2026-0142-PROD002', digest: 'ab'.repeat(32), changes: ['Ex. 2 was added.'] },
      },
    };
    const text = pdfText((await write(replacing, mkdtempSync(join(folder, 'replace-')))).get('PRODUCTION-LOG') ?? '');
    expect(text).toContain('BOS0000002 BOS0000100 99 assigned to other packets of this matter');
    expect(text).toContain('BOS0000108 BOS0000108 1 Not known to the program');
    expect(text).toContain('This production replaces CITY-2026-0142-PROD002');
    expect(text).toContain('Ex. 2 was added.');
    expect(text).toContain('This packet excludes attorney notes.');
  });

  it('stand also with nothing to show: no entries, no clocks, no notices, no annotations', async () => {
    const bare: PacketRecord = {
      ...record,
      notices: [],
      production: { ...record.production, numbers: [], gaps: [] },
      custody: { entries: [], isWholeLog: false, withheldCount: 0, keys: [] },
      exhibits: record.exhibits.map((exhibit) => ({ ...exhibit, annotations: [], description: '', title: '' })),
      sources: record.sources.map((source) => ({ ...source, clocks: [] })),
    };
    const written = await write(bare, mkdtempSync(join(folder, 'bare-')));
    expect(pdfText(written.get('CUSTODY-REPORT') ?? '')).toContain('No entry is shown in full to this audience.');
    expect(pdfText(written.get('PRODUCTION-LOG') ?? '')).toContain('Nothing is recorded as left out.');
    for (const path of written.values()) {
      expect(runPdfTool('qpdf', '--check', path)).toContain('No syntax or stream encoding errors found');
    }
  });
});

describe('the certification', () => {
  const record = madePacketRecord();
  const hour = 3_600_000_000;
  const withCheck = (hoursBefore: number, isGood: boolean): PacketRecord => ({
    ...record,
    sources: record.sources.map((source, at) =>
      at === 0
        ? source
        : {
            ...source,
            integrityChecks: [
              { at: (record.heading.createdAt - 100 * hour) as never, isGood: true, what: 'ingest' },
              { at: (record.heading.createdAt - hoursBefore * hour) as never, isGood, what: 'before sealing' },
            ],
          },
    ),
  });

  it('is refused by name of the recording when its last check failed or is a day old', async () => {
    await expect(writeDocuments(withCheck(1, false), context)).rejects.toMatchObject({
      code: 'digest-mismatch',
      message: expect.stringContaining('Cámara 3 — entrada "norte".mkv'),
    });
    await expect(writeDocuments(withCheck(24.1, true), context)).rejects.toMatchObject({
      code: 'proof-failed',
      message: expect.stringContaining('more than 24 hours old'),
    });
    await expect(writeDocuments(withCheck(23.9, true), context)).resolves.toHaveProperty('data/CERT-902-13-14.pdf');
  });
});
