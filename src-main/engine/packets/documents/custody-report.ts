import type { PacketRecord, RecordSource } from '../packet-record.ts';
import { cosignerRows } from './cosigner-rows.ts';
import { findAnomalies } from './custody-anomalies.ts';
import { writeCustodyEvents } from './custody-events-part.ts';
import { fieldText } from './custody-wording.ts';
import { writeDerivatives } from './derivatives-part.ts';
import type { DocumentFonts } from './document-fonts.ts';
import type { DocumentKit } from './document-kit.ts';
import { styles } from './document-style.ts';
import { openPacketDocument, writeTitle } from './open-packet-document.ts';
import {
  bytesText,
  clockBasisText,
  clockValueText,
  counted,
  legalBasisText,
  longDateText,
  mediaFactsText,
  numberText,
  sourceText,
  toolText,
  utcText,
} from './plain-words.ts';

const title = 'Chain-of-Custody Report';

/** data/CUSTODY-REPORT.pdf: the eleven parts of specs/evidence.md 2.13. */
export async function custodyReportPdf(record: PacketRecord, fonts: DocumentFonts): Promise<Uint8Array> {
  const kit = openPacketDocument(record, fonts, { title });
  writeTitle(kit, record, title);
  writeCase(kit, record);
  kit.heading(2, '2. Items received');
  record.sources.forEach((source, at) => {
    writeItem(kit, source, at);
  });
  kit.heading(2, '3. Custody events');
  await writeCustodyEvents(kit, record);
  writeTransfers(kit, record);
  writeChecks(kit, record);
  kit.heading(2, '6. Derivatives');
  await writeDerivatives(kit, record);
  writeClocks(kit, record);
  writeSoftware(kit, record);
  writeAnomalies(kit, record);
  writeCheckpoint(kit, record);
  writeSignature(kit);
  return kit.finish();
}

function writeCase(kit: DocumentKit, { heading, rules, exhibits, files, sources }: PacketRecord): void {
  kit.heading(2, '1. Case, production and requester');
  kit.keyValues(
    [
      ['Matter', heading.matterName],
      ['Court and docket number', [{ blank: 'court, docket number' }]],
      ['Production', heading.name],
      ['Packet identifier', [{ mono: heading.packetId }]],
      ['Audience', rules.audience],
      ['Requester', heading.requester === '' ? [{ blank: 'who asked for this production' }] : heading.requester],
      ['Date', longDateText(heading.createdAt)],
      ['Sealed by', heading.sealedBy ?? 'Not disclosed to this audience'],
      [
        'Contents',
        `${counted(exhibits.length, 'exhibit')}, ${counted(files.length, 'file')}, from ${counted(sources.length, 'recording')}`,
      ],
    ],
    'Case, production and requester',
  );
}

function stated(text: string): string {
  return text === '' ? 'Not stated' : text;
}

function writeItem(kit: DocumentKit, source: RecordSource, at: number): void {
  const { statement, operator, openedAt, closedAt } = source.acquisition;
  kit.heading(3, `Item ${at + 1}: ${source.originalName}`);
  kit.keyValues(
    [
      ['Description', mediaFactsText(source)],
      ['Source', sourceText(source)],
      ['Received from', stated(statement.receivedFrom)],
      ['Custodian', stated(statement.custodian)],
      ['Legal basis', legalBasisText(statement)],
      ['Acquired by', operator ?? 'Not disclosed to this audience'],
      ['Acquisition', `${utcText(openedAt)} to ${closedAt === null ? 'not ended' : utcText(closedAt)}`],
      ['Place of acquisition', [{ blank: 'where the files were taken in' }]],
      [
        'Received and read back',
        `${utcText(source.ingestedAt)}${source.ingestSeq === null ? '' : `, custody entry ${source.ingestSeq}`}`,
      ],
      ['Name as received', source.originalName],
      ['Size', bytesText(source.byteCount)],
      ['SHA-256', [{ mono: source.digest }]],
      [
        'In this production',
        source.native === null
          ? 'Excerpts only; the whole recording is not part of this production'
          : `Whole, as ${source.native.bates ?? source.native.path}`,
      ],
      ['Note', stated(statement.note)],
    ],
    `Item ${at + 1}`,
  );
}

