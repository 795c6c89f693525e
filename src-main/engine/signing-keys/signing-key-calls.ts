import type { CallHandlers } from '../engine-context.ts';
import { safeKeyDerivation } from '../store/key-derivation.ts';
import { createSigningKey } from './signing-key-store.ts';

/** Keys of attorneys, who may sign a packet beside the workstation. They are files of their own, kept in no matter. */
export const signingKeyCalls: CallHandlers<'signingKeys.create'> = {
  'signingKeys.create': async ({ out, name, passphrase }, context) => {
    const file = context.engine.grants.resolve(out, context.trust);
    const { fingerprint } = await createSigningKey(
      file,
      { name, passphrase },
      context.engine.options.keyDerivation ?? safeKeyDerivation,
    );
    return { path: file, fingerprint };
  },
};
