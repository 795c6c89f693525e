import { adoptCodebook } from './codebook/adopt-codebook.ts';
import { recoverSittings } from './coverage/recover-sittings.ts';
import { recoverVault } from './footage/recover-vault.ts';
import type { OpenMatter } from './matters/open-matter.ts';
import { recoverPackets } from './packets/recover-packets.ts';

/** Puts one room right after an engine that died; runs before the first job does. */
export type Recovery = (matter: Omit<OpenMatter, 'jobs'>) => Promise<void>;

/** In order, awaited when a matter is opened for writing. */
export const recoveries: readonly Recovery[] = [recoverVault, recoverPackets, recoverSittings, adoptCodebook];
