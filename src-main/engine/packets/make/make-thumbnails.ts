import { AppError } from '../../../domain/app-error.ts';
import type { FrameNumber } from '../../../domain/time.ts';
import { inLanes } from '../../in-lanes.ts';
import { decodePictures } from '../../media/decode-pictures.ts';
import { mainVideoOf } from '../../media/index-frames.ts';
import { displaySize, fitInto } from '../../media/picture-size.ts';
import { findMediaTools } from '../../media/tools.ts';
import { requireGoingOn } from '../packet-digests.ts';
import type { RecordExhibit } from '../packet-record.ts';
import { sourceOf } from './exhibit-sources.ts';
import type { MakeWork } from './make-files.ts';
import { stillFrame } from './recipes.ts';

export type Thumbnail = RecordExhibit['thumbnail'];

const box = { width: 480, height: 480 };

/** A small JPEG of the first frame that each exhibit shows, in the order of the plan; each picture is made once. */
export async function makeThumbnails(work: Omit<MakeWork, 'journal' | 'partial'>): Promise<Thumbnail[]> {
  const tools = await findMediaTools();
  const pictures = work.plan.exhibits.map((exhibit) => ({ exhibit, frame: stillFrame({ exhibit }) as FrameNumber }));
  const keyOf = ({ exhibit, frame }: (typeof pictures)[number]) => `${exhibit.footageId} ${frame}`;
  const made = new Map<string, Thumbnail>();
  const once = [...new Map(pictures.map((picture) => [keyOf(picture), picture])).values()];
  await inLanes(once, work, async (picture, signal) => {
    requireGoingOn(signal);
    const { exhibit, frame } = picture;
    const { path: file, facts, index } = sourceOf(work.sources, exhibit.footageId);
    const size = fitInto(displaySize(mainVideoOf(facts)), box);
    const output = { kind: 'small-jpeg', ...size } as const;
    const source = { path: file, facts, index };
    const { images } = await decodePictures({ ...source, tools, signal, first: frame, count: 1, output });
    made.set(keyOf(picture), { bytes: Buffer.concat(images), ...size, frame });
    work.progress({ done: made.size, total: once.length, unit: 'small pictures' });
  });
  return pictures.map((picture) => {
    const thumbnail = made.get(keyOf(picture));
    if (thumbnail === undefined) {
      throw new AppError('internal', 'A small picture of an exhibit was not made.');
    }
    return thumbnail;
  });
}
