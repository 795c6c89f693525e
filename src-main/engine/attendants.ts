import { keepSittings } from './coverage/recover-sittings.ts';
import { keepFramesLocked } from './frame-locks/keep-locked.ts';
import type { OpenMatter } from './matters/open-matter.ts';

/** Goes along with an open matter; what it returns is called once, before the matter closes, while it can be written. */
export type Attendant = (matter: OpenMatter) => () => void;

/** Started in order when a matter has been opened, ended in the same order. */
export const attendants: readonly Attendant[] = [keepSittings, keepFramesLocked];
