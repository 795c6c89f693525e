import type { CallHandlers } from '../engine-context.ts';
import { listPackets, packetFolder } from './packet-store.ts';
import { requestPacket } from './request-packet.ts';
import { verifyPacketAt } from './verify-packet.ts';

type PacketCall = 'packets.seal' | 'packets.list' | 'packets.verify';

export const packetCalls: CallHandlers<PacketCall> = {
  'packets.seal': (request, context) => requestPacket(context, request),

  'packets.list': (_input, context) => {
    const { database, folder } = context.matter();
    return listPackets(database).map((packet) => ({ ...packet, folder: packetFolder(folder.root, packet) }));
  },

  'packets.verify': () => verifyPacketAt(''),
};
