import { z } from 'zod';
import type { Codebook } from './codebook.ts';

/** `major`: an annotation made before may need another look; `minor`: there is more to choose; `patch`: words and order. */
export const differenceWeights = ['patch', 'minor', 'major'] as const;
export type DifferenceWeight = (typeof differenceWeights)[number];

export const codebookDifferenceSchema = z.strictObject({
  what: z.enum(['codebook', 'group', 'code', 'rule']),
  id: z.string(),
  label: z.string(),
  how: z.enum(['added', 'revised', 'retired', 'restored', 'removed', 'reordered']),
  weight: z.enum(differenceWeights),
  fields: z.array(z.strictObject({ name: z.string(), before: z.string(), after: z.string() })),
});
export type CodebookDifference = z.infer<typeof codebookDifferenceSchema>;

type Attributes = Codebook['codes'][number]['attributes'];
type Field = CodebookDifference['fields'][number] & { readonly weight: DifferenceWeight };

export function heaviest(weights: readonly DifferenceWeight[]): DifferenceWeight {
  return weights.includes('major') ? 'major' : weights.includes('minor') ? 'minor' : 'patch';
}

/** The version after `newest`, raised in the place that the change asks for. */
export function nextVersion(newest: string, weight: DifferenceWeight): string {
  const [major = 0, minor = 0, patch = 0] = newest.split('.').map(Number);
  switch (weight) {
    case 'major':
      return `${major + 1}.0.0`;
    case 'minor':
      return `${major}.${minor + 1}.0`;
    case 'patch':
      return `${major}.${minor}.${patch + 1}`;
  }
}

/** Orders versions by number: negative when `one` is older. */
export function compareVersions(one: string, other: string): number {
  const [left, right] = [one.split('.').map(Number), other.split('.').map(Number)];
  for (const at of [0, 1, 2]) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) {
      return difference;
    }
  }
  return 0;
}

function attributeText(attribute: Attributes[number]): string {
  const choices = attribute.choices.length === 0 ? '' : `: ${attribute.choices.join('; ')}`;
  return `${attribute.label} (${attribute.kind}${attribute.isRequired ? ', required' : ''})${choices}`;
}

/** Whether values that were right under `before` may be missing or wrong under `after`. */
function attributesWeight(before: Attributes, after: Attributes): DifferenceWeight {
  const later = new Map(after.map((attribute) => [attribute.id, attribute]));
  const isNarrower = before.some((old) => {
    const now = later.get(old.id);
    return (
      now === undefined ||
      now.kind !== old.kind ||
      (now.isRequired && !old.isRequired) ||
      old.choices.some((choice) => !now.choices.includes(choice))
    );
  });
  const known = new Map(before.map((attribute) => [attribute.id, attribute]));
  const isNewlyAsked = after.some((attribute) => attribute.isRequired && !known.has(attribute.id));
  if (isNarrower || isNewlyAsked) {
    return 'major';
  }
  const isWider = after.some((attribute) => {
    const old = known.get(attribute.id);
    return (
      old === undefined || old.choices.length !== attribute.choices.length || old.isRequired !== attribute.isRequired
    );
  });
  return isWider ? 'minor' : 'patch';
}

function changed(name: string, before: string, after: string, weight: DifferenceWeight): Field[] {
  return before === after ? [] : [{ name, before, after, weight }];
}

function differenceOf(
  what: CodebookDifference['what'],
  named: { readonly id: string; readonly label: string },
  how: CodebookDifference['how'],
  fields: readonly Field[],
  weight: DifferenceWeight = heaviest(fields.map((field) => field.weight)),
): CodebookDifference {
  return {
    what,
    id: named.id,
    label: named.label,
    how,
    weight,
    fields: fields.map(({ name, before, after }) => ({ name, before, after })),
  };
}

