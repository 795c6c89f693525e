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
  incomplete: 'is missing',
  'hash-mismatch': 'is not as it was sealed',
  'unexpected-file': 'was not in the packet when it was sealed',
  'unsafe-path': 'has a name or a kind that is not safe',
  'bad-signature': 'does not fit its signature',
  'custody-proof-fails': 'does not belong to the signed log',
  malformed: 'cannot be read',
  'io-error': 'could not be read to its end',
};

export type FileFinding = { readonly path: string; readonly words: string };

/** Files that are not as they should be, each with what is wrong. */
export function fileFindings(verification: Pick<PacketVerification, 'files'>): readonly FileFinding[] {
  return verification.files
    .filter(({ status }) => status !== 'ok')
    .map(({ path, status }) => ({ path, words: statusWords[status] ?? `has the status “${status}”` }));
}

/** What the verifier says beyond the files that are named already. */
export function otherProblems({ files, problems }: Pick<PacketVerification, 'files' | 'problems'>): readonly string[] {
  const named = fileFindings({ files }).map(({ path }) => `${path}: `);
  return problems.filter((problem) => !named.some((start) => problem.startsWith(start)));
}

const signatureWords: Readonly<Record<string, string>> = {
  good: 'Good, by a key that is known here',
  'unknown-key': 'Good, by a key that is not known here',
  'foreign-key': 'Good, but by another key than the one expected',
  bad: 'Does not fit',
  'not-checked': 'Not checked, because the files already failed',
};

const custodyWords: Readonly<Record<string, string>> = {
  good: 'Good',
  bad: 'Fail',
  'not-checked': 'Not checked, because the files or the signature already failed',
};

export function signatureText(status: string): string {
  return signatureWords[status] ?? status;
}

export function custodyText(status: string): string {
  return custodyWords[status] ?? status;
}
