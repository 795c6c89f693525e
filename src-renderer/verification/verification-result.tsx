import type { ReactNode } from 'react';
import type { PacketVerification } from '../../src-main/domain/packet.ts';
import { Banner } from '../ui/banner.tsx';
import { byteText, countOf } from '../ui/date-text.ts';
import { DigestText } from '../ui/digest-text.tsx';
import { PlainText } from '../ui/plain-text.tsx';
import styles from './verification-result.module.css';
import {
  custodyText,
  findingGroups,
  otherProblems,
  signatureText,
  verificationHeadline,
} from './verification-words.ts';

/** Paths of one kind that stand on the screen; a spoiled packet may have thousands. */
const mostShown = 200;

/** What the verifier found, in plain words; the same code runs alone inside every packet. */
export function VerificationResult({
  verification,
  isKeyNamed,
}: {
  readonly verification: PacketVerification;
  /** A fingerprint was given for it. */
  readonly isKeyNamed: boolean;
}): ReactNode {
  const { tone, title, explanation } = verificationHeadline(
    verification.level,
    verification.signature.status,
    isKeyNamed,
  );
  const groups = findingGroups(verification);
  const problems = otherProblems(verification);
  const { signature, custody } = verification;
  return (
    <div className={styles['result']}>
      <Banner tone={tone} title={title}>
        <span>{explanation}</span>
      </Banner>
      {groups.map(({ status, title: name, meaning, next, paths }) => (
        <section key={status} aria-label={name}>
          <h3 className={styles['heading']}>
            {name}: {countOf(paths.length, 'file')}
          </h3>
          <p>{meaning}</p>
          <p className={styles['next']}>{next}</p>
          <ul className={styles['list']} aria-label={`Files: ${name}`}>
            {paths.slice(0, mostShown).map((path) => (
              <li key={path}>
                <PlainText text={path} isMono />
              </li>
            ))}
            {paths.length > mostShown ? <li>and {paths.length - mostShown} more; copy the report for all</li> : null}
          </ul>
        </section>
      ))}
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
          <PlainText text={signatureText(signature.status, isKeyNamed)} />
        </dd>
        {signature.signers.length === 0 ? null : (
          <>
            <dt>Signed by</dt>
            {signature.signers.map(({ fingerprint, name }) => (
              <dd key={fingerprint}>
                <DigestText digest={fingerprint} label={`the fingerprint of ${name}`} />{' '}
                <span className={styles['signer']}>
                  <PlainText text={name} />
                </span>
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
