import { Pencil, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import type { RecordingFacts } from '../../../../src-main/domain/recording-facts.ts';
import type { FrameNumber } from '../../../../src-main/domain/time.ts';
import { useCommand } from '../../../commands/use-commands.ts';
import { useEngineMutation } from '../../../engine/use-engine.ts';
import type { Bench } from '../../../playback/bench.ts';
import {
  correctedText,
  correctionBasis,
  statedDifference,
  useClockCorrection,
} from '../../../playback/corrected-clock.ts';
import { Button } from '../../../ui/button.tsx';
import { PlainText } from '../../../ui/plain-text.tsx';
import { showError, showNotice } from '../../../ui/toast-store.ts';
import { Row } from './panel-rows.tsx';
import styles from './recording-panel.module.css';

type CorrectedClockProps = { readonly bench: Bench; readonly facts: RecordingFacts; readonly frame: FrameNumber };

/** The clock as a reviewer corrected it, beside what the file states, and the way to correct it. */
export function CorrectedClock({ bench, facts, frame }: CorrectedClockProps): ReactNode {
  const correction = useClockCorrection(bench.footageId);
  const correct = useCommand('clock.correct');
  const withdraw = useEngineMutation('clockCorrections.withdraw');
  if (correction === null) {
    return (
      <Row name="Corrected">
        <Button size="small" icon={<Pencil />} onPress={correct.run} isDisabled={!correct.isEnabled}>
          Correct the clock…
        </Button>
      </Row>
    );
  }
  const difference = statedDifference(facts, correction, bench.index);
  const takeBack = () =>
    withdraw.mutate(
      { footageId: bench.footageId, revision: correction.revision },
      {
        onSuccess: () => showNotice('The correction of this clock is withdrawn; undo brings it back.'),
        onError: showError,
      },
    );
  return (
    <Row name="Corrected">
      <span className={styles['value']}>{correctedText(correction, bench.index, frame)}</span>
      <span className={styles['basis']}>
        <PlainText text={correctionBasis(correction)} />
      </span>
      {difference === null ? null : <span className={styles['basis']}>{difference}</span>}
      <span className={styles['links']}>
        <Button size="small" icon={<Pencil />} onPress={correct.run} isDisabled={!correct.isEnabled}>
          Change…
        </Button>
        <Button size="small" icon={<Trash2 />} onPress={takeBack} isDisabled={!correct.isEnabled || withdraw.isPending}>
          Withdraw
        </Button>
      </span>
    </Row>
  );
}
