import type { EngineClient } from '../../contract/client.ts';
import {
  type FeatureKind,
  type FrameReference,
  featureKinds,
  type SubjectDetails,
  type SubjectEntry,
  type SubjectKind,
  subjectDetailsSchema,
  subjectKinds,
} from '../../domain/subject.ts';
import { frameNumberSchema } from '../../domain/time.ts';
import { type Arguments, namedValues, requiredFlag, UsageError, wholeNumber, wordAt } from '../arguments.ts';
import { findFootageNamed } from '../find-footage.ts';
import { findSubjectNamed } from '../find-subject.ts';
import { type CliSession, openMatterIn } from '../session.ts';
import { lines, type Verb } from './verb.ts';

function subjectLines({ subject, features, annotationCount }: SubjectEntry, all: readonly SubjectEntry[]): string[] {
  const into = all.find((other) => other.subject.id === subject.mergedInto)?.subject.pseudonym;
  return [
    `${subject.id}@${subject.revision}  ${subject.pseudonym}  ${subject.kind}, ${subject.role}  ${subject.state}${into === undefined ? '' : `, merged into ${into}`}  ${annotationCount} annotations`,
    ...features.map((feature) => `  ${feature.id}  ${feature.kind}, frame ${feature.frame}: ${feature.text}`),
  ];
}

function oneOf<T extends string>(values: readonly T[], text: string, flag: string): T {
  const found = values.find((value) => value === text);
  if (found === undefined) {
    throw new UsageError(`${flag} is one of ${values.join(', ')}.`);
  }
  return found;
}

function detailsOf(given: Arguments, before: SubjectDetails): SubjectDetails {
  const parsed = subjectDetailsSchema.safeParse({ ...before, ...namedValues(given.flags.detail, '--detail') });
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new UsageError(`--detail cannot be taken: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`);
  }
  return parsed.data;
}

/** `ID:FRAME`: a recording of the matter and one of its frames. */
async function frameAt(client: EngineClient, text: string, flag: string): Promise<FrameReference> {
  const at = text.lastIndexOf(':');
  if (at < 1) {
    throw new UsageError(`${flag} takes ID:FRAME, not "${text}".`);
  }
  const frame = frameNumberSchema.parse(wholeNumber(text.slice(at + 1), flag));
  const { footage } = await findFootageNamed(client, text.slice(0, at));
  return { footageId: footage.id, frame };
}

async function evidenceOf(client: EngineClient, given: Arguments): Promise<FrameReference[]> {
  const frames: FrameReference[] = [];
  for (const text of given.flags.evidence ?? []) {
    frames.push(await frameAt(client, text, '--evidence'));
  }
  return frames;
}

/** Opens the matter named first and finds the subject named second. */
async function subjectOf(session: CliSession, given: Arguments): Promise<SubjectEntry> {
  const folder = wordAt(given, 0, "The matter's folder");
  const name = wordAt(given, 1, 'The subject');
  await openMatterIn(session, folder, given.flags);
  return findSubjectNamed(session.client, name);
}

export const subjectsListVerb: Verb = {
  words: ['subjects', 'list'],
  async run(session, given) {
    await openMatterIn(session, wordAt(given, 0, "The matter's folder"), given.flags);
    const all = await session.client.call('subjects.list', { includeWithdrawn: given.flags.withdrawn ?? false });
    return { value: all, text: lines(...all.flatMap((entry) => subjectLines(entry, all))) };
  },
};

export const subjectsAddVerb: Verb = {
  words: ['subjects', 'add'],
  async run(session, given) {
    const folder = wordAt(given, 0, "The matter's folder");
    const kind: SubjectKind = oneOf(subjectKinds, requiredFlag(given, 'kind'), '--kind');
    const details = detailsOf(given, subjectDetailsSchema.parse({}));
    await openMatterIn(session, folder, given.flags);
    const { pseudonym, as: role } = given.flags;
    const subject = await session.client.call('subjects.add', {
      kind,
      ...(pseudonym === undefined ? {} : { pseudonym }),
      ...(role === undefined ? {} : { role }),
      details,
    });
    return { value: subject, text: lines(`${subject.id}@${subject.revision}  ${subject.pseudonym}`) };
  },
};

