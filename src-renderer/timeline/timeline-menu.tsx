import { type ReactNode, useRef } from 'react';
import { Menu, MenuItem, Popover } from 'react-aria-components';
import { useCommand } from '../commands/use-commands.ts';
import { cx } from '../ui/cx.ts';
import { KeyHint } from '../ui/key-hint.tsx';
import list from '../ui/list.module.css';
import styles from './timeline.module.css';

export type OpenMenu = {
  readonly x: number;
  readonly y: number;
  readonly kind: 'span' | 'lane';
};

type TimelineMenuProps = {
  readonly menu: OpenMenu;
  readonly onClose: () => void;
  /** Entries for the lane under the pointer, before the commands. */
  readonly laneEntries: readonly { readonly id: string; readonly label: string; readonly run: () => void }[];
};

/** Commands that mean a span, and those that mean the timeline around it; each with its key. */
const commandIds = {
  span: [
    'annotation.revise',
    'selection.recode',
    'selection.move',
    'selection.confidence',
    'annotation.split',
    'annotation.merge',
    'selection.lane',
    'selection.span',
    'timeline.selection',
    'exhibit.of-annotations',
    'selection.export',
    'annotation.withdraw',
  ],
  lane: [
    'annotation.add',
    'exhibit.of-span',
    'selection.span',
    'selection.all',
    'timeline.empty-lanes',
    'timeline.whole',
  ],
} as const;

/** What can be done here, opened by the right button, the menu key or Shift+F10. */
export function TimelineMenu({ menu, onClose, laneEntries }: TimelineMenuProps): ReactNode {
  const anchor = useRef<HTMLDivElement>(null);
  return (
    <>
      <div ref={anchor} className={styles['menuAnchor']} style={{ left: menu.x, top: menu.y }} />
      <Popover
        aria-label={menu.kind === 'span' ? 'Selected annotations' : 'Timeline'}
        isOpen
        triggerRef={anchor}
        placement="bottom start"
        offset={2}
        className={list['popover'] ?? ''}
        onOpenChange={(isOpen) => {
          if (!isOpen) {
            onClose();
          }
        }}
      >
        <Menu
          aria-label={menu.kind === 'span' ? 'Selected annotations' : 'Timeline'}
          className={list['list'] ?? ''}
          autoFocus="first"
          onClose={onClose}
        >
          {laneEntries.map(({ id, label, run }) => (
            <MenuItem key={id} id={id} textValue={label} onAction={run} className={list['item'] ?? ''}>
              <Indent />
              <span>{label}</span>
            </MenuItem>
          ))}
          {commandIds[menu.kind].map((id) => (
            <CommandItem key={id} id={id} />
          ))}
        </Menu>
      </Popover>
    </>
  );
}

/** The room an icon would take, so that the names stand in one column. */
function Indent(): ReactNode {
  return <span className={styles['indent']} aria-hidden="true" />;
}

function CommandItem({ id }: { readonly id: string }): ReactNode {
  const command = useCommand(id);
  const Icon = command.command.icon;
  return (
    <MenuItem
      id={id}
      textValue={command.label}
      isDisabled={!command.isEnabled}
      onAction={command.run}
      className={cx(list['item'], id === 'annotation.withdraw' && list['danger'])}
    >
      {Icon === undefined ? <Indent /> : <Icon aria-hidden="true" />}
      <span>{command.label}</span>
      {command.shortcut === undefined ? null : (
        <span className={list['keys']} aria-hidden="true">
          <KeyHint shortcut={command.shortcut} />
        </span>
      )}
    </MenuItem>
  );
}
