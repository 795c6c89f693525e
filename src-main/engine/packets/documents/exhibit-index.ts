import { evidentiaryClasses, evidentiaryClassTexts } from '../../../domain/evidentiary-class.ts';
import type { PacketRecord, RecordExhibit, RecordFile } from '../packet-record.ts';
import type { DocumentFonts } from './document-fonts.ts';
import type { DocumentKit } from './document-kit.ts';
import { styles } from './document-style.ts';
import type { Block, Cell } from './document-table.ts';
import { neutralNotice, openPacketDocument, writeTitle } from './open-packet-document.ts';
import {
  bytesText,
  classWords,
  clockBasisText,
  clockValueText,
  counted,
  framesText,
  mediaTimeText,
  numberText,
  sourceText,
} from './plain-words.ts';

const title = 'Exhibit Index';

/** data/EXHIBIT-INDEX.pdf: every exhibit once, and the full digest of every file (specs/evidence.md 2.6). */
export async function exhibitIndexPdf(record: PacketRecord, fonts: DocumentFonts): Promise<Uint8Array> {
  const kit = openPacketDocument(record, fonts, { title, isLandscape: true });
  writeTitle(kit, record, title);
  kit.banner(neutralNotice);
  await writeExhibits(kit, record);
  writeClasses(kit, record);
  await writeDigests(kit, record);
  writeLongDescriptions(kit, record);
  return kit.finish();
}

async function writeExhibits(kit: DocumentKit, record: PacketRecord): Promise<void> {
  kit.heading(2, `Exhibits (${numberText(record.exhibits.length)})`);
  kit.paragraph(
    'In and out are counted from the first frame of the native recording; frames are numbered from 0 and both ends are shown. The SHA-256 is that of the main file; the first 16 digits are printed here and all 64 in Appendix B. Recorded times are statements of the recording and have not been verified; where no uncertainty is printed none was stated.',
    { style: styles.small, after: 8 },
  );
  await kit.longTable({
    summary: 'Exhibits of this production',
    columns: [
      { title: 'Exhibit', share: 88, isRowHeader: true },
      { title: 'Bates number and class of each file', share: 124 },
      { title: 'Description', share: 152 },
      { title: 'Camera or source; time recorded, basis, ±', share: 116 },
      { title: 'Duration; in and out in the native', share: 88 },
      { title: 'SHA-256; redacted', share: 98 },
      { title: 'Related annotations', share: 106 },
      { title: 'Sponsoring witness', share: 64 },
    ],
    rows: record.exhibits.map(exhibitRow),
    onRow: (at) => {
      const exhibit = record.exhibits[at];
      if (exhibit !== undefined) {
        kit.bookmark(exhibit.label);
      }
    },
  });
}

function exhibitRow(exhibit: RecordExhibit): Cell[] {
  const [main] = exhibit.files;
  return [
    [
      { text: exhibit.label, style: styles.cellBold },
      {
        picture: {
          ...exhibit.thumbnail,
          alt: `Frame ${exhibit.thumbnail.frame} of the recording: the first frame of ${exhibit.label}`,
        },
        width: 80,
      },
    ],
    exhibit.files.flatMap((file, at) => fileBlocks(file, at === 0)),
    descriptionBlocks(exhibit),
    sourceBlocks(exhibit),
    timeBlocks(exhibit),
    [
      { text: (main?.digest ?? '').slice(0, 16), style: { ...styles.digest, size: 7.4 } },
      { text: redactionText(exhibit), style: styles.cellQuiet },
    ],
    annotationBlocks(exhibit),
    { text: [{ blank: 'witness' }] },
  ];
}

function fileBlocks(file: RecordFile, isMain: boolean): Block[] {
  const words = classWords(file.class);
  return [
    { text: file.bates ?? 'not numbered', style: isMain ? styles.cellBold : styles.cell },
    {
      text: file.label.startsWith('Illustrative aid') ? `${words}${file.label.slice(16)}` : `${words}: ${file.label}`,
      style: styles.cellQuiet,
    },
  ];
}

/** Nothing to add to the title: a title may have been made of the description. */
function isRepeated({ title: shown, description }: RecordExhibit): boolean {
  return description === '' || description.replace(/\.$/, '') === shown.replace(/\.$/, '');
}

/** In letters. What is longer would fill whole pages with one narrow column. */
const longestInTable = 480;

function isLong({ description }: RecordExhibit): boolean {
  return description.length > longestInTable;
}

function shortDescription(exhibit: RecordExhibit): string {
  const { description } = exhibit;
  return isLong(exhibit)
    ? `${description.slice(0, longestInTable - 80).replace(/\s+\S*$/u, '')} … (in full in Appendix C)`
    : description;
}

