import type { PacketWriter } from '../packet-record.ts';
import { readDocumentFonts } from './document-fonts.ts';
import { exhibitIndexPdf } from './exhibit-index.ts';

/** The documents of a packet, made to be filed: tagged PDF with embedded fonts, the same bytes for the same record. */
export const writeDocuments: PacketWriter = async (record, { resourcesFolder, signal }) => {
  const fonts = await readDocumentFonts(resourcesFolder);
  const files: Record<string, Uint8Array> = {};
  for (const [name, make] of [['EXHIBIT-INDEX.pdf', exhibitIndexPdf]] as const) {
    signal.throwIfAborted();
    files[`data/${name}`] = await make(record, fonts);
  }
  return files;
};
