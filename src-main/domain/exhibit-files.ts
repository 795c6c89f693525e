import type { EvidentiaryClass } from './evidentiary-class.ts';
import type { Exhibit, ExhibitContent } from './exhibit.ts';
import { type FrameIndex, frameAtMicros, spanOfFrames } from './frame-index.ts';
import { type FrameNumber, type FrameSpan, type Micros, type Pts, ptsToMicros } from './time.ts';
import { areAidsOn } from './viewing-aids.ts';

/** What a file of a packet is for. */
export const fileRoles = [
  'clip',
  'context-clip',
  'still',
  'native',
  'illustrative-aid',
  'contact-sheet',
  'proof',
  'captions',
  'transcript',
] as const;
export type FileRole = (typeof fileRoles)[number];

/** The class of the main file of an exhibit, without those that go beside it. */
export function classOfContent(content: ExhibitContent): EvidentiaryClass {
  switch (content.kind) {
    case 'clip':
      return 'DERIVATIVE-CLIP';
    case 'still':
      return content.aids !== null && areAidsOn(content.aids) ? 'ENHANCED' : 'DERIVATIVE-STILL';
    case 'native':
      return 'NATIVE-COPY';
  }
}

/** A file that an exhibit will have. Preview and sealing both read this list, so that they cannot differ. */
export type PlannedFile = {
  readonly role: FileRole;
  readonly class: EvidentiaryClass;
  /** In a few neutral words: `Clip`, `Clip with 10 s of context before and after`. */
  readonly label: string;
  /** Below data/ of the packet. */
  readonly folder: 'clips' | 'stills' | 'natives' | 'aids' | 'sheets' | 'captions';
  readonly ending: string;
  /** Frames of the source that it shows; null for the whole file. */
  readonly span: FrameSpan | null;
  /** The span of the exhibit within a clip that shows more. */
  readonly markedSpan: FrameSpan | null;
};

/**
 * The span with so much more of the recording before and after it as the options ask for, as far as there is any.
 * Where frames repeat or go back in time the whole frames between are counted by their position.
 */
export function contextSpan(index: FrameIndex, span: FrameSpan, beforeMicros: number, afterMicros: number): FrameSpan {
  const inMicros = ptsToMicros(span.inPts, index.timebase);
  const outMicros = ptsToMicros(span.outPts, index.timebase);
  const first = Math.min(span.inFrame, frameAtMicros(index, (inMicros - beforeMicros) as Micros));
  const last = Math.max(span.outFrame - 1, frameAtMicros(index, (outMicros + afterMicros - 1) as Micros));
  return spanOfFrames(index, first as FrameNumber, (last + 1) as FrameNumber);
}

function secondsText(micros: number): string {
  return `${Number((micros / 1_000_000).toFixed(3))} s`;
}

function contextText(index: FrameIndex, span: FrameSpan, wide: FrameSpan): string {
  const micros = (pts: Pts) => ptsToMicros(pts, index.timebase);
  const before = secondsText(micros(span.inPts) - micros(wide.inPts));
  const after = secondsText(micros(wide.outPts) - micros(span.outPts));
  return before === after ? `${before} of context before and after` : `${before} of context before and ${after} after`;
}

/** The received file's ending where it is a plain one; a name inside a packet carries nothing else of it. */
export function nativeEnding(originalName: string): string {
  return /\.([A-Za-z0-9]{1,8})$/.exec(originalName)?.[1]?.toLowerCase() ?? 'bin';
}

function stillFile(frame: FrameNumber, index: FrameIndex, isEnhanced: boolean): PlannedFile {
  return {
    role: 'still',
    class: isEnhanced ? 'ENHANCED' : 'DERIVATIVE-STILL',
    label: isEnhanced ? `Frame ${frame} with viewing aids` : `Frame ${frame}`,
    folder: 'stills',
    ending: 'png',
    span: stillSpan(frame, index),
    markedSpan: null,
  };
}

/** One frame as a span; null where its time stamp repeats, so that it has no time of its own. */
function stillSpan(frame: FrameNumber, index: FrameIndex): FrameSpan | null {
  const [inPts, outPts] = [
    index.pts[frame],
    index.pts[frame + 1] ?? (index.pts[frame] ?? 0) + (index.durations[frame] ?? 0),
  ];
  if (inPts === undefined || outPts <= inPts) {
    return null;
  }
  return spanOfFrames(index, frame, (frame + 1) as FrameNumber);
}

export type PlanFacts = {
  readonly index: FrameIndex;
  readonly originalName: string;
  /** Whether the recording carries captions that can be taken out as text. */
  readonly hasCaptions: boolean;
  /** False for an audience to which no whole recording may go. */
  readonly mayCarryNative: boolean;
};

/** Every file that an exhibit will have, the main one first. Proof tables are not listed: each clip has one. */
export function plannedFiles(exhibit: Pick<Exhibit, 'content' | 'options'>, facts: PlanFacts): PlannedFile[] {
  const { content, options } = exhibit;
  const { index } = facts;
  const native: PlannedFile = {
    role: 'native',
    class: 'NATIVE-COPY',
    label: 'Native file',
    folder: 'natives',
    ending: nativeEnding(facts.originalName),
    span: null,
    markedSpan: null,
  };
  if (content.kind === 'native') {
    return [native];
  }
  const withNative = options.withNative && facts.mayCarryNative ? [native] : [];
  if (content.kind === 'still') {
    const isEnhanced = classOfContent(content) === 'ENHANCED';
    return [
      ...(isEnhanced ? [stillFile(content.frame, index, true)] : []),
      stillFile(content.frame, index, false),
      ...withNative,
    ];
  }
  const { span } = content;
  const wide = contextSpan(index, span, options.contextBeforeMicros, options.contextAfterMicros);
  const hasContext = options.context !== 'none' && (wide.inFrame < span.inFrame || wide.outFrame > span.outFrame);
  const clip = { class: 'DERIVATIVE-CLIP', folder: 'clips', ending: 'mp4' } as const;
  const marked = options.context === 'marked' && hasContext;
  return [
    marked
      ? {
          ...clip,
          role: 'clip',
          label: `Clip with ${contextText(index, span, wide)}, the span marked`,
          span: wide,
          markedSpan: span,
        }
      : { ...clip, role: 'clip', label: 'Clip', span, markedSpan: null },
    ...(options.context === 'separate' && hasContext
      ? [
          {
            ...clip,
            role: 'context-clip',
            label: `Clip with ${contextText(index, span, wide)}`,
            span: wide,
            markedSpan: span,
          } as const,
        ]
      : []),
    ...(options.withStill ? [stillFile(span.inFrame, index, false)] : []),
    ...(options.withContactSheet
      ? [
          {
            role: 'contact-sheet',
            class: 'SUMMARY',
            label: 'Contact sheet',
            folder: 'sheets',
            ending: 'png',
            span,
            markedSpan: null,
          } as const,
        ]
      : []),
    ...(options.illustration === null
      ? []
      : [
          {
            role: 'illustrative-aid',
            class: 'ILLUSTRATIVE-AID',
            label: 'Illustrative aid',
            folder: 'aids',
            ending: 'mp4',
            span,
            markedSpan: null,
          } as const,
        ]),
    ...(options.withCaptions && facts.hasCaptions
      ? [
          {
            role: 'captions',
            class: clip.class,
            label: 'Captions of the recording',
            folder: 'captions',
            ending: 'vtt',
            span,
            markedSpan: null,
          } as const,
        ]
      : []),
    ...withNative,
  ];
}
