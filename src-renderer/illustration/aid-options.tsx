import { Snowflake, X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Illustration } from '../../src-main/domain/illustration.ts';
import { countText } from '../playback/time-text.ts';
import { Button } from '../ui/button.tsx';
import { Checkbox } from '../ui/checkbox.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { Select } from '../ui/select.tsx';
import { FrameField } from './frame-field.tsx';
import styles from './illustration-editor.module.css';
import { withFreeze } from './shape-edits.ts';

type AidOptionsProps = {
  readonly illustration: Illustration;
  readonly frame: number;
  /** False where the recording states no time of its own. */
  readonly hasClock: boolean;
  readonly exhibitLabel: string;
  readonly onGoTo: (frame: number) => void;
  readonly onChange: (next: Illustration, kind?: string) => void;
};

const speeds = [
  { value: '1', label: 'As recorded' },
  { value: '2', label: 'Half speed' },
  { value: '4', label: 'A quarter of the speed' },
  { value: '8', label: 'An eighth of the speed' },
] as const;
const slowdowns = { '1': 1, '2': 2, '4': 4, '8': 8 } as const;
const usualFreezeMillis = 2_000;

/** What is burned in below the picture, and how long frames are shown. */
export function AidOptions({
  illustration,
  frame,
  hasClock,
  exhibitLabel,
  onGoTo,
  onChange,
}: AidOptionsProps): ReactNode {
  const { burnIn, freezes, slowdown } = illustration;
  const isFrozen = freezes.some((freeze) => freeze.frame === frame);
  const burnIns = [
    ['exhibitLabel', `Exhibit number (${exhibitLabel})`],
    ['frameNumber', 'Frame number'],
    ['mediaTime', 'Media time'],
    ['sourceClock', hasClock ? 'Recording’s own clock, with its basis' : 'Recording’s own clock: it states none'],
  ] as const;
  return (
    <>
      <section className={styles['section']} aria-labelledby="aid-burn-ins">
        <h3 id="aid-burn-ins" className={styles['heading']}>
          Written below the picture
        </h3>
        {burnIns.map(([key, words]) => (
          <Checkbox
            key={key}
            isSelected={burnIn[key]}
            isDisabled={key === 'sourceClock' && !hasClock && !burnIn.sourceClock}
            onChange={(isOn) => onChange({ ...illustration, burnIn: { ...burnIn, [key]: isOn } })}
          >
            {words}
          </Checkbox>
        ))}
      </section>
      <section className={styles['section']} aria-labelledby="aid-time">
        <h3 id="aid-time" className={styles['heading']}>
          Time
        </h3>
        <Select
          label="Speed"
          options={speeds}
          value={`${slowdown}`}
          description="The same frames, shown longer; none is made up. An aid has no sound."
          onChange={(value) => onChange({ ...illustration, slowdown: slowdowns[value] })}
        />
        <div className={styles['freezes']}>
          {freezes.map((freeze) => (
            <div key={freeze.frame} className={styles['freeze']}>
              <Button size="small" variant="quiet" onPress={() => onGoTo(freeze.frame)}>
                Frame {countText(freeze.frame)}
              </Button>
              <span>stands still for</span>
              <FrameField
                label={`Seconds that frame ${freeze.frame} stands still`}
                isLabelHidden
                value={freeze.millis / 1000}
                minimum={0.1}
                maximum={60}
                step={0.1}
                decimals={1}
                onChange={(seconds) => onChange(withFreeze(illustration, freeze.frame, Math.round(seconds * 1000)))}
              />
              <span>s</span>
              <IconButton
                label={`Remove the freeze of frame ${freeze.frame}`}
                size="small"
                onPress={() => onChange(withFreeze(illustration, freeze.frame, 0))}
              >
                <X aria-hidden="true" />
              </IconButton>
            </div>
          ))}
          <Button
            size="small"
            icon={<Snowflake />}
            isDisabled={isFrozen || freezes.length >= 50}
            onPress={() => onChange(withFreeze(illustration, frame, usualFreezeMillis))}
          >
            Freeze this frame
          </Button>
        </div>
      </section>
    </>
  );
}
