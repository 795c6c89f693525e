import { ListOrdered, Stamp } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import type { MovedAnnotation } from '../../../src-main/domain/exhibit-preview.ts';
import type { FootageDetail } from '../../../src-main/domain/footage.ts';
import type { ExhibitId } from '../../../src-main/domain/identifier.ts';
import { useCommand } from '../../commands/use-commands.ts';
import { useEngineQuery } from '../../engine/use-engine.ts';
import { ExhibitSearchField, useExhibitSearch } from '../../filter/exhibit-search.tsx';
import { exhibitsDesk, useExhibitsDesk } from '../../session/exhibits-desk.ts';
import { session } from '../../session/session.ts';
import { useRememberedSize } from '../../session/use-remembered.ts';
import { Button } from '../../ui/button.tsx';
import { countOf } from '../../ui/date-text.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { KeyHint } from '../../ui/key-hint.tsx';
import { ScreenHeader } from '../../ui/screen-header.tsx';
import { Splitter } from '../../ui/splitter.tsx';
import { RenumberDialog, WithdrawExhibitsDialog } from './exhibit-dialogs.tsx';
import { ExhibitEditor } from './exhibit-editor.tsx';
import { ExhibitList } from './exhibit-list.tsx';
import { movedBy, movedTo } from './exhibit-words.ts';
import styles from './exhibits-screen.module.css';
import { SeveralExhibits } from './several-exhibits.tsx';
import { useExhibitList } from './use-exhibit-list.ts';

const noFootage: readonly FootageDetail[] = [];

type Asking = 'nothing' | 'withdraw' | 'renumber' | 'renumber-all';

