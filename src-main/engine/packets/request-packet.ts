import type { CallOutput, CallRequest } from '../../contract/api.ts';
import { AppError } from '../../domain/app-error.ts';
import type { CallContext } from '../engine-context.ts';

/** Placeholder body until the planning stands. */
export function requestPacket(
  _context: CallContext,
  _request: CallRequest<'packets.seal'>,
): CallOutput<'packets.seal'> {
  throw new AppError('internal', 'Sealing packets is not built yet.');
}
