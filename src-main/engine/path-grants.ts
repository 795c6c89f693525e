import { randomBytes } from 'node:crypto';
import path from 'node:path';
import type { PathReference, Trust } from '../contract/api.ts';
import { AppError } from '../domain/app-error.ts';

/** Tokens for paths a person picked in a dialog or dropped on the window, so that the page never speaks of paths. */
export type PathGrants = {
  add(absolutePath: string): { grant: string; name: string };
  /** The absolute path behind a reference; a page may use grants only. */
  resolve(reference: PathReference, trust: Trust): string;
};

export function createPathGrants(): PathGrants {
  const paths = new Map<string, string>();
  return {
    add(absolutePath) {
      const grant = randomBytes(16).toString('hex');
      paths.set(grant, path.resolve(absolutePath));
      return { grant, name: path.basename(absolutePath) };
    },
    resolve(reference, trust) {
      if ('grant' in reference) {
        const granted = paths.get(reference.grant);
        if (granted === undefined) {
          throw new AppError(
            'not-permitted',
            'That place is no longer available to this window. Please pick it again.',
          );
        }
        return granted;
      }
      if (trust !== 'shell') {
        throw new AppError('not-permitted', 'The window may only use places that were picked or dropped by a person.');
      }
      return path.resolve(reference.path);
    },
  };
}
