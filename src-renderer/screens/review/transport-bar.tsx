import {
  ArrowDownToLine,
  ArrowUpToLine,
  ChevronLeft,
  ChevronRight,
  ChevronsLeft,
  ChevronsRight,
  Hash,
  ListVideo,
  MessageSquarePlus,
  Pause,
  Play,
  Repeat,
  Volume2,
  VolumeX,
} from 'lucide-react';
import { memo, type ReactNode, useEffect, useRef } from 'react';
import { CommandButton } from '../../commands/command-button.tsx';
import { followKeys } from '../../commands/held-keys.ts';
import type { Bench } from '../../playback/bench.ts';
import { useBench, usePlayhead } from '../../playback/bench-store.ts';
import { playRates } from '../../playback/transport-parts.ts';
import { Select } from '../../ui/select.tsx';
import { useKeysAfterPointer } from '../../ui/use-keys-after-pointer.ts';
import styles from './transport-bar.module.css';

/** The controls of the bench, each a command with its key. */
export const TransportBar = memo(function Bar({ bench }: { readonly bench: Bench }): ReactNode {
  const mode = usePlayhead(bench, (snapshot) => snapshot.mode);
  const rate = usePlayhead(bench, (snapshot) => snapshot.rate);
  const reverseRate = usePlayhead(bench, (snapshot) => snapshot.reverseRate);
  const isLooping = usePlayhead(bench, (snapshot) => snapshot.isLooping);
  const isMuted = useBench((state) => state.isMuted);
  const bar = useRef<HTMLDivElement>(null);
  useKeysAfterPointer(bar);
  useEffect(() => followKeys(window), []);
  const isMoving = mode !== 'still';
  return (
    <div ref={bar} className={styles['bar']} role="toolbar" aria-label="Transport">
      <div className={styles['tools']}>
        <CommandButton id="mark.in">
          <ArrowDownToLine aria-hidden="true" />
        </CommandButton>
        <CommandButton id="mark.out">
          <ArrowUpToLine aria-hidden="true" />
        </CommandButton>
        <CommandButton id="annotation.add">
          <MessageSquarePlus aria-hidden="true" />
        </CommandButton>
      </div>
      <div className={styles['tools']}>
        <CommandButton id="playback.backward" isOn={mode === 'reverse'}>
          <ChevronsLeft aria-hidden="true" />
        </CommandButton>
        <CommandButton id="frame.previous">
          <ChevronLeft aria-hidden="true" />
        </CommandButton>
        <CommandButton id="playback.toggle" label={isMoving ? 'Pause' : 'Play'}>
          {isMoving ? <Pause aria-hidden="true" /> : <Play aria-hidden="true" />}
        </CommandButton>
        <CommandButton id="frame.next">
          <ChevronRight aria-hidden="true" />
        </CommandButton>
        <CommandButton id="playback.forward">
          <ChevronsRight aria-hidden="true" />
        </CommandButton>
      </div>
      <div className={styles['tools']}>
        <CommandButton id="playback.span">
          <ListVideo aria-hidden="true" />
        </CommandButton>
        <CommandButton id="playback.loop" isOn={isLooping} label={isLooping ? 'Loop is on' : 'Loop the marked span'}>
          <Repeat aria-hidden="true" />
        </CommandButton>
        <CommandButton id="frame.go-to">
          <Hash aria-hidden="true" />
        </CommandButton>
        <CommandButton id="sound.toggle" label={isMuted ? 'Sound on' : 'Sound off'}>
          {isMuted ? <VolumeX aria-hidden="true" /> : <Volume2 aria-hidden="true" />}
        </CommandButton>
        <div className={styles['rate']}>
          <Select
            label="Playback speed"
            isLabelHidden
            value={String(mode === 'reverse' ? reverseRate : rate)}
            options={playRates.map((choice) => ({
              value: String(choice),
              label: `${mode === 'reverse' ? '−' : ''}${choice}×`,
            }))}
            onChange={(choice) => bench.transport.setRate(Number(choice))}
          />
        </div>
      </div>
    </div>
  );
});
