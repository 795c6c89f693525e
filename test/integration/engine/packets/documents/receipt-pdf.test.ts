import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { receiptPdf, receiptText } from '../../../../../src-main/engine/packets/documents/receipt.ts';
import { type ReceiptFacts, receiptQrText } from '../../../../../src-main/engine/packets/documents/receipt-facts.ts';
import {
  allElements,
  arePdfToolsHere,
  pdfStructure,
  pdfText,
  runPdfTool,
  scannedQr,
} from '../../../../helpers/pdf-tools.ts';

const facts: ReceiptFacts = {
  packetName: 'CITY-2026-0142-PROD003',
  matterName: 'Cedar Street, 9 February\nsecond line \u202e',
  audience: 'court',
  digest: 'ab12'.repeat(16),
  exhibitCount: 12,
  byteCount: 1_234_567_890,
  sealedAt: 1_771_322_645_000_000,
  checkpointSize: 1834,
  checkpointRoot: 'CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=',
  fingerprint: '1a2b-3c4d-5e6f-7081-92a3-b4c5-d6e7-f809',
  coSigner: { name: 'A. Attorney', fingerprint: '9a2b-3c4d-5e6f-7081-92a3-b4c5-d6e7-f809' },
  transfer: { deliveredTo: 'Clerk, Suffolk Superior Court', medium: '', sealNumber: 'A-00123', handedOverAt: null },
  appVersion: '0.1.0',
};
const compared = [facts.packetName, facts.digest, facts.checkpointRoot, facts.fingerprint];

describe('the receipt as text', () => {
  it('has everything to compare, leaves lines for what is unknown, and keeps each fact on one line', () => {
    const text = receiptText(facts);
    for (const part of [...compared, '1,234,567,890 bytes', 'A. Attorney', 'A-00123', '____ (date and time)']) {
      expect(text).toContain(part);
    }
    expect(text).toContain('Cedar Street, 9 February second line\n');
    expect(text.endsWith('\n')).toBe(true);
  });

  it('puts into the QR code what has to be compared and nothing else', () => {
    expect(receiptQrText(facts)).toBe(
      `packet ${facts.packetName}\nsha256 ${facts.digest}\ncheckpoint 1834 ${facts.checkpointRoot}\nkey ${facts.fingerprint}`,
    );
  });
});

describe.runIf(arePdfToolsHere())('the receipt as PDF', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'receipt-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('is one sound page with the same facts, a described QR code, and the same bytes each time', async () => {
    const path = join(folder, 'receipt.pdf');
    const bytes = await receiptPdf(facts, 'resources');
    writeFileSync(path, bytes);
    expect(Buffer.from(bytes).equals(Buffer.from(await receiptPdf(facts, 'resources')))).toBe(true);
    expect(runPdfTool('qpdf', '--check', path)).toContain('No syntax or stream encoding errors found');
    expect(runPdfTool('pdfinfo', path)).toMatch(/Pages: +1\n/);
    const text = pdfText(path);
    for (const part of [
      ...compared,
      '12 exhibits, 1,234,567,890 bytes',
      'Clerk, Suffolk Superior Court',
      '[date and time]',
    ]) {
      expect(text).toContain(part);
    }
    const figures = allElements(pdfStructure(path)).filter(({ tag }) => tag === 'Figure');
    expect(figures.map(({ alt }) => alt)).toEqual([expect.stringContaining('QR code')]);
    expect(scannedQr(path)).toBe(receiptQrText(facts));
  });

  it('stays one page with the longest names, and its QR code is read still', async () => {
    const path = join(folder, 'long.pdf');
    const long = 'Commonwealth of Massachusetts, Office of the Attorney General, Civil Rights Division '
      .repeat(3)
      .slice(0, 300);
    const longest: ReceiptFacts = {
      ...facts,
      packetName: 'W'.repeat(40),
      matterName: long,
      checkpointSize: 123_456_789,
      transfer: { deliveredTo: long, medium: long, sealNumber: long, handedOverAt: 1 },
    };
    writeFileSync(path, await receiptPdf(longest, 'resources'));
    expect(runPdfTool('pdfinfo', path)).toMatch(/Pages: +1\n/);
    expect(scannedQr(path)).toBe(receiptQrText(longest));
  });
});
