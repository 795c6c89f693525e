import type { CustodyEntry, CustodyEventType } from '../../domain/custody-event.ts';
import type { PacketId } from '../../domain/identifier.ts';
import type { PacketPlan } from '../../domain/packet-plan.ts';
import type { Micros } from '../../domain/time.ts';
import { canonicalJson } from '../history/canonical-json.ts';
import type { Checkpoint } from '../history/checkpoint.ts';
import { type DeviceKey, listDeviceKeys } from '../history/device-key.ts';
import { leafHash, merkleRoot } from '../history/merkle.ts';
import type { OpenMatter } from '../matters/open-matter.ts';
import type { PersonalSigner } from '../signing-keys/signing-key-store.ts';
import { createInclusionProofs } from './inclusion-proofs.ts';
import type { RecordCustody } from './packet-record.ts';
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
  /** What the papers say of the log. */
  readonly paper: PaperCustody;
};

/**
 * The log as the papers state it: up to the packet's checkpoint, or, for a packet with a fixed date, up to the last entry
 * about what is exhibited, because that point is the same whenever the same is sealed again.
 */
export type PaperCustody = RecordCustody & {
  readonly size: number;
  /** Base64. */
  readonly root: string;
  /** Entry numbers of the ingest of originals, by digest. */
  readonly ingestSeqs: ReadonlyMap<string, number>;
  /** When the whole matter was verified, and what came of it. */
  readonly verifications: readonly { readonly at: Micros; readonly verdict: string }[];
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
/** Drafts of titles and descriptions stand in the entries of exhibits, so they leave with allegations or not at all. */
const aboutExhibit: ReadonlySet<CustodyEventType> = new Set(['exhibit.create', 'exhibit.revise', 'exhibit.withdraw']);
/** The hashes of an exhibit's own pictures: they say nothing that the exhibit does not. */
const aboutPictures: ReadonlySet<CustodyEventType> = new Set(['frame.lock']);
const aboutLog: ReadonlySet<CustodyEventType> = new Set(['genesis', 'key.create']);

/** Entries of the packet itself. */
const aboutPacket: ReadonlySet<CustodyEventType> = new Set(['export.start', 'bates.assign']);

export function isRelevant(entry: Pick<CustodyEntry, 'body'>, subject: CustodySubject): boolean {
  const { type } = entry.body;
  return aboutLog.has(type) || isAboutExhibits(entry, subject) || isAboutPacket(entry, subject);
}

function isAboutPacket({ body }: Pick<CustodyEntry, 'body'>, subject: CustodySubject): boolean {
  return aboutPacket.has(body.type) && body.refs.includes(`packet:${subject.packetId}`);
}

function isAboutExhibits(
  { body }: Pick<CustodyEntry, 'body'>,
  { plan, acquisitionIds, editIds }: CustodySubject,
): boolean {
  const { type, refs } = body;
  const names = (id: string): boolean => refs.some((ref) => ref.startsWith(`${id}@`));
  const annotations = plan.exhibits.flatMap(({ annotation }) => (annotation === null ? [] : [annotation]));
  if (aboutAsset.has(type)) {
    return plan.exhibits.some(({ footageDigest }) => refs.includes(`asset:${footageDigest}`));
  }
  if (aboutAcquisition.has(type)) {
    return refs.some((ref) => ref.startsWith('acquisition:') && acquisitionIds.has(ref.slice(12)));
  }
  if (aboutExhibit.has(type)) {
    return plan.exhibits.some(({ exhibitId }) => exhibitId !== null && names(`exhibit:${exhibitId}`));
  }
  if (aboutAnnotation.has(type)) {
    const { edit } = body.data;
    return (
      annotations.some(({ id }) => names(`annotation:${id}`)) ||
      (typeof edit === 'object' && edit !== null && 'id' in edit && editIds.has(String(edit['id'])))
    );
  }
  if (aboutPictures.has(type)) {
    // Of the span that is exhibited: one that the annotation had before says where it once was.
    const { inFrame, outFrame } = body.data;
    return annotations.some(
      ({ id, span }) => span.inFrame === inFrame && span.outFrame === outFrame && names(`annotation:${id}`),
    );
  }
  return false;
}

/**
 * Whether an entry may leave in full. The entries of annotations say whether there is an allegation and why one was
 * withdrawn, so they leave with allegations or not at all. A public packet shows none, because each names its actor.
 */
function isDisclosed(entry: CustodyEntry, rules: ProfileRules): boolean {
  if (rules.custody === 'proofs-only') {
    return false;
  }
  const { type } = entry.body;
  return rules.carriesAllegations || !(aboutAnnotation.has(type) || aboutExhibit.has(type));
}

function entryLine(entry: CustodyEntry): string {
  // Keys in canonical order; the body is spliced in as the very bytes that were hashed.
  return `{"body":${entry.canonicalBody},"hash":"${entry.hash}","seq":${entry.seq},"sig":"${entry.signature}"}\n`;
}

export type GatherOptions = {
  /** The packet has a fixed date: its papers state the log as of a point that does not move. */
  readonly isDated: boolean;
  readonly cosigner: PersonalSigner | null;
};

type Seen = { readonly entry: CustodyEntry; readonly isDisclosed: boolean };

/** The log up to `checkpoint` as this audience may see it, with a proof for every entry that belongs to the packet. */
export function gatherCustody(
  matter: Pick<OpenMatter, 'custody' | 'database' | 'signer'>,
  subject: CustodySubject,
  rules: ProfileRules,
  checkpoint: Checkpoint,
  options: GatherOptions,
): PacketCustody {
  const isWholeLog = rules.custody === 'whole-log';
  const leaves: Buffer[] = [];
  const seen: Seen[] = [];
  const verifications: { seq: number; at: Micros; verdict: string }[] = [];
  const ingestSeqs = new Map<string, number>();
  const signers: string[] = [];
  let fixedSize = 1;
  for (const entry of matter.custody.iterate({ to: checkpoint.size })) {
    const { type, refs, data, ts, dev } = entry.body;
    leaves.push(leafHash(entry.canonicalBody));
    signers.push(dev.id);
    const isOurs = isRelevant(entry, subject);
    if (isWholeLog || isOurs) {
      seen.push({ entry, isDisclosed: isWholeLog || isDisclosed(entry, rules) });
    }
    if (isAboutExhibits(entry, subject)) {
      fixedSize = entry.seq + 1;
    }
    if (type === 'ingest.file') {
      for (const ref of refs.filter((each) => each.startsWith('asset:'))) {
        ingestSeqs.set(ref.slice('asset:'.length), entry.seq);
      }
    }
    if (typeof data['verdict'] === 'string' && (type === 'verify.run' || type === 'error.integrity')) {
      verifications.push({ seq: entry.seq, at: (Date.parse(ts) * 1000) as Micros, verdict: data['verdict'] });
    }
  }
  const size = options.isDated ? fixedSize : checkpoint.size;
  const known = listDeviceKeys(matter.database);
  const stated = seen.filter(({ entry }) => entry.seq < size);
  return {
    ...custodyFiles(seen, leaves, checkpoint, isWholeLog),
    keyring: keyringText(known, matter.signer.keyName, options.cosigner),
    paper: {
      size,
      root: options.isDated ? merkleRoot(leaves.slice(0, size)).toString('base64') : checkpoint.root,
      entries: stated.filter((item) => item.isDisclosed).map(({ entry }) => entry),
      isWholeLog,
      withheldCount: stated.filter((item) => !item.isDisclosed).length,
      keys: known
        .filter(({ fingerprint }) => signers.slice(0, size).includes(fingerprint))
        .map(({ fingerprint, createdAt }) => ({ fingerprint, createdAt })),
      ingestSeqs,
      verifications: verifications.filter(({ seq }) => seq < size),
    },
  };
}

function custodyFiles(
  seen: readonly Seen[],
  leaves: readonly Buffer[],
  checkpoint: Checkpoint,
  isWholeLog: boolean,
): Omit<PacketCustody, 'keyring' | 'paper'> {
  const disclosed = seen.filter((item) => item.isDisclosed);
  const proofOf = createInclusionProofs(leaves);
  const proofs = (isWholeLog ? [] : seen).map(({ entry, isDisclosed: isShown }) => ({
    seq: entry.seq,
    disclosed: isShown,
    leaf: leaves[entry.seq]?.toString('hex') ?? '',
    path: proofOf(entry.seq).map((hash) => hash.toString('hex')),
  }));
  const heading = { format: 'frame-of-record/custody-proofs/v1', size: checkpoint.size, root: checkpoint.root };
  return {
    entries: disclosed.map(({ entry }) => entryLine(entry)).join(''),
    proofs: `${JSON.stringify({ ...heading, wholeLog: isWholeLog, proofs }, null, 1)}\n`,
    checkpoint: checkpoint.note,
    disclosedCount: disclosed.length,
    withheldCount: seen.length - disclosed.length,
  };
}

function keyringText(keys: readonly DeviceKey[], name: string, cosigner: PersonalSigner | null): string {
  const listed = keys.map(({ fingerprint, publicKey }) => ({
    fingerprint,
    name,
    publicKey: publicKey.toString('base64'),
    role: 'workstation',
  }));
  const attorney =
    cosigner === null
      ? []
      : [
          {
            fingerprint: cosigner.fingerprint,
            name: cosigner.keyName,
            publicKey: cosigner.publicKey.toString('base64'),
            role: 'attorney',
            person: cosigner.name,
          },
        ];
  return `${canonicalJson({ format: 'frame-of-record/keyring/v1', keys: [...listed, ...attorney] })}\n`;
}
