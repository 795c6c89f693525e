import { type ReactNode, useMemo, useState } from 'react';
import { useEngineQuery } from '../../engine/use-engine.ts';
import type { Bench } from '../../playback/bench.ts';
import { currentFrame } from '../../playback/bench-actions.ts';
import { benchStore } from '../../playback/bench-store.ts';
import { type JumpClock, type JumpPlace, jumpClocks, placeInRecording } from '../../playback/clock-jump.ts';
import { useClockCorrection } from '../../playback/corrected-clock.ts';
import { countText } from '../../playback/time-text.ts';
import { mainVideo } from '../../player/picture-size.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';

const byRecording = 'recording';

/** Asks for a frame number, a media time or a time of one of the recording's clocks, and goes there. */
export function GoToDialog({ bench }: { readonly bench: Bench }): ReactNode {
  const facts = useEngineQuery('footage.show', { footageId: bench.footageId }).data?.facts ?? null;
  const correction = useClockCorrection(bench.footageId);
  const clocks = useMemo(
    () => jumpClocks(facts, facts === null ? null : mainVideo(facts), bench.index, correction),
    [facts, bench.index, correction],
  );
  const [typed, setTyped] = useState('');
  const [basis, setBasis] = useState(byRecording);
  const [error, setError] = useState<string | null>(null);
  const clock: JumpClock | undefined = clocks.find(({ id }) => id === basis);
  const close = () => benchStore.getState().set({ isGoToOpen: false });

  const placeOf = (text: string): JumpPlace =>
    clock === undefined ? placeInRecording(bench.index, currentFrame(bench), text) : clock.frameOf(text);

  function type(text: string): void {
    setTyped(text);
    setError(null);
    // By the time Enter is pressed the picture is half decoded.
    const place = placeOf(text);
    if ('frame' in place) {
      bench.transport.prepare(place.frame);
    }
  }

  function go(): void {
    const place = placeOf(typed);
    if ('problem' in place) {
      setError(place.problem);
      return;
    }
    bench.transport.jumpTo(place.frame);
    close();
  }

  return (
    <Dialog
      isOpen
      title="Go to a frame or time"
      width="narrow"
      onClose={close}
      actions={
        <>
          <Button onPress={close}>Cancel</Button>
          <Button variant="primary" onPress={go}>
            Go
          </Button>
        </>
      }
    >
      <TextField
        label={clock === undefined ? 'Frame or media time' : 'Time of the source clock'}
        autoFocus
        isMono
        value={typed}
        error={error}
        onChange={type}
        onKeyDown={(event) => {
          if (event.key === 'Enter') {
            go();
          } else {
            event.continuePropagation();
          }
        }}
        description={
          clock === undefined
            ? `Frames 0 to ${countText(bench.index.count - 1)}. A time goes to the frame on screen at that moment.`
            : `From ${clock.first} to ${clock.last}. ${clock.isCorrected ? 'The clock as a reviewer corrected it.' : 'The clock is taken as the file states it; nothing is corrected.'}`
        }
      />
      {clocks.length === 0 ? null : (
        <Select
          label="Counted by"
          value={basis}
          options={[
            { value: byRecording, label: 'The recording', description: 'Frame number or media time' },
            ...clocks.map(({ id, basis: name, example, isCorrected }) => ({
              value: id,
              label: isCorrected ? 'Corrected clock, plus media time' : `Source clock: ${name}`,
              description: `Such as ${example}`,
            })),
          ]}
          onChange={(choice) => {
            setBasis(choice);
            setError(null);
          }}
        />
      )}
    </Dialog>
  );
}
