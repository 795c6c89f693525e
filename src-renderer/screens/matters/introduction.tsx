import { Check, Minus } from 'lucide-react';
import type { ReactNode } from 'react';
import { commandLabel } from '../../commands/command.ts';
import { findCommand } from '../../commands/command-table.ts';
import { shortcutsOf } from '../../commands/key-map.ts';
import { useCommandState } from '../../commands/use-commands.ts';
import { useSetting } from '../../session/use-setting.ts';
import { KeyHint } from '../../ui/key-hint.tsx';
import styles from './introduction.module.css';

const steps = [
  {
    title: 'Create or open a matter',
    words: 'One folder on your disk holds everything, encrypted with a passphrase.',
  },
  {
    title: 'Import footage',
    words: 'Each file is copied, read back and fingerprinted. The original is only read.',
  },
  {
    title: 'Review and hand over',
    words: 'See the exact frame; write what is seen, then what is alleged; seal a packet that proves itself.',
  },
] as const;

const does = [
  'Shows the exact frame: the number is the number of the picture you see',
  'Keeps observation and allegation apart, and context beside conduct',
  'Logs every step, so that others can check the record',
] as const;

const doesNot = [
  'Take a side or make a finding: what is alleged stays alleged',
  'Send anything anywhere: it works offline, and nothing leaves but what you export',
  'Change an original, identify faces, or write a word for you',
] as const;

/** The keys to know on the first day, as this workstation has them. */
const firstKeys = [
  'playback.toggle',
  'playback.backward',
  'playback.forward',
  'frame.previous',
  'frame.next',
  'mark.in',
  'mark.out',
  'annotation.add',
  'frame.go-to',
  'help.open',
] as const;

/** What the product is and is not, how the work goes, and the keys to begin with: one screen. */
export function Introduction(): ReactNode {
  return (
    <div className={styles['introduction']}>
      <ol className={styles['steps']} aria-label="The work in three steps">
        {steps.map(({ title, words }, position) => (
          <li key={title} className={styles['step']}>
            <span className={styles['number']} aria-hidden="true">
              {position + 1}
            </span>
            <div>
              <h2 className={styles['stepTitle']}>{title}</h2>
              <p className={styles['words']}>{words}</p>
            </div>
          </li>
        ))}
      </ol>
      <div className={styles['pair']}>
        <section aria-labelledby="introduction-does">
          <h2 id="introduction-does" className={styles['heading']}>
            What it does
          </h2>
          <ul className={styles['points']}>
            {does.map((point) => (
              <li key={point}>
                <Check className={styles['does']} aria-hidden="true" />
                {point}
              </li>
            ))}
          </ul>
        </section>
        <section aria-labelledby="introduction-does-not">
          <h2 id="introduction-does-not" className={styles['heading']}>
            What it does not do
          </h2>
          <ul className={styles['points']}>
            {doesNot.map((point) => (
              <li key={point}>
                <Minus className={styles['doesNot']} aria-hidden="true" />
                {point}
              </li>
            ))}
          </ul>
        </section>
      </div>
      <FirstKeys />
    </div>
  );
}

function FirstKeys(): ReactNode {
  const state = useCommandState();
  const [keyMap] = useSetting('keyMap');
  return (
    <section aria-labelledby="introduction-keys">
      <h2 id="introduction-keys" className={styles['heading']}>
        Ten keys worth knowing
      </h2>
      <dl className={styles['keys']}>
        {firstKeys.map((id) => {
          const command = findCommand(id);
          const [shortcut] = command === undefined ? [] : shortcutsOf(command, keyMap);
          return command === undefined || shortcut === undefined ? null : (
            <div key={id} className={styles['key']}>
              <dt>{commandLabel(command, state).split(';')[0]}</dt>
              <dd>
                <KeyHint shortcut={shortcut} />
              </dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}
