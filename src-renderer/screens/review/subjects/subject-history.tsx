import type { ReactNode } from 'react';
import type { SubjectId } from '../../../../src-main/domain/identifier.ts';
import type { Subject, SubjectStep } from '../../../../src-main/domain/subject.ts';
import { useEngineQuery } from '../../../engine/use-engine.ts';
import type { Bench } from '../../../playback/bench.ts';
import { utcText } from '../../../playback/time-text.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { ErrorNote } from '../../../ui/error-note.tsx';
import { PlainText } from '../../../ui/plain-text.tsx';
import styles from '../annotation-list/annotation-history.module.css';
import { FrameLink } from './frame-link.tsx';
import { changesOfSubject } from './subject-changes.ts';
import { useSubjects } from './use-subjects.ts';

type SubjectHistoryProps = { readonly bench: Bench; readonly subject: Subject; readonly onClose: () => void };

/** The subject as it was before a step, if an earlier step tells. */
function subjectBefore(steps: readonly SubjectStep[], place: number): Subject | null {
  return steps.slice(0, place).findLast((step) => step.subject !== null)?.subject ?? null;
}

/** Every name, role, feature, merge and split of a subject: who decided it, when, on what grounds, and its custody entry. */
export function SubjectHistory({ bench, subject, onClose }: SubjectHistoryProps): ReactNode {
  const { data, error } = useEngineQuery('subjects.history', { id: subject.id });
  const { byId } = useSubjects(bench.footageId);
  const steps = data ?? [];
  return (
    <Dialog isOpen title={`History of ${subject.pseudonym}`} width="wide" onClose={onClose}>
      {error === null ? null : <ErrorNote error={error} />}
      <ol className={styles['steps']}>
        {steps
          .map((step, place) => (
            <li key={`${step.custodySeq}:${step.feature?.id ?? ''}`} className={styles['step']}>
              <p className={styles['head']}>
                <strong>{step.label}</strong>
                <span className={styles['meta']}>
                  <PlainText text={step.reviewerName} /> · {utcText(step.at)} · custody entry {step.custodySeq}
                </span>
              </p>
              <StepFacts step={step} before={subjectBefore(steps, place)} byId={byId} bench={bench} onClose={onClose} />
            </li>
          ))
          .reverse()}
      </ol>
    </Dialog>
  );
}

type StepFactsProps = {
  readonly step: SubjectStep;
  readonly before: Subject | null;
  readonly byId: ReadonlyMap<SubjectId, Subject>;
  readonly bench: Bench;
  readonly onClose: () => void;
};

function StepFacts({ step, before, byId, bench, onClose }: StepFactsProps): ReactNode {
  const { subject, feature } = step;
  const decision = subject?.decision ?? null;
  const isNew = decision !== null && JSON.stringify(decision) !== JSON.stringify(before?.decision ?? null);
  return (
    <dl className={styles['fields']}>
      {feature === null ? null : (
        <div className={styles['field']}>
          <dt>{feature.kind}</dt>
          <dd>
            <PlainText text={feature.text} isProse />
            <span>
              <FrameLink bench={bench} at={feature} recordingName={null} onGo={onClose} />
            </span>
          </dd>
        </div>
      )}
      {subject === null
        ? null
        : changesOfSubject(before, subject, byId).map((field) => (
            <div key={field.name} className={styles['field']}>
              <dt>{field.name}</dt>
              <dd>
                {field.before === null ? null : (
                  <del>
                    <PlainText text={field.before} isProse />
                  </del>
                )}
                <ins>
                  <PlainText text={field.after} isProse />
                </ins>
              </dd>
            </div>
          ))}
      {decision === null || !isNew ? null : (
        <div className={styles['field']}>
          <dt>Rests on</dt>
          <dd>
            <PlainText text={decision.reason} isProse />
            <span>
              {decision.evidence.map((at) => (
                <FrameLink
                  key={`${at.footageId}:${at.frame}`}
                  bench={bench}
                  at={at}
                  recordingName={null}
                  onGo={onClose}
                />
              ))}
            </span>
          </dd>
        </div>
      )}
    </dl>
  );
}
