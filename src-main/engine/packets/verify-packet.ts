import { AppError } from '../../domain/app-error.ts';
import type { PacketVerification } from '../../domain/packet.ts';

/** Placeholder body until the verifier stands. */
export function verifyPacketAt(
  folder: string,
  _options: { readonly signal?: AbortSignal | undefined; readonly knownKeys?: readonly string[] } = {},
): Promise<PacketVerification> {
  return Promise.reject(new AppError('internal', 'Verifying packets is not built yet.', { folder }));
}
