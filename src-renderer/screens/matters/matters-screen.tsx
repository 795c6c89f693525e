import { Archive, Clapperboard, FolderInput, PenLine } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useEngineQuery } from '../../engine/use-engine.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { CreateMatterForm } from './create-matter-form.tsx';
import styles from './matters-screen.module.css';
import { OpenMatterForm } from './open-matter-form.tsx';

const steps = [
  {
    icon: FolderInput,
    title: 'Bring in recordings',
    words: 'Each file is copied, read back and fingerprinted. The original is never changed, and every step is logged.',
  },
  {
    icon: Clapperboard,
    title: 'See the exact frame',
    words: 'Play, step and jump. The number on the screen is the number of the frame you see.',
  },
  {
    icon: PenLine,
    title: 'Write what is seen, then what is alleged',
    words: 'Observation first; the allegation apart from it, with the name of who alleges it. Nothing is ever erased.',
  },
  {
    icon: Archive,
    title: 'Seal a packet that proves itself',
    words: 'Clips, stills and the log in one folder that anybody can verify without this program.',
  },
];

/** Before a matter is open: what this is for, and the two ways in. */
export function MattersScreen(): ReactNode {
  const recents = useEngineQuery('matters.recent', {});
  const [tab, setTab] = useState<'open' | 'create' | null>(null);
  const shownTab = tab ?? (recents.data !== undefined && recents.data.length > 0 ? 'open' : 'create');
  return (
    <main className={styles['screen']}>
      <div className={styles['columns']}>
        <section className={styles['welcome']} aria-labelledby="welcome">
          <h1 id="welcome" className={styles['title']}>
            Review footage. Annotate to the frame. Hand over a record that proves itself.
          </h1>
          <ol className={styles['steps']}>
            {steps.map(({ icon: Icon, title, words }) => (
              <li key={title} className={styles['step']}>
                <Icon className={styles['icon']} aria-hidden="true" />
                <div>
                  <h2 className={styles['stepTitle']}>{title}</h2>
                  <p className={styles['words']}>{words}</p>
                </div>
              </li>
            ))}
          </ol>
          <p className={styles['note']}>
            This workstation works without a network. Everything stays in the folder of the matter, encrypted with its
            passphrase. Annotations record observations and allegations for review; no finding is made here.
          </p>
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
                { id: 'create', label: 'Create a matter', content: <CreateMatterForm /> },
              ]}
            />
          )}
        </section>
      </div>
    </main>
  );
}
