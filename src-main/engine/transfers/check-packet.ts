import { verifyPacket } from '../../../resources/packet-viewer/verify.mjs';
import { AppError } from '../../domain/app-error.ts';
import { type PacketVerification, packetVerificationSchema } from '../../domain/packet.ts';

export type CheckOptions = {
  readonly keys?: readonly string[];
  readonly signal: AbortSignal;
  readonly onBytes?: (byteCount: number) => void;
};

/** Verifies a packet with the code that travels in it. A packet that fails is an answer. Errors: `cancelled`. */
export async function checkPacket(folder: string, options: CheckOptions): Promise<PacketVerification> {
  try {
    return packetVerificationSchema.parse(await verifyPacket(folder, options));
  } catch (thrown) {
    if (options.signal.aborted) {
      throw new AppError('cancelled', 'Verifying the packet was cancelled; nothing was changed.', {}, thrown);
    }
    throw thrown;
  }
}
