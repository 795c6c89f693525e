import { type ReactNode, useState } from 'react';
import type { ClockCorrection } from '../../../../src-main/domain/clock-correction.ts';
import { ptsOfFrame } from '../../../../src-main/domain/frame-index.ts';
import type { Micros } from '../../../../src-main/domain/time.ts';
import { useEngineMutation, useEngineQuery } from '../../../engine/use-engine.ts';
import type { Bench } from '../../../playback/bench.ts';
import { currentFrame } from '../../../playback/bench-actions.ts';
import { benchStore } from '../../../playback/bench-store.ts';
import { readClockTime } from '../../../playback/clock-jump.ts';
import { correctedText } from '../../../playback/corrected-clock.ts';
import { countText, ptsText } from '../../../playback/time-text.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { ErrorNote } from '../../../ui/error-note.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { showNotice } from '../../../ui/toast-store.ts';
import styles from './recording-panel.module.css';

/** Asks when a frame was taken and how that is known: other frames follow by media time. */
export function ClockCorrectionDialog({ bench }: { readonly bench: Bench }): ReactNode {
  const known = useEngineQuery('clockCorrections.show', { footageId: bench.footageId }).data;
  return known === undefined ? null : <CorrectionForm bench={bench} known={known} />;
}

type CorrectionFormProps = { readonly bench: Bench; readonly known: ClockCorrection | null };

function CorrectionForm({ bench, known }: CorrectionFormProps): ReactNode {
  const { index, footageId } = bench;
  const inUse = known?.state === 'in-use' ? known : null;
  // The frame that one looks at: that is the one whose time is known.
  const [frame] = useState(() => currentFrame(bench));
  const [typed, setTyped] = useState(inUse === null ? '' : correctedText(inUse, index, frame).replace(' UTC', ''));
  const [basis, setBasis] = useState(inUse?.basis ?? '');
  const [isTried, setTried] = useState(false);
  const set = useEngineMutation('clockCorrections.set');
  const close = () => benchStore.getState().set({ isClockOpen: false });
  // A time of day alone does not say the day.
  const at = /^\s*\d{4}-/.test(typed) ? readClockTime(typed, 0) : null;
  const problems = {
    at: at === null ? 'Type date and time in UTC, such as 2026-03-14 21:05:07.25.' : null,
    basis: basis.trim() === '' ? 'Say how the time is known, so that others can check it.' : null,
  };

  function save(): void {
    setTried(true);
    if (at === null || problems.basis !== null) {
      return;
    }
    const draft = { footageId, frame, at: at as Micros, basis, revision: known?.revision ?? 0 };
    set.mutate(draft, {
      onSuccess() {
        showNotice('The clock of this recording is corrected on the bench; what the file says stands beside it.');
        close();
      },
    });
  }

  return (
    <Dialog
      isOpen
      onClose={close}
      title="Correct the source clock"
      actions={
        <>
          <Button onPress={close}>Cancel</Button>
          <Button variant="primary" isDisabled={set.isPending} onPress={save}>
            Correct the clock
          </Button>
        </>
      }
    >
      <p className={styles['note']}>
        Say when frame {countText(frame)} (media time {ptsText(ptsOfFrame(index, frame), index.timebase)}) was taken.
        Other frames follow by their media time. The file and what it says of itself stay as they are.
      </p>
      <TextField
        label="Frame taken at (UTC)"
        isMono
        autoFocus
        value={typed}
        onChange={setTyped}
        error={isTried ? problems.at : null}
        placeholder="2026-03-14 21:05:07.25"
      />
      <TextField
        label="How that is known"
        value={basis}
        onChange={setBasis}
        maxLength={500}
        error={isTried ? problems.basis : null}
        placeholder="Dispatch log, call 4711: door opens at 21:05:07 UTC"
        onKeyDown={(event) => {
          if (event.key === 'Enter') {
            save();
          } else {
            event.continuePropagation();
          }
        }}
      />
      {set.error === null ? null : <ErrorNote error={set.error} title="The clock was not corrected" />}
    </Dialog>
  );
}
