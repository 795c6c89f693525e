import type { ReactNode, Ref } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import { cx } from './cx.ts';
import styles from './icon-button.module.css';
import { Tooltip, type TooltipPlacement } from './tooltip.tsx';

export type IconButtonProps = Omit<AriaButtonProps, 'className' | 'style' | 'children' | 'aria-label'> & {
  /** What it does: its accessible name and its tooltip. */
  readonly label: string;
  /** A shortcut of the command table, shown in the tooltip. */
  readonly shortcut?: string;
  readonly size?: 'small' | 'medium' | 'large';
  readonly tone?: 'plain' | 'accent' | 'danger';
  /** Shows that what it switches is on. */
  readonly isOn?: boolean;
  readonly placement?: TooltipPlacement;
  readonly ref?: Ref<HTMLButtonElement>;
  readonly children: ReactNode;
};

/** A button with an icon on it, its name in a tooltip. */
export function IconButton({
  label,
  shortcut,
  size = 'medium',
  tone = 'plain',
  isOn,
  placement = 'top',
  children,
  ...rest
}: IconButtonProps): ReactNode {
  return (
    <Tooltip label={label} placement={placement} {...(shortcut === undefined ? {} : { shortcut })}>
      <AriaButton
        {...rest}
        aria-label={label}
        {...(isOn === undefined ? {} : { 'aria-pressed': isOn })}
        className={cx(styles['button'], styles[size], styles[tone], isOn === true && styles['on'])}
      >
        {children}
      </AriaButton>
    </Tooltip>
  );
}
