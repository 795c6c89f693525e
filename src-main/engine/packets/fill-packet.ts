import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { BatesEntry } from '../../domain/bates.ts';
import { batesPrefixOf } from '../../domain/bates.ts';
import type { Digest } from '../../domain/digest.ts';
import type { Packet } from '../../domain/packet.ts';
import type { PacketPlan } from '../../domain/packet-plan.ts';
import { findFootage } from '../footage/footage-store.ts';
import { type Checkpoint, makeCheckpoint } from '../history/checkpoint.ts';
import { editsOfRow } from '../history/edits.ts';
import type { OpenMatter } from '../matters/open-matter.ts';
import type { PersonalSigner } from '../signing-keys/signing-key-store.ts';
import { assignBates } from './bates-store.ts';
import type { ExhibitSource, Progress } from './make/exhibit-sources.ts';
import { makeFiles } from './make/make-files.ts';
import { makeThumbnails } from './make/make-thumbnails.ts';
import { openJournal, partsOf } from './make/packet-journal.ts';
import { codebookFiles, packetCodebooks } from './packet-codebook.ts';
import { type CustodySubject, gatherCustody } from './packet-custody.ts';
import type { PacketFiles, PacketRecord } from './packet-record.ts';
import { rulesOf } from './profile-rules.ts';
import { buildRecord } from './record/build-record.ts';
import { digestsToNumber, produceFiles } from './record/produce-files.ts';
import { utcText } from './record/record-texts.ts';
import { closeBag, writePacketFile } from './write-bag.ts';
import { writePapers } from './write-papers.ts';

/** Format of the folder; the verifier knows it. */
const formatVersion = '1';

export type FillWork = {
  readonly matter: OpenMatter;
  readonly packet: Packet;
  readonly plan: PacketPlan;
  readonly sources: ReadonlyMap<string, ExhibitSource>;
  /** The folder under its unfinished name: new, or left by an interruption. */
  readonly partial: string;
  readonly cosigner: PersonalSigner | null;
  readonly signal: AbortSignal;
  readonly progress: Progress;
};

/** What a filled packet is. */
export type FilledPacket = { readonly digest: string; readonly byteCount: number };

function subjectOf({ matter, packet, plan, sources }: FillWork): CustodySubject {
  const footage = [...sources.values()].map((source) => findFootage(matter.database, source.footage.id));
  const edits = plan.exhibits.flatMap(({ annotation, exhibitId }) => [
    ...(annotation === null ? [] : editsOfRow(matter, 'annotation', annotation.id)),
    ...(exhibitId === null ? [] : editsOfRow(matter, 'exhibit', exhibitId)),
  ]);
  return {
    packetId: packet.id,
    plan,
    acquisitionIds: new Set<string>(footage.map(({ acquisitionId }) => acquisitionId)),
    editIds: new Set<string>(edits.map(({ edit }) => edit.id)),
  };
}

/** Makes and numbers the exhibits' files, and gathers the record that every paper is written from. */
async function gather(work: FillWork) {
  const { matter, packet, plan, sources, partial, signal, progress } = work;
  const rules = rulesOf(packet.profile);
  const journal = await openJournal(partial, packet.id, matter.signer);
  const making = { matter, plan, rules, sources, partial, journal, signal, progress };
  const files = await makeFiles(making);
  const thumbnails = await makeThumbnails(making);
  const prefix = plan.options.batesPrefix ?? batesPrefixOf(matter.matter.name);
  const numbers: Map<Digest, BatesEntry> = assignBates(matter, packet, prefix, digestsToNumber(files));
  const produced = produceFiles(files, numbers);
  const annotations = plan.exhibits.flatMap(({ annotation }) => (annotation === null ? [] : [annotation]));
  const books = packetCodebooks(matter, annotations);
  const checkpoint = makeCheckpoint(matter);
  const isDated = plan.options.datedAt !== null;
  const custody = gatherCustody(matter, subjectOf(work), rules, checkpoint, { isDated, cosigner: work.cosigner });
  const createdAt = plan.options.datedAt ?? matter.clock.now();
  const known = { matter, packet, plan, sources, produced, thumbnails, numbers, prefix, books, createdAt };
  const record = buildRecord({ ...known, custody: custody.paper });
  await journal.place(produced.moves);
  return { record, custody, checkpoint, books };
}

/**
 * Makes everything a packet holds: exhibits, documents, custody entries with their proofs, verifier, manifests, signature;
 * all of it flushed to the disk. Errors: those of making exhibits; `cancelled`; errors of the disk as they come.
 */
export async function fillPacket(work: FillWork): Promise<FilledPacket> {
  const { matter, signal, progress } = work;
  const root = partsOf(work.partial).packet;
  const { record, custody, checkpoint, books } = await gather(work);
  const papers = await writePapers(record, {
    options: work.plan.options,
    resourcesFolder: matter.options.resourcesFolder,
    signal,
    progress,
    more: codebookFiles(matter, books),
  });
  const files: PacketFiles = {
    ...papers,
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
    await writePacketFile(root, file, content);
  }
  return await closeBag({
    root,
    signer: matter.signer,
    cosigner: work.cosigner,
    signal,
    ...bagStatement(work, record, checkpoint),
  });
}

/** What the signed statement and bag-info.txt say. They state when the packet was in fact sealed, whatever date its papers carry. */
function bagStatement({ matter, packet, plan }: FillWork, record: PacketRecord, checkpoint: Checkpoint) {
  const created = utcText(matter.clock.now());
  const { rules } = record;
  const { confidentiality } = plan.options;
  return {
    statement: {
      checkpointSize: checkpoint.size,
      checkpointRoot: checkpoint.root,
      name: packet.name,
      profile: packet.profile,
      created,
    },
    fields: [
      ...(rules.namesReviewers ? [['Contact-Name', matter.reviewer.name] as const] : []),
      ['External-Description', `${record.exhibits.length} exhibits prepared for review; ${rules.audience}`],
      ['Bagging-Date', created.slice(0, 10)],
      ['External-Identifier', packet.name],
      ['Bag-Group-Identifier', matter.matter.name],
      ['Bag-Count', '1 of 1'],
      ['Internal-Sender-Identifier', packet.id],
      ['Bundle-Profile', packet.profile],
      ['Bundle-Format-Version', formatVersion],
      ['Custody-Checkpoint', `${checkpoint.size} ${checkpoint.root}`],
      ...(confidentiality === '' ? [] : [['Confidentiality', confidentiality] as const]),
    ] as const,
  };
}

function viewerFile(matter: OpenMatter, name: string): Promise<Uint8Array> {
  return readFile(path.join(matter.options.resourcesFolder, 'packet-viewer', name));
}
