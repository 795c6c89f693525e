import { type KeyboardEvent, type ReactNode, useEffect, useEffectEvent, useMemo, useRef } from 'react';
import {
  DropIndicator,
  GridList,
  ListLayout,
  type Selection,
  useDragAndDrop,
  Virtualizer,
} from 'react-aria-components';
import type { Exhibit } from '../../../src-main/domain/exhibit.ts';
import { exhibitLabel } from '../../../src-main/domain/exhibit-number.ts';
import type { MovedAnnotation } from '../../../src-main/domain/exhibit-preview.ts';
import type { FootageDetail } from '../../../src-main/domain/footage.ts';
import type { ExhibitId } from '../../../src-main/domain/identifier.ts';
import { findCommand } from '../../commands/command-table.ts';
import { shortcutsOf } from '../../commands/key-map.ts';
import { runCommand } from '../../commands/run-command.ts';
import { chordsOf, isMacPlatform } from '../../commands/shortcut.ts';
import { useDoors } from '../../engine/use-engine.ts';
import { exhibitsDesk, useExhibitsDesk } from '../../session/exhibits-desk.ts';
import { useSetting } from '../../session/use-setting.ts';
import styles from './exhibit-list.module.css';
import { ExhibitRow } from './exhibit-row.tsx';

type ExhibitListProps = {
  /** Those that are shown. */
  readonly exhibits: readonly Exhibit[];
  readonly sources: ReadonlyMap<string, FootageDetail>;
  readonly moved: ReadonlyMap<ExhibitId, MovedAnnotation>;
  readonly isReadOnly: boolean;
  readonly onDrop: (
    moving: readonly ExhibitId[],
    target: { readonly id: ExhibitId; readonly side: 'before' | 'after' },
  ) => void;
};

/** Pixels; four lines of text beside the picture. */
const rowHeight = 92;
/** Keys that the list would take for itself. */
const movingCommands = ['exhibit.earlier', 'exhibit.later'] as const;

/** The exhibits in their order: chosen with Shift and Ctrl as everywhere, dragged by hand, moved by keys. */
export function ExhibitList({ exhibits, sources, moved, isReadOnly, onDrop }: ExhibitListProps): ReactNode {
  const doors = useDoors();
  const [keyMap] = useSetting('keyMap');
  const selectedIds = useExhibitsDesk((state) => state.selectedIds);
  const showWish = useExhibitsDesk((state) => state.showWish);
  const selected = useMemo(() => new Set<ExhibitId>(selectedIds), [selectedIds]);
  const frame = useRef<HTMLDivElement>(null);
  const ids = useMemo(() => exhibits.map(({ id }) => id), [exhibits]);
  const numbers = useMemo(() => new Map<string, string>(exhibits.map(({ id, number }) => [id, number])), [exhibits]);

  const { dragAndDropHooks } = useDragAndDrop<Exhibit>({
    isDisabled: isReadOnly,
    getItems: (keys) => [...keys].map((key) => ({ 'text/plain': exhibitLabel(numbers.get(String(key)) ?? '') })),
    onReorder: ({ keys, target }) => {
      if (target.dropPosition !== 'on') {
        const moving = ids.filter((id) => keys.has(id));
        onDrop(moving, { id: target.key as ExhibitId, side: target.dropPosition });
      }
    },
    renderDropIndicator: (target) => <DropIndicator target={target} className={styles['drop'] ?? ''} />,
  });

  function onSelectionChange(selection: Selection): void {
    exhibitsDesk.getState().select(selection === 'all' ? ids : ids.filter((id) => selection.has(id)));
  }

  /** The list moves its focus with every arrow key; those that move exhibits are taken before it sees them. */
  function onKeyDownCapture(event: KeyboardEvent): void {
    const chords = chordsOf(event.nativeEvent, isMacPlatform());
    const command = movingCommands
      .map(findCommand)
      .find((found) => found !== undefined && shortcutsOf(found, keyMap).some((shortcut) => chords.includes(shortcut)));
    if (command !== undefined) {
      event.preventDefault();
      event.stopPropagation();
      runCommand(command, doors);
    }
  }

  const bringIntoSight = useEffectEvent(() => {
    const [first] = selectedIds;
    const scroller = frame.current?.querySelector<HTMLElement>('[role="grid"]');
    const at = first === undefined ? -1 : ids.indexOf(first);
    if (at === -1 || scroller === undefined || scroller === null) {
      return;
    }
    const [top, bottom] = [at * rowHeight, (at + 1) * rowHeight];
    if (top < scroller.scrollTop) {
      scroller.scrollTop = top;
    } else if (bottom > scroller.scrollTop + scroller.clientHeight) {
      scroller.scrollTop = bottom - scroller.clientHeight;
    }
  });
  const firstPlace = selectedIds[0] === undefined ? -1 : ids.indexOf(selectedIds[0]);
  useEffect(() => {
    if (showWish >= 0 && firstPlace >= 0) {
      bringIntoSight();
    }
  }, [showWish, firstPlace]);

  return (
    <div ref={frame} className={styles['frame']} onKeyDownCapture={onKeyDownCapture}>
      <Virtualizer layout={ListLayout} layoutOptions={{ rowHeight }}>
        <GridList
          aria-label="Exhibits in their order"
          className={styles['list'] ?? ''}
          items={exhibits}
          dependencies={[sources, moved]}
          selectionMode="multiple"
          selectionBehavior="replace"
          selectedKeys={selected}
          onSelectionChange={onSelectionChange}
          dragAndDropHooks={dragAndDropHooks}
        >
          {(exhibit) => (
            <ExhibitRow exhibit={exhibit} source={sources.get(exhibit.footageId)} moved={moved.get(exhibit.id)} />
          )}
        </GridList>
      </Virtualizer>
    </div>
  );
}
