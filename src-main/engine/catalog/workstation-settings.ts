import {
  defaultSettings,
  parseSetting,
  type SettingName,
  type Settings,
  type SettingsChange,
  settingNames,
} from '../../domain/setting.ts';
import type { Catalog } from './catalog.ts';

const storedName = (name: SettingName) => `page.${name}`;

function jsonOrNothing(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (thrown) {
    if (thrown instanceof SyntaxError) {
      return undefined;
    }
    throw thrown;
  }
}

/** Every setting; one that was never set, or that another version wrote in a form unknown here, has its default. */
export async function readSettings(catalog: Catalog): Promise<Settings> {
  const entries = await Promise.all(
    settingNames.map(async (name) => {
      const stored = await catalog.setting(storedName(name));
      return [name, stored === null ? defaultSettings[name] : parseSetting(name, jsonOrNothing(stored))] as const;
    }),
  );
  return Object.fromEntries(entries) as Settings;
}

/** Keeps what is given; the rest stays as it is. */
export async function changeSettings(catalog: Catalog, change: SettingsChange): Promise<Settings> {
  for (const [name, value] of Object.entries(change)) {
    if (value !== undefined) {
      await catalog.keepSetting(storedName(name as SettingName), JSON.stringify(value));
    }
  }
  return readSettings(catalog);
}
