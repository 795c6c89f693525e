import { Plus, X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { FrameReference } from '../../../../src-main/domain/subject.ts';
import type { Bench } from '../../../playback/bench.ts';
import { countText } from '../../../playback/time-text.ts';
import { Button } from '../../../ui/button.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import styles from './decision.module.css';

type EvidenceFramesProps = {
  readonly bench: Bench;
  readonly value: readonly FrameReference[];
  readonly onChange: (value: readonly FrameReference[]) => void;
  /** Frames worth offering: those of the subjects' features. */
  readonly offered: readonly (FrameReference & { readonly words: string })[];
  readonly error?: string | undefined;
};

function isSame(one: FrameReference, other: FrameReference): boolean {
  return one.footageId === other.footageId && one.frame === other.frame;
}

/** The frames a decision rests on: chosen from the features' frames, or the one that was on the stage. */
export function EvidenceFrames({ bench, value, onChange, offered, error }: EvidenceFramesProps): ReactNode {
  const here = (at: FrameReference) => (at.footageId === bench.footageId ? '' : ', another recording');
  return (
    <fieldset className={styles['evidence']}>
      <legend className={styles['legend']}>Frames that show it</legend>
      {value.length === 0 ? null : (
        <ul className={styles['chosen']}>
          {value.map((at) => (
            <li key={`${at.footageId}:${at.frame}`} className={styles['frame']}>
              frame {countText(at.frame)}
              {here(at)}
              <IconButton
                size="small"
                label={`Leave frame ${at.frame} out`}
                onPress={() => onChange(value.filter((other) => !isSame(other, at)))}
              >
                <X aria-hidden="true" />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
      <div className={styles['offers']}>
        {offered
          .filter((at) => !value.some((other) => isSame(other, at)))
          .map((at) => (
            <Button
              key={`${at.footageId}:${at.frame}`}
              size="small"
              icon={<Plus />}
              onPress={() => onChange([...value, { footageId: at.footageId, frame: at.frame }])}
            >
              {`${countText(at.frame)}: ${at.words}`}
            </Button>
          ))}
      </div>
      {error === undefined ? null : (
        <p className={styles['error']} role="alert">
          {error}
        </p>
      )}
    </fieldset>
  );
}
