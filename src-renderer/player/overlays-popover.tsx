import { Layers } from 'lucide-react';
import type { ReactNode } from 'react';
import { useCommand } from '../commands/use-commands.ts';
import { Checkbox } from '../ui/checkbox.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { SidePopover } from '../ui/side-popover.tsx';
import styles from './aids-popover.module.css';
import { type OverlayKind, overlayKinds, setOverlay, useViewing, viewingStore } from './viewing-store.ts';

const names: Record<OverlayKind, string> = {
  frame: 'Frame number',
  'media-time': 'Media time',
  timecode: 'Timecode',
  'source-clock': 'Source clock, with what it rests on',
};

/** Which lines stand over the picture. */
export function OverlaysPopover(): ReactNode {
  const kinds = useViewing((state) => state.overlays);
  const areShown = useViewing((state) => state.areOverlaysShown);
  const isOpen = useViewing((state) => state.areOverlaysOpen);
  const command = useCommand('overlays.open');
  return (
    <SidePopover
      title="Over the picture"
      offset={38}
      isOpen={isOpen}
      onOpenChange={(areOverlaysOpen) => viewingStore.getState().set({ areOverlaysOpen })}
      trigger={
        <IconButton
          label={command.label}
          {...(command.shortcut === undefined ? {} : { shortcut: command.shortcut })}
          isOn={areShown && kinds.size > 0}
          preventFocusOnPress
        >
          <Layers aria-hidden="true" />
        </IconButton>
      }
    >
      <div className={styles['aids']}>
        {overlayKinds.map((kind) => (
          <Checkbox
            key={kind}
            isSelected={areShown && kinds.has(kind)}
            onChange={(isOn) => {
              if (!areShown) {
                viewingStore.getState().set({ overlays: new Set() });
              }
              setOverlay(kind, isOn);
            }}
          >
            {names[kind]}
          </Checkbox>
        ))}
        <p className={styles['promise']}>
          Shown on the screen only: they are not in the picture, in stills or in clips.
        </p>
      </div>
    </SidePopover>
  );
}
