import { X } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { Dialog, DialogTrigger, Heading, Popover } from 'react-aria-components';
import { cx } from './cx.ts';
import { IconButton } from './icon-button.tsx';
import list from './list.module.css';
import styles from './side-popover.module.css';

type SidePopoverProps = {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
  /** The control of the kit that it hangs on. */
  readonly trigger: ReactElement;
  /** Distance from the trigger, so that it does not lie over a neighbour of it. */
  readonly offset?: number;
  readonly children: ReactNode;
};

/**
 * A small panel to the right of the button that opens it, where it leaves what stands to the left in sight; the page behind
 * stays in use. Escape in it closes it.
 */
export function SidePopover({
  title,
  isOpen,
  onOpenChange,
  trigger,
  offset = 8,
  children,
}: SidePopoverProps): ReactNode {
  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={onOpenChange}>
      {trigger}
      <Popover isNonModal placement="right bottom" offset={offset} className={cx(list['popover'], styles['popover'])}>
        <Dialog className={styles['dialog'] ?? ''}>
          <div className={styles['head']}>
            <Heading slot="title" level={2} className={styles['title'] ?? ''}>
              {title}
            </Heading>
            <IconButton label="Close" size="small" onPress={() => onOpenChange(false)}>
              <X aria-hidden="true" />
            </IconButton>
          </div>
          {children}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
