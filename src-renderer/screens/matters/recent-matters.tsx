import { TriangleAlert, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import type { MatterId } from '../../../src-main/domain/identifier.ts';
import type { RecentMatter } from '../../../src-main/domain/matter.ts';
import { useDoors, useEngineMutation } from '../../engine/use-engine.ts';
import { Badge } from '../../ui/badge.tsx';
import { cx } from '../../ui/cx.ts';
import { localTime } from '../../ui/date-text.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { PlainText } from '../../ui/plain-text.tsx';
import { showError } from '../../ui/toast-store.ts';
import styles from './matter-form.module.css';

type RecentMattersProps = {
  readonly recents: readonly RecentMatter[];
  readonly chosen: MatterId | null;
  readonly onChoose: (matter: RecentMatter) => void;
};

/** The matters this workstation knows; one whose folder is away says so. */
export function RecentMatters({ recents, chosen, onChoose }: RecentMattersProps): ReactNode {
  const { cache } = useDoors();
  const forget = useEngineMutation('matters.forget');
  return (
    <section className={styles['recent']} aria-labelledby="recent-matters">
      <h3 id="recent-matters" className={styles['heading']}>
        Recent matters
      </h3>
      <ul className={styles['recentList']}>
        {recents.map((recent) => (
          <li key={recent.id} className={cx(styles['recentRow'], recent.id === chosen && styles['chosen'])}>
            <AriaButton
              className={styles['choose'] ?? ''}
              aria-pressed={recent.id === chosen}
              onPress={() => onChoose(recent)}
            >
              <span className={styles['recentName']}>
                <PlainText text={recent.name} isOneLine />
              </span>
              <span className={styles['recentFacts']}>
                <PlainText text={recent.folder} isOneLine />
              </span>
              <span className={styles['recentFacts']}>Last opened {localTime(recent.openedAt)}</span>
            </AriaButton>
            {recent.isPresent ? null : (
              <Badge tone="warning" icon={<TriangleAlert aria-hidden="true" />}>
                Folder not found
              </Badge>
            )}
            <IconButton
              label={`Take ${recent.name} off this list (the matter itself stays)`}
              size="small"
              isDisabled={forget.isPending}
              onPress={() =>
                forget.mutate(
                  { id: recent.id },
                  {
                    onError: showError,
                    onSuccess: () => void cache.invalidateQueries({ queryKey: ['matters', 'recent'] }),
                  },
                )
              }
            >
              <X aria-hidden="true" />
            </IconButton>
          </li>
        ))}
      </ul>
    </section>
  );
}