/** Points that a section's heading, its words and the first row of its table take: they stand on one page. */
const sectionStart = 140;

function writeTransfers(kit: DocumentKit, record: PacketRecord): void {
  kit.keep(sectionStart);
  kit.heading(2, '4. Transfers in and out');
  const acquisitions = new Map(record.sources.map((source) => [source.acquisition.id, source.acquisition]));
  const incoming = [...acquisitions.values()].map(({ statement, openedAt, operator }) => [
    'In',
    utcText(openedAt),
    stated(statement.receivedFrom),
    operator ?? 'Not disclosed',
    stated(statement.sourceLabel),
    '—',
  ]);
  const outgoing = record.custody.entries
    .filter(({ body }) => body.type === 'transfer.out' || body.type === 'transfer.acknowledge')
    .map(({ body }) => [
      body.type === 'transfer.out' ? 'Out' : 'Acknowledged',
      `${body.ts.slice(0, 19).replace('T', ' ')} UTC`,
      body.actor.name,
      fieldText(body.data['receivedBy']) || fieldText(body.data['recipient']) || 'Not stated',
      stated(fieldText(body.data['medium'])),
      stated(fieldText(body.data['sealNumber'])),
    ]);
  const blankRow = [
    'Out',
    { text: [{ blank: 'date, time' }] },
    { text: [{ blank: 'name' }] },
    { text: [{ blank: 'name, signature' }] },
    { text: [{ blank: 'medium, serial' }] },
    { text: [{ blank: 'seal no.' }] },
  ];
  kit.paragraph(
    `Transfers that the custody log knows of, and lines for the transfer of this production and its acknowledgement, to be completed by hand.`,
    { style: styles.small, after: 8 },
  );
  kit.table({
    summary: 'Transfers in and out, with acknowledgements',
    columns: [
      { title: 'Direction', share: 66, isRowHeader: true },
      { title: 'Date and time', share: 88 },
      { title: 'From', share: 86 },
      { title: 'To or received by', share: 88 },
      { title: 'Medium', share: 88 },
      { title: 'Seal no.', share: 56 },
    ],
    rows: [...incoming, ...outgoing, blankRow, blankRow],
  });
}

function writeChecks(kit: DocumentKit, record: PacketRecord): void {
  kit.keep(sectionStart);
  kit.heading(2, '5. Integrity checks');
  kit.paragraph('Each time the whole original was read again and its SHA-256 compared with that of its receipt.', {
    style: styles.small,
    after: 8,
  });
  const rows = record.sources.flatMap((source) =>
    source.integrityChecks.map((check) => [
      source.originalName,
      utcText(check.at),
      check.what,
      check.isGood ? 'Equal' : { text: 'DIFFERENT', style: styles.cellBold },
    ]),
  );
  kit.table({
    summary: 'Integrity checks and their outcome',
    columns: [
      { title: 'Item', share: 190, isRowHeader: true },
      { title: 'When', share: 110 },
      { title: 'Occasion', share: 120 },
      { title: 'Outcome', share: 60 },
    ],
    rows: rows.length === 0 ? [['All items', '—', 'none on record', 'Not checked']] : rows,
  });
}

