import { ListChecks } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Codebook } from '../../../src-main/domain/codebook.ts';
import { annotationIdSchema, footageIdSchema } from '../../../src-main/domain/identifier.ts';
import { useEngineQuery } from '../../engine/use-engine.ts';
import { session } from '../../session/session.ts';
import { Button } from '../../ui/button.tsx';
import { countOf } from '../../ui/date-text.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { PlainText } from '../../ui/plain-text.tsx';
import { VirtualList } from '../../ui/virtual-list.tsx';
import styles from './codebook-screen.module.css';

/** What the rules of the codebook find in the annotations: things to look at, no verdicts. */
export function CheckPanel({ codebook }: { readonly codebook: Codebook }): ReactNode {
  const check = useEngineQuery('codebook.check', {});
  const footage = useEngineQuery('footage.list', {}).data ?? [];
  const names = new Map<string, string>(footage.map((detail) => [detail.footage.id, detail.footage.originalName]));
  if (check.isError) {
    return (
      <div className={styles['panel']}>
        <ErrorNote error={check.error} title="The annotations could not be checked" />
      </div>
    );
  }
  if (check.data === undefined) {
    return <div className={styles['panel']} aria-busy="true" />;
  }
  const { findings, leftOff, checkedCount, ruleCount } = check.data;
  if (findings.length === 0) {
    return (
      <EmptyState icon={<ListChecks />} title={checkedCount === 0 ? 'No annotations yet' : 'Nothing found'}>
        {ruleCount === 0
          ? 'No rule of the codebook is on. Rules say which codes exclude each other, which belong together, and what a code asks for.'
          : `${countOf(checkedCount, 'annotation')} held against ${countOf(ruleCount, 'rule')} of codebook ${codebook.version}.`}
      </EmptyState>
    );
  }
  return (
    <div className={styles['checkBody']}>
      <p className={styles['checkHead']} role="status">
        {countOf(findings.length + leftOff, 'finding')} to look at, from {countOf(checkedCount, 'annotation')} and{' '}
        {countOf(ruleCount, 'rule')}. A finding says what the rules expect and what is there; it is no verdict.
        {leftOff === 0 ? '' : ` The first ${findings.length} are shown.`}
      </p>
      <VirtualList
        label="Findings"
        items={findings}
        itemKey={({ ruleId, annotationId, otherId }) => `${ruleId} ${annotationId} ${otherId ?? ''}`}
        estimatedHeight={52}
        renderItem={(finding) => (
          <div className={styles['finding']}>
            <span>{finding.sentence}</span>
            <span className={styles['findingWhere']}>
              <PlainText text={names.get(finding.footageId) ?? 'A recording'} />, frame {finding.frame} ·{' '}
              {finding.ruleLabel}
            </span>
            <span className={styles['findingAction']}>
              <Button
                size="small"
                aria-label={`Go to ${finding.code} at frame ${finding.frame}`}
                onPress={() =>
                  session.getState().navigate({
                    screen: 'review',
                    footageId: footageIdSchema.parse(finding.footageId),
                    annotationId: annotationIdSchema.parse(finding.annotationId),
                  })
                }
              >
                Go to
              </Button>
            </span>
          </div>
        )}
      />
    </div>
  );
}
