import { Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import type { SubjectFeature } from '../../../../src-main/domain/subject.ts';
import { useEngineMutation, useEngineQuery } from '../../../engine/use-engine.ts';
import type { Bench } from '../../../playback/bench.ts';
import { Badge } from '../../../ui/badge.tsx';
import { ErrorNote } from '../../../ui/error-note.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { PlainText } from '../../../ui/plain-text.tsx';
import { showNotice } from '../../../ui/toast-store.ts';
import { FrameLink } from './frame-link.tsx';
import styles from './subject-page.module.css';

type FeatureListProps = {
  readonly bench: Bench;
  readonly features: readonly SubjectFeature[];
  readonly isReadOnly: boolean;
};

/** What tells a subject apart, each with the frame that shows it. */
export function FeatureList({ bench, features, isReadOnly }: FeatureListProps): ReactNode {
  const withdraw = useEngineMutation('subjects.withdrawFeature');
  const recordings = useEngineQuery('footage.list', {}).data ?? [];
  if (features.length === 0) {
    return (
      <p className={styles['none']}>Nothing yet. Stop at a frame that shows something distinctive, and note it.</p>
    );
  }
  return (
    <>
      <ul className={styles['features']}>
        {features.map((feature) => (
          <li key={feature.id} className={styles['feature']}>
            <Badge>{feature.kind}</Badge>
            <span className={styles['featureText']}>
              <PlainText text={feature.text} isProse />
            </span>
            <FrameLink
              bench={bench}
              at={feature}
              recordingName={
                recordings.find(({ footage }) => footage.id === feature.footageId)?.footage.originalName ?? null
              }
            />
            {isReadOnly ? null : (
              <IconButton
                label={`Withdraw this feature: ${feature.text}`}
                size="small"
                isDisabled={withdraw.isPending}
                onPress={() =>
                  withdraw.mutate(
                    { id: feature.id, revision: feature.revision },
                    { onSuccess: () => showNotice('Feature withdrawn. Undo brings it back.') },
                  )
                }
              >
                <Trash2 aria-hidden="true" />
              </IconButton>
            )}
          </li>
        ))}
      </ul>
      {withdraw.error === null ? null : <ErrorNote error={withdraw.error} />}
    </>
  );
}
