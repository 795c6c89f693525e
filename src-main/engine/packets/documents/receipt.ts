import { readDocumentFonts } from './document-fonts.ts';
import { openDocument } from './document-kit.ts';
import { styles } from './document-style.ts';
import { bytesText, longDateText, numberText } from './plain-words.ts';
import { type ReceiptFacts, receiptQrText, receiptSteps } from './receipt-facts.ts';
import type { Rich } from './text-lines.ts';

const title = 'Receipt for a Sealed Packet';

/** Fields of the hand-over: what is known, or what somebody writes by hand. */
function handOverRows(facts: ReceiptFacts): readonly (readonly [string, string | null, string])[] {
  const { transfer } = facts;
  const known = (text: string | undefined) => (text === undefined || text === '' ? null : text);
  const at = transfer?.handedOverAt ?? null;
  return [
    ['Delivered to', known(transfer?.deliveredTo), 'name and office of the recipient'],
    ['Medium', known(transfer?.medium), 'medium, make and serial number'],
    ['Seal number', known(transfer?.sealNumber), 'number of the tamper-evident seal, or "none"'],
    ['Handed over', at === null ? null : longDateText(at), 'date and time'],
  ];
}

/** A one-page receipt of a sealed packet, as a tagged PDF; the same facts always give the same bytes. */
export async function receiptPdf(facts: ReceiptFacts, resourcesFolder: string): Promise<Uint8Array> {
  const kit = openDocument(
    {
      title: `${title}, ${facts.packetName}`,
      subject: `Receipt of packet ${facts.packetName}`,
      createdAt: facts.sealedAt,
      creator: `Frame of Record ${facts.appVersion}`,
      running: {
        topLeft: title,
        topRight: '',
        bottomLeft: `Packet ${facts.packetName}`,
        bottomRight: [`Digest ${facts.digest.slice(0, 16)}…`],
        qr: null,
      },
    },
    await readDocumentFonts(resourcesFolder),
  );
  kit.heading(1, title);
  kit.paragraph(facts.matterName, { style: facts.matterName.length > 90 ? styles.small : styles.subtitle, after: 8 });
  const mono = (text: string): Rich => [{ mono: text }];
  kit.keyValues(
    [
      ['Packet', facts.packetName],
      ['Audience', facts.audience],
      ['Sealed', longDateText(facts.sealedAt)],
      ['Contents', `${exhibitsText(facts)}, ${bytesText(facts.byteCount)}`],
      ['Packet digest (SHA-256)', mono(facts.digest)],
      ['Custody log', `Checkpoint over ${numberText(facts.checkpointSize)} entries`],
      ['Checkpoint root', mono(facts.checkpointRoot)],
      ['Signing key', mono(facts.fingerprint)],
      [
        'Co-signed by',
        facts.coSigner === null ? 'Nobody' : [`${facts.coSigner.name}: `, { mono: facts.coSigner.fingerprint }],
      ],
    ],
    'The packet',
  );
  kit.keyValues(
    handOverRows(facts).map(([name, text, blank]) => [name, text ?? [{ blank }]]),
    'The hand-over',
  );
  kit.heading(2, 'How to verify');
  kit.list(receiptSteps, { start: 1, style: styles.small });
  kit.qrBeside(
    receiptQrText(facts),
    'QR code with the packet digest, the checkpoint and the fingerprint of the signing key as plain text',
    92,
    [
      'The code beside this holds the packet name, the packet digest, the checkpoint and the fingerprint as plain text, nothing else.',
      'Received as described above:',
    ],
    'signature and printed name of the recipient, date',
  );
  return kit.finish();
}

function exhibitsText(facts: ReceiptFacts): string {
  return facts.exhibitCount === 1 ? '1 exhibit' : `${numberText(facts.exhibitCount)} exhibits`;
}

/** The receipt as plain text, for a message or a terminal; ends with a line break. */
export function receiptText(facts: ReceiptFacts): string {
  const plain = (text: string) => text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim();
  const rows: readonly (readonly [string, string])[] = [
    ['Packet', facts.packetName],
    ['Matter', plain(facts.matterName)],
    ['Audience', facts.audience],
    ['Sealed', longDateText(facts.sealedAt)],
    ['Contents', `${exhibitsText(facts)}, ${bytesText(facts.byteCount)}`],
    ['Packet digest (SHA-256)', facts.digest],
    ['Checkpoint size', String(facts.checkpointSize)],
    ['Checkpoint root', facts.checkpointRoot],
    ['Signing key', facts.fingerprint],
    [
      'Co-signed by',
      facts.coSigner === null ? 'nobody' : `${plain(facts.coSigner.name)}, ${facts.coSigner.fingerprint}`,
    ],
    ...handOverRows(facts).map(
      ([name, text, blank]) => [name, text === null ? `____ (${blank})` : plain(text)] as const,
    ),
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return [
    title.toUpperCase(),
    '',
    ...rows.map(([name, text]) => `${name.padEnd(width)}  ${text}`),
    '',
    'How to verify',
    ...receiptSteps.map((step, at) => `${at + 1}. ${step}`),
    '',
    'Received: ____ (signature and printed name of the recipient, date)',
    '',
  ].join('\n');
}
