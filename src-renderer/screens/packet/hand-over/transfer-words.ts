import type { ConfirmationWay } from '../../../../src-main/domain/recipient.ts';
import type { acknowledgementWays, HandOverMethod, Transfer } from '../../../../src-main/domain/transfer.ts';
import type { BadgeTone } from '../../../ui/badge.tsx';

export const methodWords: Readonly<Record<HandOverMethod, string>> = {
  'age-recipients': 'Encrypted to recipients',
  'age-phrase': 'Encrypted with a phrase',
  zip: 'ZIP, not encrypted',
  folder: 'Folder, not encrypted',
};

export const stateWords: Readonly<Record<Transfer['state'], { readonly words: string; readonly tone: BadgeTone }>> = {
  preparing: { words: 'Being written', tone: 'info' },
  'handed-over': { words: 'Handed over', tone: 'good' },
  failed: { words: 'Not finished', tone: 'danger' },
  cancelled: { words: 'Cancelled', tone: 'neutral' },
};

export const acknowledgementWords: Readonly<Record<(typeof acknowledgementWays)[number], string>> = {
  'signed-receipt': 'Signed receipt',
  'e-mail': 'E-mail',
  telephone: 'Telephone',
  'in-person': 'In person',
  other: 'Another way',
};

export const confirmationWords: Readonly<Record<ConfirmationWay, string>> = {
  voice: 'by voice',
  paper: 'on paper',
  'in-person': 'in person',
};

/** Today on this workstation, as a field for a day takes it. */
export function today(now = new Date()): string {
  const pad = (value: number) => String(value).padStart(2, '0');
  return `${now.getFullYear()}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}`;
}

export function isDay(text: string): boolean {
  const at = Date.parse(`${text}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && Number.isFinite(at) && new Date(at).toISOString().startsWith(text);
}
