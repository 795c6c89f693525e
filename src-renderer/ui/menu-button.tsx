import type { ReactElement, ReactNode } from 'react';
import { Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { cx } from './cx.ts';
import { KeyHint } from './key-hint.tsx';
import list from './list.module.css';

export type MenuEntry = {
  readonly id: string;
  readonly label: string;
  readonly icon?: ReactNode;
  readonly shortcut?: string;
  readonly isDisabled?: boolean;
  readonly isDanger?: boolean;
  readonly onAction: () => void;
};

type MenuButtonProps = {
  /** Name of the menu for screen readers. */
  readonly label: string;
  readonly entries: readonly MenuEntry[];
  /** The Button or IconButton that opens it. */
  readonly children: ReactElement;
};

/** A button that opens a short menu. */
export function MenuButton({ label, entries, children }: MenuButtonProps): ReactNode {
  return (
    <MenuTrigger>
      {children}
      <Popover className={list['popover'] ?? ''} offset={4}>
        <Menu aria-label={label} className={list['list'] ?? ''}>
          {entries.map((entry) => (
            <MenuItem
              key={entry.id}
              id={entry.id}
              textValue={entry.label}
              isDisabled={entry.isDisabled ?? false}
              onAction={entry.onAction}
              className={cx(list['item'], entry.isDanger === true && list['danger'])}
            >
              {entry.icon}
              <span>{entry.label}</span>
              {entry.shortcut === undefined ? null : (
                <span className={list['keys']} aria-hidden="true">
                  <KeyHint shortcut={entry.shortcut} />
                </span>
              )}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
