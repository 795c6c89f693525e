import { z } from 'zod';
import { AppError } from '../../../domain/app-error.ts';
import { splitCodeName } from '../../../domain/code-name.ts';
import type { CodeAttribute, Codebook } from '../../../domain/codebook.ts';
import type { CodeSelector } from '../../../domain/codebook-rule.ts';
import {
  attributeId,
  type ForeignCode,
  type ForeignGroup,
  type ForeignVocabulary,
  leftOut,
  splitGroupName,
  type WrittenVocabulary,
} from './foreign-vocabulary.ts';

/** What a BORIS project says of a set of modifiers; `type`: 0 one of, 1 several of, 2 a number, 3 from a data file. */
const modifierSetSchema = z.looseObject({
  name: z.string().default(''),
  type: z.coerce.number().default(0),
  values: z.array(z.string()).default([]),
});
const behaviourSchema = z.looseObject({
  code: z.string(),
  type: z.string().default('Point event'),
  description: z.string().default(''),
  category: z.string().default(''),
  modifiers: z.unknown().optional(),
  excluded: z.string().default(''),
});
const projectSchema = z.looseObject({
  project_name: z.string().default('BORIS'),
  behaviors_conf: z.record(z.string(), behaviourSchema),
  subjects_conf: z.record(z.string(), z.unknown()).default({}),
  observations: z.record(z.string(), z.unknown()).default({}),
});

export function isVocabularyBoris(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'behaviors_conf' in value;
}

/** "Right (r)": BORIS puts the key of a modifier behind it. */
function withoutKey(value: string): string {
  return value.replace(/\s*\([^()]\)\s*$/, '').trim();
}

function attributesOf(modifiers: unknown, code: string, unplaced: string[]): CodeAttribute[] {
  // An ethogram without modifiers has an empty text there.
  const sets = z.record(z.string(), modifierSetSchema).safeParse(modifiers);
  if (!sets.success) {
    return [];
  }
  const attributes: CodeAttribute[] = [];
  for (const set of Object.values(sets.data)) {
    const label = set.name.trim() === '' ? 'Modifier' : set.name.trim();
    const id = attributeId(label, new Set(attributes.map((attribute) => attribute.id)));
    const choices = [...new Set(set.values.map(withoutKey).filter((value) => value !== ''))];
    if (set.type === 1) {
      unplaced.push(`"${label}" of ${code} lets several be chosen in BORIS; here it is one of them.`);
    }
    if (set.type === 3) {
      unplaced.push(`"${label}" of ${code} takes its value from a data file in BORIS; here it is a text.`);
    }
    const kind = set.type === 2 ? 'number' : choices.length === 0 ? 'text' : isYesNo(choices) ? 'yes-no' : 'choice';
    attributes.push({ id, label, kind, choices: kind === 'choice' ? choices : [], isRequired: false });
  }
  return attributes;
}

function isYesNo(choices: readonly string[]): boolean {
  return choices.length === 2 && choices[0] === 'yes' && choices[1] === 'no';
}

/** The ethogram of a BORIS project: behaviours as codes, categories as groups, modifiers as attributes, exclusions as rules. */
export function readVocabularyBoris(value: unknown): ForeignVocabulary {
  const parsed = projectSchema.safeParse(value);
  if (!parsed.success) {
    throw new AppError('bad-request', 'This file is not a BORIS project whose ethogram can be read.', {
      reasons: parsed.error.issues.slice(0, 5).map(({ path, message }) => `${path.join('.')}: ${message}`),
    });
  }
  const project = parsed.data;
  const unplaced: string[] = [];
  const groups: ForeignGroup[] = [];
  const behaviours = Object.values(project.behaviors_conf);
  const codes = behaviours.map((behaviour): ForeignCode => {
    const { id, label } = splitCodeName(behaviour.code);
    const category = splitGroupName(behaviour.category === '' ? project.project_name || 'BORIS' : behaviour.category);
    const found = groups.findIndex((group) => group.label === category.label);
    if (behaviour.type.includes('coding map')) {
      unplaced.push(`The coding map of ${behaviour.code} has no place in a codebook.`);
    }
    // Where commas had to go from the name, the description begins with the whole of it.
    const [whole = '', ...rest] = behaviour.description.split(': ');
    const isNamed = rest.length > 0 && borisName(whole) === label;
    return {
      id,
      label: isNamed ? whole : label,
      definition: isNamed ? rest.join(': ') : behaviour.description.trim(),
      group: found >= 0 ? found : groups.push({ ...category, kind: null }) - 1,
      synonyms: [],
      attributes: attributesOf(behaviour.modifiers, behaviour.code, unplaced),
      areAttributesPlain: true,
      isRetired: false,
      excludes: behaviour.excluded
        .split(',')
        .map((name) => behaviours.findIndex(({ code }) => code === name.trim()))
        .filter((place) => place >= 0),
    };
  });
  const why = ', because a vocabulary has none';
  const count = (part: object) => Object.keys(part).length;
  unplaced.push(
    ...leftOut(count(project.subjects_conf), 'subject of the project', 'subjects of the project', why),
    ...leftOut(count(project.observations), 'observation of the project', 'observations of the project', why),
  );
  return { title: project.project_name || 'BORIS', groups, codes, rules: [], unplaced };
}

