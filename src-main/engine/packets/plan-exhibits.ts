import { randomBytes } from 'node:crypto';
import type { Annotation } from '../../domain/annotation.ts';
import { AppError } from '../../domain/app-error.ts';
import type { CodeGroup } from '../../domain/codebook.ts';
import type { PacketId, SubjectId } from '../../domain/identifier.ts';
import type { PacketPlan, PlannedExhibit, PlannedSubject } from '../../domain/packet.ts';
import { type Subject, standingSubject } from '../../domain/subject.ts';
import type { ProfileRules } from './profile-rules.ts';

/** The references of a larger packet would no longer fit in its custody entry. */
const mostExhibits = 400;

export type PlanRequest = {
  /** In the order in which they shall be numbered. */
  readonly chosen: readonly Annotation[];
  /** Every annotation of the same footage that is not withdrawn. */
  readonly others: readonly Annotation[];
  /** The kind of the annotation's code in the version it was made under; undefined for one that no version has. */
  readonly kindOf: (annotation: Annotation) => CodeGroup['kind'] | undefined;
  /** Every subject of the matter. */
  readonly subjects: ReadonlyMap<SubjectId, Subject>;
  readonly rules: ProfileRules;
  readonly includeNative: boolean;
  readonly omittedContextReason: string;
};

/** How an annotation is named in the custody log and in a plan. */
export function annotationReference(annotation: Annotation): string {
  return `annotation:${annotation.id}@${annotation.revision}`;
}

/** What the custody entries of a packet point at: itself, the originals it draws on, the annotations it shows. */
export function packetReferences(id: PacketId, plan: PacketPlan): string[] {
  const annotations = plan.exhibits.map((exhibit) => exhibit.annotation);
  const assets = new Set(annotations.map((annotation) => `asset:${annotation.footageDigest}`));
  return [`packet:${id}`, ...assets, ...annotations.map(annotationReference)];
}

function overlaps(one: Annotation, other: Annotation): boolean {
  return (
    one.footageId === other.footageId &&
    one.stream === other.stream &&
    one.span.inPts < other.span.outPts &&
    other.span.inPts < one.span.outPts
  );
}

/** The subjects that the exhibits name, as they are called now; a merged one goes by the name of the one that stands for it. */
function subjectsNamed(
  exhibits: readonly PlannedExhibit[],
  subjects: ReadonlyMap<SubjectId, Subject>,
): PlannedSubject[] {
  const named = new Map<SubjectId, PlannedSubject>();
  for (const id of new Set(exhibits.flatMap(({ annotation }) => annotation.subjectIds))) {
    const standing = standingSubject(subjects, id);
    if (standing !== null) {
      const before = named.get(standing.id)?.namedAs ?? [];
      const { kind, pseudonym, role } = standing;
      named.set(standing.id, { id: standing.id, namedAs: [...before, id], kind, pseudonym, role });
    }
  }
  return [...named.values()];
}

/**
 * Numbers the exhibits and settles what becomes of context that overlaps a chosen conduct annotation (specs/evidence.md
 * 4.6): it goes along, right after what it explains, unless a reason for leaving it out is given and the profile allows
 * that. Errors: `bad-request`.
 */
export function planExhibits(request: PlanRequest): PacketPlan {
  const { chosen, others, kindOf, rules, includeNative } = request;
  const reason = request.omittedContextReason.trim();
  if (includeNative && !rules.mayCarryNatives) {
    throw new AppError(
      'bad-request',
      'A public packet cannot hold native files: the original recording would leave without redaction. Leave the native files out, or choose another profile.',
    );
  }
  if (reason !== '' && rules.alwaysCarriesContext) {
    throw new AppError(
      'bad-request',
      'A referral always carries the context that overlaps its exhibits. Clear the reason for leaving it out, or choose another profile.',
    );
  }
  const isChosen = new Set(chosen.map((annotation) => annotation.id));
  const context = others.filter((other) => kindOf(other) === 'context' && !isChosen.has(other.id));
  const taken = new Set<string>();
  const omitted: string[] = [];
  const exhibits: PlannedExhibit[] = [];
  for (const annotation of chosen) {
    exhibits.push({ number: exhibits.length + 1, annotation, reason: 'chosen' });
    const explaining = kindOf(annotation) === 'conduct' ? context.filter((other) => overlaps(annotation, other)) : [];
    for (const other of explaining.filter((candidate) => !taken.has(candidate.id))) {
      taken.add(other.id);
      if (reason === '') {
        exhibits.push({ number: exhibits.length + 1, annotation: other, reason: 'overlapping-context' });
      } else {
        omitted.push(annotationReference(other));
      }
    }
  }
  if (exhibits.length > mostExhibits) {
    throw new AppError(
      'bad-request',
      `A packet holds at most ${mostExhibits} exhibits, and this choice makes ${exhibits.length}. Please make several packets.`,
      { exhibitCount: exhibits.length },
    );
  }
  const omittedContextReason = omitted.length === 0 ? '' : reason;
  const nonce = randomBytes(16).toString('hex');
  const subjects = subjectsNamed(exhibits, request.subjects);
  return { exhibits, subjects, includeNative, omittedContext: omitted, omittedContextReason, nonce };
}
