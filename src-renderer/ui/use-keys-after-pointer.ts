import { type RefObject, useEffect } from 'react';

/**
 * For a bar of tools above which letters and Space mean something: a button with a list or menu behind it does not keep the
 * focus after a choice with the mouse, because it would take those keys for itself. Whoever uses it with the keys keeps it.
 */
export function useKeysAfterPointer(bar: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const { current } = bar;
    if (current === null) {
      return;
    }
    let isPointer = false;
    const onPointer = () => {
      isPointer = true;
    };
    const onKey = () => {
      isPointer = false;
    };
    const onFocus = ({ target }: FocusEvent) => {
      if (isPointer && target instanceof HTMLElement && target.matches('[aria-haspopup]')) {
        target.blur();
      }
    };
    window.addEventListener('pointerdown', onPointer, true);
    window.addEventListener('keydown', onKey, true);
    current.addEventListener('focusin', onFocus);
    return () => {
      window.removeEventListener('pointerdown', onPointer, true);
      window.removeEventListener('keydown', onKey, true);
      current.removeEventListener('focusin', onFocus);
    };
  }, [bar]);
}
