import { constants } from 'node:fs';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { PacketId } from '../../../domain/identifier.ts';
import { type Signer, signatureCheck } from '../../history/device-key.ts';
import { syncFolder, systemErrorCode } from '../../store/whole-file.ts';
import { digestOnce } from '../packet-digests.ts';
import { isThere } from '../packet-place.ts';
import { type MadeFile, madeFileSchema } from './made-file.ts';

/**
 * Which files of an unfinished packet are whole, so that sealing goes on with them after it was interrupted. It lies where
 * the packet is made, which may be anybody's drive: every line is signed by the matter's key, and no file is used again
 * before its bytes were read and compared.
 */
export type PacketJournal = {
  /** The whole file of this recipe from before the interruption, or null. Errors: `cancelled`. */
  find(recipe: string, signal: AbortSignal): Promise<MadeFile | null>;
  add(made: MadeFile): Promise<void>;
  /** Gives files their places in the packet; noted first, so that an interruption finds them again. */
  place(moves: readonly Move[]): Promise<void>;
};

export type Move = { readonly file: string; readonly to: string };

/** The parts of an unfinished packet's folder. */
export function partsOf(partial: string): { making: string; packet: string; journal: string } {
  return {
    making: path.join(partial, 'making'),
    packet: path.join(partial, 'packet'),
    journal: path.join(partial, 'journal.jsonl'),
  };
}

const lineSchema = z.strictObject({ text: z.string(), signature: z.string() });
const factSchema = z.union([
  z.strictObject({ made: madeFileSchema }),
  z.strictObject({ placed: z.array(z.strictObject({ file: z.string(), to: z.string() })) }),
]);
type Fact = z.infer<typeof factSchema>;

function signedBytes(packetId: PacketId, text: string): Buffer {
  return Buffer.from(`packet-journal/v1\n${packetId}\n${text}`, 'utf8');
}

/** What was noted before, as far as it can be believed; a line that was not written to its end is none. */
async function readJournal(file: string, packetId: PacketId, signer: Signer): Promise<Fact[]> {
  const text = await readFile(file, 'utf8').catch((thrown: unknown) => {
    if (systemErrorCode(thrown) === 'ENOENT') {
      return '';
    }
    throw thrown;
  });
  const isSigned = signatureCheck(signer.publicKey);
  return text
    .split('\n')
    .slice(0, -1)
    .flatMap((line) => {
      const parsed = lineSchema.safeParse(parseJson(line));
      if (!parsed.success) {
        return [];
      }
      const { text: noted, signature } = parsed.data;
      if (!isSigned(signedBytes(packetId, noted), Buffer.from(signature, 'base64'))) {
        return [];
      }
      const fact = factSchema.safeParse(parseJson(noted));
      return fact.success ? [fact.data] : [];
    });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A torn or altered line: no fact, and its file is made again.
    return null;
  }
}

/** Takes placed files back, then away with everything that is made anew each time. */
async function clearPacket(partial: string, facts: readonly Fact[]): Promise<void> {
  const { making, packet } = partsOf(partial);
  for (const { file, to } of facts.flatMap((fact) => ('placed' in fact ? fact.placed : []))) {
    const from = path.join(packet, ...to.split('/'));
    if (!(await isThere(path.join(making, file))) && (await isThere(from))) {
      await rename(from, path.join(making, file));
    }
  }
  await rm(packet, { recursive: true, force: true });
}

/** Opens the folder of an unfinished packet, new or interrupted. Errors: those of the disk as they come. */
export async function openJournal(partial: string, packetId: PacketId, signer: Signer): Promise<PacketJournal> {
  const { making, packet, journal } = partsOf(partial);
  await mkdir(making, { recursive: true, mode: 0o700 });
  const facts = await readJournal(journal, packetId, signer);
  await clearPacket(partial, facts);
  await mkdir(packet, { mode: 0o755 });
  const known = new Map(facts.flatMap((fact) => ('made' in fact ? [[fact.made.recipe, fact.made] as const] : [])));

  let lastNote: Promise<void> = Promise.resolve();

  /** One line after another, whoever asks meanwhile. */
  function note(fact: Fact): Promise<void> {
    const noted = lastNote.then(() => write(fact));
    lastNote = noted.catch(() => undefined);
    return noted;
  }

  async function write(fact: Fact): Promise<void> {
    const text = JSON.stringify(fact);
    const signature = signer.sign(signedBytes(packetId, text)).toString('base64');
    const handle = await open(journal, constants.O_WRONLY | constants.O_CREAT | constants.O_APPEND, 0o600);
    try {
      // An earlier line may have been torn.
      await handle.writeFile(`\n${JSON.stringify({ text, signature })}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
  }

  async function isWhole(file: string, expected: string, signal: AbortSignal): Promise<boolean> {
    const place = path.join(making, file);
    return (
      path.basename(file) === file &&
      (await isThere(place)) &&
      (await digestOnce(place, ['sha256'], signal)).sha256 === expected
    );
  }

  return {
    async find(recipe, signal) {
      const made = known.get(recipe);
      if (made === undefined || !(await isWhole(made.file, made.digest, signal))) {
        return null;
      }
      const { proofTable } = made;
      const isTableWhole = proofTable === null || (await isWhole(proofTable.file, proofTable.digest, signal));
      return isTableWhole ? made : null;
    },

    async add(made) {
      await syncFolder(making);
      await note({ made });
    },

    async place(moves) {
      await note({ placed: [...moves] });
      for (const { file, to } of moves) {
        const target = path.join(packet, ...to.split('/'));
        await mkdir(path.dirname(target), { recursive: true });
        await rename(path.join(making, file), target);
      }
    },
  };
}
