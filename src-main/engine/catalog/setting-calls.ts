import { open } from 'node:fs/promises';
import { AppError } from '../../domain/app-error.ts';
import { type KeyMap, keyMapText, parseKeyMapText } from '../../domain/key-map.ts';
import type { CallHandlers } from '../engine-context.ts';
import { writeWholeFile } from '../store/whole-file.ts';
import { changeSettings, readSettings } from './workstation-settings.ts';

/** A key map with every command changed takes a tenth of this. */
const greatestKeyMapBytes = 256 * 1024;

async function readKeyMapFile(file: string): Promise<KeyMap> {
  const handle = await open(file, 'r');
  let text: string;
  try {
    const buffer = Buffer.alloc(greatestKeyMapBytes);
    const { bytesRead } = await handle.read(buffer, 0, greatestKeyMapBytes, 0);
    text = buffer.toString('utf8', 0, bytesRead);
  } finally {
    await handle.close();
  }
  const keyMap = parseKeyMapText(text);
  if (keyMap === null) {
    throw new AppError(
      'bad-request',
      'This file does not hold keys of this program. Choose one that was exported here.',
    );
  }
  return keyMap;
}

type SettingCall = 'settings.show' | 'settings.change' | 'settings.exportKeyMap' | 'settings.readKeyMap';

export const settingCalls: CallHandlers<SettingCall> = {
  'settings.show': (_input, { engine }) => readSettings(engine.catalog),

  'settings.change': (change, { engine }) => changeSettings(engine.catalog, change),

  'settings.exportKeyMap': async ({ out }, { engine, trust }) => {
    const { keyMap } = await readSettings(engine.catalog);
    await writeWholeFile(engine.grants.resolve(out, trust), keyMapText(keyMap), true);
    return {};
  },

  'settings.readKeyMap': ({ from }, { engine, trust }) => readKeyMapFile(engine.grants.resolve(from, trust)),
};
