import { useCallback } from 'react';
import { toAppError } from '../../src-main/domain/app-error.ts';
import { defaultSettings, type SettingName, type Settings } from '../../src-main/domain/setting.ts';
import type { Doors } from '../engine/doors.ts';
import { engineKey, readCached } from '../engine/engine-cache.ts';
import { useDoors, useEngineQuery } from '../engine/use-engine.ts';
import { showError } from '../ui/toast-store.ts';

/** A dragged splitter changes its size at every pixel; the engine hears of the last one. */
const restMillis = 200;

let unsaved: Partial<Settings> = {};
let timer: ReturnType<typeof setTimeout> | null = null;

/** What this workstation remembers under `name`; the default until the engine has said. */
export function readSetting<N extends SettingName>({ cache }: Pick<Doors, 'cache'>, name: N): Settings[N] {
  return (readCached(cache, 'settings.show', {}) ?? defaultSettings)[name];
}

/** Changes a setting at once on the screen and, when the hand rests, in the catalog. */
export function changeSetting<N extends SettingName>(
  doors: Doors,
  name: N,
  change: (before: Settings[N]) => Settings[N],
): void {
  const before = readCached(doors.cache, 'settings.show', {}) ?? defaultSettings;
  const value = change(before[name]);
  doors.cache.setQueryData(engineKey('settings.show', {}), { ...before, [name]: value });
  unsaved = { ...unsaved, [name]: value };
  if (timer !== null) {
    clearTimeout(timer);
  }
  timer = setTimeout(() => flushSettings(doors), restMillis);
}

/** Sends what was changed and not yet sent; also when the window goes. */
export function flushSettings({ engine }: Pick<Doors, 'engine'>): void {
  if (timer !== null) {
    clearTimeout(timer);
    timer = null;
  }
  const change = unsaved;
  unsaved = {};
  if (Object.keys(change).length > 0) {
    engine.call('settings.change', change).catch((thrown: unknown) => showError(toAppError(thrown)));
  }
}

/** A setting, and a function that changes it; redraws when it changes. */
export function useSetting<N extends SettingName>(
  name: N,
): readonly [Settings[N], (change: (before: Settings[N]) => Settings[N]) => void] {
  const doors = useDoors();
  const settings = useEngineQuery('settings.show', {}).data ?? defaultSettings;
  const change = useCallback(
    (how: (before: Settings[N]) => Settings[N]) => changeSetting(doors, name, how),
    [doors, name],
  );
  return [settings[name], change];
}
