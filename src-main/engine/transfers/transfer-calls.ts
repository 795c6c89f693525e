import path from 'node:path';
import { AppError } from '../../domain/app-error.ts';
import type { CallHandlers } from '../engine-context.ts';
import { listDeviceKeys } from '../history/device-key.ts';
import { openHandOver } from './open-hand-over.ts';
import { recordAcknowledgement, recordOpened } from './record-transfer.ts';
import { requestHandOver } from './request-hand-over.ts';
import { findTransfer, listTransfers } from './transfer-store.ts';

type TransferCall = 'transfers.list' | 'transfers.handOver' | 'transfers.acknowledge' | 'transfers.open';

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
    const { grants, events, openMatter } = engine;
    const keys = openMatter === null ? [] : listDeviceKeys(openMatter.database).map((key) => key.fingerprint);
    let toldAt = 0;
    let isRecorded = false;
    const { folder, verification } = await openHandOver({
      file: grants.resolve(file, trust),
      into: grants.resolve(into, trust),
      identityFile: identity === null ? null : grants.resolve(identity, trust),
      phrase,
      keys,
      signal,
      onBytes(done, total) {
        const now = Date.now();
        if (ticket !== '' && (now - toldAt > 200 || done === total)) {
          toldAt = now;
          events.emit('transfers.opening', { ticket, done, total });
        }
      },
      record(opened) {
        // A matter that was closed meanwhile has no log to write into.
        if (openMatter !== null && openMatter === engine.openMatter && !openMatter.isReadOnly) {
          recordOpened(openMatter, opened);
          isRecorded = true;
        }
      },
    });
    return { folder, name: path.basename(folder), grant: grants.add(folder).grant, verification, isRecorded };
  },
};
