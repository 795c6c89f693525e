import { isDeepStrictEqual } from 'node:util';
import type { Allegation, AnnotationDraft } from '../../../domain/annotation.ts';
import { annotationDraftSchema } from '../../../domain/annotation.ts';
import { AppError } from '../../../domain/app-error.ts';
import type { Code, Codebook } from '../../../domain/codebook.ts';
import type { Footage } from '../../../domain/footage.ts';
import { endPtsOfFrame, type FrameIndex, frameAtMicros, ptsOfFrame } from '../../../domain/frame-index.ts';
import type { AnnotationId, FootageId, SubjectId } from '../../../domain/identifier.ts';
import type { CodeMapping, ImportRemark, RecordingMapping } from '../../../domain/interchange.ts';
import { type FrameNumber, type Micros, ptsToMicros } from '../../../domain/time.ts';
import { checkAttributes } from '../code-check.ts';
import { type Exact, endMillisOf, type IncomingAnnotation, startMillisOf, timebasePair } from './exchanged.ts';
import { chosenFor, findCode, whyNoCode } from './find-code.ts';

/** What the matter has to place annotations on. */
export type PlacingGround = {
  readonly footage: readonly Footage[];
  /** Null while a recording has no frames to place anything on. */
  readonly indexOf: (id: FootageId) => FrameIndex | null;
  readonly codebook: Codebook;
  readonly subjects: ReadonlyMap<string, SubjectId>;
  /** Ids of annotations there are already, and whether they are in use. */
  readonly known: ReadonlyMap<string, boolean>;
  /** For files, or lines of them, that name no recording of the matter, and none of `recordings`. */
  readonly recordingId: FootageId | null;
  readonly recordings: RecordingMapping;
  readonly mapping: CodeMapping;
};

export type PlacedAnnotation = { readonly id: AnnotationId | null; readonly draft: AnnotationDraft };

export type Placing = {
  readonly placed: readonly PlacedAnnotation[];
  readonly changed: readonly ImportRemark[];
  readonly unplaced: readonly ImportRemark[];
  readonly unknownCodes: readonly { readonly name: string; readonly count: number }[];
  readonly recordings: readonly {
    readonly name: string;
    readonly footageId: FootageId | null;
    readonly count: number;
  }[];
};

/** Files count in whole milliseconds at best, rounded outward: a time this near to a frame's edge means that edge. */
const slackMicros = 1000;

/** The same words, whatever became of blanks, line ends and signs that a format cannot carry. */
function bare(text: string): string {
  return text.replaceAll(/[\s\ufffd\ufffe\uffff]|\p{Cc}|\p{Cf}|\p{Cs}/gu, '');
}

function wholeText(text: string, alleged: Allegation | null): string {
  return bare(alleged === null ? text : `${text} Alleged by ${alleged.allegedBy}: ${alleged.text}`);
}

/** Whether what other programs can change is still as it was written beside the exact part. */
function isTextUntouched(incoming: IncomingAnnotation, exact: Exact): boolean {
  return wholeText(incoming.text, incoming.alleged) === wholeText(exact.text, exact.alleged ?? null);
}

function hasSameTimes(incoming: IncomingAnnotation, exact: Exact): boolean {
  if (incoming.frames !== null) {
    return isDeepStrictEqual(incoming.frames, exact.frames);
  }
  return incoming.startMillis === startMillisOf(exact) && incoming.endMillis === endMillisOf(exact);
}

function holdsExactly(index: FrameIndex, exact: Exact): boolean {
  const [inFrame, outFrame] = exact.frames;
  return (
    outFrame <= index.count &&
    inFrame < outFrame &&
    isDeepStrictEqual(exact.timebase, timebasePair(index.timebase)) &&
    ptsOfFrame(index, inFrame as FrameNumber) === exact.pts[0] &&
    endPtsOfFrame(index, (outFrame - 1) as FrameNumber) === exact.pts[1]
  );
}

type Span = { readonly frames: readonly [number, number]; readonly remark: string | null };

