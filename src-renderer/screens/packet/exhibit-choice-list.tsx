import { type ReactNode, useMemo } from 'react';
import type { Exhibit, ExhibitContent } from '../../../src-main/domain/exhibit.ts';
import { classOfContent } from '../../../src-main/domain/exhibit-files.ts';
import { exhibitLabel } from '../../../src-main/domain/exhibit-number.ts';
import type { FootageDetail } from '../../../src-main/domain/footage.ts';
import type { ExhibitId } from '../../../src-main/domain/identifier.ts';
import { ExhibitSearchField, useExhibitSearch } from '../../filter/exhibit-search.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { ClassBadge } from '../../ui/class-badge.tsx';
import { countOf } from '../../ui/date-text.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PlainText } from '../../ui/plain-text.tsx';
import { VirtualList } from '../../ui/virtual-list.tsx';
import { plainText } from '../../ui/visible-text.ts';
import list from './choice-list.module.css';
import row from './choice-row.module.css';
import { ChooseAll, withChosen } from './choose-all.tsx';

type ExhibitChoiceListProps = {
  readonly exhibits: readonly Exhibit[];
  readonly footage: readonly FootageDetail[];
  readonly chosen: ReadonlySet<ExhibitId>;
  readonly onChange: (chosen: ReadonlySet<ExhibitId>) => void;
};

/** The exhibits of the matter in their order, to take along or leave. */
export function ExhibitChoiceList({ exhibits, footage, chosen, onChange }: ExhibitChoiceListProps): ReactNode {
  const search = useExhibitSearch(exhibits, footage);
  const shown = search.found;
  const names = useMemo(() => new Map(footage.map(({ footage: own }) => [own.id, own.originalName])), [footage]);
  return (
    <section className={list['list']} aria-label="Exhibits to choose from">
      <div className={list['tools']}>
        <div className={list['search']}>
          <ExhibitSearchField search={search} />
        </div>
      </div>
      <ChooseAll shown={shown.map(({ id }) => id)} chosen={chosen} onChange={onChange}>
        All {countOf(shown.length, 'exhibit')}
        {search.isNarrowed ? ' shown' : ''}
      </ChooseAll>
      {shown.length === 0 ? (
        <EmptyState title="No exhibit matches">Change the words.</EmptyState>
      ) : (
        <VirtualList
          label="Exhibits"
          items={shown}
          itemKey={({ id }) => id}
          estimatedHeight={72}
          renderItem={(exhibit) => {
            const title = exhibit.title === '' ? 'No title yet' : exhibit.title;
            return (
              <div className={row['row']}>
                <Checkbox
                  isSelected={chosen.has(exhibit.id)}
                  onChange={(isChosen) => onChange(withChosen(chosen, [exhibit.id], isChosen))}
                  aria-label={`${exhibitLabel(exhibit.number)}, ${plainText(title, 80)}`}
                />
                <div className={row['words']}>
                  <div className={row['line']}>
                    <strong>{exhibitLabel(exhibit.number)}</strong>
                    <ClassBadge value={classOfContent(exhibit.content)} />
                    <span className={row['title']}>
                      <PlainText text={title} isOneLine isProse />
                    </span>
                  </div>
                  <div className={row['facts']}>
                    <PlainText text={names.get(exhibit.footageId) ?? ''} isOneLine />
                    <span className={row['frames']}>{framesText(exhibit.content)}</span>
                  </div>
                </div>
              </div>
            );
          }}
        />
      )}
    </section>
  );
}

function framesText(content: ExhibitContent): string {
  const number = (frame: number) => frame.toLocaleString('en-US');
  switch (content.kind) {
    case 'clip':
      return `frames ${number(content.span.inFrame)}–${number(content.span.outFrame - 1)}`;
    case 'still':
      return `frame ${number(content.frame)}`;
    case 'native':
      return 'whole recording';
  }
}
