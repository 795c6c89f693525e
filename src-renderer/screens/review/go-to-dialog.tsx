import { type ReactNode, useState } from 'react';
import { frameAtMicros } from '../../../src-main/domain/frame-index.ts';
import type { Bench } from '../../playback/bench.ts';
import { currentFrame } from '../../playback/bench-actions.ts';
import { benchStore } from '../../playback/bench-store.ts';
import { countText, type JumpRequest, parseJump } from '../../playback/time-text.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';

function frameOf(bench: Bench, request: JumpRequest): number {
  switch (request.kind) {
    case 'frame':
      return request.frame;
    case 'frames-by':
      return currentFrame(bench) + request.frames;
    case 'micros':
      return frameAtMicros(bench.index, request.micros);
  }
}

/** Asks for a frame number or a media time and goes there. */
export function GoToDialog({ bench }: { readonly bench: Bench }): ReactNode {
  const [typed, setTyped] = useState('');
  const [error, setError] = useState<string | null>(null);
  const close = () => benchStore.getState().set({ isGoToOpen: false });

  function go(): void {
    const request = parseJump(typed);
    if (request === null) {
      setError('Type a frame number such as 1250, a time such as 0:01:02.5 or 12.5s, or +10 and -10.');
      return;
    }
    const frame = frameOf(bench, request);
    if (request.kind === 'frame' && frame >= bench.index.count) {
      setError(`This recording has the frames 0 to ${countText(bench.index.count - 1)}.`);
      return;
    }
    bench.transport.jumpTo(frame);
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
        label="Frame or media time"
        autoFocus
        isMono
        value={typed}
        error={error}
        onChange={(text) => {
          setTyped(text);
          setError(null);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') {
            go();
          } else {
            event.continuePropagation();
          }
        }}
        description={`Frames 0 to ${countText(bench.index.count - 1)}. A time goes to the frame on screen at that moment.`}
      />
    </Dialog>
  );
}
