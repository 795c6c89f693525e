import { AppError } from '../../../domain/app-error.ts';
import { packetNameSchema } from '../../../domain/packet.ts';
import { type PacketPlan, packetPlanSchema } from '../../../domain/packet-plan.ts';
import type { OpenMatter } from '../../matters/open-matter.ts';
import { findPacketNamed, isPacketName, readPacketPlan } from '../packet-store.ts';

/** The matter's name in capitals and digits, the year, and the first free number: CAFE-ON-5TH-2026-PKT001. */
export function freeName(matter: OpenMatter): string {
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

/**
 * The name a packet was asked for under. A name is used once, but for the very same packet made again: the same choice,
 * the same options and the same fixed date. Errors: `bad-request`, `destination-exists`.
 */
export function checkedName(matter: OpenMatter, name: string, plan: PacketPlan): string {
  const parsed = packetNameSchema.safeParse(name);
  if (!parsed.success) {
    throw new AppError('bad-request', parsed.error.issues[0]?.message ?? 'This packet name cannot be used.', { name });
  }
  requireFreeName(matter, parsed.data, plan);
  return parsed.data;
}

/** Errors: `destination-exists`. */
export function requireFreeName(matter: OpenMatter, name: string, plan: PacketPlan): void {
  const earlier = findPacketNamed(matter.database, name);
  if (earlier === null) {
    return;
  }
  const isAgain =
    earlier.name === name &&
    plan.options.datedAt !== null &&
    selectionText(readPacketPlan(matter.database, earlier.id)) === selectionText(plan);
  if (!isAgain) {
    throw new AppError(
      'destination-exists',
      `This matter has a packet or a draft called ${name} already. Names are used once; please choose another one. Only the same choice with the same fixed date may be sealed again under its name.`,
      { name },
    );
  }
}

/** A plan without what is random: two that are equal make the same payload. The papers name who is to sign. */
export function selectionText({ nonce: _nonce, ...selection }: PacketPlan): string {
  const { cosigner, ...chosen } = packetPlanSchema.omit({ nonce: true }).parse(selection);
  return JSON.stringify(cosigner === null ? chosen : { ...chosen, cosigner }, inOrder);
}

/** Members in the order of their names, whoever put them together. Plans are larger than the canonical JSON of an entry may be. */
function inOrder(_key: string, value: unknown): unknown {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
    : value;
}
