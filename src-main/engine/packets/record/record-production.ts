import type { BatesEntry } from '../../../domain/bates.ts';
import type { Digest } from '../../../domain/digest.ts';
import { exhibitLabel } from '../../../domain/exhibit-number.ts';
import type { Packet } from '../../../domain/packet.ts';
import type { ReplacedPacket } from '../../../domain/packet-plan.ts';
import type { Database } from '../../store/open.ts';
import { batesBetween } from '../bates-store.ts';
import type { RecordProduction } from '../packet-record.ts';
import { findPacket } from '../packet-store.ts';
import { comparedName } from '../plan/find-replaced.ts';
import type { ProducedFiles } from './produce-files.ts';

export type ProductionParts = {
  readonly database: Database;
  readonly packet: Packet;
  readonly prefix: string;
  readonly numbers: ReadonlyMap<Digest, BatesEntry>;
  readonly produced: ProducedFiles;
  readonly replaced: ReplacedPacket | null;
};

/** Whether this audience may learn the name of another packet: what the office made for itself, or for the same audience. */
function mayName({ database, packet }: ProductionParts, other: BatesEntry): boolean {
  return packet.profile === 'internal' || findPacket(database, other.packetId).profile === packet.profile;
}

function whyMissing(parts: ProductionParts, entry: BatesEntry): string {
  if (entry.packetId === parts.packet.id) {
    return 'assigned in an earlier attempt to seal this packet, for a file that was then made again with other bytes';
  }
  if (entry.packetState !== 'sealed') {
    return 'assigned for a packet that was not sealed';
  }
  return mayName(parts, entry)
    ? `assigned for the packet ${entry.packetName}`
    : 'assigned for another packet of this matter';
}

function firstProducedIn(parts: ProductionParts, entry: BatesEntry): string | null {
  const isThis = entry.packetId === parts.packet.id || entry.packetName === parts.packet.name;
  if (isThis || entry.packetState !== 'sealed') {
    return null;
  }
  return mayName(parts, entry) ? entry.packetName : 'another packet of this matter';
}

/** Numbers between the first and the last of this packet that it does not hold, as ranges of the same reason. */
function gapsOf(parts: ProductionParts): RecordProduction['gaps'] {
  const own = new Set([...parts.numbers.values()].map(({ number }) => number));
  const first = Math.min(...own);
  const last = Math.max(...own);
  const gaps: { from: BatesEntry; to: BatesEntry; why: string }[] = [];
  for (const entry of batesBetween(parts.database, parts.prefix, first, last)) {
    if (own.has(entry.number)) {
      continue;
    }
    const why = whyMissing(parts, entry);
    const open = gaps.at(-1);
    if (open !== undefined && open.why === why && open.to.number === entry.number - 1) {
      open.to = entry;
    } else {
      gaps.push({ from: entry, to: entry, why });
    }
  }
  return gaps.map(({ from, to, why }) => ({ from: from.bates, to: to.bates, why }));
}

/** Files of exhibits of the same number and kind that have other bytes than in the packet that is replaced. */
function changedFiles(produced: ProducedFiles, before: Readonly<Record<string, string>>): string[] {
  return produced.all.flatMap((file) =>
    file.exhibitNumbers.flatMap((number) => {
      const earlier = before[comparedName(number, file.label)];
      return earlier === undefined || earlier === file.digest
        ? []
        : [
            `${exhibitLabel(number)}, ${file.label}: other bytes than before (SHA-256 ${file.digest}; it was ${earlier}).`,
          ];
    }),
  );
}

function describeReplaced({ replaced, produced }: ProductionParts): RecordProduction['replaces'] {
  if (replaced === null) {
    return null;
  }
  const files =
    replaced.files === null
      ? ['The files of the earlier packet could not be read any more, so their bytes were not compared.']
      : changedFiles(produced, replaced.files);
  const changes = [...replaced.changes, ...files];
  return {
    name: replaced.name,
    digest: replaced.digest,
    changes: changes.length === 0 ? ['Nothing differs in the exhibits and in the bytes of their files.'] : changes,
  };
}

export function describeProduction(parts: ProductionParts): RecordProduction {
  const paths = new Map(parts.produced.all.map((file) => [file.digest, file.path]));
  const numbers = [...parts.numbers.values()].sort((one, other) => one.number - other.number);
  return {
    prefix: parts.prefix,
    numbers: numbers.map((entry) => ({
      bates: entry.bates,
      path: paths.get(entry.digest) ?? '',
      digest: entry.digest,
      firstProducedIn: firstProducedIn(parts, entry),
    })),
    gaps: gapsOf(parts),
    replaces: describeReplaced(parts),
  };
}
