import type { Job } from '../../src-main/domain/job.ts';
import { byteText } from './date-text.ts';

/**
 * How far a job is, in its own unit: `12 of 340 frames`, `1.2 GB of 4.0 GB`, `340 frames` where the total is not known,
 * empty before the first report. A unit that begins with "bytes" is said in KB, MB or GB.
 */
export function progressText({ done, total, unit }: Pick<Job, 'done' | 'total' | 'unit'>): string {
  const isBytes = unit.startsWith('bytes');
  const amount = (value: number) => (isBytes ? byteText(value) : value.toLocaleString('en-US'));
  const noun = isBytes ? unit.slice('bytes'.length) : ` ${unit}`;
  if (total === null) {
    return done === 0 ? '' : `${amount(done)}${noun}`;
  }
  return `${amount(done)} of ${amount(total)}${noun}`;
}
