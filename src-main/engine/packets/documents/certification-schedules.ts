import type { PacketRecord } from '../packet-record.ts';
import { lastCheckText } from './certification-facts.ts';
import { cosignerRows } from './cosigner-rows.ts';
import { writeCustodyEvents } from './custody-events-part.ts';
import { writeDerivatives } from './derivatives-part.ts';
import type { DocumentKit } from './document-kit.ts';
import { styles } from './document-style.ts';
import { bytesText, numberText, utcText } from './plain-words.ts';

/** Schedules A, B and C, which the certifications refer to. */
export async function writeSchedules(kit: DocumentKit, record: PacketRecord): Promise<void> {
  kit.newPage();
  kit.heading(2, 'Schedule A. Files copied');
  kit.table({
    summary: 'Schedule A: files copied, with size, SHA-256 value and times',
    columns: [
      { title: 'Item', share: 34, isRowHeader: true },
      { title: 'File as received; SHA-256 value', share: 258 },
      { title: 'Size', share: 78, align: 'right' },
      { title: 'Received and read back; last compared', share: 110 },
    ],
    rows: record.sources.map((source, at) => [
      `A-${at + 1}`,
      [
        { text: source.originalName },
        { text: source.digest, style: { ...styles.digest, size: 6.4 } },
        {
          text:
            source.native === null
              ? 'The whole recording is not part of this production.'
              : `In this production: ${source.native.bates ?? source.native.path}`,
          style: styles.cellQuiet,
        },
      ],
      bytesText(source.byteCount),
      [{ text: utcText(source.ingestedAt) }, { text: lastCheckText(source) }],
    ]),
  });
  kit.heading(2, 'Schedule B. Derivatives');
  kit.paragraph(
    'For each recording its SHA-256 value; for each file made of it the range, the tool and settings, and the SHA-256 value of the file itself. In a command the recording is named by the first digits of its value, and options that only limit what the tool may read or print are left out; logs/exhibits.json has every command in full.',
    { style: styles.small, after: 8 },
  );
  await writeDerivatives(kit, record, { withCommands: true });
  kit.heading(2, 'Schedule C. Custody entries and checkpoint');
  await writeCustodyEvents(kit, record);
  kit.keyValues(
    [
      ['Entries in the log', numberText(record.heading.checkpointSize)],
      ['Root', [{ mono: record.heading.checkpointRoot }]],
      ['Signing key', [{ mono: record.heading.fingerprint }]],
      ...cosignerRows(record.heading),
      ['Signed checkpoint', 'custody/checkpoint.txt in this production'],
    ],
    'Signed checkpoint of the custody log',
  );
}
