import { z } from 'zod';
import { AppError } from './app-error.ts';
import {
  type Code,
  type Codebook,
  type CodeGroup,
  codeGroupIdSchema,
  codeGroupSchema,
  codeIdSchema,
  codeSchema,
} from './codebook.ts';
import { codebookRuleSchema } from './codebook-rule.ts';

const codeShape = codeSchema.shape;

/** One step of a change of the vocabulary. Ids are never redefined: a step names what it adds or what it is about. */
export const codebookStepSchema = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('set-title'), title: z.string().trim().min(1).max(200) }),
  z.strictObject({ do: z.literal('add-group'), group: codeGroupSchema }),
  z.strictObject({ do: z.literal('revise-group'), id: codeGroupIdSchema, label: codeGroupSchema.shape.label }),
  /** `before`: the group it shall stand before; null puts it last. */
  z.strictObject({ do: z.literal('move-group'), id: codeGroupIdSchema, before: codeGroupIdSchema.nullable() }),
  z.strictObject({ do: z.literal('add-code'), code: codeSchema }),
  z.strictObject({
    do: z.literal('revise-code'),
    id: codeIdSchema,
    label: codeShape.label.optional(),
    definition: codeShape.definition.optional(),
    group: codeShape.group.optional(),
    synonyms: codeShape.synonyms.removeDefault().optional(),
    attributes: codeShape.attributes.removeDefault().optional(),
  }),
  z.strictObject({ do: z.literal('move-code'), id: codeIdSchema, before: codeIdSchema.nullable() }),
  z.strictObject({ do: z.literal('retire-code'), id: codeIdSchema }),
  z.strictObject({ do: z.literal('restore-code'), id: codeIdSchema }),
  /** Adds a rule, or puts it in the place of the one with its id. */
  z.strictObject({ do: z.literal('put-rule'), rule: codebookRuleSchema }),
  z.strictObject({ do: z.literal('drop-rule'), id: z.string().max(60) }),
]);
export type CodebookStep = z.infer<typeof codebookStepSchema>;

/** Ids that ever stood in a version of this matter, also one that was undone. */
export type UsedIds = { readonly codes: ReadonlySet<string>; readonly groups: ReadonlySet<string> };

function refuse(message: string): never {
  throw new AppError('bad-request', message);
}

function codeIn(book: Codebook, id: string): Code {
  return book.codes.find((code) => code.id === id) ?? refuse(`The codebook has no code ${id}.`);
}

function groupIn(book: Codebook, id: string): CodeGroup {
  return book.groups.find((group) => group.id === id) ?? refuse(`The codebook has no group ${id}. Add it first.`);
}

function withCode(book: Codebook, changed: Code): Codebook {
  return { ...book, codes: book.codes.map((code) => (code.id === changed.id ? changed : code)) };
}

function movedBefore<T extends { readonly id: string }>(items: readonly T[], id: string, before: string | null): T[] {
  const moved = items.find((item) => item.id === id) ?? refuse(`The codebook has no ${id}.`);
  const rest = items.filter((item) => item.id !== id);
  if (before === null) {
    return [...rest, moved];
  }
  const at = rest.findIndex((item) => item.id === before);
  return at < 0 ? refuse(`The codebook has no ${before}.`) : rest.toSpliced(at, 0, moved);
}

function addCode(book: Codebook, code: Code, used: UsedIds): Codebook {
  const group = groupIn(book, code.group);
  if (used.codes.has(code.id) || book.codes.some(({ id }) => id === code.id)) {
    refuse(
      `The id ${code.id} is or was in use in this matter, and ids are never given a second meaning. Choose another.`,
    );
  }
  if (!code.id.startsWith(`${group.id}.`)) {
    refuse(`A code of the group ${group.id} begins with ${group.id}, such as ${group.id}.X1.`);
  }
  return { ...book, codes: [...book.codes, code] };
}

function reviseCode(book: Codebook, step: Extract<CodebookStep, { do: 'revise-code' }>): Codebook {
  const { do: _do, ...given } = step;
  const code = codeIn(book, step.id);
  if (given.group !== undefined && groupIn(book, given.group).kind !== groupIn(book, code.group).kind) {
    refuse(
      `${code.id} cannot move to a group of another kind, because that would change what its annotations mean. Retire it and define a new code there.`,
    );
  }
  const changes = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  return withCode(book, { ...code, ...changes });
}

function applyStep(book: Codebook, step: CodebookStep, used: UsedIds): Codebook {
  switch (step.do) {
    case 'set-title':
      return { ...book, title: step.title };
    case 'add-group':
      return used.groups.has(step.group.id) || book.groups.some(({ id }) => id === step.group.id)
        ? refuse(`The group ${step.group.id} is or was in use in this matter. Choose other letters.`)
        : { ...book, groups: [...book.groups, step.group] };
    case 'revise-group': {
      const group = groupIn(book, step.id);
      return { ...book, groups: book.groups.map((one) => (one === group ? { ...group, label: step.label } : one)) };
    }
    case 'move-group':
      return { ...book, groups: movedBefore(book.groups, step.id, step.before) };
    case 'add-code':
      return addCode(book, step.code, used);
    case 'revise-code':
      return reviseCode(book, step);
    case 'move-code':
      return { ...book, codes: movedBefore(book.codes, step.id, step.before) };
    case 'retire-code':
      return withCode(book, { ...codeIn(book, step.id), isRetired: true });
    case 'restore-code':
      return withCode(book, { ...codeIn(book, step.id), isRetired: false });
    case 'put-rule': {
      const isKnown = book.rules.some(({ id }) => id === step.rule.id);
      const rules = isKnown
        ? book.rules.map((rule) => (rule.id === step.rule.id ? step.rule : rule))
        : [...book.rules, step.rule];
      return { ...book, rules };
    }
    case 'drop-rule':
      return { ...book, rules: book.rules.filter(({ id }) => id !== step.id) };
  }
}

/** The vocabulary after the steps, still under its old version. Errors: `bad-request`, said for a person. */
export function applySteps(book: Codebook, steps: readonly CodebookStep[], used: UsedIds): Codebook {
  return steps.reduce((state, step) => applyStep(state, step, used), book);
}

/** A free id for a code defined in a matter: `UOF.X1`, so that it keeps out of the way of codes still to be shipped. */
export function suggestCodeId(book: Codebook, groupId: string, taken: ReadonlySet<string> = new Set()): string {
  const ids = new Set(book.codes.map(({ id }) => id));
  for (let number = 1; ; number++) {
    const id = `${groupId}.X${number}`;
    if (!ids.has(id) && !taken.has(id)) {
      return id;
    }
  }
}
