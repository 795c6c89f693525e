import type { PacketRecord } from '../packet-record.ts';
import { actText, detailText, isNotable } from './custody-wording.ts';
import { clockBasisText, clockValueText, counted, utcText } from './plain-words.ts';

/** Everything in the record that a careful reader would ask about, one sentence each; empty when there is nothing. */
export function findAnomalies(record: PacketRecord): string[] {
  return [
    ...record.custody.entries.filter(isNotable).map((entry) => {
      const detail = detailText(entry, record.sources);
      return `Custody entry ${entry.seq} (${entry.body.ts}): ${actText(entry)}${detail === '' ? '' : ` (${detail})`}.`;
    }),
    ...orderFindings(record),
    ...record.sources.flatMap((source) => [
      ...source.integrityChecks
        .filter((check) => !check.isGood)
        .map(
          (check) =>
            `Integrity check of ${source.originalName} ${check.what}, ${utcText(check.at)}: the digest differed.`,
        ),
      ...(source.integrityChecks.length === 0 ? [`${source.originalName}: no integrity check is on record.`] : []),
      ...(source.isCountVerified
        ? []
        : [`${source.originalName}: its frames were counted from the container and not yet by decoding.`]),
      ...clockFindings(source.originalName, source.clocks),
    ]),
  ];
}

/** The computer's clock may have gone back without the program having been open to see it. */
function orderFindings(record: PacketRecord): string[] {
  const { entries } = record.custody;
  return entries.flatMap((entry, at) => {
    const previous = entries[at - 1];
    return previous !== undefined && entry.body.ts < previous.body.ts && entry.body.type !== 'clock.regression'
      ? [`Custody entry ${entry.seq} bears an earlier time (${entry.body.ts}) than entry ${previous.seq} before it.`]
      : [];
  });
}

/**
 * Clocks of one recording that are more than a day apart; nearer ones may be start and end, or time zones. When the file
 * was last changed on its medium is no clock of the recording.
 */
function clockFindings(name: string, clocks: PacketRecord['sources'][number]['clocks']): string[] {
  const times = clocks.filter((clock) => clock.at !== null && clock.basis !== 'file-modified');
  const sorted = times.toSorted((one, other) => (one.at ?? 0) - (other.at ?? 0));
  const [first, last] = [sorted[0], sorted.at(-1)];
  const apart = (last?.at ?? 0) - (first?.at ?? 0);
  return first !== undefined && last !== undefined && apart > 86_400_000_000
    ? [
        `${name}: the clocks that it states are ${counted(Math.floor(apart / 86_400_000_000), 'day')} apart: ${clockValueText(first)} (${clockBasisText(first)}) and ${clockValueText(last)} (${clockBasisText(last)}).`,
      ]
    : [];
}
