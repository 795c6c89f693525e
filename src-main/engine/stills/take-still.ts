import { createHash } from 'node:crypto';
import { digestSchema } from '../../domain/digest.ts';
import type { Footage } from '../../domain/footage.ts';
import { type FrameIndex, ptsOfFrame } from '../../domain/frame-index.ts';
import type { FootageId } from '../../domain/identifier.ts';
import type { RecordingFacts, VideoStreamFacts } from '../../domain/recording-facts.ts';
import { type StillRecord, stillName } from '../../domain/still-record.ts';
import type { FrameNumber } from '../../domain/time.ts';
import { areAidsOn, type ViewingAids } from '../../domain/viewing-aids.ts';
import { findFootage, footagePath, requireFacts } from '../footage/footage-store.ts';
import { loadFrameIndex } from '../footage/frame-index-store.ts';
import type { OpenMatter } from '../matters/open-matter.ts';
import { type AidFilter, aidFilters } from '../media/aid-filters.ts';
import { type DecodedFrame, decodeFrame, hashFrame } from '../media/decode-frame.ts';
import { decodePictures } from '../media/decode-pictures.ts';
import { portableArgv } from '../media/portable-argv.ts';
import { requireReceived } from '../media/received-original.ts';
import { inTransaction } from '../store/transaction.ts';
import { chooseStem, type NamedContent, type StillPlace, stillFileNames, writeTogether } from './still-place.ts';

export type StillRequest = {
  readonly footageId: FootageId;
  readonly frame: FrameNumber;
  /** Those on the screen; null or neutral when the picture was looked at as it is. */
  readonly aids: ViewingAids | null;
  readonly into: { readonly kind: 'file' | 'folder'; readonly path: string };
  readonly signal: AbortSignal;
};

export type TakenStill = { readonly record: StillRecord; readonly recordName: string; readonly folder: string };

type StillSource = {
  readonly footage: Footage;
  readonly facts: RecordingFacts;
  readonly index: FrameIndex;
  readonly path: string;
};

type MadeStill = {
  readonly picture: DecodedFrame;
  readonly enhanced: DecodedFrame | null;
  readonly filters: readonly AidFilter[];
  readonly decodedPicture: StillRecord['decodedPicture'];
};

/**
 * Takes a still of one frame: its picture decoded from the original as a PNG, beside it a record of how it was made, and
 * with viewing aids on a second PNG with the aids applied. All files or none; nothing is ever replaced; one custody entry.
 * Errors: `matter-read-only`, `not-found`, `object-missing`, `digest-mismatch`, `frame-out-of-range`, `proof-failed`, `tool-failed`, `cancelled`,
 * `destination-exists`, `destination-unusable`, `disk-full`.
 */
export async function takeStill(matter: OpenMatter, request: StillRequest): Promise<TakenStill> {
  matter.requireWritable();
  const footage = findFootage(matter.database, request.footageId);
  const source: StillSource = {
    footage,
    facts: requireFacts(matter.database, footage.id),
    index: loadFrameIndex(matter.database, footage.id),
    path: footagePath(matter, footage),
  };
  const name = stillName(footage.originalName, request.frame, ptsOfFrame(source.index, request.frame));
  const place: StillPlace =
    request.into.kind === 'file'
      ? { kind: 'file', file: request.into.path }
      : { kind: 'folder', folder: request.into.path, name };
  const { folder, stem } = await chooseStem(place);
  const compared = await requireReceived(source, request.signal);
  const made = await makeStill(source, request);
  const names = stillFileNames(stem);
  const record = describeStill(matter, source, request, { ...made, compared }, names);
  // The record comes first: a record without its picture is noticed, a picture without its record is not.
  const files: NamedContent[] = [
    { name: names.record, content: `${JSON.stringify(record, null, 2)}\n` },
    { name: names.png, content: made.picture.bytes },
    ...(made.enhanced === null ? [] : [{ name: names.enhanced, content: made.enhanced.bytes }]),
  ];
  await writeTogether(folder, files, () => recordRendering(matter, record));
  return { record, recordName: names.record, folder };
}

function videoOf({ facts, index }: StillSource): VideoStreamFacts | null {
  return (
    facts.streams.find(
      (stream): stream is VideoStreamFacts => stream.kind === 'video' && stream.stream === index.stream,
    ) ?? null
  );
}

