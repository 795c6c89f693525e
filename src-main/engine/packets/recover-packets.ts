import type { OpenMatter } from '../matters/open-matter.ts';

/** Placeholder body until sealing stands. */
export function recoverPackets(_matter: Omit<OpenMatter, 'jobs'>): Promise<void> {
  return Promise.resolve();
}
