import type { FrameNumber } from '../../../domain/time.ts';
import { decodePictures } from '../../media/decode-pictures.ts';
import { encodeJpeg } from '../../media/encode-jpeg.ts';
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
  const known = new Map<string, Thumbnail>();
  const thumbnails: Thumbnail[] = [];
  for (const exhibit of work.plan.exhibits) {
    requireGoingOn(work.signal);
    const frame = stillFrame({ exhibit }) as FrameNumber;
    const key = `${exhibit.footageId} ${frame}`;
    const { path: file, facts, index } = sourceOf(work.sources, exhibit.footageId);
    const size = fitInto(displaySize(mainVideoOf(facts)), box);
    const common = { tools, signal: work.signal };
    const thumbnail = known.get(key) ?? {
      bytes: await decodePictures({
        ...common,
        path: file,
        facts,
        index,
        first: frame,
        count: 1,
        output: { kind: 'raw', pixelFormat: 'rgb24', ...size },
      }).then(({ images }) => encodeJpeg(Buffer.concat(images), size, common)),
      ...size,
      frame,
    };
    known.set(key, thumbnail);
    thumbnails.push(thumbnail);
    work.progress({ done: thumbnails.length, total: work.plan.exhibits.length, unit: 'small pictures' });
  }
  return thumbnails;
}
