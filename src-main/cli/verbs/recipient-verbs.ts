import path from 'node:path';
import {
  type ConfirmationWay,
  confirmationWays,
  type KeyConfirmation,
  type Recipient,
  spokenFingerprint,
} from '../../domain/recipient.ts';
import { type Arguments, type Flags, requiredFlag, UsageError, wordAt } from '../arguments.ts';
import { type CliSession, readPassphrase } from '../session.ts';
import { lines, type Verb } from './verb.ts';

/** The recipient that a name, a key, an id or the beginning of an id means. Errors: UsageError. */
export function findRecipient(book: readonly Recipient[], word: string): Recipient {
  const exact = book.filter(({ name, key, id }) => name === word || key === word || id === word);
  const found = exact.length > 0 ? exact : book.filter(({ id }) => word.length >= 4 && id.startsWith(word));
  const [only] = found;
  if (only === undefined) {
    throw new UsageError(`There is no recipient "${word}" in the address book.`);
  }
  if (found.length > 1) {
    throw new UsageError(`"${word}" is the name of ${found.length} recipients; give the key instead.`);
  }
  return only;
}

export function recipientLines(recipient: Recipient): string[] {
  const { confirmation } = recipient;
  const name = [recipient.name, recipient.organisation].filter((text) => text !== '').join(', ');
  return [
    `${name}${recipient.isEscrow ? ' [escrow key of this office]' : ''}`,
    `  ${recipient.key}`,
    `  fingerprint ${spokenFingerprint(recipient.fingerprint)}`,
    confirmation === null
      ? '  not confirmed: have the fingerprint read out before you rely on it'
      : `  confirmed by ${confirmation.by}, ${confirmation.how}, ${confirmation.on}`,
  ];
}

function confirmationOf(flags: Flags): KeyConfirmation | null {
  const { by, on, how } = flags;
  if (by === undefined && on === undefined && how === undefined) {
    return null;
  }
  const way = confirmationWays.find((candidate): candidate is ConfirmationWay => candidate === how);
  if (by === undefined || on === undefined || way === undefined) {
    throw new UsageError(`A confirmation needs --by, --on and --how (${confirmationWays.join(', ')}).`);
  }
  return { how: way, by, on };
}

async function book(session: CliSession): Promise<Recipient[]> {
  return session.client.call('recipients.list', {});
}

export const recipientsListVerb: Verb = {
  words: ['recipients'],
  async run(session, given) {
    if (given.words.length > 0) {
      throw new UsageError(`There is no verb "recipients ${given.words[0]}".`);
    }
    const all = await book(session);
    return {
      value: all,
      text: all.length === 0 ? lines('The address book is empty.') : lines(...all.flatMap(recipientLines)),
    };
  },
};

export const recipientsAddVerb: Verb = {
  words: ['recipients', 'add'],
  async run(session, given) {
    const added = await session.client.call('recipients.add', {
      name: requiredFlag(given, 'name'),
      key: requiredFlag(given, 'key'),
      organisation: given.flags.organisation ?? '',
      confirmation: confirmationOf(given.flags),
      isEscrow: given.flags.escrow ?? false,
    });
    return { value: added, text: lines(...recipientLines(added)) };
  },
};

export const recipientsImportVerb: Verb = {
  words: ['recipients', 'import'],
  async run(session, given) {
    const from = { path: path.resolve(wordAt(given, 0, 'The file of recipients')) };
    const imported = await session.client.call('recipients.import', { from });
    return {
      value: imported,
      text: lines(
        `${imported.added.length} added, ${imported.knownCount} known already, ${imported.refused.length} refused`,
        ...imported.added.flatMap(recipientLines),
        ...imported.refused.map(({ line, reason }) => `Line ${line}: ${reason}`),
      ),
      exitCode: imported.refused.length > 0 ? 1 : 0,
    };
  },
};

export const recipientsIdentityVerb: Verb = {
  words: ['recipients', 'identity'],
  async run(session, given: Arguments) {
    const file = path.resolve(requiredFlag(given, 'out'));
    const isPlain = given.flags.plain ?? false;
    const made = await session.client.call('recipients.createIdentity', {
      out: { path: file },
      name: requiredFlag(given, 'name'),
      organisation: given.flags.organisation ?? '',
      isEscrow: given.flags.escrow ?? false,
      passphrase: isPlain ? null : await readPassphrase(),
    });
    const warning = isPlain
      ? 'It is not protected: whoever has the file can open everything encrypted to it. Keep it locked away.'
      : 'It is protected by the passphrase you gave. Without file and passphrase nobody can open what is encrypted to it.';
    return {
      value: { ...made, file },
      text: lines(`Identity written to ${file}. ${warning}`, ...recipientLines(made)),
    };
  },
};

export const recipientsRemoveVerb: Verb = {
  words: ['recipients', 'remove'],
  async run(session, given) {
    const found = findRecipient(await book(session), wordAt(given, 0, 'The recipient'));
    await session.client.call('recipients.remove', { id: found.id });
    return { value: found, text: lines(`${found.name} was removed from the address book.`) };
  },
};
