import { ListOrdered, Stamp } from 'lucide-react';
import { type ReactNode, useEffect, useEffectEvent, useMemo, useState } from 'react';
import type { MovedAnnotation } from '../../../src-main/domain/exhibit-preview.ts';
import type { FootageDetail } from '../../../src-main/domain/footage.ts';
import type { ExhibitId } from '../../../src-main/domain/identifier.ts';
import { useCommand } from '../../commands/use-commands.ts';
import { useEngineQuery } from '../../engine/use-engine.ts';
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
import { movedBy } from './exhibit-words.ts';
import styles from './exhibits-screen.module.css';
import { SeveralExhibits } from './several-exhibits.tsx';
import { useExhibitList } from './use-exhibit-list.ts';

type Asking = 'nothing' | 'withdraw' | 'renumber' | 'renumber-all';

/** The exhibits of the matter in the order in which a court will see them, and exactly what each will contain. */
export function ExhibitsScreen(): ReactNode {
  const { query, exhibits, reorder } = useExhibitList();
  const footage = useEngineQuery('footage.list', {}).data;
  const moved = useEngineQuery('exhibits.moved', {}).data;
  const isReadOnly = useEngineQuery('matters.current', {}).data?.isReadOnly ?? true;
  const selectedIds = useExhibitsDesk((state) => state.selectedIds);
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
  const selected = useMemo(() => {
    const ids = new Set<ExhibitId>(selectedIds);
    return exhibits.filter(({ id }) => ids.has(id));
  }, [exhibits, selectedIds]);

  const firstId = exhibits[0]?.id;
  const isNothingSelected = selected.length === 0;
  useEffect(() => {
    // What was selected may have been withdrawn meanwhile; something is always on the right.
    if (isNothingSelected && firstId !== undefined) {
      exhibitsDesk.getState().select([firstId]);
    }
  }, [isNothingSelected, firstId]);

  const move = useEffectEvent((places: number) => {
    const ids = exhibits.map(({ id }) => id);
    const next = movedBy(ids, new Set(selected.map(({ id }) => id)), places);
    if (next !== ids && !isReadOnly) {
      reorder(next);
    }
  });
  useEffect(() => {
    exhibitsDesk.getState().setActs({
      move: (places) => move(places),
      askWithdraw: () => setAsking('withdraw'),
      askRenumber: () => setAsking('renumber'),
    });
    return () => exhibitsDesk.getState().setActs(null);
  }, []);

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
          <div className={styles['side']} style={{ flexBasis: width }}>
            <ExhibitList
              exhibits={exhibits}
              sources={sources}
              moved={movedById}
              isReadOnly={isReadOnly}
              onReorder={reorder}
            />
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
      {asking === 'renumber' || asking === 'renumber-all' ? (
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
