import type { RecordHeading } from '../packet-record.ts';
import type { Rich } from './text-lines.ts';

/**
 * The attorney who is to sign beside the workstation, as a row of a table of facts; none where nobody is. A name is what
 * the key's file states, so the fingerprint stands with it.
 */
export function cosignerRows({ cosigner }: RecordHeading): readonly (readonly [string, Rich])[] {
  return cosigner === null
    ? []
    : [
        [
          'To be signed also by',
          [
            `${cosigner.name}, as the key states; key `,
            { mono: cosigner.fingerprint },
            '. This paper is older than the signatures; verifying the production shows them.',
          ],
        ],
      ];
}
