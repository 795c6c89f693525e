import { randomUUID } from 'node:crypto';
import type { Allegation, Annotation, ConfidenceAxis } from '../../domain/annotation.ts';
import { AppError } from '../../domain/app-error.ts';
import type { AnnotationId } from '../../domain/identifier.ts';
import { recordEdit } from '../history/edits.ts';
import type { OpenMatter } from '../matters/open-matter.ts';
import {
  annotationChange,
  currentRevision,
  currentRevisions,
  custodyEventOfMany,
  custodyFacts,
  nextRevision,
  type RevisionRef,
  requireInUse,
  spanIn,
} from './annotation-edit.ts';
import { announceAnnotations } from './announce-annotations.ts';

/**
 * Cuts an annotation in two: `atFrame` is the first frame of the second half. The first half keeps the id; both keep all
 * that was stated. Errors: `frame-out-of-range`, `edit-conflict`, `bad-request`.
 */
export function splitAnnotation(
  matter: OpenMatter,
  request: RevisionRef & { readonly atFrame: number },
): [Annotation, Annotation] {
  matter.requireWritable();
  const current = currentRevision(matter, request.id, request.revision);
  requireInUse(current, 'split');
  const { inFrame, outFrame } = current.span;
  const { atFrame } = request;
  if (atFrame <= inFrame || atFrame >= outFrame) {
    throw new AppError(
      'frame-out-of-range',
      outFrame - inFrame === 1
        ? 'An annotation of one frame cannot be split.'
        : `Frame ${atFrame} does not divide this annotation. Choose one of the frames ${inFrame + 1} to ${outFrame - 1} as the first of the second half.`,
      { atFrame, inFrame, outFrame },
    );
  }
  const [firstSpan] = spanIn(matter, current.footageId, inFrame, atFrame);
  const [secondSpan] = spanIn(matter, current.footageId, atFrame, outFrame);
  const first = nextRevision(matter, current, { span: firstSpan });
  const second: Annotation = {
    ...first,
    id: randomUUID() as AnnotationId,
    revision: 1,
    span: secondSpan,
    createdBy: matter.reviewer.id,
    createdAt: first.revisedAt,
  };
  recordEdit(matter, {
    label: `Split ${current.code} at frame ${atFrame}`,
    changes: [annotationChange(current, first), annotationChange(null, second)],
    event: custodyEventOfMany('annotation.revise', [first, second], {
      ...custodyFacts(current),
      act: 'split',
      atFrame,
      secondHalf: second.id,
    }),
  });
  announceAnnotations(matter, [first, second]);
  return [first, second];
}

/** Texts that differ, each once, a blank line between them. */
function joinTexts(texts: readonly string[], what: string, most = 8000): string {
  const joined = [...new Set(texts)].filter((text) => text !== '').join('\n\n');
  if (joined.length > most) {
    throw new AppError(
      'bad-request',
      `The ${what} texts of these annotations are ${joined.length} characters together; ${most} are the most. Merge fewer, or shorten them first.`,
    );
  }
  return joined;
}

/** What is alleged by one stays as it is; what several allege is set down for each, so that none speaks for another. */
function joinAllegations(annotations: readonly Annotation[]): Allegation | null {
  const allegations = annotations.flatMap(({ allegation }) => (allegation === null ? [] : [allegation]));
  const voices = [...new Set(allegations.map(({ allegedBy }) => allegedBy))];
  const [only] = voices;
  if (only === undefined) {
    return null;
  }
  if (voices.length === 1) {
    return {
      allegedBy: only,
      text: joinTexts(
        allegations.map(({ text }) => text),
        'allegation',
      ),
    };
  }
  const allegedBy = voices.join('; ');
  if (allegedBy.length > 300) {
    throw new AppError(
      'bad-request',
      'Too many people allege something in these annotations to merge them. Merge fewer.',
    );
  }
  return {
    allegedBy,
    text: joinTexts(
      allegations.map((one) => `${one.allegedBy}: ${one.text}`),
      'allegation',
    ),
  };
}

