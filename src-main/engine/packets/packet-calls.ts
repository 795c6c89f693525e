import type { CallContext, CallHandlers } from '../engine-context.ts';
import { listBates } from './bates-store.ts';
import { makeReceipt } from './make-receipt.ts';
import { findPacket, listPackets, packetFolder } from './packet-store.ts';
import { previewPacket } from './plan/preview-packet.ts';
import { requestPacket } from './plan/request-packet.ts';
import { verifyFolder, verifySealedPacket } from './verify-request.ts';

type PacketCall =
  | 'bates.list'
  | 'packets.preview'
  | 'packets.seal'
  | 'packets.list'
  | 'packets.verify'
  | 'packets.receipt';

export const packetCalls: CallHandlers<PacketCall> = {
  'packets.preview': (request, context) => previewPacket(context.matter(), request),

  'packets.seal': (request, context) => requestPacket(context, request),

  'bates.list': (page, context) => listBates(context.matter().database, page),

  'packets.list': (_input, context) => {
    const { database, folder } = context.matter();
    return listPackets(database).map((packet) => ({ ...packet, folder: packetFolder(folder.root, packet) }));
  },

  'packets.verify': ({ packet, key, progress }, context: CallContext) => {
    const tell =
      progress === undefined
        ? undefined
        : (done: number, total: number) => context.engine.events.emit('packets.verifying', { progress, done, total });
    const request = { key, signal: context.signal, tell };
    if ('id' in packet) {
      const matter = context.matter();
      return verifySealedPacket(matter, findPacket(matter.database, packet.id), request);
    }
    const folder = context.engine.grants.resolve(packet, context.trust);
    return verifyFolder(context.engine.openMatter, folder, request);
  },

  'packets.receipt': (request, context) => makeReceipt(context, request),
};
