import { Film } from 'lucide-react';
import type { ReactNode } from 'react';
import type { FrameReference } from '../../../../src-main/domain/subject.ts';
import type { Bench } from '../../../playback/bench.ts';
import { countText } from '../../../playback/time-text.ts';
import { session } from '../../../session/session.ts';
import { Button } from '../../../ui/button.tsx';

type FrameLinkProps = {
  readonly bench: Bench;
  readonly at: FrameReference;
  /** Of another recording; null when it is not known. */
  readonly recordingName: string | null;
  /** Called before going there, so that a dialog can close. */
  readonly onGo?: () => void;
};

/** A frame by its number; pressing it shows it, in its own recording if that is another one. */
export function FrameLink({ bench, at, recordingName, onGo }: FrameLinkProps): ReactNode {
  const isHere = at.footageId === bench.footageId;
  return (
    <Button
      size="small"
      variant="quiet"
      preventFocusOnPress
      aria-label={
        isHere ? `Show frame ${at.frame}` : `Show frame ${at.frame} of ${recordingName ?? 'another recording'}`
      }
      icon={isHere ? undefined : <Film />}
      onPress={() => {
        onGo?.();
        if (isHere) {
          bench.transport.jumpTo(at.frame);
        } else {
          session.getState().navigate({ screen: 'review', footageId: at.footageId, frame: at.frame });
        }
      }}
    >
      frame {countText(at.frame)}
    </Button>
  );
}
