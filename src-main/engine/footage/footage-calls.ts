import path from 'node:path';
import type { FootageDetail } from '../../domain/footage.ts';
import type { FootageId } from '../../domain/identifier.ts';
import { countAnnotations } from '../annotations/annotation-store.ts';
import type { CallHandlers } from '../engine-context.ts';
import { countPending } from '../jobs/job-store.ts';
import type { OpenMatter } from '../matters/open-matter.ts';
import { refuseOtherSize } from '../media/received-original.ts';
import { listAcquisitions, listIngestResults } from './acquisition-store.ts';
import {
  findFootage,
  findRendition,
  footageFacts,
  footagePath,
  listFootage,
  listRenditions,
  requireFacts,
} from './footage-store.ts';
import { frameIndexSummary, loadFrameIndex, storedFrameIndex } from './frame-index-store.ts';
import { createFrameInspector, type FrameInspector } from './frame-inspector.ts';
import { createFramePictures, type FramePictures } from './frame-pictures.ts';
import { ingestSample } from './ingest-sample.ts';
import { readRendition } from './read-rendition.ts';
import { recordView } from './record-view.ts';
import { startIngest } from './start-ingest.ts';

type FootageCallName =
  | 'footage.ingest'
  | 'footage.ingestSample'
  | 'footage.acquisitions'
  | 'footage.ingestResults'
  | 'footage.list'
  | 'footage.show'
  | 'footage.recordView'
  | 'footage.frameIndex'
  | 'footage.peaks'
  | 'footage.frame'
  | 'footage.inspectFrame';

const inspectors = new WeakMap<OpenMatter, FrameInspector>();
const pictures = new WeakMap<OpenMatter, FramePictures>();

function inspectorOf(matter: OpenMatter): FrameInspector {
  const known = inspectors.get(matter) ?? createFrameInspector();
  inspectors.set(matter, known);
  return known;
}

function picturesOf(matter: OpenMatter): FramePictures {
  const known = pictures.get(matter) ?? createFramePictures();
  pictures.set(matter, known);
  return known;
}

function detailOf({ database }: OpenMatter, footageId: FootageId): FootageDetail {
  return {
    footage: findFootage(database, footageId),
    facts: footageFacts(database, footageId),
    index: frameIndexSummary(database, footageId),
    renditions: listRenditions(database, footageId),
    pendingJobs: countPending(database, footageId),
    annotationCount: countAnnotations(database, footageId),
  };
}

/** The bytes in a buffer of their own: sent to another process, a view would take its whole buffer along. */
function ownBytes(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes);
}

/** Bringing footage in and looking at it. */
export const footageCalls: CallHandlers<FootageCallName> = {
  'footage.ingest': ({ paths, statement }, context) => {
    const matter = context.matter();
    const resolved = paths.map((reference) => context.engine.grants.resolve(reference, context.trust));
    return startIngest(matter, { paths: resolved.map((given) => path.resolve(given)), statement });
  },
  'footage.ingestSample': (_input, context) => ingestSample(context.matter()),
  'footage.acquisitions': (_input, context) => listAcquisitions(context.matter().database),
  'footage.ingestResults': ({ acquisitionId }, context) => listIngestResults(context.matter().database, acquisitionId),
  'footage.list': (_input, context) => {
    const matter = context.matter();
    return listFootage(matter.database).map(({ id }) => detailOf(matter, id));
  },
  'footage.show': ({ footageId }, context) => detailOf(context.matter(), footageId),
  'footage.recordView': async ({ footageId }, context) => {
    const matter = context.matter();
    const footage = findFootage(matter.database, footageId);
    await refuseOtherSize({ footage, path: footagePath(matter, footage) });
    recordView(matter, footageId);
    return {};
  },
  'footage.frameIndex': ({ footageId }, context) => {
    const { database } = context.matter();
    findFootage(database, footageId);
    return ownBytes(storedFrameIndex(database, footageId));
  },
  'footage.peaks': async ({ footageId }, context) => {
    const matter = context.matter();
    findFootage(matter.database, footageId);
    const rendition = findRendition(matter.database, footageId, 'peaks');
    return rendition === null ? null : ownBytes(await readRendition(matter, rendition));
  },
  'footage.frame': async ({ footageId, frame, format }, context) => {
    const matter = context.matter();
    const footage = findFootage(matter.database, footageId);
    const index = loadFrameIndex(matter.database, footageId);
    const facts = requireFacts(matter.database, footageId);
    const source = { footageId, path: footagePath(matter, footage), facts, index };
    const picture = await picturesOf(matter).picture(source, frame, format, context.signal);
    const { bytes, pts, width, height } = picture;
    return { bytes: ownBytes(bytes), mediaType: `image/${format}`, frame: picture.frame, pts, width, height };
  },
  'footage.inspectFrame': async ({ footageId, frame }, context) => {
    const matter = context.matter();
    const footage = findFootage(matter.database, footageId);
    const index = loadFrameIndex(matter.database, footageId);
    const facts = requireFacts(matter.database, footageId);
    const source = { footageId, path: footagePath(matter, footage), facts, index };
    return inspectorOf(matter).inspect(source, frame, context.signal);
  },
};
