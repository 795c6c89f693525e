import { createHash } from 'node:crypto';
import type { BatesEntry } from '../../../domain/bates.ts';
import type { Digest } from '../../../domain/digest.ts';
import type { Packet } from '../../../domain/packet.ts';
import type { PacketPlan } from '../../../domain/packet-plan.ts';
import type { Micros } from '../../../domain/time.ts';
import { findClockCorrection } from '../../clock-corrections/clock-correction-store.ts';
import { findFrameLock } from '../../frame-locks/frame-lock-store.ts';
import { listReviewers } from '../../matters/matter-store.ts';
import type { OpenMatter } from '../../matters/open-matter.ts';
import { interchangeNotices } from '../interchange/interchange-writer.ts';
import type { ExhibitSource } from '../make/exhibit-sources.ts';
import type { Thumbnail } from '../make/make-thumbnails.ts';
import { codebookPath, type PacketCodebooks } from '../packet-codebook.ts';
import type { PaperCustody } from '../packet-custody.ts';
import type { ExhibitLock, PacketRecord, RecordFile, RecordSource } from '../packet-record.ts';
import { selectionText } from '../plan/packet-name.ts';
import { rulesOf } from '../profile-rules.ts';
import { noticesOf } from './notices.ts';
import type { ProducedFiles } from './produce-files.ts';
import { describeExhibits } from './record-exhibits.ts';
import { describeProduction } from './record-production.ts';
import { describeSource } from './record-sources.ts';
import { utcText } from './record-texts.ts';

export type RecordParts = {
  readonly matter: OpenMatter;
  readonly packet: Packet;
  readonly plan: PacketPlan;
  readonly sources: ReadonlyMap<string, ExhibitSource>;
  readonly produced: ProducedFiles;
  readonly thumbnails: readonly Thumbnail[];
  readonly numbers: ReadonlyMap<Digest, BatesEntry>;
  readonly prefix: string;
  readonly books: PacketCodebooks;
  readonly custody: PaperCustody;
  /** The moment that the papers carry. */
  readonly createdAt: Micros;
};

/** The locks of the exhibited spans, where they have been made. */
function locksOf({ database }: OpenMatter, plan: PacketPlan): Map<string, ExhibitLock> {
  return new Map(
    plan.exhibits.flatMap(({ annotation }) => {
      const lock = annotation === null ? null : findFrameLock(database, annotation);
      return annotation === null || lock === null
        ? []
        : [
            [
              annotation.id,
              { first: lock.first, last: lock.last, toolVersion: lock.toolVersion, custodySeq: lock.custodySeq },
            ] as const,
          ];
    }),
  );
}

/** An id in the form of a UUID that is the same whenever the same is asked for under the same name. */
function selectionId({ name, profile }: Packet, plan: PacketPlan): string {
  const text = JSON.stringify(['selection/v1', name, profile, selectionText(plan)]);
  const digits = createHash('sha256').update(text).digest('hex');
  const parts = [digits.slice(0, 8), digits.slice(8, 12), `8${digits.slice(13, 16)}`, `8${digits.slice(17, 20)}`];
  return [...parts, digits.slice(20, 32)].join('-');
}

/** The sources with the whole recording where it goes along. */
function describeSources(parts: RecordParts, reviewers: ReadonlyMap<string, string>): RecordSource[] {
  const { matter, custody, createdAt, packet } = parts;
  const natives = new Map(
    parts.produced.all
      .filter(({ role }) => role === 'native')
      .map((file): [string, RecordFile] => [file.sourceId, file]),
  );
  return [...parts.sources.values()].map((source) => ({
    ...describeSource(source, { matter, rules: rulesOf(packet.profile), custody, reviewers, createdAt }),
    native: natives.get(source.footage.id) ?? null,
  }));
}

/** Gathers the record of a packet: everything its audience may read about it, and nothing else. */
export function buildRecord(parts: RecordParts): PacketRecord {
  const { matter, packet, plan, books, custody, produced, createdAt } = parts;
  const rules = rulesOf(packet.profile);
  const reviewers = new Map<string, string>(listReviewers(matter.database).map(({ id, name }) => [id, name]));
  const sources = describeSources(parts, reviewers);
  const toolVersions = new Set(produced.all.map((file) => file.toolVersion).filter((version) => version !== ''));
  const record: PacketRecord = {
    heading: {
      name: packet.name,
      packetId: selectionId(packet, plan),
      matterName: matter.matter.name,
      profile: packet.profile,
      sealedBy: rules.namesReviewers ? matter.reviewer.name : null,
      requester: plan.options.requester,
      confidentiality: plan.options.confidentiality,
      createdAt,
      created: utcText(createdAt),
      checkpointSize: custody.size,
      checkpointRoot: custody.root,
      fingerprint: matter.signer.fingerprint,
      cosigner: plan.cosigner,
      appVersion: matter.options.appVersion,
      toolVersions: [...toolVersions].sort(),
      codebooks: books.used.map((book) => ({
        title: book.codebook.title,
        version: book.codebook.version,
        digest: book.digest,
        notice: book.codebook.notice,
        path: codebookPath(book).slice('data/'.length),
      })),
    },
    rules,
    exhibits: describeExhibits({
      plan,
      books,
      rules,
      reviewers,
      locks: locksOf(matter, plan),
      indexes: new Map([...parts.sources].map(([id, { index }]) => [id, index])),
      sources: new Map(sources.map((source) => [source.id, source])),
      files: produced.ofExhibits,
      thumbnails: parts.thumbnails,
    }),
    sources,
    files: produced.all,
    notices: noticesOf({
      rules,
      plan,
      custody,
      correctedClocks: [...parts.sources.values()]
        .filter(({ footage }) => findClockCorrection(matter.database, footage.id)?.state === 'in-use')
        .map(({ footage }) => footage.originalName),
    }),
    production: describeProduction({ ...parts, database: matter.database, replaced: plan.replaced }),
    custody: {
      entries: custody.entries,
      isWholeLog: custody.isWholeLog,
      withheldCount: custody.withheldCount,
      keys: custody.keys,
    },
  };
  // What the interchange files cannot hold is known only from the record itself.
  return plan.options.withInterchange
    ? { ...record, notices: [...record.notices, ...interchangeNotices(record)] }
    : record;
}
