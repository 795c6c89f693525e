import type { PacketRecord, RecordFile, RecordSource } from '../packet-record.ts';
import type { DocumentKit } from './document-kit.ts';
import { styles } from './document-style.ts';
import type { Block } from './document-table.ts';
import { classWords, framesText, toolText } from './plain-words.ts';

/** What was made of each recording: a tree of two levels, the recording and its derivatives. */
export async function writeDerivatives(
  kit: DocumentKit,
  record: PacketRecord,
  options: { readonly withCommands?: boolean } = {},
): Promise<void> {
  for (const source of record.sources) {
    const made = record.files.filter((file) => file.sourceId === source.id && file.role !== 'native');
    // Heading, digest and the first rows stay together.
    kit.keep(options.withCommands === true ? 250 : 130);
    kit.heading(3, `From ${source.originalName}`);
    kit.paragraph(['SHA-256 ', { mono: source.digest }], { style: styles.small, after: 6 });
    if (made.length === 0) {
      kit.paragraph('Nothing was derived from this recording for this production.', { style: styles.small });
      continue;
    }
    await kit.longTable({
      summary: `Derivatives of ${source.originalName}`,
      columns: [
        { title: 'Number or file', share: 78, isRowHeader: true },
        { title: 'Class and range in the recording', share: 140 },
        { title: 'How it was made', share: 262 },
      ],
      rows: made.map((file) => [
        file.bates ?? file.path,
        [{ text: classWords(file.class) }, { text: rangeText(file, source), style: styles.cellQuiet }],
        [
          ...makingBlocks(file),
          { text: file.digest, style: { ...styles.digest, size: 6.4 } },
          ...(options.withCommands === true && file.argv.length > 0
            ? [{ text: `Command: ${commandText(file, source)}`, style: styles.cellQuiet }]
            : []),
        ],
      ]),
    });
  }
}

/** "frames 100 to 189 (pts 51200 to 97280, timebase 1/15360)". */
export function rangeText(file: RecordFile, source: RecordSource): string {
  if (file.span === null) {
    return 'the whole recording';
  }
  const { num, den } = source.timebase;
  return `${framesText(file.span)} (pts ${file.span.inPts} to ${file.span.outPts}, timebase ${num}/${den})`;
}

/** Tool, settings and what was measured, in a few words each. */
export function makingBlocks(file: RecordFile): Block[] {
  const { proof } = file;
  const parts: string[] = [];
  if (file.toolVersion !== '') {
    parts.push(toolText(file.toolVersion));
  }
  if (proof !== null) {
    parts.push(
      proof.way === 'smart-cut'
        ? 'coded pictures of the source kept but at the ends'
        : `all pictures coded anew, ${proof.quality.replace('-', ' ')}`,
      `${proof.identicalCount} of ${proof.frameCount} pictures identical to the source in every sample`,
      `least similar picture: SSIM ${(proof.minSsim / 1_000_000).toFixed(6)}${proof.minPsnr === null ? '' : `, PSNR ${(proof.minPsnr / 1000).toFixed(3)} dB`}`,
    );
  }
  parts.push(...file.parameters.map(({ label, value }) => `${label}: ${value}`));
  return [
    { text: parts.length === 0 ? 'Copied' : parts.join('; ') },
    ...(file.proofPath === null ? [] : [{ text: `Frame by frame: ${file.proofPath}`, style: styles.cellQuiet }]),
  ];
}

/** Options, each with its value, that only limit what the tool may read or say; the result is the same without them. */
const limits: ReadonlySet<string> = new Set([
  '-v',
  '-protocol_whitelist',
  '-format_whitelist',
  '-codec_whitelist',
  '-max_pixels',
  '-max_streams',
  '-max_alloc',
  '-probesize',
  '-analyzeduration',
  '-progress',
]);
const quiet: ReadonlySet<string> = new Set(['-hide_banner', '-nostats', '-nostdin', '-y']);

/** The command as run, without what only limits the tool; the recording is named by the start of its digest. */
function commandText(file: RecordFile, source: RecordSource): string {
  const kept = file.argv.filter(
    (word, at) => !quiet.has(word) && !limits.has(word) && !limits.has(file.argv[at - 1] ?? ''),
  );
  return kept.join(' ').replaceAll(source.digest, `${source.digest.slice(0, 16)}…`);
}
