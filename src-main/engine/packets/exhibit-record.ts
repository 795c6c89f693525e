import type { Allegation, ConfidenceBasis } from '../../domain/annotation.ts';
import { AppError } from '../../domain/app-error.ts';
import type { Code, CodeGroup } from '../../domain/codebook.ts';
import { summariseFrameIndex } from '../../domain/frame-index-summary.ts';
import type { FrameLock } from '../../domain/frame-lock.ts';
import type { Exhibit } from '../../domain/made-exhibit.ts';
import type { PacketPlan, PlannedExhibit, PlannedSubject } from '../../domain/packet.ts';
import type { ClockStatement } from '../../domain/recording-facts.ts';
import { type Micros, ptsToMicros } from '../../domain/time.ts';
import type { ExhibitSource } from './make-exhibits.ts';
import type { PacketCodebooks } from './packet-codebook.ts';
import type { ProfileRules } from './profile-rules.ts';

/** The recording an exhibit comes from, as every document of the packet describes it. */
export type SourceDescription = {
  readonly name: string;
  readonly digest: string;
  readonly byteCount: number;
  readonly container: string;
  readonly frameCount: number;
  readonly frameRate: string;
  readonly isConstantRate: boolean;
  readonly rotation: number;
  readonly clocks: readonly ClockStatement[];
};

/** What ties an exhibit to the pictures of its source; one ffmpeg command gives the hashes again. */
export type ExhibitLock = Pick<FrameLock, 'first' | 'last' | 'toolVersion' | 'custodySeq'>;

/** An exhibit with everything this audience may read about it; what it may not read is not in here at all. */
export type ExhibitRecord = Exhibit & {
  /** "EX-001". */
  readonly label: string;
  readonly code: string;
  readonly codeLabel: string;
  readonly group: string;
  readonly kind: CodeGroup['kind'];
  readonly reason: PlannedExhibit['reason'];
  readonly observation: string;
  readonly allegation: Allegation | null;
  readonly attributes: readonly { readonly label: string; readonly value: string }[];
  readonly confidence: Readonly<Record<string, number | null>>;
  /** What the confidence rests on; null where assessments do not leave. */
  readonly confidenceBasis: ConfidenceBasis | null;
  /** May speak for the person accused; null where assessments do not leave. */
  readonly isExculpatory: boolean | null;
  /** By pseudonym and role; nothing else of a subject leaves. */
  readonly subjects: readonly Pick<PlannedSubject, 'kind' | 'pseudonym' | 'role'>[];
  readonly codebookVersion: string;
  readonly revisedAt: Micros;
  readonly reviewer: string | null;
  readonly source: SourceDescription;
  /** Hashes of the first and last decoded picture of the span, made when it was annotated; null where there is none. */
  readonly lock: ExhibitLock | null;
  /** Of the span, counted from the start of the recording's own clock. */
  readonly inMicros: Micros;
  readonly outMicros: Micros;
  /** Labels of exhibits of the same recording that share time with this one: what should be read together. */
  readonly overlaps: readonly string[];
};

export type RecordParts = {
  readonly exhibits: readonly Exhibit[];
  readonly plan: PacketPlan;
  readonly sources: ReadonlyMap<string, ExhibitSource>;
  readonly books: PacketCodebooks;
  readonly rules: ProfileRules;
  /** Frame locks by the id of their annotation. */
  readonly locks: ReadonlyMap<string, ExhibitLock>;
  /** Names of reviewers by id. */
  readonly reviewers: ReadonlyMap<string, string>;
};

/** "EX-001": on files, rows and pages. */
export function exhibitLabel(number: number): string {
  return `EX-${String(number).padStart(3, '0')}`;
}

/** How a code is spoken of: conduct is always alleged. */
export function codeTitle(record: Pick<ExhibitRecord, 'kind' | 'code' | 'codeLabel'>): string {
  const title = `${record.code} ${record.codeLabel}`;
  return record.kind === 'conduct' ? `Alleged / for review: ${title}` : title;
}