function descriptionBlocks(exhibit: RecordExhibit): Block[] {
  const notes = [
    exhibit.reason === 'overlapping-context' ? 'Included as context: it shares time with another exhibit.' : '',
    exhibit.overlaps.length === 0
      ? ''
      : `To be read together with ${exhibit.overlaps.map((label) => label.replace(' ', '\u00a0')).join(', ')}.`,
  ].filter((note) => note !== '');
  return [
    { text: exhibit.title === '' ? '(no title)' : exhibit.title, style: styles.cellBold },
    ...(isRepeated(exhibit) ? [] : [{ text: shortDescription(exhibit) }]),
    ...notes.map((text) => ({ text, style: styles.cellQuiet })),
  ];
}

const mostClocks = 2;

/** Statements that say the same time once; the ones embedded in the recording come first in the record. */
function sourceBlocks(exhibit: RecordExhibit): Block[] {
  const { source } = exhibit;
  const seen = new Set<string>();
  const clocks = source.clocks.filter((clock) => !seen.has(clockValueText(clock)) && seen.add(clockValueText(clock)));
  const more = clocks.length - mostClocks;
  return [
    { text: sourceText(source) },
    { text: source.originalName, style: styles.cellQuiet },
    ...(clocks.length === 0 ? [{ text: 'Recorded: unknown', style: styles.cellQuiet }] : []),
    ...clocks.slice(0, mostClocks).map((clock) => ({
      text: `${clockValueText(clock)} (${clockBasisText(clock)})`,
      style: styles.cellQuiet,
    })),
    ...(more > 0
      ? [{ text: `${counted(more, 'other statement')}: see the custody report, part 7`, style: styles.cellQuiet }]
      : []),
  ];
}

function timeBlocks(exhibit: RecordExhibit): Block[] {
  return [
    { text: mediaTimeText(exhibit.outMicros - exhibit.inMicros), style: styles.cellBold },
    { text: `in ${mediaTimeText(exhibit.inMicros)}`, style: styles.cell },
    { text: `out ${mediaTimeText(exhibit.outMicros)}`, style: styles.cell },
    { text: framesText(exhibit.span), style: styles.cellQuiet },
  ];
}

function redactionText(exhibit: RecordExhibit): string {
  return exhibit.files.some((file) => file.class === 'REDACTED') ? 'Redacted: yes' : 'Redacted: no';
}

function annotationBlocks(exhibit: RecordExhibit): Block[] {
  if (exhibit.annotations.length === 0) {
    return [{ text: 'None', style: styles.cellQuiet }];
  }
  return exhibit.annotations.flatMap((annotation) => [
    { text: annotation.title },
    {
      text: `${mediaTimeText(annotation.inMicros)} to ${mediaTimeText(annotation.outMicros)}, revision ${annotation.revision}`,
      style: styles.cellQuiet,
    },
  ]);
}

function writeClasses(kit: DocumentKit, record: PacketRecord): void {
  kit.keep(230);
  kit.heading(2, 'Appendix A. Evidentiary classes');
  kit.table({
    summary: 'Evidentiary classes and what they mean',
    columns: [
      { title: 'Class', share: 130, isRowHeader: true },
      { title: 'Meaning', share: 420 },
      { title: 'Files in this production', share: 120, align: 'right' },
    ],
    rows: evidentiaryClasses.map((name) => [
      { text: name, style: styles.cellBold },
      evidentiaryClassTexts[name],
      numberText(record.files.filter((file) => file.class === name).length),
    ]),
  });
}

async function writeDigests(kit: DocumentKit, record: PacketRecord): Promise<void> {
  kit.heading(2, 'Appendix B. SHA-256 of every file');
  const total = record.files.reduce((sum, file) => sum + file.byteCount, 0);
  kit.paragraph(
    `${counted(record.files.length, 'file')}, ${bytesText(total)} in all. The value is computed from the whole content of a file; a single changed byte gives another value.`,
    { style: styles.small, after: 8 },
  );
  await kit.longTable({
    summary: 'Full SHA-256 value of every file of this production',
    columns: [
      { title: 'Bates number', share: 76, isRowHeader: true },
      { title: 'Exhibit', share: 62 },
      { title: 'File in this production', share: 140 },
      { title: 'Bytes', share: 72, align: 'right' },
      { title: 'SHA-256', share: 310, style: styles.digest },
    ],
    rows: record.files.map((file) => [
      file.bates ?? '—',
      file.exhibitNumbers.join(', '),
      file.path,
      numberText(file.byteCount),
      file.digest,
    ]),
  });
}

function writeLongDescriptions(kit: DocumentKit, record: PacketRecord): void {
  const long = record.exhibits.filter(isLong);
  if (long.length === 0) {
    return;
  }
  kit.heading(2, 'Appendix C. Long descriptions in full');
  for (const exhibit of long) {
    kit.heading(3, exhibit.label);
    kit.paragraph(exhibit.description, { style: styles.small });
  }
}