/** The exhibits of the matter in the order in which a court will see them, and exactly what each will contain. */
export function ExhibitsScreen(): ReactNode {
  const { query, exhibits, reorder } = useExhibitList();
  const footage = useEngineQuery('footage.list', {}).data;
  const moved = useEngineQuery('exhibits.moved', {}).data;
  const isReadOnly = useEngineQuery('matters.current', {}).data?.isReadOnly ?? true;
  const selectedIds = useExhibitsDesk((state) => state.selectedIds);
  const showWish = useExhibitsDesk((state) => state.showWish);
  const search = useExhibitSearch(exhibits, footage ?? noFootage);
  const shown = search.found;
  const searchBox = useRef<HTMLInputElement>(null);
  const side = useRef<HTMLDivElement>(null);
  const [asking, setAsking] = useState<Asking>('nothing');
  const [width, setWidth] = useRememberedSize('exhibits-list', 480);
  const sources = useMemo(
    () => new Map<string, FootageDetail>((footage ?? []).map((detail) => [detail.footage.id, detail])),
    [footage],
  );
  const movedById = useMemo(
    () => new Map<ExhibitId, MovedAnnotation>((moved ?? []).map((line) => [line.exhibitId, line])),
    [moved],
  );
  // Nothing is withdrawn, numbered or moved that is not seen.
  const selected = useMemo(() => {
    const ids = new Set<ExhibitId>(selectedIds);
    return shown.filter(({ id }) => ids.has(id));
  }, [shown, selectedIds]);

  const [answeredWish, setAnsweredWish] = useState(showWish);
  if (answeredWish !== showWish) {
    // Whoever is led to an exhibit sees it, whatever was searched for.
    setAnsweredWish(showWish);
    search.setText('');
  }

  const firstId = shown[0]?.id;
  const isNothingSelected = selected.length === 0;
  useEffect(() => {
    // What was selected may have been withdrawn meanwhile, or not be found; something is always on the right.
    if (isNothingSelected && firstId !== undefined) {
      exhibitsDesk.getState().select([firstId]);
    }
  }, [isNothingSelected, firstId]);

  const move = useEffectEvent((places: number) => {
    const ids = exhibits.map(({ id }) => id);
    const chosen = new Set(selected.map(({ id }) => id));
    const next = movedBy(
      ids,
      chosen,
      places,
      shown.map(({ id }) => id),
    );
    if (next !== ids && !isReadOnly) {
      reorder(next);
    }
  });
  useEffect(() => {
    exhibitsDesk.getState().setActs({
      move: (places) => move(places),
      askWithdraw: () => setAsking('withdraw'),
      askRenumber: () => setAsking('renumber'),
      find: () => searchBox.current?.focus(),
    });
    return () => exhibitsDesk.getState().setActs(null);
  }, []);

  /** From the box into what was found. */
  function leaveSearch(event: KeyboardEvent): void {
    const list = side.current?.querySelector<HTMLElement>('[role="grid"]');
    if ((event.key === 'Enter' || event.key === 'ArrowDown') && list !== null && list !== undefined) {
      event.preventDefault();
      list.focus();
    }
  }

  const [only] = selected;
  return (
    <>
      <ScreenHeader
        title="Exhibits"
        description={
          exhibits.length === 0
            ? 'Clips, stills and native files prepared for filing.'
            : `${countOf(exhibits.length, 'exhibit')} in the order of the packet. Drag a row, or move it with Alt and the arrow keys.`
        }
        actions={
          exhibits.length === 0 ? undefined : (
            <Button icon={<ListOrdered />} isDisabled={isReadOnly} onPress={() => setAsking('renumber-all')}>
              Number all in order…
            </Button>
          )
        }
      />
      {query.isError ? (
        <div className={styles['error']}>
          <ErrorNote error={query.error} title="The exhibits could not be listed" />
        </div>
      ) : query.isPending ? null : exhibits.length === 0 ? (
        <NoExhibits />
      ) : (
        <div className={styles['body']}>
          <div ref={side} className={styles['side']} style={{ flexBasis: width }}>
            <div className={styles['tools']}>
              <div className={styles['search']}>
                <ExhibitSearchField search={search} inputRef={searchBox} onKeyDown={leaveSearch} />
              </div>
              <span className={styles['count']} role="status">
                {search.isNarrowed ? `${shown.length} of ${exhibits.length}` : ''}
              </span>
            </div>
            {shown.length === 0 ? (
              <EmptyState title="No exhibit matches">Change the words.</EmptyState>
            ) : (
              <ExhibitList
                exhibits={shown}
                sources={sources}
                moved={movedById}
                isReadOnly={isReadOnly}
                onDrop={(moving, target) =>
                  reorder(
                    movedTo(
                      exhibits.map(({ id }) => id),
                      moving,
                      target,
                    ),
                  )
                }
              />
            )}
          </div>
          <div className={styles['splitter']}>
            <Splitter
              label="Width of the list"
              orientation="vertical"
              size={width}
              min={320}
              max={900}
              onSize={setWidth}
            />
          </div>
          <div className={styles['desk']}>
            {selected.length > 1 ? (
              <SeveralExhibits
                key={selected.map(({ id }) => id).join(' ')}
                exhibits={selected}
                isReadOnly={isReadOnly}
                onWithdraw={() => setAsking('withdraw')}
                onRenumber={() => setAsking('renumber')}
              />
            ) : only === undefined ? null : (
              <ExhibitEditor
                key={only.id}
                exhibit={only}
                source={sources.get(only.footageId)}
                moved={movedById.get(only.id)}
                isReadOnly={isReadOnly}
                onWithdraw={() => setAsking('withdraw')}
              />
            )}
          </div>
        </div>
      )}
      {asking === 'withdraw' && selected.length > 0 ? (
        <WithdrawExhibitsDialog exhibits={selected} onClose={() => setAsking('nothing')} />
      ) : null}
      {(asking === 'renumber' && selected.length > 0) || asking === 'renumber-all' ? (
        <RenumberDialog exhibits={asking === 'renumber' ? selected : exhibits} onClose={() => setAsking('nothing')} />
      ) : null}
    </>
  );
}

/** How exhibits come to be. */
function NoExhibits(): ReactNode {
  const review = useCommand('review.show');
  return (
    <EmptyState
      icon={<Stamp />}
      title="No exhibit has been made yet"
      action={
        <>
          <Button
            variant="primary"
            onPress={review.isEnabled ? review.run : () => session.getState().navigate({ screen: 'library' })}
          >
            {review.isEnabled ? 'Go to review' : 'Go to the library'}
          </Button>
          <Button onPress={() => session.getState().navigate({ screen: 'annotations' })}>Go to all annotations</Button>
        </>
      }
    >
      <p>Exhibits are made on the review bench, and of everything found on the Annotations screen:</p>
      <ul className={styles['ways']}>
        <li>
          <KeyHint shortcut="E" /> of the selected annotations
        </li>
        <li>
          <KeyHint shortcut="Shift+E" /> of the frames between the marks
        </li>
        <li>
          <KeyHint shortcut="Alt+E" /> of the frame shown, as a still with its viewing aids
        </li>
      </ul>
      <p>Each gets the next free number; the originals are never touched.</p>
    </EmptyState>
  );
}
