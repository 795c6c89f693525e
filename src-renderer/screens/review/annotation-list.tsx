import { MessageSquarePlus } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import type { Annotation } from '../../../src-main/domain/annotation.ts';
import type { Codebook } from '../../../src-main/domain/codebook.ts';
import { useCommand } from '../../commands/use-commands.ts';
import type { Bench } from '../../playback/bench.ts';
import { benchStore, useBench } from '../../playback/bench-store.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { namedCodes } from '../../ui/code-name.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { VirtualList } from '../../ui/virtual-list.tsx';
import { AnnotationCard } from './annotation-card.tsx';
import { contextBeside, filterAnnotations } from './annotation-filter.ts';
import styles from './annotation-list.module.css';

type AnnotationListProps = {
  readonly bench: Bench;
  readonly codebook: Codebook;
  readonly annotations: readonly Annotation[];
  readonly onHistory: (annotation: Annotation) => void;
};

/** The annotations of this recording in order of time. */
export function AnnotationList({ bench, codebook, annotations, onHistory }: AnnotationListProps): ReactNode {
  const [query, setQuery] = useState('');
  const [isWithdrawnShown, setWithdrawnShown] = useState(false);
  const add = useCommand('annotation.add');
  const selectedId = useBench((state) => state.selectedId);
  const known = useMemo(() => namedCodes(codebook), [codebook]);
  const shown = useMemo(
    () => filterAnnotations(annotations, known, { query, isWithdrawnShown }),
    [annotations, known, query, isWithdrawnShown],
  );
  const withdrawnCount = annotations.filter((annotation) => annotation.state === 'withdrawn').length;

  function select(annotation: Annotation): void {
    benchStore.getState().set({ selectedId: annotation.id });
    bench.transport.jumpTo(annotation.span.inFrame);
  }

  return (
    <div className={styles['list']}>
      <div className={styles['tools']}>
        <SearchField label="Find in annotations" value={query} onChange={setQuery} />
        <Button
          variant="primary"
          icon={<MessageSquarePlus />}
          isDisabled={!add.isEnabled}
          onPress={add.run}
          preventFocusOnPress
        >
          Annotate
        </Button>
      </div>
      {withdrawnCount === 0 ? null : (
        <div className={styles['filter']}>
          <Checkbox isSelected={isWithdrawnShown} onChange={setWithdrawnShown}>
            Show withdrawn ({withdrawnCount})
          </Checkbox>
        </div>
      )}
      {shown.length === 0 ? (
        <EmptyState title={annotations.length === 0 ? 'No annotations yet' : 'Nothing here'}>
          {annotations.length === 0
            ? 'Mark the first frame with I and the last with O, then press M. Write down what is seen or heard; what is alleged stands apart from it.'
            : 'No annotation of this recording has these words.'}
        </EmptyState>
      ) : (
        <VirtualList
          label="Annotations of this recording"
          items={shown}
          itemKey={(annotation) => annotation.id}
          estimatedHeight={108}
          renderItem={(annotation) => (
            <AnnotationCard
              annotation={annotation}
              known={known.get(annotation.code) ?? null}
              timebase={bench.index.timebase}
              contextBeside={contextBeside(annotation, annotations, known)}
              isSelected={annotation.id === selectedId}
              onSelect={() => select(annotation)}
              onHistory={() => onHistory(annotation)}
            />
          )}
        />
      )}
    </div>
  );
}
