import { createHash, randomUUID } from 'node:crypto';
import path from 'node:path';
import type { CallOutput, CallRequest } from '../../contract/api.ts';
import type { Annotation } from '../../domain/annotation.ts';
import { AppError } from '../../domain/app-error.ts';
import { packetIdSchema } from '../../domain/identifier.ts';
import { type Packet, type PacketPlan, packetNameSchema } from '../../domain/packet.ts';
import { findAnnotation, listAnnotations } from '../annotations/annotation-store.ts';
import type { CallContext } from '../engine-context.ts';
import { findFootage } from '../footage/footage-store.ts';
import type { OpenMatter } from '../matters/open-matter.ts';
import { inTransaction } from '../store/transaction.ts';
import { subjectsById } from '../subjects/subject-store.ts';
import { packetCodebooks } from './packet-codebook.ts';
import { requireFreePlace } from './packet-place.ts';
import { insertPacket, isPacketName } from './packet-store.ts';
import { packetReferences, planExhibits } from './plan-exhibits.ts';
import { rulesOf } from './profile-rules.ts';

/**
 * Fixes what a packet shall hold (each annotation at its present revision), records that it was asked for, and enqueues
 * the job that seals it. Errors: `bad-request`, `not-found`, `destination-exists`, `destination-unusable`,
 * `matter-read-only`, `media-unsupported` for footage without moving pictures.
 */
export async function requestPacket(
  context: CallContext,
  request: CallRequest<'packets.seal'>,
): Promise<CallOutput<'packets.seal'>> {
  const matter = context.matter();
  matter.requireWritable();
  const rules = rulesOf(request.profile);
  const chosen = chosenAnnotations(matter, request.annotationIds);
  requirePictures(matter, chosen);
  const others = listAnnotations(matter.database, { includeWithdrawn: false });
  const books = packetCodebooks(matter, [...chosen, ...others]);
  const plan = planExhibits({
    chosen,
    others,
    kindOf: (annotation) => books.codeOf(annotation).group?.kind,
    subjects: subjectsById(matter.database),
    rules,
    includeNative: request.includeNative,
    omittedContextReason: request.omittedContextReason,
  });
  const name = request.name === undefined ? freeName(matter) : checkedName(matter, request.name);
  const into = request.into === null ? null : context.engine.grants.resolve(request.into, context.trust);
  await requireFreePlace(into ?? matter.folder.packets, name);
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
    if (isPacketName(matter.database, name)) {
      throw nameTaken(name);
    }
    insertPacket(matter.database, packet, plan);
    matter.custody.append({
      type: 'export.start',
      refs: packetReferences(packet.id, plan),
      data: startData(packet, plan),
    });
    return matter.jobs.enqueue({ kind: 'seal-packet', title: `Seal packet ${name}`, input: { packetId: packet.id } });
  });
  matter.events.emit('packets.changed', {});
  return { packet: { ...packet, folder: path.resolve(matter.folder.root, packet.folder) }, job };
}

function chosenAnnotations(matter: OpenMatter, ids: CallRequest<'packets.seal'>['annotationIds']): Annotation[] {
  if (ids === 'all') {
    const all = listAnnotations(matter.database, { includeWithdrawn: false });
    if (all.length === 0) {
      throw new AppError(
        'bad-request',
        'This matter has no annotations yet. Annotate footage first, then seal a packet.',
      );
    }
    return all;
  }
  const chosen = [...new Set(ids)].map((id) => findAnnotation(matter.database, id));
  const withdrawn = chosen.find((annotation) => annotation.state === 'withdrawn');
  if (withdrawn !== undefined) {
    throw new AppError(
      'bad-request',
      `The annotation ${withdrawn.code} at frame ${withdrawn.span.inFrame} is withdrawn and cannot become an exhibit. Choose others, or undo its withdrawal.`,
      { id: withdrawn.id },
    );
  }
  return chosen;
}

/** Spans are counted in frames, so only footage with moving pictures can be annotated; anything else is refused here. */
function requirePictures(matter: OpenMatter, chosen: readonly Annotation[]): void {
  for (const id of new Set(chosen.map((annotation) => annotation.footageId))) {
    const footage = findFootage(matter.database, id);
    if (footage.state !== 'readable') {
      throw new AppError(
        'media-unsupported',
        `"${footage.originalName}" has no moving pictures that can be read, so no clip can be made of it. Leave its annotations out.`,
        { footageId: id, state: footage.state },
      );
    }
  }
}

/** The matter's name in capitals and digits, the year, and the first free number: CAFE-ON-5TH-2026-PKT001. */
function freeName(matter: OpenMatter): string {
  const year = new Date(Math.floor(matter.clock.now() / 1000)).getUTCFullYear();
  const plain = matter.matter.name.normalize('NFKD').replaceAll(/\p{M}/gu, '').toUpperCase();
  const safe = plain.replaceAll(/[^A-Z0-9]+/g, '-').replaceAll(/^-+|-+$/g, '');
  const base = safe.slice(0, 24).replace(/-+$/, '') || 'MATTER';
  for (let number = 1; ; number++) {
    const name = `${base}-${year}-PKT${String(number).padStart(3, '0')}`;
    if (!isPacketName(matter.database, name)) {
      return packetNameSchema.parse(name);
    }
  }
}

function checkedName(matter: OpenMatter, name: string): string {
  const parsed = packetNameSchema.safeParse(name);
  if (!parsed.success) {
    throw new AppError('bad-request', parsed.error.issues[0]?.message ?? 'This packet name cannot be used.', { name });
  }
  if (isPacketName(matter.database, name)) {
    throw nameTaken(name);
  }
  return parsed.data;
}

function nameTaken(name: string): AppError {
  return new AppError(
    'destination-exists',
    `This matter has a packet or a draft called ${name} already. Names are used once; please choose another one.`,
    { name },
  );
}

function startData(packet: Packet, plan: PacketPlan) {
  return {
    packet: packet.name,
    profile: packet.profile,
    exhibitCount: plan.exhibits.length,
    includeNative: plan.includeNative,
    // Fixes the plan, free text and all, without telling it.
    planSha256: createHash('sha256').update(JSON.stringify(plan)).digest('hex'),
    omittedContext: plan.omittedContext,
    omittedContextReason: plan.omittedContextReason,
  };
}