function joinAttributes(annotations: readonly Annotation[]): Record<string, string> {
  const joined: Record<string, string> = {};
  for (const { attributes } of annotations) {
    for (const [id, value] of Object.entries(attributes).filter(([, given]) => given !== '')) {
      if (joined[id] !== undefined && joined[id] !== value) {
        throw new AppError(
          'bad-request',
          `These annotations say different things of "${id}" ("${joined[id]}" and "${value}"). Give them the same value first, then merge.`,
          { attribute: id },
        );
      }
      joined[id] = value;
    }
  }
  return joined;
}

/** On each axis the most careful of the given values: a merge never makes a statement surer than its parts. */
function joinConfidence(annotations: readonly Annotation[]): Annotation['confidence'] {
  const least = (axis: keyof Annotation['confidence']): number | null => {
    const given = annotations.flatMap(({ confidence }) => confidence[axis] ?? []);
    return given.length === 0 ? null : Math.min(...given);
  };
  return {
    visibility: least('visibility'),
    interpretation: least('interpretation'),
    corroboration: least('corroboration'),
    time: least('time'),
  };
}

function joinBases(annotations: readonly Annotation[]): Annotation['confidenceBasis'] {
  const joined = (axis: ConfidenceAxis): string =>
    joinTexts(
      annotations.map(({ confidenceBasis }) => confidenceBasis[axis]),
      `confidence (${axis})`,
      1000,
    );
  return {
    visibility: joined('visibility'),
    interpretation: joined('interpretation'),
    corroboration: joined('corroboration'),
    time: joined('time'),
  };
}

function requireAlike(annotations: readonly Annotation[]): void {
  if (new Set(annotations.map(({ footageId }) => footageId)).size > 1) {
    throw new AppError('bad-request', 'Only annotations of one recording can be merged.');
  }
  const codes = [...new Set(annotations.map(({ code }) => code))];
  if (codes.length > 1) {
    throw new AppError(
      'bad-request',
      `These annotations carry different codes (${codes.join(', ')}). Give them the same code first, then merge.`,
    );
  }
}

/**
 * Makes one annotation of several of the same recording and code, over everything from the first frame of the earliest
 * to the last of the latest. The earliest keeps its id; the others are withdrawn. Nothing stated is lost: texts that
 * differ are joined, attributes that disagree are refused. Errors: `bad-request`, `edit-conflict`.
 */
export function mergeAnnotations(matter: OpenMatter, items: readonly RevisionRef[]): Annotation {
  matter.requireWritable();
  const parts = currentRevisions(matter, items).sort(
    (a, b) => a.span.inFrame - b.span.inFrame || a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1),
  );
  const [earliest, ...others] = parts;
  if (earliest === undefined || others.length === 0) {
    throw new AppError('bad-request', 'Choose at least two annotations to merge.');
  }
  for (const part of parts) {
    requireInUse(part, 'merged');
  }
  requireAlike(parts);
  const outFrame = Math.max(...parts.map(({ span }) => span.outFrame));
  const [span] = spanIn(matter, earliest.footageId, earliest.span.inFrame, outFrame);
  const merged = nextRevision(matter, earliest, {
    span,
    observation: joinTexts(
      parts.map(({ observation }) => observation),
      'observation',
    ),
    allegation: joinAllegations(parts),
    attributes: joinAttributes(parts),
    confidence: joinConfidence(parts),
    confidenceBasis: joinBases(parts),
    subjectIds: [...new Set(parts.flatMap(({ subjectIds }) => subjectIds))],
    isExculpatory: parts.some(({ isExculpatory }) => isExculpatory),
    // A merge covers frames between its parts that nobody may have looked at.
    isContextReviewed: false,
    note: joinTexts(
      parts.map(({ note }) => note),
      'note',
    ),
  });
  const withdrawn = others.map((other) => nextRevision(matter, other, { state: 'withdrawn' }));
  const after = [merged, ...withdrawn];
  recordEdit(matter, {
    label: `Merge ${parts.length} of ${merged.code} at frame ${span.inFrame}`,
    changes: after.map((annotation, at) => annotationChange(parts[at] ?? null, annotation)),
    event: custodyEventOfMany('annotation.revise', after, { ...custodyFacts(merged), act: 'merge' }),
  });
  announceAnnotations(matter, after);
  return merged;
}
