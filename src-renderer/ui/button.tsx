import type { ReactNode, Ref } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import styles from './button.module.css';
import { cx } from './cx.ts';

export type ButtonProps = Omit<AriaButtonProps, 'className' | 'style' | 'children'> & {
  /** One `primary` a view; `danger` for what cannot be taken back at once; `quiet` beside others. */
  readonly variant?: 'primary' | 'secondary' | 'quiet' | 'danger';
  readonly size?: 'small' | 'medium' | 'large';
  readonly icon?: ReactNode;
  readonly ref?: Ref<HTMLButtonElement>;
  readonly children: ReactNode;
};

/** A button with a word on it. */
export function Button({ variant = 'secondary', size = 'medium', icon, children, ...rest }: ButtonProps): ReactNode {
  return (
    <AriaButton {...rest} className={cx(styles['button'], styles[variant], styles[size])}>
      {icon === undefined ? null : (
        <span className={styles['icon']} aria-hidden="true">
          {icon}
        </span>
      )}
      {children}
    </AriaButton>
  );
}
