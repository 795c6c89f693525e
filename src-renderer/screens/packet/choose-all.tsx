import type { ReactNode } from 'react';
import { Checkbox } from '../../ui/checkbox.tsx';
import styles from './choice-list.module.css';

type ChooseAllProps<I> = {
  /** What is in the list now. */
  readonly shown: readonly I[];
  readonly chosen: ReadonlySet<I>;
  readonly onChange: (chosen: ReadonlySet<I>) => void;
  readonly children: ReactNode;
};

/** What is chosen once these are, or are not any more. */
export function withChosen<I>(chosen: ReadonlySet<I>, ids: readonly I[], isChosen: boolean): ReadonlySet<I> {
  const next = new Set(chosen);
  for (const id of ids) {
    if (isChosen) {
      next.add(id);
    } else {
      next.delete(id);
    }
  }
  return next;
}

/** The line above a list of choices: chooses or leaves all that is shown, and says how many are chosen. */
export function ChooseAll<I>({ shown, chosen, onChange, children }: ChooseAllProps<I>): ReactNode {
  const shownChosen = shown.filter((id) => chosen.has(id)).length;
  return (
    <div className={styles['all']}>
      <Checkbox
        isSelected={shown.length > 0 && shownChosen === shown.length}
        isIndeterminate={shownChosen > 0 && shownChosen < shown.length}
        isDisabled={shown.length === 0}
        onChange={(isChosen) => onChange(withChosen(chosen, shown, isChosen))}
      >
        {children}
      </Checkbox>
      <span className={styles['count']} role="status">
        {chosen.size} chosen
      </span>
    </div>
  );
}
