import { AppError } from '../../../domain/app-error.ts';
import { exhibitLabel, exhibitSlug } from '../../../domain/exhibit-number.ts';
import { suggestedTitle } from '../../../domain/exhibit-title.ts';
import { endPtsOfFrame, type FrameIndex, ptsOfFrame } from '../../../domain/frame-index.ts';
import type { PlannedExhibit } from '../../../domain/packet-plan.ts';
import { type FrameNumber, type FrameSpan, type Pts, ptsToMicros } from '../../../domain/time.ts';
import type { Thumbnail } from '../make/make-thumbnails.ts';
import type { RecordAnnotation, RecordExhibit, RecordFile, RecordSource } from '../packet-record.ts';
import { type AnnotationParts, describeAnnotation } from './record-annotations.ts';

export type ExhibitParts = AnnotationParts & {
  readonly indexes: ReadonlyMap<string, FrameIndex>;
  readonly sources: ReadonlyMap<string, RecordSource>;
  /** Of each exhibit in the order of the plan. */
  readonly files: readonly (readonly RecordFile[])[];
  readonly thumbnails: readonly Thumbnail[];
};

type Draft = Omit<RecordExhibit, 'overlaps' | 'annotations' | 'madeFrom'> & { readonly own: RecordAnnotation | null };

/** The frames from one to another, also where time stamps repeat so that they have no running time of their own. */
function spanOf(index: FrameIndex, inFrame: number, outFrame: number): FrameSpan {
  const inPts = ptsOfFrame(index, inFrame as FrameNumber);
  const outPts = endPtsOfFrame(index, (outFrame - 1) as FrameNumber);
  return {
    inFrame: inFrame as FrameNumber,
    outFrame: outFrame as FrameNumber,
    inPts,
    outPts: Math.max(outPts, inPts + 1) as Pts,
  };
}

function shownSpan({ content }: PlannedExhibit, index: FrameIndex): FrameSpan {
  switch (content.kind) {
    case 'clip':
      return content.span;
    case 'still':
      return spanOf(index, content.frame, content.frame + 1);
    case 'native':
      return spanOf(index, 0, index.count);
  }
}

function required<T>(value: T | undefined): T {
  if (value === undefined) {
    throw new AppError('internal', 'The exhibits of a packet are not those that were planned.');
  }
  return value;
}

function draftOf(parts: ExhibitParts, planned: PlannedExhibit, at: number): Draft {
  const source = required(parts.sources.get(planned.footageId));
  const index = required(parts.indexes.get(planned.footageId));
  const files = required(parts.files[at]);
  const span = shownSpan(planned, index);
  const observation = planned.annotation?.observation ?? '';
  return {
    id: planned.exhibitId,
    revision: planned.revision,
    number: planned.number,
    label: exhibitLabel(planned.number),
    slug: exhibitSlug(planned.number),
    title: planned.title === '' ? suggestedTitle(observation) : planned.title,
    description: planned.description === '' ? observation : planned.description,
    kind: planned.content.kind,
    class: required(files[0]).class,
    reason: planned.reason,
    source,
    span,
    inMicros: ptsToMicros(span.inPts, source.timebase),
    outMicros: ptsToMicros(span.outPts, source.timebase),
    files,
    thumbnail: required(parts.thumbnails[at]),
    own: planned.annotation === null ? null : describeAnnotation(planned.annotation, source.timebase, parts),
  };
}

function sharesTime(one: Pick<Draft, 'source' | 'span'>, other: Pick<Draft, 'source' | 'span'>): boolean {
  const isSame = one.source.id === other.source.id;
  return isSame && one.span.inPts < other.span.outPts && other.span.inPts < one.span.outPts;
}

/** Every exhibit with everything this audience may read about it, in the order of the plan. */
export function describeExhibits(parts: ExhibitParts): RecordExhibit[] {
  const drafts = parts.plan.exhibits.map((planned, at) => draftOf(parts, planned, at));
  return drafts.map(({ own, ...exhibit }) => {
    const others = drafts.filter((other) => other.number !== exhibit.number && sharesTime(exhibit, other));
    const annotations = [own, ...others.map((other) => other.own)].filter((annotation) => annotation !== null);
    return {
      ...exhibit,
      madeFrom: own?.id ?? null,
      annotations: [...new Map(annotations.map((annotation) => [annotation.id, annotation])).values()],
      overlaps: others.map(({ label }) => label),
    };
  });
}
