import type { ReactNode } from 'react';
import type { SubjectId } from '../../../../src-main/domain/identifier.ts';
import type { Subject, SubjectEntry } from '../../../../src-main/domain/subject.ts';
import { countOf } from '../../../ui/date-text.ts';
import { PlainText } from '../../../ui/plain-text.tsx';
import styles from './decision.module.css';
import { subjectFacts } from './subject-facts.ts';
import { SubjectIcon } from './subject-icon.tsx';

type SubjectSummaryProps = { readonly entry: SubjectEntry; readonly byId: ReadonlyMap<SubjectId, Subject> };

/** What is known of a subject, to hold beside another. */
export function SubjectSummary({ entry, byId }: SubjectSummaryProps): ReactNode {
  const { subject, features, annotationCount } = entry;
  return (
    <section className={styles['summary']} aria-label={subject.pseudonym}>
      <h3 className={styles['name']}>
        <SubjectIcon kind={subject.kind} />
        <PlainText text={subject.pseudonym} isOneLine />
      </h3>
      <p className={styles['note']}>
        {subject.role === 'unknown' ? 'Role unknown' : subject.role} · {countOf(annotationCount, 'annotation')} ·{' '}
        {countOf(features.length, 'feature')}
      </p>
      <dl className={styles['facts']}>
        {subjectFacts(subject, byId).map(({ name, text }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <PlainText text={text} isProse />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
