import type { AppError, AppErrorCode } from '../../../src-main/domain/app-error.ts';

/** Where on the form an answer of the engine belongs. */
export type MatterField = 'folder' | 'passphrase' | 'form';

const fields: Partial<Record<AppErrorCode, MatterField>> = {
  'wrong-passphrase': 'passphrase',
  'weak-passphrase': 'passphrase',
  'matter-exists': 'folder',
  'matter-missing': 'folder',
  'matter-damaged': 'folder',
  'matter-locked': 'folder',
  'matter-newer-format': 'folder',
  'destination-exists': 'folder',
  'destination-unusable': 'folder',
  'not-found': 'folder',
  'disk-full': 'folder',
};

export function fieldOf(error: AppError): MatterField {
  return fields[error.code] ?? 'form';
}

/** The error's sentence when it belongs to this field, else null. */
export function errorAt(error: AppError | null, field: MatterField): string | null {
  return error !== null && fieldOf(error) === field ? error.message : null;
}
