import { AppError } from '../../../domain/app-error.ts';
import { splitCodeName } from '../../../domain/code-name.ts';
import type { Code, Codebook } from '../../../domain/codebook.ts';
import type { CodeMapping } from '../../../domain/interchange.ts';

/** What was chosen for a name; a name of the file may be that of anything an object has by itself. */
export function chosenFor<T>(mapping: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(mapping, name) ? mapping[name] : undefined;
}

/**
 * The code a name of the file stands for: mapped by hand, an id of the codebook, alone or with the label behind it as
 * vocabularies carry it to other programs, or the label of exactly one code.
 */
export function findCode(name: string, codebook: Codebook, mapping: CodeMapping): Code | 'left-out' | null {
  const mapped = chosenFor(mapping, name);
  if (mapped === null) {
    return 'left-out';
  }
  const usable = codebook.codes.filter(({ isRetired }) => !isRetired);
  const byId = codeWithId(mapped ?? name, usable);
  if (byId !== undefined) {
    return byId;
  }
  const words = (mapped ?? name).trim().toLowerCase();
  const byLabel = usable.filter(({ label }) => label.toLowerCase() === words);
  return byLabel.length === 1 ? (byLabel[0] ?? null) : null;
}

function codeWithId(name: string, codes: readonly Code[]): Code | undefined {
  const ids = [name.trim().toLowerCase(), splitCodeName(name).id?.toLowerCase()];
  return codes.find(({ id }) => ids.includes(id.toLowerCase()));
}

/** Why a name stands for no code that may be chosen. */
export function whyNoCode(name: string, codebook: Codebook): string {
  if (name === '') {
    return 'It has no code. Choose one for annotations without.';
  }
  return codeWithId(name, codebook.codes) === undefined
    ? `The codebook has no code "${name}". Choose one for it.`
    : `The code "${name}" is retired. Choose another for it, or bring it back in the codebook.`;
}

/** Refuses a mapping to a code that may not be chosen. Errors: `bad-request`. */
export function checkMapping(mapping: CodeMapping, codebook: Codebook): void {
  for (const id of Object.values(mapping)) {
    if (id !== null && findCode(id, codebook, {}) === null) {
      throw new AppError('bad-request', `The codebook has no code ${id} that may be chosen.`);
    }
  }
}
