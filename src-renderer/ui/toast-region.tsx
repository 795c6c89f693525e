import { CircleAlert, CircleCheck, Info, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { Button } from './button.tsx';
import { CopyButton } from './copy-button.tsx';
import { cx } from './cx.ts';
import { IconButton } from './icon-button.tsx';
import styles from './toast-region.module.css';
import { dismissToast, holdToasts, releaseToasts, type ToastAction, toastStore } from './toast-store.ts';

const icons = { notice: Info, success: CircleCheck, error: CircleAlert };

/**
 * Where short messages appear; one in the frame of the app. They lie on one another, the newest on top, which says how many
 * are below. A long one shows two lines until somebody goes to it, so that none reaches down to a picture by itself.
 */
export function ToastRegion(): ReactNode {
  const toasts = useStore(toastStore, (state) => state.toasts);
  return (
    <section
      aria-label="Messages"
      className={styles['region']}
      data-react-aria-top-layer="true"
      onPointerEnter={holdToasts}
      onPointerLeave={releaseToasts}
      onFocus={holdToasts}
      onBlur={releaseToasts}
    >
      {toasts.map((toast, place) => {
        const Icon = icons[toast.tone];
        const isOnTop = place === toasts.length - 1;
        return (
          <div
            key={toast.id}
            className={cx(styles['toast'], styles[toast.tone])}
            role={toast.tone === 'error' ? 'alert' : 'status'}
            inert={!isOnTop}
          >
            <Icon className={styles['icon']} aria-hidden="true" />
            <p className={styles['message']}>{toast.message}</p>
            {isOnTop && place > 0 ? <span className={styles['more']}>{place} more</span> : null}
            {toast.action === null ? null : <ActionButton id={toast.id} action={toast.action} />}
            {toast.details === '' ? null : <CopyButton text={toast.details} label="Copy the details" />}
            <IconButton label="Dismiss" size="small" onPress={() => dismissToast(toast.id)}>
              <X aria-hidden="true" />
            </IconButton>
          </div>
        );
      })}
    </section>
  );
}

function ActionButton({ id, action }: { readonly id: number; readonly action: ToastAction }): ReactNode {
  return (
    <Button
      size="small"
      onPress={() => {
        dismissToast(id);
        action.run();
      }}
    >
      {action.label}
    </Button>
  );
}
