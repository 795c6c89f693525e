import type { PacketVerification } from '../../../src-main/domain/packet.ts';

export type VerificationTone = 'good' | 'warning' | 'danger';
export type VerificationHeadline = {
  readonly tone: VerificationTone;
  readonly title: string;
  readonly explanation: string;
};

const headlines: Readonly<Record<number, VerificationHeadline>> = {
  0: {
    tone: 'good',
    title: 'The packet is whole and its signature is known',
    explanation: 'Every file is as it was sealed, and the key that signed it is one this workstation knows.',
  },
  10: {
    tone: 'warning',
    title: 'Every file is as it was sealed; the signing key is not known here',
    explanation:
      'The signature fits the key inside the packet. Compare the fingerprint of that key with the one the sender gave you.',
  },
  20: {
    tone: 'danger',
    title: 'The packet is incomplete',
    explanation: 'At least one file that was sealed is missing.',
  },
  21: { tone: 'danger', title: 'A file was changed', explanation: 'At least one file is not as it was sealed.' },
  22: {
    tone: 'danger',
    title: 'A file does not belong to the packet',
    explanation: 'At least one file was added after sealing.',
  },
  23: {
    tone: 'danger',
    title: 'A name in the packet is not safe',
    explanation: 'A link, or a name that could lead elsewhere, stands in the packet. Do not open it.',
  },
  30: {
    tone: 'danger',
    title: 'The signature does not fit',
    explanation: 'The files do not match what was signed, or the signature was changed.',
  },
  31: {
    tone: 'danger',
    title: 'The custody proof fails',
    explanation: 'A log entry in the packet does not belong to the signed log.',
  },
  40: {
    tone: 'danger',
    title: 'This is not a packet that can be read',
    explanation: 'The folder is not a packet, or it was made by a newer version.',
  },
  50: {
    tone: 'danger',
    title: 'The packet could not be read to the end',
    explanation: 'The disk refused a file. Try again, or copy the packet to another disk first.',
  },
};

/** What a verification means, by its level (specs/evidence.md 2.9). */
export function verificationHeadline(level: number): VerificationHeadline {
  return (
    headlines[level] ?? {
      tone: 'danger',
      title: 'The packet was not accepted',
      explanation: `The verifier answered with level ${level}.`,
    }
  );
}

const statusWords: Readonly<Record<string, string>> = {
  missing: 'is missing',
  mismatch: 'is not as it was sealed',
  'hash-mismatch': 'is not as it was sealed',
  unexpected: 'was not in the packet when it was sealed',
  'unexpected-file': 'was not in the packet when it was sealed',
  unsafe: 'has a name or a kind that is not safe',
  'unsafe-path': 'has a name or a kind that is not safe',
  unreadable: 'could not be read',
  'io-error': 'could not be read',
};

const fine: ReadonlySet<string> = new Set(['ok', 'match', 'verified', 'pass']);

export type FileFinding = { readonly path: string; readonly words: string };

/** Files that are not as they should be, each with what is wrong. */
export function fileFindings(verification: Pick<PacketVerification, 'files'>): readonly FileFinding[] {
  return verification.files
    .filter(({ status }) => !fine.has(status.toLowerCase()))
    .map(({ path, status }) => ({ path, words: statusWords[status.toLowerCase()] ?? `has the status “${status}”` }));
}