function codeDifferences(before: Codebook, after: Codebook): CodebookDifference[] {
  const earlier = new Map(before.codes.map((code) => [code.id, code]));
  const later = new Set(after.codes.map(({ id }) => id));
  const found = after.codes.flatMap((code) => {
    const old = earlier.get(code.id);
    if (old === undefined) {
      return [differenceOf('code', code, 'added', [], 'minor')];
    }
    if (old === code) {
      return [];
    }
    const fields = [
      ...changed('label', old.label, code.label, 'patch'),
      ...changed('definition', old.definition, code.definition, 'major'),
      ...changed('group', old.group, code.group, 'minor'),
      ...changed('synonyms', old.synonyms.join(', '), code.synonyms.join(', '), 'patch'),
      ...changed(
        'attributes',
        old.attributes.map(attributeText).join('\n'),
        code.attributes.map(attributeText).join('\n'),
        attributesWeight(old.attributes, code.attributes),
      ),
    ];
    const life =
      old.isRetired === code.isRetired
        ? []
        : [differenceOf('code', code, code.isRetired ? 'retired' : 'restored', [], 'minor')];
    return fields.length === 0 ? life : [differenceOf('code', code, 'revised', fields), ...life];
  });
  const gone = before.codes.filter(({ id }) => !later.has(id));
  return [...found, ...gone.map((code) => differenceOf('code', code, 'removed', [], 'major'))];
}

function groupDifferences(before: Codebook, after: Codebook): CodebookDifference[] {
  const earlier = new Map(before.groups.map((group) => [group.id, group]));
  const later = new Set(after.groups.map(({ id }) => id));
  const found = after.groups.flatMap((group) => {
    const old = earlier.get(group.id);
    if (old === undefined) {
      return [differenceOf('group', group, 'added', [], 'minor')];
    }
    const fields = [
      ...changed('label', old.label, group.label, 'patch'),
      ...changed('kind', old.kind, group.kind, 'major'),
    ];
    return fields.length === 0 ? [] : [differenceOf('group', group, 'revised', fields)];
  });
  const gone = before.groups.filter(({ id }) => !later.has(id));
  return [...found, ...gone.map((group) => differenceOf('group', group, 'removed', [], 'major'))];
}

function ruleDifferences(before: Codebook, after: Codebook): CodebookDifference[] {
  const earlier = new Map(before.rules.map((rule) => [rule.id, rule]));
  const later = new Set(after.rules.map(({ id }) => id));
  const found = after.rules.flatMap((rule) => {
    const old = earlier.get(rule.id);
    if (old === undefined) {
      return [differenceOf('rule', rule, 'added', [], 'minor')];
    }
    const fields = changed('rule', JSON.stringify(old), JSON.stringify(rule), 'minor');
    if (fields.length === 0) {
      return [];
    }
    const how = old.isOff === rule.isOff ? 'revised' : rule.isOff ? 'retired' : 'restored';
    return [differenceOf('rule', rule, how, how === 'revised' ? fields : [], 'minor')];
  });
  const gone = before.rules.filter(({ id }) => !later.has(id));
  return [...found, ...gone.map((rule) => differenceOf('rule', rule, 'removed', [], 'minor'))];
}

function isReordered(before: readonly { id: string }[], after: readonly { id: string }[]): boolean {
  const [earlier, later] = [new Set(before.map(({ id }) => id)), new Set(after.map(({ id }) => id))];
  const kept = after.filter(({ id }) => earlier.has(id));
  return before.filter(({ id }) => later.has(id)).some(({ id }, at) => kept[at]?.id !== id);
}

/** What is different between two versions of a vocabulary, in the order of the later one. */
export function differencesBetween(before: Codebook, after: Codebook): CodebookDifference[] {
  const book = { id: after.id, label: after.title };
  const words = [
    ...changed('title', before.title, after.title, 'patch'),
    ...changed('notice', before.notice, after.notice, 'patch'),
  ];
  return [
    ...(words.length === 0 ? [] : [differenceOf('codebook', book, 'revised', words)]),
    ...groupDifferences(before, after),
    ...codeDifferences(before, after),
    ...ruleDifferences(before, after),
    ...(isReordered(before.groups, after.groups)
      ? [differenceOf('codebook', { ...book, label: 'Order of the groups' }, 'reordered', [], 'patch')]
      : []),
    ...(isReordered(before.codes, after.codes)
      ? [differenceOf('codebook', { ...book, label: 'Order of the codes' }, 'reordered', [], 'patch')]
      : []),
  ];
}
