import { Download } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import styles from './drop-hint.module.css';

/** Says where files may be dropped while they are dragged over the window. The shell takes them; the page gets grants. */
export function DropHint({ isOff = false, text }: { readonly isOff?: boolean; readonly text: string }): ReactNode {
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    let depth = 0;
    const onEnter = (event: DragEvent) => {
      if (event.dataTransfer?.types.includes('Files') === true) {
        depth += 1;
        setOver(true);
      }
    };
    const onLeave = () => {
      depth = Math.max(0, depth - 1);
      setOver(depth > 0);
    };
    const onEnd = () => {
      depth = 0;
      setOver(false);
    };
    window.addEventListener('dragenter', onEnter);
    window.addEventListener('dragleave', onLeave);
    window.addEventListener('drop', onEnd);
    return () => {
      window.removeEventListener('dragenter', onEnter);
      window.removeEventListener('dragleave', onLeave);
      window.removeEventListener('drop', onEnd);
    };
  }, []);
  return isOver && !isOff ? (
    <div className={styles['drop']}>
      <Download aria-hidden="true" />
      {text}
    </div>
  ) : null;
}
