import { randomBytes } from 'node:crypto';
import type { Annotation } from '../../../domain/annotation.ts';
import { AppError } from '../../../domain/app-error.ts';
import type { CodeGroup } from '../../../domain/codebook.ts';
import { exhibitOptionsSchema } from '../../../domain/exhibit.ts';
import { exhibitLabel, nextExhibitNumber, nextSubNumber } from '../../../domain/exhibit-number.ts';
import { suggestedTitle } from '../../../domain/exhibit-title.ts';
import type { SubjectId } from '../../../domain/identifier.ts';
import type { PacketOptions } from '../../../domain/packet.ts';
import type { PacketPlan, PlannedExhibit, PlannedSubject } from '../../../domain/packet-plan.ts';
import { type Subject, standingSubject } from '../../../domain/subject.ts';
import type { Pts } from '../../../domain/time.ts';
import type { ProfileRules } from '../profile-rules.ts';
import { annotationReference } from './packet-references.ts';

/** The references of a larger packet would no longer fit in its custody entry. */
const mostExhibits = 400;

/** What an exhibit shows of its recording; its handles are context themselves and do not count. Null: all of it. */
function windowOf({ content }: PlannedExhibit): { stream: number; inPts: Pts; outPts: Pts } | null {
  switch (content.kind) {
    case 'clip':
      return { stream: content.stream, ...content.span };
    case 'still':
      return { stream: content.stream, inPts: content.pts, outPts: (content.pts + 1) as Pts };
    case 'native':
      return null;
  }
}

export type PlanRequest = {
  /** In the order of the packet, with their numbers. */
  readonly chosen: readonly PlannedExhibit[];
  /** Every annotation of the matter that is not withdrawn. */
  readonly annotations: readonly Annotation[];
  /** The kind of the annotation's code in the version it was made under; undefined for one that no version has. */
  readonly kindOf: (annotation: Annotation) => CodeGroup['kind'] | undefined;
  /** Every subject of the matter. */
  readonly subjects: ReadonlyMap<SubjectId, Subject>;
  readonly rules: ProfileRules;
  readonly options: PacketOptions;
  readonly includeNative: boolean;
  readonly omittedContextReason: string;
};

/** The exhibit that an annotation becomes where none is stored: its clip without handles, and a still. */
export function exhibitOfAnnotation(
  annotation: Annotation,
  more: Pick<PlannedExhibit, 'number' | 'reason'>,
): PlannedExhibit {
  return {
    exhibitId: null,
    revision: null,
    number: more.number,
    title: suggestedTitle(annotation.observation),
    description: annotation.observation,
    footageId: annotation.footageId,
    footageDigest: annotation.footageDigest,
    content: { kind: 'clip', stream: annotation.stream, span: annotation.span },
    options: exhibitOptionsSchema.parse({ context: 'none' }),
    annotation,
    reason: more.reason,
  };
}

/** The subjects that the exhibits name, as they are called now; a merged one goes by the name of the one that stands for it. */
function subjectsNamed(
  exhibits: readonly PlannedExhibit[],
  subjects: ReadonlyMap<SubjectId, Subject>,
): PlannedSubject[] {
  const named = new Map<SubjectId, PlannedSubject>();
  for (const id of new Set(exhibits.flatMap(({ annotation }) => annotation?.subjectIds ?? []))) {
    const standing = standingSubject(subjects, id);
    if (standing !== null) {
      const before = named.get(standing.id)?.namedAs ?? [];
      const { kind, pseudonym, role } = standing;
      named.set(standing.id, { id: standing.id, namedAs: [...before, id], kind, pseudonym, role });
    }
  }
  return [...named.values()];
}

/** Whether context belongs to it: to conduct, and to what nobody has said the nature of. */
function asksForContext({ annotation }: PlannedExhibit, kindOf: PlanRequest['kindOf']): boolean {
  const kind = annotation === null ? undefined : kindOf(annotation);
  return kind === undefined || kind === 'conduct';
}

