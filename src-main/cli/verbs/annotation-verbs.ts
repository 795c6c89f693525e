import type { Annotation } from '../../domain/annotation.ts';
import { type Arguments, requiredFlag, UsageError, wholeNumber, wordAt } from '../arguments.ts';
import { findFootageNamed } from '../find-footage.ts';
import { openMatterIn } from '../session.ts';
import { lines, type Verb } from './verb.ts';

function attributesOf(given: Arguments): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const pair of given.flags.attribute ?? []) {
    const at = pair.indexOf('=');
    if (at < 1) {
      throw new UsageError(`--attribute takes NAME=VALUE, not "${pair}".`);
    }
    attributes[pair.slice(0, at)] = pair.slice(at + 1);
  }
  return attributes;
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
    const attributes = attributesOf(given);
    await openMatterIn(session, folder, given.flags);
    const { footage } = await findFootageNamed(session.client, name);
    const annotation = await session.client.call('annotations.add', {
      footageId: footage.id,
      inFrame,
      outFrame,
      code,
      observation,
      allegation,
      attributes,
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
