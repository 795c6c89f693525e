import { AppError } from '../../domain/app-error.ts';
import { type Code, type CodeAttribute, type Codebook, type CodeGroup, codeIdSchema } from '../../domain/codebook.ts';
import { type CodebookStep, suggestCodeId, type UsedIds } from '../../domain/codebook-change.ts';
import type { ForeignCode, ForeignGroup, ForeignVocabulary } from './formats/foreign-vocabulary.ts';

export type Placed = { readonly steps: readonly CodebookStep[]; readonly unplaced: readonly string[] };

/** Three free capitals for a group, from its name. */
function groupLetters(label: string, taken: ReadonlySet<string>): string {
  const letters = label
    .normalize('NFKD')
    .toUpperCase()
    .replaceAll(/[^A-Z]/g, '');
  const consonants = letters.slice(0, 1) + letters.slice(1).replaceAll(/[AEIOU]/g, '');
  for (const wanted of [letters.slice(0, 3), consonants.slice(0, 3)]) {
    if (wanted.length === 3 && !taken.has(wanted)) {
      return wanted;
    }
  }
  // Every group of three capitals, beginning with those of the name's first letter.
  const first = (letters.codePointAt(0) ?? 65) - 65;
  for (let step = 0; step < 26 ** 3; step++) {
    const number = (first * 26 ** 2 + step) % 26 ** 3;
    const places = [Math.floor(number / 26 ** 2), Math.floor(number / 26) % 26, number % 26];
    const wanted = String.fromCharCode(...places.map((place) => 65 + place));
    if (!taken.has(wanted)) {
      return wanted;
    }
  }
  throw new AppError(
    'bad-request',
    `No three letters are free for the group "${label}", so nothing was imported. Import a smaller vocabulary.`,
  );
}

function sameWords(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}

/** Letters and digits alone: some forms cannot have brackets or commas in a name. */
function plain(label: string): string {
  return label.replaceAll(/[^\p{L}\p{N}]+/gu, ' ');
}

/** The attributes of the file under the ids that the code has for the same labels already. */
function attributesFor(known: Code | null, foreign: ForeignCode): CodeAttribute[] | undefined {
  if (foreign.attributes === null) {
    return undefined;
  }
  const match = (attribute: CodeAttribute): CodeAttribute | undefined =>
    known?.attributes.find(({ id, label }) => id === attribute.id || sameWords(plain(label), plain(attribute.label)));
  if (foreign.areAttributesPlain === true) {
    return [...(known?.attributes ?? []), ...foreign.attributes.filter((attribute) => match(attribute) === undefined)];
  }
  return foreign.attributes.map((attribute) => ({ ...attribute, id: match(attribute)?.id ?? attribute.id }));
}

/** Steps that make the known code say what the file says; none when it does already. */
function revision(known: Code, foreign: ForeignCode, groupId: string): CodebookStep[] {
  const attributes = attributesFor(known, foreign);
  const changes = {
    ...(foreign.label === known.label ? {} : { label: foreign.label }),
    ...(foreign.definition === '' || foreign.definition === known.definition ? {} : { definition: foreign.definition }),
    ...(groupId === known.group ? {} : { group: groupId }),
    ...(foreign.synonyms.length === 0 || foreign.synonyms.join() === known.synonyms.join()
      ? {}
      : { synonyms: [...foreign.synonyms] }),
    ...(attributes === undefined || JSON.stringify(attributes) === JSON.stringify(known.attributes)
      ? {}
      : { attributes }),
  };
  const steps: CodebookStep[] =
    Object.keys(changes).length === 0 ? [] : [{ do: 'revise-code', id: known.id, ...changes }];
  if (foreign.isRetired !== known.isRetired) {
    steps.push({ do: foreign.isRetired ? 'retire-code' : 'restore-code', id: known.id });
  }
  return steps;
}

/**
 * What has to be done so that the matter's codebook holds what a file holds. Codes are recognised by id, else by their label
 * in the group; an id that means something else here is not taken over. Nothing is retired for being absent from the file.
 */
