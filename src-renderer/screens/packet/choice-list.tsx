import { type ReactNode, useDeferredValue, useMemo, useState } from 'react';
import type { AnnotationId, FootageId } from '../../../src-main/domain/identifier.ts';
import { countOf } from '../../ui/date-text.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { Select } from '../../ui/select.tsx';
import { VirtualList } from '../../ui/virtual-list.tsx';
import { plainText } from '../../ui/visible-text.ts';
import styles from './choice-list.module.css';
import { ChoiceRow } from './choice-row.tsx';
import { ChooseAll, withChosen } from './choose-all.tsx';
import { type ChoiceFilter, filterChoices, type PacketChoice } from './packet-choices.ts';

type ChoiceListProps = {
  readonly choices: readonly PacketChoice[];
  readonly chosen: ReadonlySet<AnnotationId>;
  readonly onChange: (chosen: ReadonlySet<AnnotationId>) => void;
};

const kinds = [
  { value: 'all', label: 'All codes' },
  { value: 'conduct', label: 'Conduct' },
  { value: 'context', label: 'Context' },
  { value: 'setting', label: 'Setting' },
] as const;

/** The annotations of the matter to choose from, narrowed by words, recording and kind of code. */
export function ChoiceList({ choices, chosen, onChange }: ChoiceListProps): ReactNode {
  const [filter, setFilter] = useState<ChoiceFilter>({ search: '', footageId: 'all', kind: 'all' });
  const deferred = useDeferredValue(filter);
  const shown = useMemo(() => filterChoices(choices, deferred), [choices, deferred]);
  const recordings = useMemo(() => recordingOptions(choices), [choices]);

  return (
    <section className={styles['list']} aria-label="Annotations to choose from">
      <div className={styles['tools']}>
        <div className={styles['search']}>
          <SearchField
            label="Search annotations"
            value={filter.search}
            onChange={(search) => setFilter({ ...filter, search })}
          />
        </div>
        <div className={styles['recording']}>
          <Select
            label="Recording"
            isLabelHidden
            options={recordings}
            value={filter.footageId}
            onChange={(footageId) => setFilter({ ...filter, footageId })}
          />
        </div>
        <div className={styles['kind']}>
          <Select
            label="Kind of code"
            isLabelHidden
            options={kinds}
            value={filter.kind}
            onChange={(kind) => setFilter({ ...filter, kind })}
          />
        </div>
      </div>
      <ChooseAll shown={shown.map(({ annotation }) => annotation.id)} chosen={chosen} onChange={onChange}>
        All {countOf(shown.length, 'annotation')} shown
      </ChooseAll>
      {shown.length === 0 ? (
        <EmptyState title="No annotation matches">Change the words, the recording or the kind of code.</EmptyState>
      ) : (
        <VirtualList
          label="Annotations"
          items={shown}
          itemKey={({ annotation }) => annotation.id}
          estimatedHeight={80}
          renderItem={(choice) => (
            <ChoiceRow
              choice={choice}
              isChosen={chosen.has(choice.annotation.id)}
              onChange={(isChosen) => onChange(withChosen(chosen, [choice.annotation.id], isChosen))}
            />
          )}
        />
      )}
    </section>
  );
}

function recordingOptions(choices: readonly PacketChoice[]): { value: FootageId | 'all'; label: string }[] {
  const names = new Map(choices.map(({ annotation, footageName }) => [annotation.footageId, footageName]));
  return [
    { value: 'all', label: 'All recordings' },
    ...[...names].map(([value, name]) => ({ value, label: plainText(name, 80) })),
  ];
}
