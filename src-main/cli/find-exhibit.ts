import type { EngineClient } from '../contract/client.ts';
import { AppError } from '../domain/app-error.ts';
import type { Exhibit } from '../domain/exhibit.ts';

/** The exhibits a person means, each by its number, its id or the beginning of its id. Errors: `not-found`. */
export async function findExhibitsNamed(client: EngineClient, names: readonly string[]): Promise<Exhibit[]> {
  const all = await client.call('exhibits.list', {});
  return names.map((name) => {
    const wanted = name.replace(/^ex\.?\s*/i, '');
    const byNumber = all.filter(({ number }) => number === wanted.toUpperCase());
    const matches =
      byNumber.length > 0
        ? byNumber
        : all.filter(({ id }) => wanted.length >= 6 && id.startsWith(wanted.toLowerCase()));
    const [only] = matches;
    if (only === undefined || matches.length > 1) {
      throw new AppError(
        'not-found',
        only === undefined
          ? `This matter has no exhibit "${name}". "exhibits list" names the ${all.length} it has.`
          : `"${name}" means ${matches.length} exhibits of this matter. Use the number or the whole id.`,
      );
    }
    return only;
  });
}

/** As `findExhibitsNamed`, for one. */
export async function findExhibitNamed(client: EngineClient, name: string): Promise<Exhibit> {
  const [exhibit] = await findExhibitsNamed(client, [name]);
  return exhibit as Exhibit;
}
