import type { ReactNode } from 'react';
import type { PacketVerification } from '../../../src-main/domain/packet.ts';
import { Banner } from '../../ui/banner.tsx';
import { byteText, countOf } from '../../ui/date-text.ts';
import { DigestText } from '../../ui/digest-text.tsx';
import { PlainText } from '../../ui/plain-text.tsx';
import styles from './verification-result.module.css';
import { custodyText, fileFindings, otherProblems, signatureText, verificationHeadline } from './verification-words.ts';

/** What the verifier found, in plain words; the same code runs alone inside every packet. */
export function VerificationResult({ verification }: { readonly verification: PacketVerification }): ReactNode {
  const { tone, title, explanation } = verificationHeadline(verification.level);
  const findings = fileFindings(verification);
  const problems = otherProblems(verification);
  const { signature, custody } = verification;
  return (
    <div className={styles['result']}>
      <Banner tone={tone} title={title}>
        <span>{explanation}</span>
      </Banner>
      {findings.length === 0 ? null : (
        <section aria-label="Files with findings">
          <h3 className={styles['heading']}>{countOf(findings.length, 'file')} with a finding</h3>
          <ul className={styles['list']}>
            {findings.map(({ path, words }) => (
              <li key={`${path} ${words}`}>
                <PlainText text={path} isMono /> {words}.
              </li>
            ))}
          </ul>
        </section>
      )}
      {problems.length === 0 ? null : (
        <section aria-label="What the verifier says">
          <h3 className={styles['heading']}>What the verifier says</h3>
          <ul className={styles['list']}>
            {problems.map((problem) => (
              <li key={problem}>
                <PlainText text={problem} />
              </li>
            ))}
          </ul>
        </section>
      )}
      <dl className={styles['facts']}>
        <dt>Files checked</dt>
        <dd>
          {countOf(verification.fileCount, 'file')}, {byteText(verification.byteCount)}
        </dd>
        <dt>Signature</dt>
        <dd>
          <PlainText text={signatureText(signature.status)} />
        </dd>
        {signature.signers.length === 0 ? null : (
          <>
            <dt>Signed by</dt>
            {signature.signers.map(({ fingerprint, name }) => (
              <dd key={fingerprint}>
                <DigestText digest={fingerprint} label={`the fingerprint of ${name}`} /> <PlainText text={name} />
              </dd>
            ))}
          </>
        )}
        <dt>Custody proofs</dt>
        <dd>
          <PlainText text={custodyText(custody.status)} />, {countOf(custody.entryCount, 'entry', 'entries')}
          {custody.checkpointSize === null ? '' : ` of a log of ${custody.checkpointSize}`}
        </dd>
        <dt>Level</dt>
        <dd>
          {verification.level} ({verification.result}), verifier {verification.toolVersion}
        </dd>
      </dl>
    </div>
  );
}
