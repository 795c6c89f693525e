import { Clapperboard, Crosshair, MessageSquareText } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Autocomplete, Input, Menu, MenuItem, TextField } from 'react-aria-components';
import { frameAtMicros } from '../../src-main/domain/frame-index.ts';
import { useDoors, useEngineQuery } from '../engine/use-engine.ts';
import type { Bench } from '../playback/bench.ts';
import { currentFrame } from '../playback/bench-actions.ts';
import { benchStore, useBench } from '../playback/bench-store.ts';
import { parseJump } from '../playback/time-text.ts';
import { session, useSession } from '../session/session.ts';
import { changeSetting, useSetting } from '../session/use-setting.ts';
import { cx } from '../ui/cx.ts';
import { Dialog } from '../ui/dialog.tsx';
import { KeyHint } from '../ui/key-hint.tsx';
import { PlainText } from '../ui/plain-text.tsx';
import { showNotice } from '../ui/toast-store.ts';
import styles from './command-palette.module.css';
import { commandTable } from './command-table.ts';
import { shortcutsOf } from './key-map.ts';
import { type PaletteItem, paletteItems } from './palette-items.ts';
import { runCommand } from './run-command.ts';
import { useCommandState } from './use-commands.ts';

const recentKept = 12;

/** Every command, and the recordings, annotations and frames of the matter, found by typing a part of the name. */
export function CommandPalette(): ReactNode {
  const isOpen = useSession((state) => state.isPaletteOpen);
  return (
    <Dialog isOpen={isOpen} onClose={() => session.getState().setPaletteOpen(false)} title="Find a command">
      <PaletteList />
    </Dialog>
  );
}

function jump(bench: Bench, text: string): void {
  const request = parseJump(text);
  if (request === null) {
    return;
  }
  switch (request.kind) {
    case 'frame':
      bench.transport.jumpTo(request.frame);
      break;
    case 'frames-by':
      bench.transport.jumpTo(currentFrame(bench) + request.frames);
      break;
    case 'micros':
      bench.transport.jumpTo(frameAtMicros(bench.index, request.micros));
  }
}

function PaletteList(): ReactNode {
  const doors = useDoors();
  const state = useCommandState();
  const [keyMap] = useSetting('keyMap');
  const [recent] = useSetting('recentCommands');
  const [typed, setTyped] = useState('');
  const bench = useBench(({ bench: opened }) => opened);
  const hasMatter = state.matter !== null;
  const recordings = useEngineQuery('footage.list', {}, { isEnabled: hasMatter }).data ?? [];
  const annotations =
    useEngineQuery(
      'annotations.list',
      { footageId: bench?.footageId, includeWithdrawn: true },
      { isEnabled: bench !== null },
    ).data ?? [];
  const codebook = useEngineQuery('codebook.show', {}, { isEnabled: hasMatter }).data ?? null;
  const items = paletteItems(typed, {
    commands: commandTable.filter(({ id }) => id !== 'palette.open'),
    state,
    recent,
    recordings,
    annotations: annotations.filter((annotation) => annotation.state !== 'withdrawn'),
    codebook,
    isOnBench: bench !== null,
  });

  function choose(item: PaletteItem): void {
    if (item.kind === 'command' && item.whyNot !== null) {
      showNotice(`“${item.label}”: ${item.whyNot}.`);
      return;
    }
    session.getState().setPaletteOpen(false);
    // After the dialog has given the focus back, so that commands act where the reviewer was.
    requestAnimationFrame(() => run(item));
  }

  function run(item: PaletteItem): void {
    switch (item.kind) {
      case 'command':
        changeSetting(doors, 'recentCommands', (before) =>
          [item.id, ...before.filter((id) => id !== item.id)].slice(0, recentKept),
        );
        runCommand(item.command, doors);
        return;
      case 'jump':
        if (bench !== null) {
          jump(bench, item.text);
        }
        return;
      case 'recording':
        session.getState().navigate({ screen: 'review', footageId: item.detail.footage.id });
        return;
      case 'annotation':
        benchStore.getState().set({ selectedId: item.annotation.id });
        bench?.transport.jumpTo(item.annotation.span.inFrame);
    }
  }

  return (
    <Autocomplete inputValue={typed} onInputChange={setTyped}>
      <TextField aria-label="Find a command" autoFocus className={styles['field'] ?? ''}>
        <Input
          className={styles['input'] ?? ''}
          placeholder={bench === null ? 'A command or a recording…' : 'A command, recording, annotation or frame…'}
        />
      </TextField>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the list is longer than its box; this lets the arrow keys scroll it */}
      <section className={styles['scroller']} aria-label="What was found" tabIndex={0}>
        <Menu
          aria-label="Commands"
          className={styles['menu'] ?? ''}
          items={items}
          dependencies={[keyMap]}
          renderEmptyState={() => <p className={styles['none']}>Nothing has such a name.</p>}
        >
          {(item) => (
            <MenuItem
              id={item.id}
              textValue={spokenText(item)}
              onAction={() => choose(item)}
              className={cx(styles['item'], item.kind === 'command' && item.whyNot !== null && styles['resting'])}
            >
              <span className={styles['icon']}>
                <ItemIcon item={item} />
              </span>
              <span className={styles['label']}>
                <PlainText text={item.label} isOneLine />
              </span>
              <span className={styles['group']} aria-hidden="true">
                {sideText(item)}
                {item.kind === 'command' && item.whyNot === null
                  ? shortcutsOf(item.command, keyMap)
                      .slice(0, 1)
                      .map((shortcut) => <KeyHint key={shortcut} shortcut={shortcut} />)
                  : null}
              </span>
            </MenuItem>
          )}
        </Menu>
      </section>
    </Autocomplete>
  );
}

function ItemIcon({ item }: { readonly item: PaletteItem }): ReactNode {
  switch (item.kind) {
    case 'command': {
      const Icon = item.command.icon;
      return Icon === undefined ? null : <Icon aria-hidden="true" />;
    }
    case 'jump':
      return <Crosshair aria-hidden="true" />;
    case 'recording':
      return <Clapperboard aria-hidden="true" />;
    case 'annotation':
      return <MessageSquareText aria-hidden="true" />;
  }
}

function sideText(item: PaletteItem): string {
  switch (item.kind) {
    case 'command':
      return item.whyNot ?? item.command.group;
    case 'jump':
      return 'Frame';
    case 'recording':
      return 'Recording';
    case 'annotation':
      return 'Annotation';
  }
}

function spokenText(item: PaletteItem): string {
  return `${item.label}, ${sideText(item)}`;
}