/** The frames that hold a stretch of media time. */
function spanOfTimes(index: FrameIndex, startMillis: number, endMillis: number | null): Span | string {
  const start = Math.round(startMillis * 1000);
  const end = endMillis === null ? null : Math.round(endMillis * 1000);
  const micros = (pts: number) => ptsToMicros(pts as never, index.timebase);
  const last = (index.count - 1) as FrameNumber;
  const over = micros(endPtsOfFrame(index, last));
  if (start >= over || (end !== null && end <= micros(ptsOfFrame(index, 0 as FrameNumber)) - slackMicros)) {
    return 'Its time lies outside the recording.';
  }
  if (end !== null && end < start) {
    return 'It ends before it starts.';
  }
  const inFrame = frameAtMicros(index, (start + slackMicros - 1) as Micros);
  const lastFrame =
    end === null || end <= start ? inFrame : Math.max(inFrame, frameAtMicros(index, (end - slackMicros) as Micros));
  const outFrame = lastFrame + 1;
  const startsAt = micros(ptsOfFrame(index, inFrame));
  const endsAt = micros(endPtsOfFrame(index, lastFrame as FrameNumber));
  const isBetween =
    Math.abs(start - startsAt) >= slackMicros || (end !== null && end > start && Math.abs(end - endsAt) >= slackMicros);
  const frames = inFrame === lastFrame ? `frame ${inFrame}` : `frames ${inFrame} to ${lastFrame}`;
  return {
    frames: [inFrame, outFrame],
    remark:
      isBetween || end === null || end <= start
        ? `Its times fall between frames; it was placed on ${frames}, which hold them.`
        : null,
  };
}

function findSpan(incoming: IncomingAnnotation, index: FrameIndex): Span | string {
  const { exact } = incoming;
  if (exact !== null && hasSameTimes(incoming, exact) && holdsExactly(index, exact)) {
    return { frames: exact.frames, remark: null };
  }
  if (incoming.frames !== null) {
    const [inFrame, outFrame] = incoming.frames;
    return outFrame > inFrame && outFrame <= index.count
      ? { frames: incoming.frames, remark: null }
      : `Frames ${inFrame} to ${outFrame - 1} are not a span of this recording, which has frames 0 to ${index.count - 1}.`;
  }
  if (incoming.startMillis === null) {
    return 'It states no time that can be read.';
  }
  return spanOfTimes(index, incoming.startMillis, incoming.endMillis);
}

function findRecording(incoming: IncomingAnnotation, ground: PlacingGround): FootageId | null {
  const { footage, recordingId, recordings } = ground;
  const byDigest = footage.find(({ digest }) => digest === incoming.digest);
  if (byDigest !== undefined) {
    return byDigest.id;
  }
  const name = incoming.recordingName;
  const byName = name === null ? [] : footage.filter(({ originalName }) => originalName === name);
  return (byName.length === 1 ? byName[0]?.id : chosenFor(recordings, name ?? '')) ?? recordingId;
}

function countBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) {
    counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1);
  }
  return counts;
}

function excerpt(text: string): string {
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
}

/** Finds for every annotation of a file its recording, frames, code and subjects, and says of each what stood in the way. */
export function placeAnnotations(incoming: readonly IncomingAnnotation[], ground: PlacingGround): Placing {
  const placed: PlacedAnnotation[] = [];
  const changed: ImportRemark[] = [];
  const unplaced: ImportRemark[] = [];
  const unknown: string[] = [];
  const taken = new Set<string>();
  for (const one of incoming) {
    const remark = (reason: string): ImportRemark => ({ place: one.place, text: excerpt(one.text), reason });
    const footageId = findRecording(one, ground);
    const index = footageId === null ? null : ground.indexOf(footageId);
    const code = findCode(one.code, ground.codebook, ground.mapping);
    if (code === null) {
      unknown.push(one.code);
    }
    const reason = whyNot(one, { footageId, index, code, known: ground.known, codebook: ground.codebook });
    if (reason !== null || footageId === null || index === null || code === null || code === 'left-out') {
      unplaced.push(remark(reason ?? 'It could not be placed.'));
      continue;
    }
    const span = findSpan(one, index);
    if (typeof span === 'string') {
      unplaced.push(remark(span));
      continue;
    }
    const { draft, remarks } = draftOf(one, { footageId, frames: span.frames, code, subjects: ground.subjects });
    const parsed = annotationDraftSchema.safeParse(draft);
    const problem = parsed.success
      ? attributesProblem(code, parsed.data.attributes)
      : (parsed.error.issues[0]?.message ?? 'It is not whole.');
    if (!parsed.success || problem !== null) {
      unplaced.push(remark(problem ?? 'It is not whole.'));
      continue;
    }
    for (const said of [span.remark, ...remarks]) {
      if (said !== null) {
        changed.push(remark(said));
      }
    }
    const id = one.exact?.id ?? null;
    const isFree = id !== null && !ground.known.has(id) && !taken.has(id);
    if (id !== null) {
      taken.add(id);
    }
    placed.push({ id: isFree ? (id as AnnotationId) : null, draft: parsed.data });
  }
  const recordingNames = countBy(incoming, ({ recordingName, digest }) => recordingName ?? digest ?? '');
  return {
    placed,
    changed,
    unplaced,
    unknownCodes: [...countBy(unknown, (name) => name)].map(([name, count]) => ({ name, count })),
    recordings: [...recordingNames].map(([name, count]) => {
      const own = incoming.find(({ recordingName, digest }) => (recordingName ?? digest ?? '') === name);
      return { name, footageId: own === undefined ? null : findRecording(own, ground), count };
    }),
  };
}

