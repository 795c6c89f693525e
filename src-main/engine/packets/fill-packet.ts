import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Packet, PacketPlan } from '../../domain/packet.ts';
import { findFootage } from '../footage/footage-store.ts';
import { findFrameLock } from '../frame-locks/frame-lock-store.ts';
import { makeCheckpoint } from '../history/checkpoint.ts';
import { editsOfRow } from '../history/edits.ts';
import { listReviewers } from '../matters/matter-store.ts';
import type { OpenMatter } from '../matters/open-matter.ts';
import { describeExhibits, type ExhibitLock, utcText } from './exhibit-record.ts';
import { type ExhibitSource, makeExhibits } from './make-exhibits.ts';
import { codebookFiles, codebookPath, packetCodebooks } from './packet-codebook.ts';
import { gatherCustody } from './packet-custody.ts';
import { indexPage, type PacketHeading, readmePage } from './packet-page.ts';
import { exhibitsJson, indexCsv, noticesText, toolVersionsJson } from './packet-texts.ts';
import { rulesOf } from './profile-rules.ts';
import { closeBag, writePacketFile } from './write-bag.ts';

/** Format of the folder; the verifier knows it. */
const formatVersion = '1';

export type FillWork = {
  readonly matter: OpenMatter;
  readonly packet: Packet;
  readonly plan: PacketPlan;
  readonly sources: ReadonlyMap<string, ExhibitSource>;
  /** The folder under its unfinished name; made here. */
  readonly partial: string;
  readonly signal: AbortSignal;
  readonly progress: (progress: { done: number; total: number; unit: string }) => void;
};

/** What a filled packet is. */
export type FilledPacket = {
  readonly digest: string;
  readonly byteCount: number;
  readonly checkpointSize: number;
  readonly checkpointRoot: string;
};

/** The locks of the exhibited spans, where they have been made. */
function locksOf({ database }: OpenMatter, plan: PacketPlan): Map<string, ExhibitLock> {
  return new Map(
    plan.exhibits.flatMap(({ annotation }) => {
      const lock = findFrameLock(database, annotation);
      return lock === null
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

/**
 * Makes everything a packet holds: exhibits, documents, custody entries with their proofs, verifier, manifests, signature;
 * all of it flushed to the disk. Errors: those of making exhibits; `cancelled`; errors of the disk as they come.
 */
export async function fillPacket(work: FillWork): Promise<FilledPacket> {
  const { matter, packet, plan, sources, partial } = work;
  const rules = rulesOf(packet.profile);
  await mkdir(partial, { mode: 0o700 });
  const exhibits = await makeExhibits({ ...work, dataFolder: path.join(partial, 'data') }, sources);
  const books = packetCodebooks(
    matter,
    plan.exhibits.map(({ annotation }) => annotation),
  );
  const reviewers = new Map<string, string>(listReviewers(matter.database).map(({ id, name }) => [id, name]));
  const records = describeExhibits({ exhibits, plan, sources, books, rules, reviewers, locks: locksOf(matter, plan) });

  const checkpoint = makeCheckpoint(matter);
  const footage = [...sources.values()].map((source) => findFootage(matter.database, source.footage.id));
  const subject = {
    packetId: packet.id,
    plan,
    acquisitionIds: new Set<string>(footage.map(({ acquisitionId }) => acquisitionId)),
    editIds: new Set<string>(
      plan.exhibits.flatMap(({ annotation }) =>
        editsOfRow(matter, 'annotation', annotation.id).map(({ edit }) => edit.id),
      ),
    ),
  };
  const custody = gatherCustody(matter, subject, rules, checkpoint);
  const created = utcText(matter.clock.now());
  const heading: PacketHeading = {
    name: packet.name,
    matterName: matter.matter.name,
    profile: packet.profile,
    audience: rules.audience,
    created,
    checkpointSize: checkpoint.size,
    checkpointRoot: checkpoint.root,
    fingerprint: matter.signer.fingerprint,
    codebooks: books.used.map((book) => ({
      title: book.codebook.title,
      version: book.codebook.version,
      digest: book.digest,
      notice: book.codebook.notice,
      file: codebookPath(book).slice('data/'.length),
    })),
  };
  const files: Readonly<Record<string, string | Uint8Array>> = {
    'data/README.html': readmePage(heading, plan.includeNative),
    'data/index.html': indexPage(heading, records),
    'data/style.css': await viewerFile(matter, 'style.css'),
    'data/index.csv': indexCsv(records, rules),
    'data/exhibits.json': exhibitsJson(heading, records),
    'data/NOTICES.txt': noticesText({ heading, rules, plan, custody }),
    ...codebookFiles(matter, books),
    'data/logs/tool-versions.json': toolVersionsJson(records, matter.options.appVersion),
    'custody/entries.jsonl': custody.entries,
    'custody/proofs.json': custody.proofs,
    'custody/checkpoint.txt': custody.checkpoint,
    'custody/keyring.json': custody.keyring,
    'verify/verify.mjs': await viewerFile(matter, 'verify.mjs'),
    'verify/verify.sh': await viewerFile(matter, 'verify.sh'),
    'verify/verify.ps1': await viewerFile(matter, 'verify.ps1'),
    'verify/VERIFY.txt': await viewerFile(matter, 'VERIFY.txt'),
  };
  for (const [file, content] of Object.entries(files)) {
    await writePacketFile(partial, file, content);
  }
  const statement = { checkpointSize: checkpoint.size, checkpointRoot: checkpoint.root };
  const { digest, byteCount } = await closeBag({
    root: partial,
    signer: matter.signer,
    signal: work.signal,
    statement: { ...statement, name: packet.name, profile: packet.profile, created },
    fields: [
      ...(rules.namesReviewers ? [['Contact-Name', matter.reviewer.name] as const] : []),
      ['External-Description', `${exhibits.length} exhibits prepared for review; ${rules.audience}`],
      ['Bagging-Date', created.slice(0, 10)],
      ['External-Identifier', packet.name],
      ['Bag-Group-Identifier', matter.matter.name],
      ['Bag-Count', '1 of 1'],
      ['Internal-Sender-Identifier', packet.id],
      ['Bundle-Profile', packet.profile],
      ['Bundle-Format-Version', formatVersion],
      ['Custody-Checkpoint', `${checkpoint.size} ${checkpoint.root}`],
    ],
  });
  return { digest, byteCount, ...statement };
}

function viewerFile(matter: OpenMatter, name: string): Promise<Uint8Array> {
  return readFile(path.join(matter.options.resourcesFolder, 'packet-viewer', name));
}