export const subjectsChangeVerb: Verb = {
  words: ['subjects', 'change'],
  async run(session, given) {
    const { subject } = await subjectOf(session, given);
    const { pseudonym, as: role } = given.flags;
    const changed = await session.client.call('subjects.revise', {
      id: subject.id,
      revision: subject.revision,
      changes: {
        ...(pseudonym === undefined ? {} : { pseudonym }),
        ...(role === undefined ? {} : { role }),
        ...(given.flags.detail === undefined ? {} : { details: detailsOf(given, subject.details) }),
      },
    });
    return { value: changed, text: lines(`${changed.id}@${changed.revision}  ${changed.pseudonym}`) };
  },
};

export const subjectsFeatureVerb: Verb = {
  words: ['subjects', 'feature'],
  async run(session, given) {
    const kind: FeatureKind = oneOf(featureKinds, requiredFlag(given, 'kind'), '--kind');
    const text = requiredFlag(given, 'text');
    const place = requiredFlag(given, 'at');
    const { subject } = await subjectOf(session, given);
    const at = await frameAt(session.client, place, '--at');
    const feature = await session.client.call('subjects.addFeature', { subjectId: subject.id, kind, text, at });
    return { value: feature, text: lines(`${feature.id}  ${feature.kind}, frame ${feature.frame}: ${feature.text}`) };
  },
};

export const subjectsMergeVerb: Verb = {
  words: ['subjects', 'merge'],
  async run(session, given) {
    const reason = requiredFlag(given, 'reason');
    const name = requiredFlag(given, 'into');
    if (given.flags.evidence === undefined) {
      throw new UsageError('A merge rests on frames: give --evidence ID:FRAME at least once.');
    }
    const { subject } = await subjectOf(session, given);
    const into = await findSubjectNamed(session.client, name);
    const evidence = await evidenceOf(session.client, given);
    const outcome = await session.client.call('subjects.merge', {
      id: subject.id,
      revision: subject.revision,
      into: into.subject.id,
      reason,
      evidence,
    });
    return {
      value: outcome,
      text: lines(`${outcome.merged.pseudonym} counts as ${outcome.standing.pseudonym} from now on.`),
    };
  },
};

export const subjectsSplitVerb: Verb = {
  words: ['subjects', 'split'],
  async run(session, given) {
    const reason = requiredFlag(given, 'reason');
    const { former: formerName, kind, pseudonym, annotation, feature } = given.flags;
    if ((formerName === undefined) === (kind === undefined)) {
      throw new UsageError('A split takes either --former SUBJECT or --kind KIND.');
    }
    const newKind = kind === undefined ? null : oneOf(subjectKinds, kind, '--kind');
    const { subject } = await subjectOf(session, given);
    const former = formerName === undefined ? null : await findSubjectNamed(session.client, formerName);
    const isChosen = annotation !== undefined || feature !== undefined || former === null;
    const outcome = await session.client.call('subjects.split', {
      id: subject.id,
      revision: subject.revision,
      to:
        former === null
          ? { kind: newKind ?? subject.kind, ...(pseudonym === undefined ? {} : { pseudonym }) }
          : { former: former.subject.id },
      reason,
      evidence: await evidenceOf(session.client, given),
      ...(isChosen ? { annotationIds: annotation ?? [], featureIds: feature ?? [] } : {}),
    });
    return { value: outcome, text: lines(`${outcome.to.pseudonym} stands by itself (${outcome.to.id}).`) };
  },
};

export const subjectsHistoryVerb: Verb = {
  words: ['subjects', 'history'],
  async run(session, given) {
    const { subject } = await subjectOf(session, given);
    const steps = await session.client.call('subjects.history', { id: subject.id });
    return {
      value: steps,
      text: lines(
        ...steps.map(({ label, reviewerName, custodySeq, subject: state }) => {
          const reason = state?.decision?.reason;
          return `${custodySeq}  ${label}, ${reviewerName}${reason === undefined ? '' : `: ${reason}`}`;
        }),
      ),
    };
  },
};
