import type { CustodyEntry, CustodyEventType } from '../../domain/custody-event.ts';
import type { PacketId } from '../../domain/identifier.ts';
import type { PacketPlan } from '../../domain/packet.ts';
import { canonicalJson } from '../history/canonical-json.ts';
import type { Checkpoint } from '../history/checkpoint.ts';
import { type DeviceKey, listDeviceKeys } from '../history/device-key.ts';
import { leafHash } from '../history/merkle.ts';
import type { OpenMatter } from '../matters/open-matter.ts';
import { createInclusionProofs } from './inclusion-proofs.ts';
import type { ProfileRules } from './profile-rules.ts';

/** What the packet is about: which custody entries are about the same. */
export type CustodySubject = {
  readonly packetId: PacketId;
  readonly plan: PacketPlan;
  readonly acquisitionIds: ReadonlySet<string>;
  /** Edits that changed an annotation of an exhibit: the entry of a large one states its rows by digest only. */
  readonly editIds: ReadonlySet<string>;
};

/** The custody files of a packet, as text, and what was held back. */
export type PacketCustody = {
  readonly entries: string;
  readonly proofs: string;
  readonly checkpoint: string;
  readonly keyring: string;
  readonly disclosedCount: number;
  /** Entries shown by their leaf hash only. */
  readonly withheldCount: number;
};

/**
 * What makes an entry a packet's own: that it is about an original, an acquisition or an annotation of an exhibit. Types
 * not named here leave with the whole log only: `render.done`, for one, is about proxies that are in no packet, and its
 * command names this machine's folders.
 */
const aboutAsset: ReadonlySet<CustodyEventType> = new Set([
  'ingest.file',
  'ingest.duplicate',
  'asset.meta',
  'error.integrity',
]);
const aboutAcquisition: ReadonlySet<CustodyEventType> = new Set(['acquisition.open', 'acquisition.close']);
const aboutAnnotation: ReadonlySet<CustodyEventType> = new Set([
  'annotation.create',
  'annotation.revise',
  'annotation.delete',
  // A split of a subject, and undoing one, may change which subject an annotation names.
  'subject.split',
  'subject.revise',
]);
/** The hashes of an exhibit's own pictures: they say nothing that the exhibit does not. */
const aboutPictures: ReadonlySet<CustodyEventType> = new Set(['frame.lock']);
const aboutLog: ReadonlySet<CustodyEventType> = new Set(['genesis', 'key.create']);

export function isRelevant(entry: Pick<CustodyEntry, 'body'>, subject: CustodySubject): boolean {
  const { type, refs } = entry.body;
  const annotations = subject.plan.exhibits.map((exhibit) => exhibit.annotation);
  if (aboutAsset.has(type)) {
    return annotations.some((annotation) => refs.includes(`asset:${annotation.footageDigest}`));
  }
  if (aboutAcquisition.has(type)) {
    return refs.some((ref) => ref.startsWith('acquisition:') && subject.acquisitionIds.has(ref.slice(12)));
  }
  if (aboutAnnotation.has(type)) {
    const { edit } = entry.body.data;
    return (
      annotations.some((annotation) => refs.some((ref) => ref.startsWith(`annotation:${annotation.id}@`))) ||
      (typeof edit === 'object' && edit !== null && 'id' in edit && subject.editIds.has(String(edit['id'])))
    );
  }
  if (aboutPictures.has(type)) {
    // Of the span that is exhibited: one that the annotation had before says where it once was.
    const { inFrame, outFrame } = entry.body.data;
    return annotations.some(
      ({ id, span }) =>
        span.inFrame === inFrame &&
        span.outFrame === outFrame &&
        refs.some((ref) => ref.startsWith(`annotation:${id}@`)),
    );
  }
  return aboutLog.has(type) || (type === 'export.start' && refs.includes(`packet:${subject.packetId}`));
}

/**
 * Whether an entry may leave in full. The entries of annotations say whether there is an allegation and why one was
 * withdrawn, so they leave with allegations or not at all. A public packet shows none, because each names its actor.
 */
function isDisclosed(entry: CustodyEntry, rules: ProfileRules): boolean {
  if (rules.custody === 'proofs-only') {
    return false;
  }
  return rules.carriesAllegations || !aboutAnnotation.has(entry.body.type);
}

function entryLine(entry: CustodyEntry): string {
  // Keys in canonical order; the body is spliced in as the very bytes that were hashed.
  return `{"body":${entry.canonicalBody},"hash":"${entry.hash}","seq":${entry.seq},"sig":"${entry.signature}"}\n`;
}

/** The log up to `checkpoint` as this audience may see it, with a proof for every entry that belongs to the packet. */
export function gatherCustody(
  matter: Pick<OpenMatter, 'custody' | 'database' | 'signer'>,
  subject: CustodySubject,
  rules: ProfileRules,
  checkpoint: Checkpoint,
): PacketCustody {
  const isWholeLog = rules.custody === 'whole-log';
  const leaves: Buffer[] = [];
  const lines: string[] = [];
  const proven: { readonly seq: number; readonly disclosed: boolean }[] = [];
  for (const entry of matter.custody.iterate({ to: checkpoint.size })) {
    leaves.push(leafHash(entry.canonicalBody));
    if (isWholeLog) {
      lines.push(entryLine(entry));
    } else if (isRelevant(entry, subject)) {
      const disclosed = isDisclosed(entry, rules);
      proven.push({ seq: entry.seq, disclosed });
      lines.push(disclosed ? entryLine(entry) : '');
    }
  }
  const proofOf = createInclusionProofs(leaves);
  const proofs = proven.map(({ seq, disclosed }) => ({
    seq,
    disclosed,
    leaf: leaves[seq]?.toString('hex') ?? '',
    path: proofOf(seq).map((hash) => hash.toString('hex')),
  }));
  const heading = { format: 'frame-of-record/custody-proofs/v1', size: checkpoint.size, root: checkpoint.root };
  return {
    entries: lines.join(''),
    proofs: `${JSON.stringify({ ...heading, wholeLog: isWholeLog, proofs }, null, 1)}\n`,
    checkpoint: checkpoint.note,
    keyring: keyringText(listDeviceKeys(matter.database), matter.signer.keyName),
    disclosedCount: isWholeLog ? leaves.length : proven.filter((item) => item.disclosed).length,
    withheldCount: proven.filter((item) => !item.disclosed).length,
  };
}

function keyringText(keys: readonly DeviceKey[], name: string): string {
  const listed = keys.map(({ fingerprint, publicKey }) => ({
    fingerprint,
    name,
    publicKey: publicKey.toString('base64'),
  }));
  return `${canonicalJson({ format: 'frame-of-record/keyring/v1', keys: listed })}\n`;
}
