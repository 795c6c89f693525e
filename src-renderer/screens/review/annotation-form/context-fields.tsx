import type { ReactNode } from 'react';
import type { Annotation } from '../../../../src-main/domain/annotation.ts';
import type { FormValues } from '../../../../src-main/domain/unfinished-annotation.ts';
import type { Bench } from '../../../playback/bench.ts';
import { usePlayhead } from '../../../playback/bench-store.ts';
import { Checkbox } from '../../../ui/checkbox.tsx';
import type { CodeKind, NamedCode } from '../../../ui/code-name.ts';
import styles from './annotation-form.module.css';
import { contextWithin } from './context-within.ts';

type ContextFieldsProps = {
  readonly bench: Bench;
  /** Of the chosen code; null while none is chosen. */
  readonly kind: CodeKind | null;
  readonly annotations: readonly Annotation[];
  readonly known: ReadonlyMap<string, NamedCode>;
  readonly values: FormValues;
  readonly onChange: (part: Partial<FormValues>) => void;
};

/** What may speak for the person accused, and which context stands in the same frames: as prominent as the conduct. */
export function ContextFields({ bench, kind, annotations, known, values, onChange }: ContextFieldsProps): ReactNode {
  const inFrame = usePlayhead(bench, (snapshot) => snapshot.inFrame);
  const outFrame = usePlayhead(bench, (snapshot) => snapshot.outFrame);
  const span = inFrame === null || outFrame === null ? null : { inFrame, outFrame };
  const context = kind === 'conduct' && span !== null ? contextWithin(span, annotations, known) : null;
  return (
    <section className={styles['context']} aria-label="Context">
      {context === null ? null : (
        <p className={styles['contextLine']}>
          {context.length === 0
            ? 'No context item in these frames yet.'
            : `Context in these frames: ${context.map(({ title }) => title).join(', ')}.`}
        </p>
      )}
      <Checkbox isSelected={values.isExculpatory} onChange={(isExculpatory) => onChange({ isExculpatory })}>
        May speak for the person accused (potentially exculpatory)
      </Checkbox>
      {kind === 'conduct' ? (
        <Checkbox
          isSelected={values.isContextReviewed}
          onChange={(isContextReviewed) => onChange({ isContextReviewed })}
        >
          Reviewed for context
        </Checkbox>
      ) : null}
    </section>
  );
}
