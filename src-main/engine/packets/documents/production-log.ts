import type { PacketRecord, RecordFile } from '../packet-record.ts';
import type { DocumentFonts } from './document-fonts.ts';
import type { DocumentKit } from './document-kit.ts';
import { styles } from './document-style.ts';
import { openPacketDocument, writeTitle } from './open-packet-document.ts';
import { bytesText, classWords, counted, numberText } from './plain-words.ts';

const title = 'Production Log';

/** data/PRODUCTION-LOG.pdf: what was numbered, what is missing between the numbers and why, what was replaced or left out. */
export async function productionLogPdf(record: PacketRecord, fonts: DocumentFonts): Promise<Uint8Array> {
  const kit = openPacketDocument(record, fonts, { title, isLandscape: true });
  writeTitle(kit, record, title);
  writeSummary(kit, record);
  await writeNumbers(kit, record);
  writeGaps(kit, record);
  writeReplacement(kit, record);
  kit.heading(2, '5. What was left out');
  if (record.notices.length === 0) {
    kit.paragraph('Nothing is recorded as left out.');
  } else {
    kit.list(record.notices);
  }
  return kit.finish();
}

function writeSummary(kit: DocumentKit, { heading, production, files, exhibits }: PacketRecord): void {
  const { numbers } = production;
  const [first, last] = [numbers[0], numbers.at(-1)];
  kit.heading(2, '1. Production');
  kit.keyValues(
    [
      ['Production', heading.name],
      ['Bates prefix', production.prefix],
      [
        'Numbers',
        first === undefined || last === undefined
          ? 'None assigned'
          : `${first.bates} to ${last.bates}, ${counted(numbers.length, 'number')} in this production`,
      ],
      ['Contents', `${counted(exhibits.length, 'exhibit')}, ${counted(files.length, 'file')}`],
      ['Size', bytesText(files.reduce((sum, file) => sum + file.byteCount, 0))],
      ['Sealed by', heading.sealedBy ?? 'Not disclosed to this audience'],
    ],
    'Production',
    20,
  );
}

async function writeNumbers(kit: DocumentKit, record: PacketRecord): Promise<void> {
  const byPath = new Map(record.files.map((file) => [file.path, file]));
  kit.heading(2, '2. Bates numbers');
  kit.paragraph(
    'One number for each produced file; numbers are never reused and never change. The parent is the number of the whole recording in this production that a file was made of. The full SHA-256 values are in Appendix B of the exhibit index.',
    { style: styles.small, after: 8 },
  );
  const rows = [
    ...record.production.numbers.map(({ bates, path, digest, firstProducedIn }) =>
      fileRow(bates, path, digest, byPath.get(path), firstProducedIn ?? 'This production'),
    ),
    ...record.files
      .filter((file) => file.bates === null)
      .map((file) => fileRow('not numbered', file.path, file.digest, file, 'This production')),
  ];
  if (rows.length === 0) {
    kit.paragraph('No number was assigned.');
    return;
  }
  await kit.longTable({
    summary: 'Bates numbers of this production, with file, class, exhibit and parent',
    columns: [
      { title: 'Bates number', share: 78, isRowHeader: true },
      { title: 'File', share: 130 },
      { title: 'Class', share: 176 },
      { title: 'Exhibit', share: 64 },
      { title: 'Parent', share: 78 },
      { title: 'First produced in', share: 120 },
      { title: 'SHA-256, first 16', share: 92, style: { ...styles.digest, size: 7.2 } },
    ],
    rows,
  });
}

function fileRow(bates: string, path: string, digest: string, file: RecordFile | undefined, produced: string) {
  return [
    bates,
    path,
    file === undefined ? '—' : [{ text: classWords(file.class) }, { text: file.label, style: styles.cellQuiet }],
    file?.exhibitNumbers.join(', ') ?? '—',
    file?.parentBates ?? (file?.role === 'native' ? 'is the recording' : 'not produced'),
    produced,
    digest.slice(0, 16),
  ];
}

type Gap = PacketRecord['production']['gaps'][number];

function numberOf(bates: string): number {
  return Number(/\d+/.exec(bates)?.[0] ?? Number.NaN);
}

/** Numbers that are missing without a word of why: a reader would count and ask. */
function unexplainedGaps({ production }: PacketRecord): Gap[] {
  const present = [...new Set(production.numbers.map(({ bates }) => numberOf(bates)))]
    .filter(Number.isSafeInteger)
    .sort((one, other) => one - other);
  const isExplained = (number: number) =>
    production.gaps.some(({ from, to }) => numberOf(from) <= number && number <= numberOf(to));
  const digits = /\d+/.exec(production.numbers[0]?.bates ?? '')?.[0].length ?? 7;
  const textOf = (number: number) => `${production.prefix}${String(number).padStart(digits, '0')}`;
  const gaps: Gap[] = [];
  present.slice(1).forEach((number, at) => {
    const [from, to] = [(present[at] ?? number) + 1, number - 1];
    if (from <= to && !(isExplained(from) && isExplained(to))) {
      gaps.push({ from: textOf(from), to: textOf(to), why: '' });
    }
  });
  return gaps;
}

function writeGaps(kit: DocumentKit, record: PacketRecord): void {
  const gaps = [...record.production.gaps, ...unexplainedGaps(record)].sort(
    (one, other) => numberOf(one.from) - numberOf(other.from),
  );
  kit.heading(2, '3. Gaps in the numbers');
  if (gaps.length === 0) {
    kit.paragraph('None: every number between the first and the last is in this production.');
    return;
  }
  kit.table({
    summary: 'Numbers that are not in this production, and why',
    columns: [
      { title: 'From', share: 90, isRowHeader: true },
      { title: 'To', share: 90 },
      { title: 'Numbers', share: 60, align: 'right' },
      { title: 'Why', share: 480 },
    ],
    rows: gaps.map(({ from, to, why }) => {
      const count = numberOf(to) - numberOf(from) + 1;
      return [from, to, count > 0 ? numberText(count) : '—', why === '' ? 'Not known to the program' : why];
    }),
  });
}

function writeReplacement(kit: DocumentKit, { production }: PacketRecord): void {
  kit.heading(2, '4. Earlier productions that this one replaces');
  const { replaces } = production;
  if (replaces === null) {
    kit.paragraph('None: this production replaces no earlier one.');
    return;
  }
  kit.paragraph([
    'This production replaces ',
    { bold: replaces.name },
    ', packet digest ',
    { mono: replaces.digest },
    '. What differs:',
  ]);
  if (replaces.changes.length === 0) {
    kit.paragraph('Nothing differs in what was produced.');
  } else {
    kit.list(replaces.changes);
  }
}
