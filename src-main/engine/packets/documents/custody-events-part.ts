import type { CustodyEntry } from '../../../domain/custody-event.ts';
import type { PacketRecord } from '../packet-record.ts';
import { actText, detailText, resultText } from './custody-wording.ts';
import type { DocumentKit } from './document-kit.ts';
import { styles } from './document-style.ts';
import { counted, localText } from './plain-words.ts';

/** Every entry that this audience may read, in order, and why others are missing. */
export async function writeCustodyEvents(kit: DocumentKit, record: PacketRecord): Promise<void> {
  const { entries, isWholeLog, withheldCount } = record.custody;
  const scope = isWholeLog
    ? 'All entries of the custody log are listed in their order.'
    : 'Listed are the entries of the custody log about the items of this production, in their order; numbers that are missing belong to entries about other things.';
  const withheld =
    withheldCount === 0
      ? ''
      : ` ${counted(withheldCount, 'further entry', 'further entries')} about these items ${withheldCount === 1 ? 'is' : 'are'} proven in the folder custody/ by hash only, because ${withheldCount === 1 ? 'it contains' : 'they contain'} what may not go to this audience.`;
  kit.paragraph(`${scope}${withheld} Local time is the time zone of the workstation when the entry was made.`, {
    style: styles.small,
    after: 8,
  });
  if (entries.length === 0) {
    kit.paragraph('No entry is shown in full to this audience.');
    return;
  }
  await kit.longTable({
    summary: 'Custody events in order',
    columns: [
      { title: 'Entry', share: 32, isRowHeader: true },
      { title: 'Time: UTC, local', share: 112 },
      { title: 'Actor, role; machine', share: 88 },
      { title: 'Action', share: 178 },
      { title: 'Result', share: 58 },
    ],
    rows: entries.map((entry) => eventRow(entry, record)),
  });
}

function eventRow(entry: CustodyEntry, record: PacketRecord) {
  const { ts, clk, actor, dev } = entry.body;
  const detail = detailText(entry, record.sources);
  return [
    String(entry.seq),
    [
      { text: `${ts.slice(0, 19).replace('T', ' ')} UTC` },
      { text: localText(ts, clk.offsetMin), style: styles.cellQuiet },
    ],
    [
      { text: actor.name === '' ? actor.id : `${actor.name}, ${actor.role}` },
      { text: dev.host, style: styles.cellQuiet },
    ],
    [
      { text: actText(entry) },
      ...(detail === '' ? [] : [{ text: detail, style: styles.cellQuiet }]),
      { text: [{ mono: `${entry.hash.slice(0, 16)}…` }], style: styles.cellQuiet },
    ],
    resultText(entry),
  ];
}
