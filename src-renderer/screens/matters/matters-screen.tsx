import { type ReactNode, useState } from 'react';
import { useEngineQuery } from '../../engine/use-engine.ts';
import { useSetting } from '../../session/use-setting.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { VerifyDesk } from '../../verification/verify-desk.tsx';
import { CreateMatterForm } from './create-matter-form.tsx';
import { Introduction } from './introduction.tsx';
import styles from './matters-screen.module.css';
import { OpenMatterForm } from './open-matter-form.tsx';

/** Before a matter is open: what this is for (until it is put away), and the two ways in. */
export function MattersScreen(): ReactNode {
  const recents = useEngineQuery('matters.recent', {});
  const [isDismissed, setDismissed] = useSetting('isIntroductionDismissed');
  const [tab, setTab] = useState<'open' | 'create' | 'verify' | null>(null);
  const [isSample, setSample] = useState(false);
  const shownTab = tab ?? (recents.data !== undefined && recents.data.length > 0 ? 'open' : 'create');

  function trySample(): void {
    setSample(true);
    setTab('create');
  }

  return (
    <main className={styles['screen']}>
      <div className={cx(styles['columns'], isDismissed && styles['single'])}>
        <section className={styles['welcome']} aria-labelledby="welcome">
          <h1 id="welcome" className={styles['title']}>
            Review footage. Annotate to the frame. Hand over a record that proves itself.
          </h1>
          {isDismissed ? null : <Introduction />}
          <div className={styles['after']}>
            {isDismissed ? (
              <Button variant="quiet" size="small" onPress={() => setDismissed(() => false)}>
                What this is and how it works
              </Button>
            ) : (
              <>
                <Button onPress={trySample}>Try it with a sample matter</Button>
                <Button variant="quiet" onPress={() => setDismissed(() => true)}>
                  Do not show this again
                </Button>
              </>
            )}
          </div>
        </section>
        <section className={styles['entry']} aria-label="Open or create a matter">
          {recents.isError ? (
            <div className={styles['error']}>
              <ErrorNote error={recents.error} title="The list of recent matters could not be read" />
            </div>
          ) : null}
          {recents.isPending ? null : (
            <Tabs
              label="Open or create a matter"
              selected={shownTab}
              onSelect={setTab}
              tabs={[
                { id: 'open', label: 'Open a matter', content: <OpenMatterForm recents={recents.data ?? []} /> },
                {
                  id: 'create',
                  label: 'Create a matter',
                  content: <CreateMatterForm key={isSample ? 'sample' : 'own'} isSample={isSample} />,
                },
                {
                  id: 'verify',
                  label: 'Verify a packet',
                  content: (
                    <div className={styles['verify']}>
                      <VerifyDesk />
                    </div>
                  ),
                },
              ]}
            />
          )}
        </section>
      </div>
    </main>
  );
}
