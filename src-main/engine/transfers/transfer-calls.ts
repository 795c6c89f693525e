import path from 'node:path';
import { AppError } from '../../domain/app-error.ts';
import { type PacketVerification, verificationLevels } from '../../domain/packet.ts';
import type { CallHandlers } from '../engine-context.ts';
import { listDeviceKeys } from '../history/device-key.ts';
import type { OpenMatter } from '../matters/open-matter.ts';
import { openHandOver } from './open-hand-over.ts';
import { recordAcknowledgement } from './record-transfer.ts';
import { requestHandOver } from './request-hand-over.ts';
import { findTransfer, listTransfers } from './transfer-store.ts';

type TransferCall = 'transfers.list' | 'transfers.handOver' | 'transfers.acknowledge' | 'transfers.open';

/** A packet that is signed by a key of the open matter is signed by a known key. */
function withKnownKeys(matter: OpenMatter | null, found: PacketVerification): PacketVerification {
  const known = matter === null ? [] : listDeviceKeys(matter.database).map((key) => key.fingerprint);
  const isKnown = found.signature.key !== null && known.includes(found.signature.key);
  return isKnown && found.level === verificationLevels['pass-hash-only']
    ? {
        ...found,
        result: 'pass',
        level: verificationLevels.pass,
        signature: { ...found.signature, status: 'good' },
      }
    : found;
}

export const transferCalls: CallHandlers<TransferCall> = {
  'transfers.list': ({ packetId }, context) => listTransfers(context.matter().database, packetId),

  'transfers.handOver': (request, context) => requestHandOver(context, request),

  'transfers.acknowledge': ({ id, ...draft }, context) => {
    const matter = context.matter();
    matter.requireWritable();
    const transfer = findTransfer(matter.database, id);
    if (transfer.state !== 'handed-over') {
      throw new AppError('bad-request', 'This hand-over was not finished, so nobody can have received it.', { id });
    }
    recordAcknowledgement(matter, transfer, {
      ...draft,
      recordedBy: matter.reviewer.name,
      recordedAt: matter.clock.now(),
    });
    return findTransfer(matter.database, id);
  },

  'transfers.open': async ({ file, into, identity, phrase, ticket }, { engine, trust, signal }) => {
    const { grants, events } = engine;
    let toldAt = 0;
    const { folder, verification } = await openHandOver({
      file: grants.resolve(file, trust),
      into: grants.resolve(into, trust),
      identityFile: identity === null ? null : grants.resolve(identity, trust),
      phrase,
      signal,
      onBytes(done, total) {
        const now = Date.now();
        if (ticket !== '' && (now - toldAt > 200 || done === total)) {
          toldAt = now;
          events.emit('transfers.opening', { ticket, done, total });
        }
      },
    });
    const report = withKnownKeys(engine.openMatter, verification);
    return { folder, name: path.basename(folder), grant: grants.add(folder).grant, verification: report };
  },
};
