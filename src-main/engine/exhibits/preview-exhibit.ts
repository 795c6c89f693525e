import type { Annotation } from '../../domain/annotation.ts';
import {
  captionBytes,
  clipBytes,
  illustratedMicros,
  sheetBytes,
  spanMicros,
  stillBytes,
} from '../../domain/estimate-bytes.ts';
import type { Exhibit } from '../../domain/exhibit.ts';
import { type PlannedFile, plannedFiles } from '../../domain/exhibit-files.ts';
import type { ExhibitPreview, OverlappingContext, PreviewedFile } from '../../domain/exhibit-preview.ts';
import type { Footage } from '../../domain/footage.ts';
import { endPtsOfFrame, type FrameIndex, ptsOfFrame } from '../../domain/frame-index.ts';
import type { ExhibitId } from '../../domain/identifier.ts';
import type { FrameNumber, FrameSpan } from '../../domain/time.ts';
import { findAnnotation, listAnnotations } from '../annotations/annotation-store.ts';
import { codebookOfVersionOrCurrent } from '../codebook/codebook-store.ts';
import { findFootage, requireFacts } from '../footage/footage-store.ts';
import { loadFrameIndex, requireFrameIndexSummary } from '../footage/frame-index-store.ts';
import type { OpenMatter } from '../matters/open-matter.ts';
import { hasCaptions } from '../media/extract-captions.ts';
import { findExhibit, listExhibits } from './exhibit-store.ts';
import { type PreviewSource, previewNotes, soundNote } from './preview-notes.ts';

/** The frames and ticks that an exhibit shows, without context. A still whose time stamp repeats has an empty one. */
function shownSpan(index: FrameIndex, { content }: Pick<Exhibit, 'content'>): FrameSpan {
  if (content.kind === 'clip') {
    return content.span;
  }
  const [first, last] = content.kind === 'still' ? [content.frame, content.frame] : [0, index.count - 1];
  return {
    inFrame: first as FrameNumber,
    outFrame: (last + 1) as FrameNumber,
    inPts: ptsOfFrame(index, first as FrameNumber),
    outPts: endPtsOfFrame(index, last as FrameNumber),
  };
}

function sharesTime(one: FrameSpan, other: FrameSpan): boolean {
  return one.inFrame < other.outFrame && other.inFrame < one.outFrame;
}

type Known = PreviewSource & { readonly footage: Footage; readonly exhibit: Exhibit; readonly shown: FrameSpan };

function previewedFile(file: PlannedFile, known: Known): PreviewedFile {
  const { role, label, span, markedSpan } = file;
  const base = { role, class: file.class, label, span, markedSpan, frameCount: null, durationMicros: null };
  const { index, facts, footage, exhibit, shown } = known;
  const { quality, illustration } = exhibit.options;
  const guess = (byteCount: number) => ({ ...base, byteCount: Math.ceil(byteCount), isByteCountExact: false });
  const hasSound = soundNote(facts, index, span ?? shown) === null;
  switch (role) {
    case 'native':
      return {
        ...base,
        frameCount: index.count,
        durationMicros: spanMicros(index, shownSpan(index, { content: { kind: 'native' } })),
        byteCount: footage.byteCount,
        isByteCountExact: true,
      };
    case 'still':
      return { ...guess(stillBytes(facts)), frameCount: 1 };
    case 'contact-sheet':
      return guess(sheetBytes);
    case 'captions':
    case 'transcript':
      return guess(captionBytes(spanMicros(index, span ?? shown)));
    case 'clip':
    case 'context-clip':
    case 'illustrative-aid':
    case 'proof': {
      const frames = span ?? shown;
      const isAid = role === 'illustrative-aid' && illustration !== null;
      const durationMicros = isAid ? illustratedMicros(index, frames, illustration) : spanMicros(index, frames);
      const byteCount = clipBytes(index, frames, {
        byteCount: footage.byteCount,
        quality: isAid ? 'visually-lossless' : quality,
        hasSound,
      });
      return { ...guess(byteCount), frameCount: isAid ? null : frames.outFrame - frames.inFrame, durationMicros };
    }
  }
}

/** What codes meant when they were chosen, each version of the codebook looked up once. */
function codeReader(matter: OpenMatter) {
  const books = new Map<string, ReturnType<typeof codebookOfVersionOrCurrent>>();
  return ({ code: id, codebookVersion }: Annotation) => {
    const book = books.get(codebookVersion) ?? codebookOfVersionOrCurrent(matter, codebookVersion);
    books.set(codebookVersion, book);
    const code = book.codebook.codes.find((candidate) => candidate.id === id);
    const groupId = code?.group ?? id.slice(0, 3);
    return {
      label: code?.label ?? '',
      kind: book.codebook.groups.find((group) => group.id === groupId)?.kind ?? null,
    };
  };
}

/**
 * Exactly what an exhibit will contain, from the same list that sealing works through.
 * Errors: `not-found` for an exhibit that is not there or a recording that is not read yet.
 */
export function previewExhibit(matter: OpenMatter, id: ExhibitId): ExhibitPreview {
  const { database } = matter;
  const exhibit = findExhibit(database, id);
  const { footageId } = exhibit;
  const footage = findFootage(database, footageId);
  const index = loadFrameIndex(database, footageId);
  const source = {
    index,
    summary: requireFrameIndexSummary(database, footageId),
    facts: requireFacts(database, footageId),
  };
  const shown = shownSpan(index, exhibit);
  const known = { ...source, footage, exhibit, shown };
  const files = plannedFiles(exhibit, {
    index,
    originalName: footage.originalName,
    hasCaptions: hasCaptions(source.facts),
    mayCarryNative: true,
  }).map((file) => previewedFile(file, known));
  const others = listExhibits(database).filter((other) => other.id !== id && other.footageId === footageId);
  const codeOf = codeReader(matter);
  const overlapping = listAnnotations(database, { footageId, includeWithdrawn: false }).filter(
    (annotation) => annotation.id !== exhibit.annotationId && sharesTime(annotation.span, shown),
  );
  const overlappingContext = overlapping.flatMap((annotation): OverlappingContext[] => {
    const { kind, label } = codeOf(annotation);
    const own = others.find((other) => other.annotationId === annotation.id);
    return kind === 'context' ? [{ annotation, codeLabel: label, exhibitNumber: own?.number ?? null }] : [];
  });
  return {
    id,
    revision: exhibit.revision,
    footageId,
    frames: {
      before: shown.inFrame > 0 ? ((shown.inFrame - 1) as FrameNumber) : null,
      first: shown.inFrame,
      last: (shown.outFrame - 1) as FrameNumber,
      after: shown.outFrame < index.count ? shown.outFrame : null,
    },
    durationMicros: spanMicros(index, shown),
    files,
    totalByteCount: files.reduce((sum, { byteCount }) => sum + byteCount, 0),
    kind: exhibit.annotationId === null ? null : codeOf(findAnnotation(database, exhibit.annotationId)).kind,
    overlappingContext,
    overlappingExhibits: others
      .filter((other) => sharesTime(shownSpan(index, other), shown))
      .map(({ number }) => number),
    notes: previewNotes(exhibit, source, shown),
  };
}