/** What BORIS cannot have in the name of a behaviour or a modifier. */
function borisName(text: string): string {
  return text
    .replaceAll(/[(|),`~]/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

const colours = { conduct: '#e69f00', context: '#56b4e9', setting: '#999999' } as const;

/** A BORIS project without observations: File, Open project; or Import behaviors from another project. */
export function writeVocabularyBoris(codebook: Codebook): WrittenVocabulary {
  const groups = new Map(codebook.groups.map((group) => [group.id, group]));
  const codes = codebook.codes.filter(({ isRetired }) => !isRetired);
  const nameOf = (code: Codebook['codes'][number]): string => `${code.id} ${borisName(code.label)}`;
  const excluded = exclusionsOf(codebook);
  const behaviours = codes.map((code) => {
    const group = groups.get(code.group);
    const sets = code.attributes.map((attribute, at) => [
      String(at),
      {
        name: borisName(attribute.label),
        description: '',
        type: attribute.kind === 'number' ? 2 : 0,
        ask_at_stop: false,
        values:
          attribute.kind === 'yes-no'
            ? ['yes', 'no']
            : attribute.kind === 'choice'
              ? attribute.choices.map(borisName)
              : [],
      },
    ]);
    return {
      type: 'State event',
      key: '',
      code: nameOf(code),
      description: `${code.label}: ${code.definition}`,
      color: '',
      category: group === undefined ? '' : `${group.id} ${borisName(group.label)}`,
      modifiers: sets.length === 0 ? '' : Object.fromEntries(sets),
      excluded: codes
        .filter(({ id }) => excluded.get(code.id)?.has(id) === true)
        .map(nameOf)
        .join(','),
      'coding map': '',
    };
  });
  const categories = codebook.groups.map((group) => ({
    name: `${group.id} ${borisName(group.label)}`,
    color: colours[group.kind],
  }));
  const project = {
    time_format: 'hh:mm:ss',
    project_date: '',
    project_name: codebook.title,
    project_description: codebook.notice,
    project_format_version: '7.0',
    subjects_conf: {},
    independent_variables: {},
    behaviors_conf: Object.fromEntries(behaviours.map((behaviour, at) => [String(at), behaviour])),
    observations: {},
    behavioral_categories: categories.map(({ name }) => name),
    behavioral_categories_config: Object.fromEntries(categories.map((category, at) => [String(at), category])),
    coding_map: {},
    behaviors_coding_map: [],
    converters: {},
  };
  const others = codebook.rules.filter(({ kind }) => kind !== 'exclusion').length;
  const retired = codebook.codes.length - codes.length;
  return {
    text: `${JSON.stringify(project, null, 1)}\n`,
    unplaced: [
      'BORIS does not say which groups are conduct, context or setting, nor which attributes are required.',
      ...leftOut(others, 'rule other than exclusions', 'rules other than exclusions'),
      ...leftOut(retired, 'retired code', 'retired codes'),
      ...(codes.some(({ synonyms }) => synonyms.length > 0) ? ['BORIS holds no synonyms: they were left out.'] : []),
    ],
  };
}

/** Which codes exclude which, both ways. */
function exclusionsOf(codebook: Codebook): ReadonlyMap<string, ReadonlySet<string>> {
  const kinds = new Map(codebook.groups.map(({ id, kind }) => [id, kind]));
  const matches = (selector: CodeSelector, code: Codebook['codes'][number]): boolean =>
    selector === '*' || selector === code.id || selector === code.group || selector === `kind:${kinds.get(code.group)}`;
  const found = new Map<string, Set<string>>();
  const add = (one: string, other: string): void => {
    const set = found.get(one) ?? new Set<string>();
    found.set(one, set.add(other));
  };
  for (const rule of codebook.rules) {
    if (rule.kind === 'exclusion' && !rule.isOff) {
      const ones = codebook.codes.filter((code) => rule.codes.some((selector) => matches(selector, code)));
      const others = codebook.codes.filter((code) => rule.others.some((selector) => matches(selector, code)));
      for (const one of ones) {
        for (const other of others.filter(({ id }) => id !== one.id)) {
          add(one.id, other.id);
          add(other.id, one.id);
        }
      }
    }
  }
  return found;
}
