import type { ReactElement, ReactNode } from 'react';
import { Tooltip as AriaTooltip, TooltipTrigger } from 'react-aria-components';
import { KeyHint } from './key-hint.tsx';
import styles from './tooltip.module.css';

export type TooltipPlacement = 'top' | 'bottom' | 'left' | 'right';

type TooltipProps = {
  readonly label: string;
  readonly shortcut?: string;
  readonly placement?: TooltipPlacement;
  /** One focusable control of the kit. */
  readonly children: ReactElement;
};

/** A few words beside a control while it is pointed at or focused. */
export function Tooltip({ label, shortcut, placement = 'top', children }: TooltipProps): ReactNode {
  return (
    <TooltipTrigger delay={500} closeDelay={60}>
      {children}
      <AriaTooltip className={styles['tooltip'] ?? ''} placement={placement} offset={6}>
        {label}
        {shortcut === undefined ? null : <KeyHint shortcut={shortcut} />}
      </AriaTooltip>
    </TooltipTrigger>
  );
}