/** Refuses what the profile may not carry. Errors: `bad-request`. */
function requireAllowed({ chosen, rules, includeNative, omittedContextReason }: PlanRequest): void {
  if (!rules.mayCarryNatives) {
    const native = chosen.find(({ content }) => content.kind === 'native');
    if (includeNative || native !== undefined) {
      const which = native === undefined ? 'the native files' : exhibitLabel(native.number);
      throw new AppError(
        'bad-request',
        `A public packet cannot hold native files: the original recording would leave without redaction. Leave ${which} out, or choose another profile.`,
      );
    }
  }
  if (omittedContextReason.trim() !== '' && rules.alwaysCarriesContext) {
    throw new AppError(
      'bad-request',
      'A referral always carries the context that overlaps its exhibits. Clear the reason for leaving it out, or choose another profile.',
    );
  }
  if (new Set(chosen.map(({ number }) => number)).size !== chosen.length) {
    throw new AppError('bad-request', 'Two of the chosen exhibits have the same number. Renumber one of them first.');
  }
}

/**
 * Settles what a packet holds, above all what becomes of context that overlaps what a chosen exhibit shows
 * (specs/evidence.md 4.6): it goes along as an exhibit of its own right after what it explains, with the next free
 * letter of that number, unless a reason for leaving it out is given and the profile allows that. Errors: `bad-request`.
 */
export function planPacket(request: PlanRequest): PacketPlan {
  const { chosen, annotations, kindOf, includeNative, options } = request;
  requireAllowed(request);
  const reason = request.omittedContextReason.trim();
  const shown = new Set(chosen.map(({ annotation }) => annotation?.id));
  const context = annotations.filter((each) => kindOf(each) === 'context' && !shown.has(each.id));
  const numbers = new Set(chosen.map(({ number }) => number));
  const omitted: string[] = [];
  const exhibits: PlannedExhibit[] = [];
  for (const exhibit of chosen) {
    exhibits.push(exhibit);
    const window = asksForContext(exhibit, kindOf) ? windowOf(exhibit) : null;
    const explaining = window === null ? [] : context.filter((each) => overlaps(exhibit, window, each));
    for (const annotation of explaining.filter((each) => !shown.has(each.id))) {
      shown.add(annotation.id);
      if (reason === '') {
        const number = nextSubNumber(exhibit.number, numbers) ?? nextExhibitNumber(numbers);
        numbers.add(number);
        exhibits.push(exhibitOfAnnotation(annotation, { number, reason: 'overlapping-context' }));
      } else {
        omitted.push(annotationReference(annotation));
      }
    }
  }
  if (exhibits.length > mostExhibits) {
    const added = exhibits.length - chosen.length;
    const withContext = added === 0 ? '' : `, of which ${added} ${added === 1 ? 'is' : 'are'} context that goes along`;
    throw new AppError(
      'bad-request',
      `A packet holds at most ${mostExhibits} exhibits, and this choice makes ${exhibits.length}${withContext}. Please make several packets.`,
      { exhibitCount: exhibits.length },
    );
  }
  return {
    exhibits: includeNative
      ? exhibits.map((exhibit) => ({ ...exhibit, options: { ...exhibit.options, withNative: true } }))
      : exhibits,
    subjects: subjectsNamed(exhibits, request.subjects),
    options,
    includeNative,
    omittedContext: omitted,
    omittedContextReason: omitted.length === 0 ? '' : reason,
    replaced: null,
    cosigner: null,
    nonce: randomBytes(16).toString('hex'),
  };
}

function overlaps(
  exhibit: PlannedExhibit,
  window: { readonly stream: number; readonly inPts: Pts; readonly outPts: Pts },
  { footageId, stream, span }: Annotation,
): boolean {
  const isSame = footageId === exhibit.footageId && stream === window.stream;
  return isSame && span.inPts < window.outPts && window.inPts < span.outPts;
}
