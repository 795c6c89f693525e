import type { ReactNode } from 'react';
import type { Annotation } from '../../../../src-main/domain/annotation.ts';
import type { Codebook } from '../../../../src-main/domain/codebook.ts';
import type { Timebase } from '../../../../src-main/domain/time.ts';
import { useEngineQuery } from '../../../engine/use-engine.ts';
import { useFacetNaming } from '../../../filter/use-facet-naming.ts';
import { utcText } from '../../../playback/time-text.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { ErrorNote } from '../../../ui/error-note.tsx';
import { PlainText } from '../../../ui/plain-text.tsx';
import { changedFields } from '../annotation-form/changed-fields.ts';
import styles from './annotation-history.module.css';

type AnnotationHistoryProps = {
  readonly annotation: Annotation;
  readonly codebook: Codebook;
  readonly timebase: Timebase;
  readonly onClose: () => void;
};

/** Every state this annotation has had, who made it and where the custody log has it. Nothing is ever taken away. */
export function AnnotationHistory({ annotation, codebook, timebase, onClose }: AnnotationHistoryProps): ReactNode {
  const { subjects } = useFacetNaming();
  const { data, error } = useEngineQuery('annotations.history', { id: annotation.id });
  return (
    <Dialog isOpen isReadingMatter title="History of this annotation" width="wide" onClose={onClose}>
      {error === null ? null : <ErrorNote error={error} />}
      <ol className={styles['steps']}>
        {[...(data ?? [])].reverse().map((step, place, steps) => (
          <li key={step.annotation.revision} className={styles['step']}>
            <p className={styles['head']}>
              <strong>{step.label}</strong>
              <span className={styles['meta']}>
                Revision {step.annotation.revision} · <PlainText text={step.reviewerName} /> · {utcText(step.at)} ·
                custody entry {step.custodySeq}
              </span>
            </p>
            <dl className={styles['fields']}>
              {changedFields(steps[place + 1]?.annotation ?? null, step.annotation, {
                codebook,
                timebase,
                subjects,
              }).map((field) => (
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
            </dl>
          </li>
        ))}
      </ol>
    </Dialog>
  );
}
