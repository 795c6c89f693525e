import { randomUUID } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { z } from 'zod';
import { AppError } from '../../domain/app-error.ts';
import { type RecipientId, recipientIdSchema } from '../../domain/identifier.ts';
import {
  type Recipient,
  type RecipientDraft,
  type RecipientImport,
  type recipientChangesSchema,
  recipientSchema,
} from '../../domain/recipient.ts';
import type { Micros } from '../../domain/time.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { fingerprintOf, parseRecipientKey } from './age-keys.ts';

const settingName = 'recipients';
const mostRecipients = 1000;
const greatestImportBytes = 1024 * 1024;
const bookSchema = z.array(recipientSchema);

/** Changes are one after another, whichever window or call they come from. */
let lastChange: Promise<unknown> = Promise.resolve();

function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const next = lastChange.then(work, work);
  lastChange = next;
  return next;
}

/** The address book of this workstation, the escrow key first, then by name. */
export async function listRecipients(catalog: Catalog): Promise<Recipient[]> {
  const text = await catalog.setting(settingName);
  if (text === null) {
    return [];
  }
  let book: unknown;
  try {
    book = JSON.parse(text);
  } catch (cause) {
    throw unreadable(cause);
  }
  const parsed = bookSchema.safeParse(book);
  if (!parsed.success) {
    throw unreadable(parsed.error);
  }
  return parsed.data;
}

/** Never read past in silence: an escrow key that is not seen would be left out. */
function unreadable(cause: unknown): AppError {
  return new AppError(
    'internal',
    'The address book of recipients on this workstation cannot be read. Restore settings.json of the program from a backup, or take the entry "recipients" out of it and enter them anew.',
    {},
    cause,
  );
}

async function writeBook(catalog: Catalog, book: readonly Recipient[]): Promise<void> {
  const sorted = book.toSorted(
    (a, b) => Number(b.isEscrow) - Number(a.isEscrow) || a.name.localeCompare(b.name) || a.key.localeCompare(b.key),
  );
  await catalog.keepSetting(settingName, JSON.stringify(sorted));
}

function withOneEscrow(book: readonly Recipient[], escrow: Recipient): Recipient[] {
  return book.map((recipient) =>
    recipient.isEscrow && recipient.id !== escrow.id ? { ...recipient, isEscrow: false } : recipient,
  );
}

/** Errors: `bad-request` for a key that is none, or one that the book has already. */
export function addRecipient(catalog: Catalog, draft: RecipientDraft, now: Micros): Promise<Recipient> {
  return inTurn(async () => {
    const book = await listRecipients(catalog);
    const added = newRecipient(book, draft, now);
    await writeBook(catalog, [...(added.isEscrow ? withOneEscrow(book, added) : book), added]);
    return added;
  });
}

function newRecipient(book: readonly Recipient[], draft: RecipientDraft, now: Micros): Recipient {
  const key = parseRecipientKey(draft.key);
  const known = book.find((recipient) => recipient.key === key);
  if (known !== undefined) {
    throw new AppError('bad-request', `The address book has this key already, as ${known.name}.`, { id: known.id });
  }
  if (book.length >= mostRecipients) {
    throw new AppError('bad-request', `The address book holds ${mostRecipients} recipients. Remove some first.`);
  }
  return {
    ...draft,
    key,
    id: recipientIdSchema.parse(randomUUID()),
    fingerprint: fingerprintOf(key),
    addedAt: now,
  };
}

/** Errors: `not-found`. */
export function reviseRecipient(
  catalog: Catalog,
  id: RecipientId,
  changes: z.output<typeof recipientChangesSchema>,
): Promise<Recipient> {
  return inTurn(async () => {
    const book = await listRecipients(catalog);
    const found = requireRecipient(book, id);
    const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
    const revised = recipientSchema.parse({ ...found, ...given });
    const others = revised.isEscrow ? withOneEscrow(book, revised) : book;
    await writeBook(
      catalog,
      others.map((recipient) => (recipient.id === id ? revised : recipient)),
    );
    return revised;
  });
}

/** What was handed over to the recipient stays recorded in the matters. Errors: `not-found`. */
export function removeRecipient(catalog: Catalog, id: RecipientId): Promise<void> {
  return inTurn(async () => {
    const book = await listRecipients(catalog);
    requireRecipient(book, id);
    await writeBook(
      catalog,
      book.filter((recipient) => recipient.id !== id),
    );
  });
}

function requireRecipient(book: readonly Recipient[], id: RecipientId): Recipient {
  const found = book.find((recipient) => recipient.id === id);
  if (found === undefined) {
    throw new AppError('not-found', 'This recipient is no longer in the address book.', { id });
  }
  return found;
}

/**
 * Takes in a text file as `age -R` reads it: a key a line, `#` begins a comment; the comment before a key names it.
 * Lines that are no key are told, and nothing is hidden. Errors: `bad-request`, `source-unreadable`.
 */
export async function importRecipients(catalog: Catalog, file: string, now: Micros): Promise<RecipientImport> {
  const lines = (await readSmallFile(file)).split(/\r?\n/);
  return inTurn(async () => {
    const book = await listRecipients(catalog);
    const added: Recipient[] = [];
    const refused: RecipientImport['refused'] = [];
    let knownCount = 0;
    let name = '';
    lines.forEach((whole, index) => {
      const text = whole.trim();
      if (text === '' || text.startsWith('#')) {
        name = text
          .replace(/^#+\s*/, '')
          .replace(/^public key:.*$/i, '')
          .slice(0, 200)
          .trim();
        return;
      }
      try {
        const key = parseRecipientKey(text);
        if ([...book, ...added].some((recipient) => recipient.key === key)) {
          knownCount += 1;
        } else {
          const draft = { name: name || `Recipient of line ${index + 1}`, organisation: '', key };
          added.push(newRecipient([...book, ...added], { ...draft, confirmation: null, isEscrow: false }, now));
        }
      } catch (thrown) {
        if (!(thrown instanceof AppError)) {
          throw thrown;
        }
        const reason = text.startsWith('AGE-SECRET-KEY')
          ? 'This is the secret half of an identity. It belongs in nobody else’s hands; ask for the public line.'
          : thrown.message;
        refused.push({ line: index + 1, reason });
      }
      name = '';
    });
    if (added.length > 0) {
      await writeBook(catalog, [...book, ...added]);
    }
    return { added, knownCount, refused };
  });
}

/** Errors: `bad-request` for more than 1 MiB, `source-unreadable`. */
async function readSmallFile(file: string): Promise<string> {
  try {
    if ((await stat(file)).size > greatestImportBytes) {
      throw new AppError('bad-request', 'This file is too large to be a list of recipients.');
    }
    return await readFile(file, 'utf8');
  } catch (thrown) {
    if (thrown instanceof AppError) {
      throw thrown;
    }
    throw new AppError('source-unreadable', 'The file of recipients cannot be read.', { file }, thrown);
  }
}
