import {
  type Annotation,
  type AnnotationDraft,
  confidenceAxes,
  confidenceBasisSchema,
  confidenceSchema,
} from '../../domain/annotation.ts';
import { type Arguments, namedValues, requiredFlag, UsageError, wholeNumber, wordAt } from '../arguments.ts';
import { findFootageNamed } from '../find-footage.ts';
import { findSubjectsNamed } from '../find-subject.ts';
import { openMatterIn } from '../session.ts';
import { lines, type Verb } from './verb.ts';

type ConfidenceFlags = Required<Pick<AnnotationDraft, 'confidence' | 'confidenceBasis'>>;

/** `--confidence time=2:by the flash both show`: a level of 1 to 3 and, after a colon, what it rests on. */
function confidenceOf(given: Arguments): ConfidenceFlags {
  const levels: Record<string, number> = {};
  const bases: Record<string, string> = {};
  for (const [axis, value] of Object.entries(namedValues(given.flags.confidence, '--confidence'))) {
    const [level = '', ...basis] = value.split(':');
    if (!confidenceAxes.some((known) => known === axis)) {
      throw new UsageError(`--confidence knows ${confidenceAxes.join(', ')}, not "${axis}".`);
    }
    levels[axis] = wholeNumber(level, `--confidence ${axis}`);
    bases[axis] = basis.join(':');
  }
  const confidence = confidenceSchema.safeParse(levels);
  if (!confidence.success) {
    throw new UsageError('A confidence is 1, 2 or 3.');
  }
  return { confidence: confidence.data, confidenceBasis: confidenceBasisSchema.parse(bases) };
}

function allegationOf(given: Arguments): { text: string; allegedBy: string } | null {
  const text = given.flags.allegation;
  const allegedBy = given.flags['alleged-by'];
  if (text === undefined && allegedBy === undefined) {
    return null;
  }
  if (text === undefined || allegedBy === undefined) {
    throw new UsageError(
      'An allegation needs both --allegation and --alleged-by: what is alleged, and who alleges it.',
    );
  }
  return { text, allegedBy };
}

function annotationLines(annotation: Annotation): string[] {
  const { span, allegation } = annotation;
  return [
    `${annotation.id}@${annotation.revision}  ${annotation.code}  frames ${span.inFrame} to ${span.outFrame - 1}  ${annotation.state}`,
    `  Observed: ${annotation.observation}`,
    ...(annotation.isExculpatory ? ['  May speak for the person accused.'] : []),
    ...(allegation === null ? [] : [`  Alleged by ${allegation.allegedBy}: ${allegation.text}`]),
  ];
}

export const annotateVerb: Verb = {
  words: ['annotate'],
  async run(session, given) {
    const folder = wordAt(given, 0, "The matter's folder");
    const name = wordAt(given, 1, 'The id of the recording');
    const inFrame = wholeNumber(requiredFlag(given, 'from'), '--from');
    const outFrame = wholeNumber(requiredFlag(given, 'to'), '--to');
    const code = requiredFlag(given, 'code');
    const observation = requiredFlag(given, 'observation');
    const allegation = allegationOf(given);
    const attributes = namedValues(given.flags.attribute, '--attribute');
    const confidence = confidenceOf(given);
    await openMatterIn(session, folder, given.flags);
    const { footage } = await findFootageNamed(session.client, name);
    const subjects = await findSubjectsNamed(session.client, given.flags.subject ?? []);
    const annotation = await session.client.call('annotations.add', {
      footageId: footage.id,
      inFrame,
      outFrame,
      code,
      observation,
      allegation,
      attributes,
      ...confidence,
      subjectIds: subjects.map(({ subject }) => subject.id),
      isExculpatory: given.flags.exculpatory ?? false,
      isContextReviewed: given.flags['context-reviewed'] ?? false,
      note: given.flags.note ?? '',
    });
    return { value: annotation, text: lines(...annotationLines(annotation)) };
  },
};

export const annotationsListVerb: Verb = {
  words: ['annotations', 'list'],
  async run(session, given) {
    await openMatterIn(session, wordAt(given, 0, "The matter's folder"), given.flags);
    const all = await session.client.call('annotations.list', { includeWithdrawn: given.flags.withdrawn ?? false });
    return { value: all, text: lines(...all.flatMap(annotationLines)) };
  },
};

export const codebookVerb: Verb = {
  words: ['codebook'],
  async run({ client }) {
    const codebook = await client.call('codebook.show', {});
    const kindOf = new Map(codebook.groups.map((group) => [group.id, group.kind]));
    return {
      value: codebook,
      text: lines(
        `${codebook.title}, version ${codebook.version}. ${codebook.notice}`,
        ...codebook.codes.map((code) => {
          const prefix = kindOf.get(code.group) === 'conduct' ? 'Alleged / for review: ' : '';
          return `${code.id.padEnd(8)}${prefix}${code.label}`;
        }),
      ),
    };
  },
};
