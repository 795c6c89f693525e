import { AppError } from '../../domain/app-error.ts';
import type { Code, Codebook } from '../../domain/codebook.ts';

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
