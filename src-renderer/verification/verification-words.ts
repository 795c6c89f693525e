import type { PacketVerification } from '../../src-main/domain/packet.ts';

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
    explanation: 'Every file is as it was sealed, and it is signed by a key of this matter.',
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
    explanation:
      'The folder is not a packet, or it was made by a newer version. Choose the folder of the packet itself, the one that holds bagit.txt.',
  },
  50: {
    tone: 'danger',
    title: 'The packet could not be read to the end',
    explanation:
      'The disk refused a file, or what was chosen is not a folder: unpack a ZIP, or open an encrypted packet, first. Otherwise try again, or copy the packet to another disk.',
  },
};

const namedKey: VerificationHeadline = {
  tone: 'good',
  title: 'The packet is whole and its signature is known',
  explanation: 'Every file is as it was sealed, and it is signed by the key whose fingerprint you gave.',
};

const foreignKey: VerificationHeadline = {
  tone: 'danger',
  title: 'Signed by another key than the one expected',
  explanation:
    'The signature is good, but it is not by the key whose fingerprint was given. Compare the two: if they differ, the packet is not from that sender.',
};

/**
 * What a verification means, by its level and what is known of the signature (specs/evidence.md 2.9). `isKeyNamed`: a
 * fingerprint was given and compared; without one, only the keys of the open matter are known.
 */
export function verificationHeadline(
  level: PacketVerification['level'],
  signature: PacketVerification['signature']['status'],
  isKeyNamed: boolean,
): VerificationHeadline {
  if (level === 0 && isKeyNamed) {
    return namedKey;
  }
  return (
    (level === 30 && signature === 'foreign-key' ? foreignKey : headlines[level]) ?? {
      tone: 'danger',
      title: 'The packet was not accepted',
      explanation: `The verifier answered with level ${level}.`,
    }
  );
}

/** What one kind of finding means for whoever holds the packet, and what to do about it. */
export type FindingMeaning = { readonly title: string; readonly meaning: string; readonly next: string };

const meanings: Readonly<Record<string, FindingMeaning>> = {
  incomplete: {
    title: 'Missing',
    meaning: 'The packet lists it and it is not there: it was removed, renamed, or lost while the packet was copied.',
    next: 'Copy the packet anew from where it came. If it is missing there too, ask the sender for the packet again.',
  },
  'hash-mismatch': {
    title: 'Changed',
    meaning: 'Its bytes are not those that were sealed. A damaged disk does this as well as a person.',
    next: 'Do not rely on it. Compare with the sender’s copy; the packet they hold must verify.',
  },
  'unexpected-file': {
    title: 'Added',
    meaning: 'Nothing in the packet lists it, so it was put there after sealing, by a person or by a system.',
    next: 'Treat it as not part of the packet. Systems add files such as Thumbs.db; removing those makes the packet whole again.',
  },
  'unsafe-path': {
    title: 'Not safe',
    meaning: 'A link, a device, or a name that some system reads as another place or another file.',
    next: 'Do not open the packet. Ask the sender how it came about.',
  },
  'bad-signature': {
    title: 'Signature',
    meaning:
      'The statement that fixes the whole packet is not signed as it says, or by another key than the one expected.',
    next: 'Compare the fingerprint with the one the sender gave you on paper or by voice. If it differs, the packet is not theirs.',
  },
  'custody-proof-fails': {
    title: 'Custody log',
    meaning: 'An entry of the custody log does not have its hash, its signature, or its place in the signed log.',
    next: 'The exhibits may still be whole. Ask the sender for the custody report and compare.',
  },
  malformed: {
    title: 'Not readable',
    meaning: 'It does not have the form that a packet of this version has.',
    next: 'Make sure that you chose the folder of the packet itself, the one that holds bagit.txt; a newer packet needs a newer verifier.',
  },
  'io-error': {
    title: 'Could not be read',
    meaning: 'The disk or the system refused to give its bytes.',
    next: 'Copy the packet to another disk and verify it there. A failing disk is the usual reason.',
  },
};

export type FindingGroup = FindingMeaning & { readonly status: string; readonly paths: readonly string[] };

/** Files that are not as they should be, by what is wrong with them; the worst first. */
export function findingGroups({
  files,
  level,
  fileCount,
}: Pick<PacketVerification, 'files' | 'level' | 'fileCount'>): readonly FindingGroup[] {
  // What lies in a folder that is no packet was not added to one.
  if (level === 40 && fileCount === 0) {
    return [];
  }
  const order = ['io-error', 'malformed', 'unsafe-path', 'incomplete', 'hash-mismatch', 'unexpected-file'];
  const byStatus = new Map<string, string[]>();
  for (const { path, status } of files.filter((file) => file.status !== 'ok')) {
    byStatus.set(status, [...(byStatus.get(status) ?? []), path]);
  }
  const rank = (status: string) => (order.includes(status) ? order.indexOf(status) : order.length);
  return [...byStatus]
    .sort(([one], [other]) => rank(one) - rank(other))
    .map(([status, paths]) => ({
      status,
      paths,
      ...(meanings[status] ?? { title: status, meaning: 'The verifier does not accept it.', next: 'Ask the sender.' }),
    }));
}

/** What the verifier says beyond the files that are named already. */
export function otherProblems({ files, problems }: Pick<PacketVerification, 'files' | 'problems'>): readonly string[] {
  const named = files.filter(({ status }) => status !== 'ok').map(({ path }) => `${path}: `);
  return problems.filter((problem) => !named.some((start) => problem.startsWith(start)));
}

const signatureWords: Readonly<Record<string, string>> = {
  good: 'Good, by a key of this matter',
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

export function signatureText(status: string, isKeyNamed: boolean): string {
  return status === 'good' && isKeyNamed
    ? 'Good, by the key whose fingerprint you gave'
    : (signatureWords[status] ?? status);
}

export function custodyText(status: string): string {
  return custodyWords[status] ?? status;
}

/** A fingerprint as somebody typed it, in its usual form; null when it is none. */
export function typedFingerprint(text: string): string | null {
  const digits = text.toLowerCase().replaceAll(/[^0-9a-z]/g, '');
  return /^[0-9a-f]{32}$/.test(digits) ? (digits.match(/.{4}/g) ?? []).join('-') : null;
}

/** The whole finding as text, for a memo or an e-mail. */
export function verificationText(name: string, verification: PacketVerification, isKeyNamed: boolean): string {
  const { title, explanation } = verificationHeadline(verification.level, verification.signature.status, isKeyNamed);
  const { signature, custody } = verification;
  return [
    `Verification of ${name}`,
    `${title}. ${explanation}`,
    `Result: ${verification.result} (${verification.level}), ${verification.toolVersion}`,
    `Files: ${verification.fileCount}, ${verification.byteCount} bytes`,
    `Signature: ${signatureText(signature.status, isKeyNamed)}`,
    ...signature.signers.map((signer) => `  signed by ${signer.fingerprint} (${signer.name})`),
    `Custody: ${custodyText(custody.status)}, ${custody.entryCount} entries of a log of ${custody.checkpointSize ?? 'unknown size'}`,
    ...verification.problems.map((problem) => `- ${problem}`),
    '',
  ].join('\n');
}
