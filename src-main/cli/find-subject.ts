import type { EngineClient } from '../contract/client.ts';
import { AppError } from '../domain/app-error.ts';
import type { SubjectEntry } from '../domain/subject.ts';

/** The one subject a person means by its pseudonym, its id or the beginning of its id. Errors: `not-found`. */
export async function findSubjectNamed(client: EngineClient, name: string): Promise<SubjectEntry> {
  const all = await client.call('subjects.list', { includeWithdrawn: true });
  const wanted = name.toLocaleLowerCase();
  const exact = all.filter(({ subject }) => subject.pseudonym.toLocaleLowerCase() === wanted || subject.id === name);
  const matches =
    exact.length > 0 ? exact : all.filter(({ subject }) => name.length >= 4 && subject.id.startsWith(wanted));
  const [only] = matches;
  if (only === undefined || matches.length > 1) {
    throw new AppError(
      'not-found',
      only === undefined
        ? `This matter has no subject "${name}". "subjects list" names the ${all.length} it has.`
        : `"${name}" means ${matches.length} subjects of this matter. Use the whole id.`,
    );
  }
  return only;
}

/** As `findSubjectNamed`, for several. */
export async function findSubjectsNamed(client: EngineClient, names: readonly string[]): Promise<SubjectEntry[]> {
  const found: SubjectEntry[] = [];
  for (const name of names) {
    found.push(await findSubjectNamed(client, name));
  }
  return found;
}
