import { AppError } from '../../domain/app-error.ts';
import { systemCode } from './disk.ts';

const fullCodes = new Set(['ENOSPC', 'EDQUOT', 'SQLITE_FULL']);
const goneCodes = new Set(['ENOENT', 'ENODEV', 'ENXIO', 'ENOTCONN', 'ESTALE', 'EHOSTDOWN']);
const forbiddenCodes = new Set(['EACCES', 'EPERM']);

/** A failure while reading the source, as a sentence. AppErrors pass through. */
export function sourceError(thrown: unknown, name: string): AppError {
  if (thrown instanceof AppError) {
    return thrown;
  }
  const code = systemCode(thrown) ?? '';
  const details = { name, systemCode: code };
  if (forbiddenCodes.has(code)) {
    return new AppError(
      'source-unreadable',
      `"${name}" may not be read by this account. Ask for read permission and bring it in again.`,
      details,
      thrown,
    );
  }
  if (goneCodes.has(code)) {
    return new AppError(
      'source-unreadable',
      `"${name}" is no longer there. Reconnect the source and bring it in again; what is stored stays stored.`,
      details,
      thrown,
    );
  }
  if (code === 'ELOOP') {
    return new AppError('source-changed', `"${name}" was replaced by a link while it was taken.`, details, thrown);
  }
  return new AppError(
    'source-unreadable',
    `"${name}" could not be read to its end (${code || String(thrown)}). Try another reader or cable and bring it in again.`,
    details,
    thrown,
  );
}

/** A failure while writing into the matter, as a sentence. AppErrors pass through. */
export function vaultError(thrown: unknown, name: string, byteCount: number): AppError {
  if (thrown instanceof AppError) {
    return thrown;
  }
  const code = systemCode(thrown) ?? '';
  const details = { name, systemCode: code, byteCount };
  if (fullCodes.has(code)) {
    return new AppError(
      'disk-full',
      `The drive of this matter is full: "${name}" (${byteCount} bytes) was not stored. Free some space and try the job again; what is stored stays stored.`,
      details,
      thrown,
    );
  }
  return new AppError(
    'destination-unusable',
    `The vault of this matter could not be written (${code || String(thrown)}), so "${name}" was not stored. Check the drive of the matter and try the job again.`,
    details,
    thrown,
  );
}
