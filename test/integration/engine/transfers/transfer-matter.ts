import { execFileSync } from 'node:child_process';
import path from 'node:path';
import type { CallInput, CallOutput } from '../../../../src-main/contract/api.ts';
import type { Job } from '../../../../src-main/domain/job.ts';
import type { Packet } from '../../../../src-main/domain/packet.ts';
import type { Transfer } from '../../../../src-main/domain/transfer.ts';
import { numberedClip } from '../../../helpers/numbered-clip.ts';
import { makeTestPlace } from '../../../helpers/open-test-matter.ts';
import { openPacketMatter, type PacketMatter, withoutPapers } from '../../../helpers/packet-matter.ts';

/** Noise does not compress: some ten megabytes in one second. */
function noisyClip(place: string): string {
  const file = path.join(place, 'noise.mp4');
  const scene = 'nullsrc=size=640x360:rate=15:duration=1,noise=alls=100:allf=t';
  execFileSync('ffmpeg', [
    '-v',
    'error',
    '-f',
    'lavfi',
    '-i',
    scene,
    '-c:v',
    'libx264',
    '-preset',
    'ultrafast',
    '-crf',
    '6',
    file,
  ]);
  return file;
}

export type TransferMatter = PacketMatter & {
  /** A sealed packet of one clip and its native. */
  readonly packet: Packet;
  /** Asks for a hand-over and waits for its job, whatever becomes of it. */
  handOver(
    request: Partial<CallInput<'transfers.handOver'>> & { readonly into: { readonly path: string } },
  ): Promise<{ asked: CallOutput<'transfers.handOver'>; job: Job; transfer: Transfer }>;
  transfer(id: string): Promise<Transfer>;
  lastEntry(type: string): Promise<CallOutput<'custody.list'>[number] | undefined>;
};

/** `large`: the packet has some ten megabytes, so that something can happen while it is handed over. */
export async function openTransferMatter(size: 'small' | 'large' = 'small'): Promise<TransferMatter> {
  const place = makeTestPlace('transfer');
  const clip = size === 'small' ? (await numberedClip('cfr')).path : noisyClip(place);
  const test = await openPacketMatter([clip], { place });
  await test.annotate(path.basename(clip), [10, 14]);
  const packet = await test.seal({ name: 'PKT001', includeNative: true, options: withoutPapers });

  async function transfer(id: string): Promise<Transfer> {
    const found = (await test.client.call('transfers.list', {})).find((each) => each.id === id);
    if (found === undefined) {
      throw new Error('The hand-over is not in the list.');
    }
    return found;
  }
  return {
    ...test,
    packet,
    transfer,
    async handOver(request) {
      const asked = await test.client.call('transfers.handOver', {
        packetId: packet.id,
        method: 'zip',
        deliveredTo: 'Clerk of the Court',
        ...request,
      });
      const job = await test.matter().jobs.wait(asked.job.id);
      return { asked, job, transfer: await transfer(asked.transfer.id) };
    },
    async lastEntry(type) {
      return (await test.client.call('custody.list', {})).filter((line) => line.type === type).at(-1);
    },
  };
}
