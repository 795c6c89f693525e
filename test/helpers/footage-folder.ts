import { existsSync } from 'node:fs';
import path from 'node:path';

/**
 * The folder of real recordings, or null when it is not on this machine. Tests then say they were skipped; where
 * CI=true its absence is a failure, so that a green run means it was seen.
 */
export function footageFolder(): string | null {
  const stated = process.env['FRAME_OF_RECORD_FOOTAGE'];
  const folder = path.resolve(stated ?? path.join(import.meta.dirname, '../../../shared/footage'));
  if (existsSync(folder)) {
    return folder;
  }
  if (process.env['CI'] === 'true') {
    throw new Error(`The real recordings are not in ${folder}; set FRAME_OF_RECORD_FOOTAGE.`);
  }
  return null;
}
