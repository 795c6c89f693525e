import { parseArgs } from 'node:util';
import { AppError } from '../domain/app-error.ts';

/** Wrong use of the command line: exit code 2 and a pointer to --help. */
export class UsageError extends AppError {
  constructor(message: string) {
    super('bad-request', `${message} Run with --help to see the verbs.`);
  }
}

const options = {
  help: { type: 'boolean', short: 'h' },
  json: { type: 'boolean' },
  name: { type: 'string' },
  reviewer: { type: 'string' },
  role: { type: 'string' },
  out: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  code: { type: 'string' },
  observation: { type: 'string' },
  allegation: { type: 'string' },
  'alleged-by': { type: 'string' },
  attribute: { type: 'string', multiple: true },
  subject: { type: 'string', multiple: true },
  confidence: { type: 'string', multiple: true },
  exculpatory: { type: 'boolean' },
  'context-reviewed': { type: 'boolean' },
  pseudonym: { type: 'string' },
  as: { type: 'string' },
  at: { type: 'string' },
  detail: { type: 'string', multiple: true },
  reason: { type: 'string' },
  evidence: { type: 'string', multiple: true },
  former: { type: 'string' },
  annotation: { type: 'string', multiple: true },
  feature: { type: 'string', multiple: true },
  text: { type: 'string' },
  withdrawn: { type: 'boolean' },
  annotations: { type: 'string' },
  exhibits: { type: 'string' },
  'bates-prefix': { type: 'string' },
  confidentiality: { type: 'string' },
  requester: { type: 'string' },
  dated: { type: 'string' },
  attorney: { type: 'string' },
  format: { type: 'string' },
  recording: { type: 'string' },
  find: { type: 'string' },
  'with-allegations': { type: 'boolean' },
  map: { type: 'string', multiple: true },
  'dry-run': { type: 'boolean' },
  native: { type: 'boolean' },
  frame: { type: 'string' },
  number: { type: 'string' },
  title: { type: 'string' },
  description: { type: 'string' },
  context: { type: 'string' },
  before: { type: 'string' },
  after: { type: 'string' },
  quality: { type: 'string' },
  with: { type: 'string', multiple: true },
  without: { type: 'string', multiple: true },
  follow: { type: 'boolean' },
  'in-order': { type: 'boolean' },
  start: { type: 'string' },
  profile: { type: 'string' },
  'omit-context': { type: 'string' },
  key: { type: 'string' },
  'source-kind': { type: 'string' },
  'source-label': { type: 'string' },
  custodian: { type: 'string' },
  'received-from': { type: 'string' },
  'legal-basis': { type: 'string' },
  note: { type: 'string' },
  kind: { type: 'string' },
  version: { type: 'string' },
  into: { type: 'string' },
  brightness: { type: 'string' },
  contrast: { type: 'string' },
  gamma: { type: 'string' },
  greyscale: { type: 'boolean' },
  sharpen: { type: 'string' },
  deinterlace: { type: 'string' },
  for: { type: 'string' },
  recipient: { type: 'string', multiple: true },
  phrase: { type: 'boolean' },
  folder: { type: 'boolean' },
  parts: { type: 'string' },
  'without-escrow': { type: 'boolean' },
  medium: { type: 'string' },
  seal: { type: 'string' },
  identity: { type: 'string' },
  by: { type: 'string' },
  on: { type: 'string' },
  how: { type: 'string' },
  organisation: { type: 'string' },
  escrow: { type: 'boolean' },
  plain: { type: 'boolean' },
  transfer: { type: 'string' },
} as const;

type Parsed = ReturnType<typeof parse>;
export type Flags = Parsed['values'];
export type Arguments = { readonly words: readonly string[]; readonly flags: Flags };

function parse(argv: readonly string[]) {
  return parseArgs({ args: [...argv], options, allowPositionals: true, strict: true });
}

/** Words and flags of a command line. Errors: UsageError. */
export function readArguments(argv: readonly string[]): Arguments {
  try {
    const { positionals, values } = parse(argv);
    return { words: positionals, flags: values };
  } catch (cause) {
    throw new UsageError(
      cause instanceof Error ? cause.message.replaceAll('\n', ' ') : 'The command was not understood.',
    );
  }
}

/** The word at a position after the verb. */
export function wordAt(given: Arguments, position: number, what: string): string {
  const word = given.words[position];
  if (word === undefined || word === '') {
    throw new UsageError(`${what} is missing.`);
  }
  return word;
}

/** A flag that the verb cannot do without. */
export function requiredFlag<K extends keyof Flags>(given: Arguments, name: K): NonNullable<Flags[K]> {
  const value = given.flags[name];
  if (value === undefined || value === '') {
    throw new UsageError(`--${name} is missing.`);
  }
  return value as NonNullable<Flags[K]>;
}

/** NAME=VALUE pairs of a flag that may be given several times. */
export function namedValues(pairs: readonly string[] | undefined, flag: string): Record<string, string> {
  const values: Record<string, string> = {};
  for (const pair of pairs ?? []) {
    const at = pair.indexOf('=');
    if (at < 1) {
      throw new UsageError(`${flag} takes NAME=VALUE, not "${pair}".`);
    }
    values[pair.slice(0, at)] = pair.slice(at + 1);
  }
  return values;
}

/** A frame number or another whole number from 0. */
export function wholeNumber(text: string, what: string): number {
  if (!/^\d{1,15}$/.test(text)) {
    throw new UsageError(`${what} must be a whole number from 0, not "${text}".`);
  }
  return Number(text);
}
