import { AppWindow, Camera, Grid3x3, LoaderCircle, RotateCw, ZoomIn, ZoomOut } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import type { FootageDetail } from '../../src-main/domain/footage.ts';
import { CommandButton } from '../commands/command-button.tsx';
import { useCommand } from '../commands/use-commands.ts';
import type { Bench } from '../playback/bench.ts';
import { Button } from '../ui/button.tsx';
import { MenuButton } from '../ui/menu-button.tsx';
import { useKeysAfterPointer } from '../ui/use-keys-after-pointer.ts';
import { AidsPopover } from './aids-popover.tsx';
import { OverlaysPopover } from './overlays-popover.tsx';
import { mainVideo } from './picture-size.ts';
import { zoomText } from './picture-view.ts';
import styles from './viewing-bar.module.css';
import { useViewing, viewingOf } from './viewing-store.ts';

/** Zooms in words, with their keys. */
function ZoomMenu({ scale, isFit }: { readonly scale: number; readonly isFit: boolean }): ReactNode {
  const choices = [
    useCommand('picture.fit'),
    useCommand('picture.one-to-one'),
    useCommand('picture.two-to-one'),
    useCommand('picture.four-to-one'),
  ];
  const text = isFit ? `Fit · ${zoomText(scale)}` : zoomText(scale);
  return (
    <MenuButton
      label="Zoom"
      entries={choices.map(({ command, label, shortcut, run }) => ({
        id: command.id,
        label,
        ...(shortcut === undefined ? {} : { shortcut }),
        onAction: run,
      }))}
    >
      <Button variant="quiet" size="small" aria-label={`Zoom ${text}`}>
        <span className={styles['zoom']} data-testid="zoom-readout">
          {text}
        </span>
      </Button>
    </MenuButton>
  );
}

type ViewingBarProps = {
  readonly bench: Bench;
  readonly detail: FootageDetail;
  readonly scale: number;
  readonly isFit: boolean;
};

/** How the picture is looked at: zoom, turn, aids, overlays, still, second window. Each is a command with its key. */
export function ViewingBar({ bench, detail, scale, isFit }: ViewingBarProps): ReactNode {
  const { turns } = useViewing((state) => viewingOf(state, bench.footageId).view);
  const isSmooth = useViewing((state) => state.isSmooth);
  const isWindowOpen = useViewing((state) => state.isWindowOpen);
  const isTakingStill = useViewing((state) => state.isTakingStill);
  const bar = useRef<HTMLDivElement>(null);
  useKeysAfterPointer(bar);
  const video = detail.facts === null ? null : mainVideo(detail.facts);
  return (
    <div ref={bar} className={styles['bar']} role="toolbar" aria-label="Picture">
      <div className={styles['tools']}>
        <CommandButton id="picture.zoom-out">
          <ZoomOut aria-hidden="true" />
        </CommandButton>
        <ZoomMenu scale={scale} isFit={isFit} />
        <CommandButton id="picture.zoom-in">
          <ZoomIn aria-hidden="true" />
        </CommandButton>
        <CommandButton
          id="picture.pixels"
          isOn={!isSmooth}
          label={isSmooth ? 'Show pixels as blocks' : 'Smooth between pixels'}
        >
          <Grid3x3 aria-hidden="true" />
        </CommandButton>
        <CommandButton
          id="picture.turn"
          isOn={turns !== 0}
          label={
            turns === 0 ? 'Turn the picture clockwise' : `Turn the picture clockwise (turned by ${turns * 90}° now)`
          }
        >
          <RotateCw aria-hidden="true" />
        </CommandButton>
      </div>
      <div className={styles['tools']}>
        <CommandButton id="still.take" label={isTakingStill ? 'Cancel the still that is being made' : 'Take a still'}>
          {isTakingStill ? (
            <LoaderCircle className={styles['spin']} aria-hidden="true" />
          ) : (
            <Camera aria-hidden="true" />
          )}
        </CommandButton>
        <CommandButton id="picture.window" isOn={isWindowOpen}>
          <AppWindow aria-hidden="true" />
        </CommandButton>
        <OverlaysPopover />
        <AidsPopover footageId={bench.footageId} video={video} />
      </div>
    </div>
  );
}
