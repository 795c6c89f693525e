import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { CallInput } from '../../src-main/contract/api.ts';
import type { Annotation } from '../../src-main/domain/annotation.ts';
import type { FootageDetail } from '../../src-main/domain/footage.ts';
import type { Packet } from '../../src-main/domain/packet.ts';
import type { Clock } from '../../src-main/engine/clock.ts';
import { ingestFrames } from './ingest-frames.ts';
import { openTestMatter, type TestMatter } from './open-test-matter.ts';

/** A matter with footage in it, ready to be annotated and sealed. */
export type PacketMatter = TestMatter & {
  readonly footage: readonly FootageDetail[];
  /** A folder outside the matter, for packets. */
  readonly out: string;
  /** The recording whose name ends so. */
  recording(nameEnd: string): FootageDetail;
  annotate(
    nameEnd: string,
    frames: readonly [from: number, to: number],
    more?: Partial<AnnotationInput>,
  ): Promise<Annotation>;
  /** Asks for a packet and waits for its job; throws what the job ended with. */
  seal(request: Partial<CallInput<'packets.seal'>>): Promise<Packet>;
};

type AnnotationInput = CallInput<'annotations.add'>;

/** For packets whose documents, load files and files for editing are not what is tested: half of the work of sealing a small one. */
export const withoutPapers = { withDocuments: false, withLoadFiles: false, withInterchange: false } as const;

export async function openPacketMatter(
  files: readonly string[],
  options: { readonly clock?: Clock; readonly name?: string; readonly place?: string } = {},
): Promise<PacketMatter> {
  const test = await openTestMatter({ name: 'Cedar Street, 9 February', ...options });
  const out = path.join(test.place, 'out');
  mkdirSync(out);
  await ingestFrames(test, files);
  const footage = await test.client.call('footage.list', {});

  function recording(nameEnd: string): FootageDetail {
    const found = footage.find((detail) => detail.footage.originalName.endsWith(nameEnd));
    if (found === undefined) {
      throw new Error(`No recording ${nameEnd} among ${footage.map((detail) => detail.footage.originalName)}.`);
    }
    return found;
  }

  return {
    ...test,
    footage,
    out,
    recording,
    annotate: (nameEnd, [inFrame, outFrame], more = {}) =>
      test.client.call('annotations.add', {
        footageId: recording(nameEnd).footage.id,
        inFrame,
        outFrame,
        code: 'UOF.1',
        observation: 'A person in a grey top stands at the table.',
        ...more,
      }),
    async seal(request) {
      const { packet, job } = await test.client.call('packets.seal', {
        ...(request.exhibitIds === undefined ? { annotationIds: 'all' as const } : {}),
        into: { path: out },
        ...request,
      });
      const ended = await test.matter().jobs.wait(job.id);
      if (ended.state !== 'done') {
        throw Object.assign(new Error(ended.errorMessage ?? ended.state), { code: ended.errorCode, packet });
      }
      const sealed = (await test.client.call('packets.list', {})).find((candidate) => candidate.id === packet.id);
      if (sealed === undefined) {
        throw new Error('The sealed packet is not in the list.');
      }
      return sealed;
    },
  };
}