export function placeVocabulary(
  codebook: Codebook,
  foreign: ForeignVocabulary,
  options: { readonly unknownKind: CodeGroup['kind']; readonly used: UsedIds },
): Placed {
  const unplaced = [...foreign.unplaced];
  const steps: CodebookStep[] = [];
  const takenGroups = new Set([...options.used.groups, ...codebook.groups.map(({ id }) => id)]);
  const groups = foreign.groups.map((group) =>
    placeGroup(codebook, group, options.unknownKind, takenGroups, steps, unplaced),
  );
  const taken = new Set([...options.used.codes, ...codebook.codes.map(({ id }) => id)]);
  const byId = new Map(codebook.codes.map((code) => [code.id, code]));
  const kindOfGroup = new Map(codebook.groups.map(({ id, kind }) => [id, kind]));
  const placedIds = foreign.codes.map((code) => {
    const group = groups[code.group];
    if (group === undefined) {
      return null;
    }
    const sameId = code.id === null ? undefined : byId.get(code.id);
    const isSameMeaning =
      sameId !== undefined &&
      kindOfGroup.get(sameId.group) === group.kind &&
      (sameWords(sameId.label, code.label) ||
        sameWords(sameId.definition, code.definition) ||
        sameId.group === group.id);
    const known = isSameMeaning
      ? sameId
      : codebook.codes.find((candidate) => candidate.group === group.id && sameWords(candidate.label, code.label));
    if (known !== undefined) {
      steps.push(...revision(known, code, group.id));
      return known.id;
    }
    if (sameId !== undefined) {
      unplaced.push(`${sameId.id} means "${sameId.label}" here, so "${code.label}" was given another id.`);
    }
    const isFree = code.id !== null && codeIdSchema.safeParse(code.id).success && !taken.has(code.id);
    const id =
      isFree && code.id?.startsWith(`${group.id}.`) === true ? code.id : suggestCodeId(codebook, group.id, taken);
    taken.add(id);
    if (code.definition === '') {
      unplaced.push(`"${code.label}" comes without a definition; its label was taken for one.`);
    }
    steps.push({
      do: 'add-code',
      code: {
        id,
        label: code.label.slice(0, 200),
        definition: (code.definition || code.label).slice(0, 4000),
        group: group.id,
        synonyms: [...code.synonyms],
        attributes: attributesFor(null, code) ?? [],
        isRetired: code.isRetired,
      },
    });
    return id;
  });
  steps.push(...ruleSteps(codebook, foreign, placedIds));
  return { steps, unplaced };
}

function placeGroup(
  codebook: Codebook,
  foreign: ForeignGroup,
  unknownKind: CodeGroup['kind'],
  taken: Set<string>,
  steps: CodebookStep[],
  unplaced: string[],
): CodeGroup {
  const known =
    codebook.groups.find(({ id, kind }) => id === foreign.id && (foreign.kind === null || foreign.kind === kind)) ??
    codebook.groups.find(
      ({ label, kind }) => sameWords(label, foreign.label) && (foreign.kind === null || foreign.kind === kind),
    );
  if (known !== undefined) {
    if (known.id === foreign.id && known.label !== foreign.label && foreign.kind !== null) {
      steps.push({ do: 'revise-group', id: known.id, label: foreign.label });
    }
    return known;
  }
  const isFree = foreign.id !== null && /^[A-Z]{3}$/.test(foreign.id) && !taken.has(foreign.id);
  const id = isFree && foreign.id !== null ? foreign.id : groupLetters(foreign.label, taken);
  taken.add(id);
  if (foreign.kind === null) {
    unplaced.push(`The file does not say what kind the group "${foreign.label}" is; it was taken for ${unknownKind}.`);
  }
  const group = { id, label: foreign.label.slice(0, 200), kind: foreign.kind ?? unknownKind };
  steps.push({ do: 'add-group', group });
  return group;
}

function ruleSteps(codebook: Codebook, foreign: ForeignVocabulary, ids: readonly (string | null)[]): CodebookStep[] {
  const steps: CodebookStep[] = [];
  for (const rule of foreign.rules) {
    const known = codebook.rules.find(({ id }) => id === rule.id);
    if (known === undefined || JSON.stringify(known) !== JSON.stringify(rule)) {
      steps.push({ do: 'put-rule', rule });
    }
  }
  const told = new Set<string>();
  for (const [at, code] of foreign.codes.entries()) {
    const own = ids[at];
    const others = (code.excludes ?? []).flatMap((place) => ids[place] ?? []);
    const fresh = others.filter(
      (other) => other !== own && !told.has(`${other} ${own}`) && !isExcluded(codebook, own, other),
    );
    if (typeof own === 'string' && fresh.length > 0) {
      for (const other of fresh) {
        told.add(`${own} ${other}`);
      }
      const id = `excludes-${own.toLowerCase().replace('.', '-')}`;
      steps.push({
        do: 'put-rule',
        rule: {
          kind: 'exclusion',
          id,
          label: `${own} and ${fresh.join(', ')} exclude each other`,
          note: 'From the exclusion matrix of the imported project.',
          isOff: false,
          codes: [own],
          others: fresh,
          scope: 'subject',
        },
      });
    }
  }
  return steps;
}

function isExcluded(codebook: Codebook, one: string | null | undefined, other: string): boolean {
  return codebook.rules.some(
    (rule) =>
      rule.kind === 'exclusion' &&
      ((rule.codes.includes(one ?? '') && rule.others.includes(other)) ||
        (rule.others.includes(one ?? '') && rule.codes.includes(other))),
  );
}
