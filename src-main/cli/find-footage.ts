import type { EngineClient } from '../contract/client.ts';
import { AppError } from '../domain/app-error.ts';
import type { FootageDetail } from '../domain/footage.ts';

/** The one recording a person means by an id, the beginning of an id or digest, or a file name. Errors: `not-found`. */
export async function findFootageNamed(client: EngineClient, name: string): Promise<FootageDetail> {
  const all = await client.call('footage.list', {});
  const exact = all.filter(({ footage }) => footage.id === name || footage.digest === name);
  const matches =
    exact.length > 0
      ? exact
      : all.filter(
          ({ footage }) =>
            footage.originalName === name ||
            (name.length >= 4 && (footage.id.startsWith(name) || footage.digest.startsWith(name))),
        );
  const [only] = matches;
  if (only === undefined) {
    throw new AppError(
      'not-found',
      `This matter has no recording "${name}". "footage list" names the ${all.length} it has.`,
    );
  }
  if (matches.length > 1) {
    throw new AppError('not-found', `"${name}" means ${matches.length} recordings of this matter. Use the whole id.`);
  }
  return only;
}
