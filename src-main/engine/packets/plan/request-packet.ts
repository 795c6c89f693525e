import { createHash, randomUUID } from 'node:crypto';
import path from 'node:path';
import type { CallOutput, CallRequest } from '../../../contract/api.ts';
import { batesPrefixOf } from '../../../domain/bates.ts';
import { packetIdSchema } from '../../../domain/identifier.ts';
import type { Packet, PacketOptions } from '../../../domain/packet.ts';
import type { PacketPlan } from '../../../domain/packet-plan.ts';
import { listAnnotations } from '../../annotations/annotation-store.ts';
import type { CallContext } from '../../engine-context.ts';
import type { OpenMatter } from '../../matters/open-matter.ts';
import { openSigningKey, type PersonalSigner } from '../../signing-keys/signing-key-store.ts';
import { safeKeyDerivation } from '../../store/key-derivation.ts';
import { inTransaction } from '../../store/transaction.ts';
import { subjectsById } from '../../subjects/subject-store.ts';
import { lastPrefix } from '../bates-store.ts';
import { packetCodebooks } from '../packet-codebook.ts';
import { requireFreePlace, requireNoPartial } from '../packet-place.ts';
import { insertPacket } from '../packet-store.ts';
import { rulesOf } from '../profile-rules.ts';
import { chooseExhibits } from './choose-exhibits.ts';
import { findReplaced } from './find-replaced.ts';
import { checkedName, freeName, requireFreeName } from './packet-name.ts';
import { packetReferences } from './packet-references.ts';
import { planPacket } from './plan-packet.ts';
import { keepCosigner } from './waiting-cosigners.ts';

/** What decides about a packet's contents. */
export type PlanChoice = Pick<
  CallRequest<'packets.seal'>,
  'exhibitIds' | 'annotationIds' | 'profile' | 'includeNative' | 'options' | 'omittedContextReason'
>;

/**
 * Fixes what a packet shall hold (each exhibit and annotation at its present revision), records that it was asked for, and
 * enqueues the job that seals it. Errors: `bad-request`, `not-found`, `destination-exists`, `destination-unusable`,
 * `matter-read-only`, `media-unsupported` for footage without moving pictures; with an attorney's key, those of opening it.
 */
export async function requestPacket(
  context: CallContext,
  request: CallRequest<'packets.seal'>,
): Promise<CallOutput<'packets.seal'>> {
  const matter = context.matter();
  matter.requireWritable();
  const cosigner = await openCosigner(context, request);
  const plan = await planRequested(matter, request, cosigner);
  const name = request.name === undefined ? freeName(matter) : checkedName(matter, request.name, plan);
  const into = request.into === null ? null : context.engine.grants.resolve(request.into, context.trust);
  await requireFreePlace(into ?? matter.folder.packets, name);
  await requireNoPartial(into ?? matter.folder.packets, name);
  const packet: Packet = {
    id: packetIdSchema.parse(randomUUID()),
    name,
    profile: request.profile,
    state: 'draft',
    folder: into === null ? path.join(path.basename(matter.folder.packets), name) : path.join(into, name),
    exhibitCount: plan.exhibits.length,
    byteCount: null,
    digest: null,
    createdAt: matter.clock.now(),
    sealedAt: null,
  };
  const job = inTransaction(matter.database, () => {
    requireFreeName(matter, name, plan);
    insertPacket(matter.database, packet, plan);
    matter.custody.append({
      type: 'export.start',
      refs: packetReferences(packet.id, plan),
      data: startData(packet, plan),
    });
    return matter.jobs.enqueue({ kind: 'seal-packet', title: `Seal packet ${name}`, input: { packetId: packet.id } });
  });
  if (cosigner !== null) {
    keepCosigner(packet.id, cosigner);
  }
  matter.events.emit('packets.changed', {});
  return { packet: { ...packet, folder: path.resolve(matter.folder.root, packet.folder) }, job };
}

async function openCosigner(
  context: CallContext,
  { attorney }: CallRequest<'packets.seal'>,
): Promise<PersonalSigner | null> {
  if (attorney === undefined) {
    return null;
  }
  const file = context.engine.grants.resolve(attorney.key, context.trust);
  return await openSigningKey(file, attorney.passphrase, context.engine.options.keyDerivation ?? safeKeyDerivation);
}

/** What a request comes to, each exhibit frozen as it stands now. Errors: as `requestPacket`, but for the place. */
export async function planRequested(
  matter: OpenMatter,
  request: PlanChoice,
  cosigner: PersonalSigner | null,
): Promise<PacketPlan> {
  const { database } = matter;
  const annotations = listAnnotations(database, { includeWithdrawn: false });
  const books = packetCodebooks(matter, annotations);
  const chosen = chooseExhibits(matter, request);
  const plan = planPacket({
    chosen,
    annotations,
    kindOf: (annotation) => books.codeOf(annotation).group?.kind,
    subjects: subjectsById(database),
    rules: rulesOf(request.profile),
    options: settledOptions(matter, request.options),
    includeNative: request.includeNative,
    omittedContextReason: request.omittedContextReason,
  });
  const { replaces } = plan.options;
  const replaced = replaces === null ? null : await findReplaced(matter, replaces, { plan, profile: request.profile });
  return {
    ...plan,
    replaced,
    cosigner: cosigner === null ? null : { name: cosigner.name, fingerprint: cosigner.fingerprint },
  };
}

/** The prefix is settled now, so that a packet that waits does not change its numbers when another one is sealed first. */
function settledOptions({ database, matter }: OpenMatter, options: PacketOptions): PacketOptions {
  return { ...options, batesPrefix: options.batesPrefix ?? lastPrefix(database) ?? batesPrefixOf(matter.name) };
}

function startData(packet: Packet, plan: PacketPlan) {
  return {
    packet: packet.name,
    profile: packet.profile,
    exhibitCount: plan.exhibits.length,
    includeNative: plan.includeNative,
    replaces: plan.replaced === null ? null : { packet: plan.replaced.name, digest: plan.replaced.digest },
    cosigner: plan.cosigner?.fingerprint ?? null,
    // Fixes the plan, free text and all, without telling it.
    planSha256: createHash('sha256').update(JSON.stringify(plan)).digest('hex'),
    omittedContext: plan.omittedContext,
    omittedContextReason: plan.omittedContextReason,
  };
}
