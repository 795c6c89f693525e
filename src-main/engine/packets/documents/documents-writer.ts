import type { PacketWriter } from '../packet-record.ts';
import { certificationPdf } from './certification.ts';
import { custodyReportPdf } from './custody-report.ts';
import { readDocumentFonts } from './document-fonts.ts';
import { exhibitIndexPdf } from './exhibit-index.ts';
import { massachusettsCertificationPdf } from './massachusetts-certification.ts';
import { productionLogPdf } from './production-log.ts';

/** What the packet carries, by its place below data/. The certifications come first: they may refuse. */
const documents = [
  ['CERT-902-13-14.pdf', certificationPdf],
  ['CERT-MASSACHUSETTS.pdf', massachusettsCertificationPdf],
  ['EXHIBIT-INDEX.pdf', exhibitIndexPdf],
  ['CUSTODY-REPORT.pdf', custodyReportPdf],
  ['PRODUCTION-LOG.pdf', productionLogPdf],
] as const;

/**
 * The documents of a packet, made to be filed: tagged PDF with embedded fonts, the same bytes for the same record.
 * Errors: `digest-mismatch`, `proof-failed` when a recording was not checked within the last 24 hours.
 */
export const writeDocuments: PacketWriter = async (record, { resourcesFolder, signal }) => {
  const fonts = await readDocumentFonts(resourcesFolder);
  const files: Record<string, Uint8Array> = {};
  for (const [name, make] of documents) {
    signal.throwIfAborted();
    files[`data/${name}`] = await make(record, fonts);
  }
  return files;
};
