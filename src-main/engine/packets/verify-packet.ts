import { lstat, readdir } from 'node:fs/promises';
import path from 'node:path';
import { verifyPacket } from '../../../resources/packet-viewer/verify.mjs';
import { AppError } from '../../domain/app-error.ts';
import { type PacketVerification, packetVerificationSchema } from '../../domain/packet.ts';

export type VerifyOptions = {
  /** Fingerprints of keys that are known to be right; when any is given, a packet signed by another key fails. */
  readonly keys?: readonly string[] | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onBytes?: ((byteCount: number) => void) | undefined;
};

/** Bytes of all plain files below a folder, as far as they can be seen; nothing is followed. For progress only. */
async function bytesBelow(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const sizes = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) =>
        lstat(path.join(entry.parentPath, entry.name)).then(
          ({ size }) => size,
          () => 0,
        ),
      ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** Tells how many bytes were read, at most five times a second. */
export async function byteProgress(
  folder: string,
  tell: (done: number, total: number) => void,
): Promise<(byteCount: number) => void> {
  const total = await bytesBelow(folder);
  let done = 0;
  let told = 0;
  return (byteCount) => {
    done += byteCount;
    if (performance.now() - told > 200) {
      told = performance.now();
      tell(Math.min(done, total), total);
    }
  };
}

/**
 * Verifies the packet in `folder` with the very code that travels inside every packet (specs/evidence.md 2.9). A packet
 * that fails is a result, not an error. Errors: `cancelled`.
 */
export async function verifyPacketAt(folder: string, options: VerifyOptions = {}): Promise<PacketVerification> {
  try {
    const report = await verifyPacket(folder, options);
    return packetVerificationSchema.parse(report);
  } catch (thrown) {
    if (options.signal?.aborted) {
      throw new AppError('cancelled', 'Verifying the packet was cancelled; nothing was changed.', {}, thrown);
    }
    throw thrown;
  }
}
