import { readFileSync } from 'node:fs';
import path from 'node:path';
import { AppError } from '../../domain/app-error.ts';
import { type Code, type Codebook, codebookSchema } from '../../domain/codebook.ts';

const read = new Map<string, Codebook>();

/** The vocabulary shipped with this version. Errors: `internal` when the installation is damaged. */
export function shippedCodebook(resourcesFolder: string): Codebook {
  const file = path.join(resourcesFolder, 'codebooks', 'conduct-and-context.json');
  const known = read.get(file);
  if (known !== undefined) {
    return known;
  }
  let codebook: Codebook;
  try {
    codebook = codebookSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    throw new AppError(
      'internal',
      'The codebook that comes with the program could not be read. Please install the program again; your matters are not affected.',
      { file: path.basename(file) },
      cause,
    );
  }
  read.set(file, codebook);
  return codebook;
}

/** The code with this id, if it may still be chosen. Errors: `bad-request`. */
export function usableCode(codebook: Codebook, id: string): Code {
  const code = codebook.codes.find((candidate) => candidate.id === id);
  if (code === undefined) {
    throw new AppError(
      'bad-request',
      `The codebook has no code ${id}. Choose one of its ${codebook.codes.length} codes.`,
    );
  }
  if (code.isRetired) {
    throw new AppError('bad-request', `The code ${id} (${code.label}) is retired. Choose another one.`);
  }
  return code;
}

/** Checks that every given attribute belongs to the code and that a choice is one of its choices. Errors: `bad-request`. */
export function checkAttributes(code: Code, attributes: Readonly<Record<string, string>>): void {
  for (const [id, value] of Object.entries(attributes)) {
    const attribute = code.attributes.find((candidate) => candidate.id === id);
    if (attribute === undefined) {
      throw new AppError('bad-request', `The code ${code.id} has no attribute "${id}".`);
    }
    if (attribute.kind === 'choice' && value !== '' && !attribute.choices.includes(value)) {
      throw new AppError(
        'bad-request',
        `"${value}" is not one of the choices for ${attribute.label}: ${attribute.choices.join('; ')}.`,
      );
    }
    if (attribute.kind === 'number' && value !== '' && !/^\d{1,9}$/.test(value)) {
      throw new AppError('bad-request', `${attribute.label} takes a whole number, not "${value}".`);
    }
  }
}
