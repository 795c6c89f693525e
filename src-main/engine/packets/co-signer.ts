import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { AppError } from '../../domain/app-error.ts';
import type { Packet } from '../../domain/packet.ts';

const keyringSchema = z.looseObject({
  keys: z.array(
    z.looseObject({
      fingerprint: z.string(),
      name: z.string(),
      role: z.string().optional(),
      person: z.string().optional(),
    }),
  ),
});

/**
 * The attorney who signed a sealed packet beside the device, as its keyring names them; null where nobody did. Only what
 * the packet's own digest fixes is believed. Errors: `object-missing` when the packet is no longer where it was sealed.
 */
export async function readCoSigner(
  folder: string,
  packet: Packet,
): Promise<{ readonly name: string; readonly fingerprint: string } | null> {
  try {
    const list = await readFile(path.join(folder, 'tagmanifest-sha256.txt'));
    const keyring = await readFile(path.join(folder, 'custody', 'keyring.json'));
    if (
      sha256(list) === packet.digest &&
      list.toString('utf8').includes(`${sha256(keyring)}  custody/keyring.json\n`)
    ) {
      const { keys } = keyringSchema.parse(JSON.parse(keyring.toString('utf8')));
      const attorney = keys.find((key) => key.role === 'attorney');
      return attorney === undefined
        ? null
        : { name: attorney.person ?? attorney.name, fingerprint: attorney.fingerprint };
    }
  } catch (cause) {
    throw gone(packet, cause);
  }
  throw gone(packet);
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function gone(packet: Packet, cause?: unknown): AppError {
  return new AppError(
    'object-missing',
    `The packet ${packet.name} is not where it was sealed, or it was changed, so no receipt was written. Connect its drive, and verify the packet.`,
    { packet: packet.name },
    cause,
  );
}