function writeClocks(kit: DocumentKit, record: PacketRecord): void {
  kit.heading(2, '7. Clock statement');
  kit.paragraph(
    'The times of custody events are those of the clock of the workstation, as it stood; the order of the entries does not rest on it but on their chain of hashes. Nobody has attested the clock to the program. Times that a recording states are printed as they stand in the file and have not been verified.',
  );
  kit.table({
    summary: 'Times that the recordings state',
    columns: [
      { title: 'Item', share: 170, isRowHeader: true },
      { title: 'Stated time', share: 120 },
      { title: 'Basis', share: 190 },
    ],
    rows: record.sources.flatMap((source) =>
      source.clocks.length === 0
        ? [[source.originalName, 'Unknown', 'the recording states none']]
        : source.clocks.map((clock) => [source.originalName, clockValueText(clock), clockBasisText(clock)]),
    ),
  });
  const regressions = record.custody.entries.filter(({ body }) => body.type === 'clock.regression');
  kit.paragraph(
    regressions.length === 0
      ? 'No entry shown here records that the clock of the workstation was set back.'
      : `The clock of the workstation was found set back ${counted(regressions.length, 'time')}: ${regressions.length === 1 ? 'entry' : 'entries'} ${regressions.map(({ seq }) => seq).join(', ')}.`,
  );
  kit.keyValues(
    [
      [
        'Offset of the workstation clock',
        [{ blank: 'compared with which time source, when, by how much it differed' }],
      ],
      ['Offset of each camera clock', [{ blank: 'compared with which time source, when, by how much it differed' }]],
    ],
    'Offsets to be attested',
  );
}

function writeSoftware(kit: DocumentKit, { heading, custody }: PacketRecord): void {
  kit.heading(2, '8. Software');
  const builds = new Set(
    custody.entries.map(({ body }) => `${body.dev.app} (build ${body.dev.build}) on ${body.dev.os}`),
  );
  kit.table({
    summary: 'Software and code lists',
    columns: [
      { title: 'Name', share: 150, isRowHeader: true },
      { title: 'Version', share: 130 },
      { title: 'Used for', share: 200 },
    ],
    rows: [
      ['Frame of Record', heading.appVersion, 'custody log, derivatives, sealing, this report'],
      ...[...builds].sort().map((build) => ['Frame of Record as run', build, 'entries of the custody log']),
      ...heading.toolVersions.map((tool) => ['Media tool', toolText(tool), 'reading recordings, making derivatives']),
      ...heading.codebooks.map((book) => [
        `Codebook: ${book.title}`,
        [{ text: book.version }, { text: [{ mono: `${book.digest.slice(0, 16)}…` }], style: styles.cellQuiet }],
        `codes of annotations; ${book.path}`,
      ]),
    ],
  });
}

function writeAnomalies(kit: DocumentKit, record: PacketRecord): void {
  kit.heading(2, '9. Gaps and anomalies');
  const found = findAnomalies(record);
  if (found.length === 0) {
    kit.paragraph([
      { bold: 'None found.' },
      ' Looked for: failed or missing integrity checks, entries that record a failure or a finding, times that run backwards, clocks of one recording that are more than a day apart, and frame counts that were not verified by decoding.',
    ]);
  } else {
    kit.list(found, { start: 1 });
  }
}

function writeCheckpoint(kit: DocumentKit, { heading, custody }: PacketRecord): void {
  kit.heading(2, '10. Checkpoint and how to verify');
  kit.keyValues(
    [
      ['Entries in the log', numberText(heading.checkpointSize)],
      ['Root', [{ mono: heading.checkpointRoot }]],
      ['Signing key of the device', [{ mono: heading.fingerprint }]],
      ...cosignerRows(heading),
      ...custody.keys.map((key): [string, string] => [
        'Key in this matter',
        `${key.fingerprint}, since ${utcText(key.createdAt)}`,
      ]),
    ],
    'Checkpoint of the custody log',
  );
  kit.paragraph(
    'Each entry contains the hash of the one before it; the root above is computed from all of them and signed. A changed, removed or inserted entry gives another root. To verify the production, run the verifier that comes with it (verify/verify.mjs; instructions in verify/VERIFY.txt), or "Verify a packet" in Frame of Record, and compare the fingerprint of the key with one received another way.',
  );
}

function writeSignature(kit: DocumentKit): void {
  kit.heading(2, '11. Signature');
  kit.paragraph('This report was produced by the program from its custody log and completed where marked.');
  kit.signatureLine('signature, printed name, title and office of the custodian, date');
}
