import type { ReactNode } from 'react';
import { useEngineQuery } from '../../engine/use-engine.ts';
import { useSetting } from '../../session/use-setting.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { PlainText } from '../../ui/plain-text.tsx';
import styles from './settings-screen.module.css';

/** How recordings come up, and whether the reviewer is told before what may disturb. */
export function ReviewSettings(): ReactNode {
  const [opensMuted, setOpensMuted] = useSetting('opensMuted');
  const [without, setWithout] = useSetting('withoutContentNotices');
  const name = useEngineQuery('matters.current', {}).data?.reviewer.name ?? '';
  return (
    <div className={styles['panel']}>
      <section className={styles['group']} aria-labelledby="settings-sound">
        <h2 id="settings-sound" className={styles['heading']}>
          Sound
        </h2>
        <Checkbox isSelected={opensMuted} onChange={(isOn) => setOpensMuted(() => isOn)}>
          Recordings come up without sound
        </Checkbox>
        <p className={styles['hint']}>Sound is turned on for each recording when you want to hear it.</p>
      </section>
      <section className={styles['group']} aria-labelledby="settings-notices">
        <h2 id="settings-notices" className={styles['heading']}>
          Content notes
        </h2>
        <Checkbox
          isSelected={!without.includes(name)}
          onChange={(isOn) =>
            setWithout((before) => [...before.filter((other) => other !== name), ...(isOn ? [] : [name])])
          }
        >
          Tell me before frames that are noted as possibly disturbing
        </Checkbox>
        <p className={styles['hint']}>
          Holds for <PlainText text={name} /> on this workstation. The notes themselves stay in the matter, and others
          are told as they have chosen. Pictures are never blurred or changed.
        </p>
      </section>
    </div>
  );
}
