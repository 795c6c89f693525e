import type { CallHandlers } from '../engine-context.ts';
import { fingerprintOf, parseRecipientKey } from './age-keys.ts';
import { writeIdentity } from './identity-file.ts';
import { addRecipient, importRecipients, listRecipients, removeRecipient, reviseRecipient } from './recipient-book.ts';

type RecipientCall =
  | 'recipients.list'
  | 'recipients.check'
  | 'recipients.add'
  | 'recipients.revise'
  | 'recipients.remove'
  | 'recipients.import'
  | 'recipients.createIdentity';

export const recipientCalls: CallHandlers<RecipientCall> = {
  'recipients.list': (_input, { engine }) => listRecipients(engine.catalog),

  'recipients.check': ({ key }) => {
    const parsed = parseRecipientKey(key);
    return { key: parsed, fingerprint: fingerprintOf(parsed) };
  },

  'recipients.add': async (draft, { engine }) => {
    const added = await addRecipient(engine.catalog, draft, engine.options.clock.now());
    engine.events.emit('recipients.changed', {});
    return added;
  },

  'recipients.revise': async ({ id, changes }, { engine }) => {
    const revised = await reviseRecipient(engine.catalog, id, changes);
    engine.events.emit('recipients.changed', {});
    return revised;
  },

  'recipients.remove': async ({ id }, { engine }) => {
    await removeRecipient(engine.catalog, id);
    engine.events.emit('recipients.changed', {});
    return {};
  },

  'recipients.import': async ({ from }, { engine, trust }) => {
    const file = engine.grants.resolve(from, trust);
    const imported = await importRecipients(engine.catalog, file, engine.options.clock.now());
    engine.events.emit('recipients.changed', {});
    return imported;
  },

  'recipients.createIdentity': async ({ out, passphrase, name, organisation, isEscrow }, { engine, trust }) => {
    const now = engine.options.clock.now();
    const file = engine.grants.resolve(out, trust);
    const key = await writeIdentity(file, passphrase, new Date(Math.floor(now / 1000)));
    // Made here, so nobody else's fingerprint is to be confirmed.
    const day = new Date(Math.floor(now / 1000)).toISOString().slice(0, 10);
    const confirmation = { how: 'in-person' as const, by: 'this workstation, where it was made', on: day };
    const added = await addRecipient(engine.catalog, { name, organisation, key, confirmation, isEscrow }, now);
    engine.events.emit('recipients.changed', {});
    return added;
  },
};
