import { ChevronRight, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button as AriaButton, VisuallyHidden } from 'react-aria-components';
import type { CustodyLine } from '../../../src-main/domain/custody-event.ts';
import { cx } from '../../ui/cx.ts';
import { localTime, utcTime } from '../../ui/date-text.ts';
import { DigestText } from '../../ui/digest-text.tsx';
import { PlainText } from '../../ui/plain-text.tsx';
import styles from './custody-row.module.css';
import { custodySubject, type FootageNames } from './custody-subject.ts';
import { custodyFacts, custodyWords, isNotable } from './custody-words.ts';

type CustodyRowProps = {
  readonly line: CustodyLine;
  readonly names: FootageNames;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
};

/** One entry of the log: number, both times, who, what; opened: references, facts, hash. */
export function CustodyRow({ line, names, isOpen, onToggle }: CustodyRowProps): ReactNode {
  const at = Date.parse(line.ts) * 1000;
  const subject = custodySubject(line, names);
  return (
    <article className={cx(styles['entry'], isOpen && styles['open'])}>
      <AriaButton className={styles['row'] ?? ''} aria-expanded={isOpen} onPress={onToggle}>
        <span className={styles['seq']}>
          <ChevronRight className={styles['arrow']} aria-hidden="true" />
          <VisuallyHidden>Entry</VisuallyHidden> {line.seq}
        </span>
        <span className={styles['time']}>
          <span>{localTime(at)}</span>
          <span className={styles['utc']}>{utcTime(at)}</span>
        </span>
        <span className={styles['who']}>
          <PlainText text={line.actorName} isOneLine />
        </span>
        <span className={styles['what']}>
          {isNotable(line) ? <TriangleAlert className={styles['notable']} aria-label="Look at this" /> : null}
          <span className={styles['words']}>{custodyWords(line)}</span>
          {subject === '' ? null : (
            <span className={styles['subject']}>
              <PlainText text={subject} isOneLine />
            </span>
          )}
        </span>
        <code className={styles['hash']}>{line.hash.slice(0, 12)}</code>
      </AriaButton>
      {isOpen ? <CustodyDetail line={line} /> : null}
    </article>
  );
}

function CustodyDetail({ line }: { readonly line: CustodyLine }): ReactNode {
  return (
    <div className={styles['detail']}>
      <dl className={styles['facts']}>
        <dt>Kind of entry</dt>
        <dd>
          <code className={styles['mono']}>{line.type}</code>
        </dd>
        <dt>Hash of this entry</dt>
        <dd>
          <DigestText digest={line.hash} label="the hash of this entry" />
        </dd>
        {line.refs.length === 0 ? null : (
          <>
            <dt>About</dt>
            <dd className={styles['refs']}>
              {line.refs.map((ref) => (
                <PlainText key={ref} text={ref} isMono />
              ))}
            </dd>
          </>
        )}
        {custodyFacts(line.data).map(([name, value]) => (
          <div key={name} className={styles['fact']}>
            <dt>{name}</dt>
            <dd>
              <PlainText text={value} />
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
