import { AppError } from '../../domain/app-error.ts';
import { type Packet, type PacketVerification, verificationLevels, withKnownKeys } from '../../domain/packet.ts';
import { listDeviceKeys } from '../history/device-key.ts';
import type { OpenMatter } from '../matters/open-matter.ts';
import { inTransaction } from '../store/transaction.ts';
import { findSealedPacket, packetFolder } from './packet-store.ts';
import { digestOfPacket } from './recover-packets.ts';
import { byteProgress, type VerifyOptions, verifyPacketAt } from './verify-packet.ts';

type Request = {
  readonly key: string | undefined;
  readonly signal: AbortSignal;
  /** Hears how many bytes were read, of how many; absent where nobody waits. */
  readonly tell?: ((done: number, total: number) => void) | undefined;
};

function knownKeys(matter: OpenMatter): string[] {
  return listDeviceKeys(matter.database).map((key) => key.fingerprint);
}

async function onBytes(folder: string, { tell }: Request): Promise<Pick<VerifyOptions, 'onBytes'>> {
  return tell === undefined ? {} : { onBytes: await byteProgress(folder, tell) };
}

/**
 * Verifies a packet that this matter sealed: it must be signed by a key of this matter and be the very one that was
 * acknowledged. Recorded as `verify.run`. Errors: `bad-request` for a draft; `cancelled`.
 */
export async function verifySealedPacket(
  matter: OpenMatter,
  packet: Packet,
  request: Request,
): Promise<PacketVerification> {
  if (packet.state !== 'sealed') {
    throw new AppError('bad-request', `The packet ${packet.name} is not sealed yet, so there is nothing to verify.`);
  }
  const folder = packetFolder(matter.folder.root, packet);
  const keys = request.key === undefined ? knownKeys(matter) : [request.key];
  const found = await verifyPacketAt(folder, { keys, signal: request.signal, ...(await onBytes(folder, request)) });
  const digest = found.level === verificationLevels.pass ? await digestOfPacket(folder) : packet.digest;
  const report = digest === packet.digest ? found : otherPacket(found, packet);
  recordRun(matter, report, [`packet:${packet.id}`], packet.name, request.key ?? null);
  return report;
}

/** Whole and well signed, but not what the matter remembers having sealed under this name. */
function otherPacket(found: PacketVerification, packet: Packet): PacketVerification {
  return {
    ...found,
    result: 'hash-mismatch',
    level: verificationLevels['hash-mismatch'],
    problems: [`The folder holds another packet than the one this matter sealed as ${packet.name}.`],
  };
}

/**
 * Verifies any folder. A packet signed by a key of the open matter counts as signed by a known key; any other key stays
 * unknown unless it is named. Errors: `cancelled`.
 */
export async function verifyFolder(
  matter: OpenMatter | null,
  folder: string,
  request: Request,
): Promise<PacketVerification> {
  const { key, signal } = request;
  const keys = key === undefined ? [] : [key];
  const found = await verifyPacketAt(folder, { keys, signal, ...(await onBytes(folder, request)) });
  return matter === null ? found : await heldAgainstMatter(matter, folder, found, key ?? null);
}

/**
 * What a verification is worth to the open matter: without a `namedKey`, its own keys are known. Recorded as `verify.run`
 * where one of its keys signed, with the name of the packet where it is one that the matter sealed.
 */
async function heldAgainstMatter(
  matter: OpenMatter,
  folder: string,
  found: PacketVerification,
  namedKey: string | null,
): Promise<PacketVerification> {
  const keys = knownKeys(matter);
  if (found.signature.key === null || !keys.includes(found.signature.key)) {
    return found;
  }
  const report = namedKey === null ? withKnownKeys(found, keys) : found;
  const digest = await digestOfPacket(folder);
  const packet = digest === null ? null : findSealedPacket(matter.database, digest);
  recordRun(matter, report, packet === null ? [] : [`packet:${packet.id}`], packet?.name ?? null, namedKey);
  return report;
}

function recordRun(
  matter: OpenMatter,
  { result, level, fileCount, signature }: PacketVerification,
  refs: readonly string[],
  packet: string | null,
  namedKey: string | null,
): void {
  if (matter.isReadOnly) {
    return;
  }
  const named = namedKey === null ? {} : { namedKey, signature: signature.status };
  inTransaction(matter.database, () => {
    matter.custody.append({
      type: 'verify.run',
      refs,
      data: { what: 'packet', packet, result, level, fileCount, ...named },
    });
  });
}
