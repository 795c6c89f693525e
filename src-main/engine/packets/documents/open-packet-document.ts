import type { PacketRecord } from '../packet-record.ts';
import type { DocumentFonts } from './document-fonts.ts';
import { type DocumentKit, openDocument } from './document-kit.ts';
import { styles } from './document-style.ts';
import { longDateText, numberText } from './plain-words.ts';

/** What stands on every page that speaks of annotations: this product takes no side. */
export const neutralNotice =
  'Annotations record allegations and observations for review; no finding of misconduct is made.';

/** The start of every root, so that a page can be matched with the checkpoint at a glance. */
function rootPrefix(record: PacketRecord): string {
  return record.heading.checkpointRoot.slice(0, 12);
}

/** A document of a packet with the running lines that all of them share (specs/evidence.md 2.6). */
export function openPacketDocument(
  record: PacketRecord,
  fonts: DocumentFonts,
  options: { readonly title: string; readonly isLandscape?: boolean; readonly mark?: string },
): DocumentKit {
  const { heading } = record;
  const marks = [options.mark ?? '', heading.confidentiality].filter((mark) => mark !== '');
  return openDocument(
    {
      title: `${options.title}, production ${heading.name}`,
      subject: `${options.title} of production ${heading.name}`,
      isLandscape: options.isLandscape ?? false,
      createdAt: heading.createdAt,
      creator: `Frame of Record ${heading.appVersion}`,
      running: {
        topLeft: options.title,
        topRight: marks.join('  ·  '),
        bottomLeft: `Production ${heading.name}`,
        bottomRight: [
          `Custody log: ${numberText(heading.checkpointSize)} entries`,
          `Checkpoint root ${rootPrefix(record)}…`,
        ],
        qr: `checkpoint ${heading.checkpointSize} ${heading.checkpointRoot}`,
      },
    },
    fonts,
  );
}

/** Title, matter and the facts that say which packet this belongs to. */
export function writeTitle(kit: DocumentKit, record: PacketRecord, title: string): void {
  const { heading } = record;
  kit.heading(1, title);
  kit.paragraph(heading.matterName, { style: styles.subtitle, after: 2 });
  kit.paragraph(
    `Production ${heading.name}. Audience: ${record.rules.audience}.${heading.requester === '' ? '' : ` Requested by ${heading.requester}.`} ${longDateText(heading.createdAt)}.`,
    { style: styles.subtitle, after: 8 },
  );
}
