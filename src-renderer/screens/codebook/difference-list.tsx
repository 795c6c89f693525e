import type { ReactNode } from 'react';
import type { CodebookDifference } from '../../../src-main/domain/codebook-differences.ts';
import { Badge } from '../../ui/badge.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { VirtualList } from '../../ui/virtual-list.tsx';
import styles from './codebook-screen.module.css';

const hows: Readonly<Record<CodebookDifference['how'], string>> = {
  added: 'Added',
  revised: 'Revised',
  retired: 'Retired',
  restored: 'Brought back',
  removed: 'Removed',
  reordered: 'Reordered',
};

/** Rules are kept as data; in a list of differences their text would say nothing to a reader. */
function isReadable(difference: CodebookDifference): boolean {
  return difference.what !== 'rule';
}

/** What is different, one row each; long lists are virtual. */
export function DifferenceList({ differences }: { readonly differences: readonly CodebookDifference[] }): ReactNode {
  if (differences.length === 0) {
    return <EmptyState title="No differences" />;
  }
  if (differences.length <= 60) {
    return (
      <ul className={styles['cards']} aria-label="Differences">
        {differences.map((difference) => (
          <li key={`${difference.what} ${difference.id} ${difference.how}`}>
            <DifferenceRow difference={difference} />
          </li>
        ))}
      </ul>
    );
  }
  return (
    <VirtualList
      label="Differences"
      items={differences}
      itemKey={({ what, id, how }) => `${what} ${id} ${how}`}
      estimatedHeight={38}
      renderItem={(difference) => <DifferenceRow difference={difference} />}
    />
  );
}

function DifferenceRow({ difference }: { readonly difference: CodebookDifference }): ReactNode {
  const { how, what, id, label, weight, fields } = difference;
  return (
    <div className={styles['difference']}>
      <span className={styles['how']}>{hows[how]}</span>
      <span className={styles['code']}>{what === 'code' || what === 'group' ? id : what}</span>
      <span>{label}</span>
      {weight === 'major' ? <Badge tone="warning">Changes meaning</Badge> : <span />}
      {fields.length === 0 || !isReadable(difference) ? null : (
        <div className={styles['fields']}>
          {fields.map((field) => (
            <div key={field.name}>
              {field.name}: {field.before === '' ? null : <span className={styles['before']}>{field.before}</span>}{' '}
              <span className={styles['after']}>{field.after === '' ? '(nothing)' : field.after}</span>
            </div>
          ))}
        </div>
      )}
    </div>
  );
}