function attributesProblem(code: Code, attributes: Readonly<Record<string, string>>): string | null {
  try {
    checkAttributes(code, attributes);
    return null;
  } catch (thrown) {
    if (thrown instanceof AppError) {
      return thrown.message;
    }
    throw thrown;
  }
}

type Found = {
  readonly footageId: FootageId | null;
  readonly index: FrameIndex | null;
  readonly code: Code | 'left-out' | null;
  readonly known: ReadonlyMap<string, boolean>;
  readonly codebook: Codebook;
};

function whyNot(incoming: IncomingAnnotation, { footageId, index, code, known, codebook }: Found): string | null {
  if (incoming.exact !== null && known.get(incoming.exact.id) === true) {
    return 'It is in this matter already.';
  }
  if (footageId === null) {
    return incoming.recordingName === null
      ? 'The file does not say which recording it is about. Choose one.'
      : `This matter has no recording "${incoming.recordingName}". Choose the one it is about.`;
  }
  if (index === null) {
    return 'Its recording has no list of frames: it is still being read, or holds no moving pictures.';
  }
  if (code === 'left-out') {
    return `"${incoming.code}" was left out.`;
  }
  if (code === null) {
    return whyNoCode(incoming.code, codebook);
  }
  return null;
}

type DraftParts = {
  readonly footageId: FootageId;
  readonly frames: readonly [number, number];
  readonly code: Code;
  readonly subjects: ReadonlyMap<string, SubjectId>;
};

function draftOf(incoming: IncomingAnnotation, parts: DraftParts): { draft: unknown; remarks: string[] } {
  const { exact } = incoming;
  const remarks: string[] = [];
  const isUntouched = exact !== null && isTextUntouched(incoming, exact);
  const alleged = isUntouched ? (exact.alleged ?? null) : incoming.alleged;
  const isAttributed = alleged !== null && alleged.allegedBy.trim() !== '';
  if (alleged !== null && !isAttributed) {
    remarks.push('It states an allegation without saying who alleges it; the allegation stands in the note.');
  }
  const isSameFirst = exact !== null && (incoming.subjects.length === 0 || exact.subjects[0] === incoming.subjects[0]);
  const names = isSameFirst ? exact.subjects : incoming.subjects;
  const ids = names.map((name) => parts.subjects.get(name.toLowerCase()) ?? null);
  const strangers = names.filter((_name, at) => ids[at] === null);
  if (strangers.length > 0) {
    remarks.push(`This matter has no subject ${strangers.map((name) => `"${name}"`).join(', ')}; the note names them.`);
  }
  const notes = [
    exact?.note ?? '',
    strangers.length === 0 ? '' : `Subjects named in the imported file: ${strangers.join(', ')}`,
    alleged !== null && !isAttributed ? `Alleged, by whom is not said: ${alleged.text}` : '',
  ];
  const isSameCode = exact?.code === parts.code.id;
  if (exact !== null && !isSameCode && Object.keys(exact.attributes).length > 0) {
    remarks.push('Its code was changed since it was exported, so its attributes were left out.');
  }
  const draft = {
    footageId: parts.footageId,
    inFrame: parts.frames[0],
    outFrame: parts.frames[1],
    code: parts.code.id,
    observation: isUntouched ? exact.text : incoming.text,
    allegation: isAttributed ? alleged : null,
    attributes: isSameCode ? exact.attributes : {},
    ...(exact === null
      ? {}
      : { confidence: exact.confidence, confidenceBasis: exact.confidenceBasis, isExculpatory: exact.isExculpatory }),
    subjectIds: [...new Set(ids.filter((id) => id !== null))],
    note: notes.filter((part) => part !== '').join('\n'),
  };
  return { draft, remarks };
}
