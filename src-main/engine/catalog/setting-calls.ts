import type { CallHandlers } from '../engine-context.ts';
import { changeSettings, readSettings } from './workstation-settings.ts';

export const settingCalls: CallHandlers<'settings.show' | 'settings.change'> = {
  'settings.show': (_input, { engine }) => readSettings(engine.catalog),

  'settings.change': (change, { engine }) => changeSettings(engine.catalog, change),
};
