import { verifyPacket } from '../../../resources/packet-viewer/verify.mjs';
import { AppError } from '../../domain/app-error.ts';
import { type PacketVerification, packetVerificationSchema } from '../../domain/packet.ts';
import { sizesBelow } from '../store/drive-space.ts';

export type VerifyOptions = {
  /** Fingerprints of keys that are known to be right; when any is given, a packet signed by another key fails. */
  readonly keys?: readonly string[] | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onBytes?: ((byteCount: number) => void) | undefined;
};

/** Tells how many bytes were read, at most five times a second. */
export async function byteProgress(
  folder: string,
  tell: (done: number, total: number) => void,
): Promise<(byteCount: number) => void> {
  const total = (await sizesBelow(folder)).reduce((sum, size) => sum + size, 0);
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