async function makeStill(source: StillSource, request: StillRequest): Promise<MadeStill> {
  const { path: file, facts, index } = source;
  const common = { path: file, facts, index, frame: request.frame, signal: request.signal };
  const [picture, native] = await Promise.all([decodeFrame({ ...common, format: 'png' }), hashFrame(common)]);
  const decodedPicture = {
    sha256: native.digest,
    pixelFormat: native.pixelFormat,
    width: native.width,
    height: native.height,
  };
  const filters =
    request.aids === null
      ? []
      : aidFilters(request.aids, {
          width: picture.width,
          height: picture.height,
          rotation: videoOf(source)?.rotation ?? 0,
        });
  const after = filters.flatMap((aid) => aid.filters);
  if (after.length === 0) {
    return { picture, enhanced: null, filters, decodedPicture };
  }
  const enhanced = await decodePictures({
    ...common,
    first: request.frame,
    count: 1,
    output: { kind: 'png', after },
  });
  return {
    picture,
    enhanced: { ...picture, bytes: Buffer.concat(enhanced.images), argv: enhanced.argv },
    filters,
    decodedPicture,
  };
}

function describeStill(
  matter: OpenMatter,
  source: StillSource,
  { frame, aids }: StillRequest,
  made: MadeStill & { readonly compared: 'digest' | 'size' },
  names: ReturnType<typeof stillFileNames>,
): StillRecord {
  const { footage, index } = source;
  const video = videoOf(source);
  const fileOf = (picture: DecodedFrame, name: string, kind: 'STILL' | 'ENHANCED') => ({
    name,
    class: kind,
    sha256: digestSchema.parse(createHash('sha256').update(picture.bytes).digest('hex')),
    byteCount: picture.bytes.byteLength,
    width: picture.width,
    height: picture.height,
    argv: portableArgv(picture.argv, source.path, footage.digest, null, name),
    toolVersion: picture.toolVersion,
  });
  const areOn = aids !== null && areAidsOn(aids);
  const isAllReproduced = made.filters.every(({ applied }) => applied.filter !== null);
  return {
    format: 'frame-of-record/still',
    version: 1,
    matter: { id: matter.matter.id, name: matter.matter.name },
    reviewer: { name: matter.reviewer.name, role: matter.reviewer.role },
    takenAt: new Date(Math.floor(matter.clock.now() / 1000)).toISOString(),
    application: `Frame of Record ${matter.options.appVersion}`,
    source: {
      footageId: footage.id,
      name: footage.originalName,
      sha256: footage.digest,
      byteCount: footage.byteCount,
    },
    frame: { stream: index.stream, number: frame, pts: ptsOfFrame(index, frame), timebase: index.timebase },
    decodedPicture: made.decodedPicture,
    sampleAspectRatio: video?.sampleAspectRatio ?? { num: 1, den: 1 },
    rotation: video?.rotation ?? 0,
    files: [
      fileOf(made.picture, names.png, 'STILL'),
      ...(made.enhanced === null ? [] : [fileOf(made.enhanced, names.enhanced, 'ENHANCED')]),
    ],
    viewingAids: areOn ? { settings: aids, applied: made.filters.map(({ applied }) => applied) } : null,
    notes: [
      'The still holds every pixel of the decoded picture, upright, in RGB with 8 bits a channel; nothing was cut, scaled or drawn on it.',
      made.compared === 'digest'
        ? 'The original was read in full just before, and has the SHA-256 stated here.'
        : 'The original is large and was compared by its size just before; its SHA-256 is that of its reception and of each verification in the custody log.',
      ...(areOn
        ? [
            'Viewing aids were on when the still was taken. They are not in the still.',
            ...(made.enhanced === null
              ? []
              : [
                  'The enhanced picture was made from the original with the filters named here, which reckon as the screen does; what the screen showed may differ by the conversion of its colours.',
                ]),
            ...(isAllReproduced
              ? []
              : ['At least one aid could not be reproduced in the enhanced picture; see there.']),
          ]
        : []),
    ],
  };
}

function recordRendering(matter: OpenMatter, record: StillRecord): void {
  inTransaction(matter.database, () =>
    matter.custody.append({
      type: 'render.done',
      refs: [`asset:${record.source.sha256}`],
      data: {
        act: 'still',
        stream: record.frame.stream,
        frame: record.frame.number,
        pts: record.frame.pts,
        decodedPicture: record.decodedPicture.sha256,
        files: record.files.map((file) => ({ name: file.name, class: file.class, sha256: file.sha256 })),
        aids: record.viewingAids === null ? null : { ...record.viewingAids.settings },
      },
    }),
  );
}
