import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { AppError } from '../../../domain/app-error.ts';
import { type Digest, digestSchema } from '../../../domain/digest.ts';
import type { PacketId } from '../../../domain/identifier.ts';
import type { PacketProfile } from '../../../domain/packet.ts';
import type { PacketPlan, ReplacedPacket } from '../../../domain/packet-plan.ts';
import type { OpenMatter } from '../../matters/open-matter.ts';
import { systemErrorCode } from '../../store/whole-file.ts';
import { findPacket, packetFolder, readPacketPlan } from '../packet-store.ts';
import { comparePlans } from './compare-plans.ts';

const exhibitsPath = 'data/logs/exhibits.json';
const exhibitsSchema = z.looseObject({
  exhibits: z.array(
    z.looseObject({
      number: z.string(),
      files: z.array(z.looseObject({ label: z.string(), digest: digestSchema })),
    }),
  ),
});

/** How a file is told from others when two packets are compared. */
export function comparedName(number: string, label: string): string {
  return `${number}: ${label}`;
}

/**
 * The packet that a new one takes the place of, and what differs in the choice. Errors: `not-found`; `bad-request` for a
 * packet that was never sealed.
 */
export async function findReplaced(
  matter: OpenMatter,
  id: PacketId,
  after: { readonly plan: PacketPlan; readonly profile: PacketProfile },
): Promise<ReplacedPacket> {
  const packet = findPacket(matter.database, id);
  if (packet.state !== 'sealed' || packet.digest === null) {
    throw new AppError('bad-request', `The packet ${packet.name} was never sealed, so nothing can take its place.`);
  }
  const before = { plan: readPacketPlan(matter.database, id), profile: packet.profile };
  return {
    id,
    name: packet.name,
    digest: digestSchema.parse(packet.digest),
    changes: comparePlans(before, after),
    files: await filesOf(packetFolder(matter.folder.root, packet), packet.digest),
  };
}

async function read(folder: string, file: string): Promise<Buffer | null> {
  try {
    return await readFile(path.join(folder, ...file.split('/')));
  } catch (thrown) {
    if (systemErrorCode(thrown) === '') {
      throw thrown;
    }
    return null;
  }
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Digests of the produced files as the sealed packet states them, trusted only as far as its digest reaches; else null. */
async function filesOf(folder: string, digest: string): Promise<Record<string, Digest> | null> {
  const tags = await read(folder, 'tagmanifest-sha256.txt');
  const manifest = await read(folder, 'manifest-sha256.txt');
  const exhibits = await read(folder, exhibitsPath);
  if (tags === null || manifest === null || exhibits === null || sha256(tags) !== digest) {
    return null;
  }
  const isListed = (list: Buffer, bytes: Buffer, file: string) =>
    list
      .toString('utf8')
      .split('\n')
      .includes(`${sha256(bytes)}  ${file}`);
  if (!isListed(tags, manifest, 'manifest-sha256.txt') || !isListed(manifest, exhibits, exhibitsPath)) {
    return null;
  }
  const parsed = exhibitsSchema.safeParse(JSON.parse(exhibits.toString('utf8')));
  if (!parsed.success) {
    return null;
  }
  return Object.fromEntries(
    parsed.data.exhibits.flatMap(({ number, files }) =>
      files.map((file): [string, Digest] => [comparedName(number, file.label), file.digest]),
    ),
  );
}
