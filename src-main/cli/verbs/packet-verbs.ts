import { readdir, rmdir } from 'node:fs/promises';
import path from 'node:path';
import type { AnnotationId } from '../../domain/identifier.ts';
import { type PacketProfile, packetProfiles } from '../../domain/packet.ts';
import { type Arguments, requiredFlag, UsageError, wordAt } from '../arguments.ts';
import { followJob } from '../follow-jobs.ts';
import { openMatterIn } from '../session.ts';
import { lines, type Verb } from './verb.ts';

function profileOf(given: Arguments): PacketProfile {
  const stated = given.flags.profile ?? 'production';
  const letter = ['A', 'B', 'C', 'D', 'E'].indexOf(stated.toUpperCase());
  const profile = letter >= 0 ? packetProfiles[letter] : packetProfiles.find((candidate) => candidate === stated);
  if (profile === undefined) {
    throw new UsageError(`--profile is one of ${packetProfiles.join(', ')}, or A to E; not "${stated}".`);
  }
  return profile;
}

/** An empty folder that stands where the packet shall be is taken away; anything else there stops the command later. */
async function clearEmptyFolder(folder: string): Promise<void> {
  const entries = await readdir(folder).catch((cause: unknown) => {
    if (cause instanceof Error && 'code' in cause && (cause.code === 'ENOENT' || cause.code === 'ENOTDIR')) {
      return null;
    }
    throw cause;
  });
  if (entries?.length === 0) {
    await rmdir(folder);
  }
}

/** How a stranger checks a packet: hashes with what every system has, the rest with the verifier, the key pinned. */
export function verifyLines(folder: string, key: string | null): string[] {
  const pin = key === null ? '' : ` --key ${key}`;
  return [`  cd ${JSON.stringify(folder)} && sha256sum -c manifest-sha256.txt && node verify/verify.mjs .${pin}`];
}

export const packetVerb: Verb = {
  words: ['packet'],
  async run(session, given) {
    const matterFolder = wordAt(given, 0, "The matter's folder");
    const folder = path.resolve(requiredFlag(given, 'out'));
    const profile = profileOf(given);
    const chosen = given.flags.annotations ?? 'all';
    await openMatterIn(session, matterFolder, given.flags);
    await clearEmptyFolder(folder);
    const { client } = session;
    const { packet, job } = await client.call('packets.seal', {
      into: { path: path.dirname(folder) },
      name: path.basename(folder),
      annotationIds: chosen === 'all' ? 'all' : (chosen.split(',').map((id) => id.trim()) as AnnotationId[]),
      includeNative: given.flags.native ?? false,
      profile,
      omittedContextReason: given.flags['omit-context'] ?? '',
    });
    await followJob(client, job.id);
    const sealed = (await client.call('packets.list', {})).find((candidate) => candidate.id === packet.id) ?? packet;
    const verification = await client.call('packets.verify', { packet: { id: packet.id } });
    return {
      value: { ...sealed, verification },
      text: lines(
        `Sealed ${sealed.name}: ${sealed.exhibitCount} exhibits in ${sealed.folder}`,
        `Packet digest ${sealed.digest ?? ''}`,
        `Verified: ${verification.result}, ${verification.fileCount} files`,
        'Anyone can check it without this program:',
        ...verifyLines(sealed.folder, verification.signature.key),
      ),
      exitCode: verification.level,
    };
  },
};
