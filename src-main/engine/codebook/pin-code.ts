import { AppError } from '../../domain/app-error.ts';
import { digitsOf } from '../../domain/code-digits.ts';
import type { CodeDigit } from '../../domain/codebook-version.ts';
import { lastUsedCodes } from '../annotations/code-use-store.ts';
import { type RowChange, recordEdit } from '../history/edits.ts';
import type { OpenMatter } from '../matters/open-matter.ts';
import { currentCodebook, listPinRows, type PinRow } from './codebook-store.ts';

/** Enough to find nine codes that were used lately, and not so many that reading them takes time. */
const usesLookedAt = 300;

function standingPins(matter: OpenMatter): Map<number, string> {
  const pins = listPinRows(matter.database).filter(({ state }) => state === 'pinned');
  return new Map(pins.map(({ digit, code }) => [digit, code]));
}

/** What the digits 1 to 9 mean now. Retired codes are left out. */
export function showDigits(matter: OpenMatter): CodeDigit[] {
  const { codebook } = currentCodebook(matter);
  const usable = new Set(codebook.codes.filter(({ isRetired }) => !isRetired).map(({ id }) => id));
  const pins = new Map([...standingPins(matter)].filter(([, code]) => usable.has(code)));
  return digitsOf(
    pins,
    lastUsedCodes(matter.database, usesLookedAt).filter((code) => usable.has(code)),
  );
}

function pinChange(matter: OpenMatter, before: PinRow | null, digit: number, code: string | null): RowChange {
  const now = matter.clock.now();
  const after: PinRow = {
    id: `digit-${digit}`,
    revision: (before?.revision ?? 0) + 1,
    digit,
    code: code ?? before?.code ?? '',
    state: code === null ? 'withdrawn' : 'pinned',
    created_by: before?.created_by ?? matter.reviewer.id,
    created_at: before?.created_at ?? now,
    revised_by: matter.reviewer.id,
    revised_at: now,
  };
  return { table: 'code_pin', id: after.id, before, after };
}

/**
 * Puts a code on a digit, or takes the pin off it; a code stands on one digit only. One edit.
 * Errors: `bad-request`, `matter-read-only`.
 */
export function pinCode(
  matter: OpenMatter,
  request: { readonly digit: number; readonly code: string | null },
): CodeDigit[] {
  matter.requireWritable();
  const { digit, code } = request;
  const { codebook } = currentCodebook(matter);
  if (code !== null && !codebook.codes.some(({ id, isRetired }) => id === code && !isRetired)) {
    throw new AppError('bad-request', `The codebook has no code ${code} that could be pinned.`);
  }
  const rows = listPinRows(matter.database);
  const own = rows.find((row) => row.digit === digit) ?? null;
  const isPinnedNow = own?.state === 'pinned';
  if (code === null ? !isPinnedNow : isPinnedNow && own.code === code) {
    return showDigits(matter);
  }
  const elsewhere = rows.filter((row) => row.state === 'pinned' && row.code === code && row.digit !== digit);
  recordEdit(matter, {
    label: code === null ? `Unpin ${own?.code ?? ''} from ${digit}` : `Pin ${code} to ${digit}`,
    changes: [pinChange(matter, own, digit, code), ...elsewhere.map((row) => pinChange(matter, row, row.digit, null))],
    event: { type: 'settings.change', refs: [`code_pin:digit-${digit}`], data: { setting: 'code pin', digit, code } },
  });
  matter.events.emit('codebook.changed', {});
  return showDigits(matter);
}
