import { readdir, rmdir } from 'node:fs/promises';
import path from 'node:path';
import type { EngineClient } from '../../contract/client.ts';
import { AppError } from '../../domain/app-error.ts';
import type { Packet } from '../../domain/packet.ts';
import { type Arguments, requiredFlag, wordAt } from '../arguments.ts';
import { followJob } from '../follow-jobs.ts';
import { attorneyOf, attorneyPassphrase, optionsOf, profileOf, selectionOf } from '../seal-request.ts';
import { type CliSession, openMatterIn } from '../session.ts';
import { lines, type Outcome, type Verb } from './verb.ts';

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

/** Seals what was named and verifies it; the exit code is that of the verification. */
async function seal(
  { client }: CliSession,
  given: Arguments,
  selection: Awaited<ReturnType<typeof selectionOf>>,
  replaced: Packet | null,
): Promise<Outcome> {
  const folder = path.resolve(requiredFlag(given, 'out'));
  await clearEmptyFolder(folder);
  const { packet, job } = await client.call('packets.seal', {
    into: { path: path.dirname(folder) },
    name: path.basename(folder),
    ...selection,
    includeNative: given.flags.native ?? false,
    profile: profileOf(given),
    options: optionsOf(given.flags, replaced),
    omittedContextReason: given.flags['omit-context'] ?? '',
    ...attorneyOf(given.flags),
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
}

const packetVerb: Verb = {
  words: ['packet'],
  async run(session, given) {
    profileOf(given);
    await openMatterIn(session, wordAt(given, 0, "The matter's folder"), given.flags);
    const isOfExhibits = given.flags.exhibits !== undefined;
    const annotations = given.flags.annotations ?? 'all';
    const selection = await selectionOf(session.client, isOfExhibits ? given.flags : { ...given.flags, annotations });
    return await seal(session, given, selection, null);
  },
};

const sealVerb: Verb = {
  words: ['seal'],
  async run(session, given) {
    profileOf(given);
    await openMatterIn(session, wordAt(given, 0, "The matter's folder"), given.flags);
    return await seal(session, given, await selectionOf(session.client, given.flags), null);
  },
};

async function findSealed(client: EngineClient, name: string): Promise<Packet> {
  const sealed = (await client.call('packets.list', {})).filter(({ state }) => state === 'sealed');
  const packet = sealed.find((each) => each.name === name || each.id === name);
  if (packet === undefined) {
    throw new AppError(
      'not-found',
      `This matter has no sealed packet called "${name}". It has ${sealed.map((each) => each.name).join(', ') || 'none'}.`,
    );
  }
  return packet;
}

const resealVerb: Verb = {
  words: ['reseal'],
  async run(session, given) {
    profileOf(given);
    await openMatterIn(session, wordAt(given, 0, "The matter's folder"), given.flags);
    const replaced = await findSealed(session.client, wordAt(given, 1, 'The packet that shall be replaced'));
    return await seal(session, given, await selectionOf(session.client, given.flags), replaced);
  },
};

const batesVerb: Verb = {
  words: ['bates'],
  async run(session, given) {
    await openMatterIn(session, wordAt(given, 0, "The matter's folder"), given.flags);
    const page = 1000;
    const first = await session.client.call('bates.list', { limit: page });
    const entries = [...first.entries];
    while (entries.length < first.total) {
      const next = await session.client.call('bates.list', { offset: entries.length, limit: page });
      entries.push(...next.entries);
    }
    return {
      value: entries,
      text: lines(
        ...entries.map(
          ({ bates, digest, packetName, packetState }) =>
            `${bates}  ${digest}  ${packetName}${packetState === 'sealed' ? '' : ' (not sealed)'}`,
        ),
        `${entries.length} numbers`,
      ),
    };
  },
};

const keyCreateVerb: Verb = {
  words: ['key', 'create'],
  async run({ client }, given) {
    const name = requiredFlag(given, 'name');
    const out = path.resolve(requiredFlag(given, 'out'));
    const passphrase = attorneyPassphrase();
    const made = await client.call('signingKeys.create', { out: { path: out }, name, passphrase });
    return {
      value: made,
      text: lines(
        `Made a signing key for ${name}: ${made.path}`,
        `Fingerprint ${made.fingerprint}`,
        'Keep the file where only its owner reaches it. Without the passphrase nobody can use it, and nobody can restore it.',
      ),
    };
  },
};

/** Sealing, the register of numbers, and the keys that attorneys sign with. */
export const packetVerbs: readonly Verb[] = [packetVerb, sealVerb, resealVerb, batesVerb, keyCreateVerb];
