import type { ReactNode } from 'react';
import { IconButton } from '../ui/icon-button.tsx';
import { useCommand } from './use-commands.ts';

type CommandButtonProps = {
  readonly id: string;
  readonly children: ReactNode;
  readonly isOn?: boolean;
  /** Said instead of the command's own label where that depends on what is going on. */
  readonly label?: string;
};

/** A button of the command table; pressing it leaves the focus where it was. */
export function CommandButton({ id, children, isOn, label }: CommandButtonProps): ReactNode {
  const command = useCommand(id);
  return (
    <IconButton
      label={label ?? command.label}
      {...(command.shortcut === undefined ? {} : { shortcut: command.shortcut })}
      {...(isOn === undefined ? {} : { isOn })}
      isDisabled={!command.isEnabled}
      preventFocusOnPress
      onPress={command.run}
    >
      {children}
    </IconButton>
  );
}
