import type { PacketOptions } from '../../domain/packet.ts';
import { writeDocuments } from './documents/documents-writer.ts';
import { writeInterchange } from './interchange/interchange-writer.ts';
import { writeLoadFiles } from './load-files/load-files-writer.ts';
import type { PacketWriter } from './packet-record.ts';
import { writeViewer } from './viewer/viewer-writer.ts';

/** Who makes which papers of a packet, and when. In the order in which they are written. */
export const packetWriters: readonly {
  readonly name: string;
  readonly isWanted: (options: PacketOptions) => boolean;
  readonly write: PacketWriter;
}[] = [
  { name: 'documents', isWanted: (options) => options.withDocuments, write: writeDocuments },
  { name: 'load files', isWanted: (options) => options.withLoadFiles, write: writeLoadFiles },
  { name: 'viewer', isWanted: () => true, write: writeViewer },
  { name: 'interchange', isWanted: (options) => options.withInterchange, write: writeInterchange },
];