export function describeExhibits(parts: RecordParts): ExhibitRecord[] {
  const records = parts.exhibits.map((exhibit, at) => {
    const planned = parts.plan.exhibits[at];
    const source = planned === undefined ? undefined : parts.sources.get(planned.annotation.footageId);
    if (planned === undefined || source === undefined || planned.number !== exhibit.number) {
      throw new AppError('internal', 'The exhibits of a packet are not those that were planned.');
    }
    return describe(parts, exhibit, planned, source);
  });
  return records.map((record) => {
    const others = records.filter((other) => other !== record && sharesTime(record, other));
    return { ...record, overlaps: others.map(({ label }) => label) };
  });
}

function sharesTime(one: Exhibit, other: Exhibit): boolean {
  const isSameStream = one.footageId === other.footageId && one.stream === other.stream;
  return isSameStream && one.span.inPts < other.span.outPts && other.span.inPts < one.span.outPts;
}

function describe(
  parts: RecordParts,
  exhibit: Exhibit,
  planned: PlannedExhibit,
  source: ExhibitSource,
): Omit<ExhibitRecord, 'overlaps'> {
  const { annotation } = planned;
  const { rules, books } = parts;
  const { code, group } = books.codeOf(annotation);
  return {
    ...exhibit,
    label: exhibitLabel(exhibit.number),
    code: annotation.code,
    codeLabel: code?.label ?? '(not in the codebook of this version)',
    group: group?.label ?? '',
    // A code that this version does not know is treated with the greater care.
    kind: group?.kind ?? 'conduct',
    reason: planned.reason,
    observation: annotation.observation,
    allegation: rules.carriesAllegations ? annotation.allegation : null,
    attributes: attributesOf(code, annotation.attributes),
    confidence: annotation.confidence,
    confidenceBasis: rules.carriesAssessments ? annotation.confidenceBasis : null,
    isExculpatory: rules.carriesAssessments ? annotation.isExculpatory : null,
    subjects: parts.plan.subjects
      .filter((subject) => annotation.subjectIds.some((id) => subject.namedAs.includes(id)))
      .map(({ kind, pseudonym, role }) => ({ kind, pseudonym, role })),
    codebookVersion: annotation.codebookVersion,
    revisedAt: annotation.revisedAt,
    reviewer: rules.namesReviewers ? (parts.reviewers.get(annotation.revisedBy) ?? null) : null,
    source: describeSource(source),
    lock: parts.locks.get(annotation.id) ?? null,
    inMicros: ptsToMicros(exhibit.span.inPts, exhibit.timebase),
    outMicros: ptsToMicros(exhibit.span.outPts, exhibit.timebase),
  };
}

function attributesOf(code: Code | undefined, values: Readonly<Record<string, string>>): ExhibitRecord['attributes'] {
  return Object.entries(values)
    .filter(([, value]) => value !== '')
    .map(([id, value]) => ({ label: code?.attributes.find((attribute) => attribute.id === id)?.label ?? id, value }));
}

function describeSource({ footage, facts, index }: ExhibitSource): SourceDescription {
  const summary = summariseFrameIndex(index);
  const stream = facts.streams.find((candidate) => candidate.stream === index.stream);
  return {
    name: footage.originalName,
    digest: footage.digest,
    byteCount: footage.byteCount,
    container: facts.containerDescription,
    frameCount: summary.frameCount,
    frameRate: `${summary.frameRate.num}/${summary.frameRate.den}`,
    isConstantRate: summary.isConstantRate,
    rotation: stream?.kind === 'video' ? stream.rotation : 0,
    clocks: facts.clocks,
  };
}

/** "00:01:12.400" of media time; negative times keep their sign. */
export function clockText(micros: Micros): string {
  const millis = Math.round(Math.abs(micros) / 1000);
  const two = (value: number) => String(value).padStart(2, '0');
  const [seconds, rest] = [Math.floor(millis / 1000), millis % 1000];
  const text = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return `${micros < 0 ? '-' : ''}${text}.${String(rest).padStart(3, '0')}`;
}

/** UTC, RFC 3339, whole seconds. */
export function utcText(micros: Micros): string {
  return `${new Date(Math.floor(micros / 1000)).toISOString().slice(0, 19)}Z`;
}
