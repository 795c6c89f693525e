import { type BrowserWindow, clipboard, Menu, shell } from 'electron';
import type { CallInput, CallName, CallOutput } from '../contract/api.ts';
import type { Theme } from '../contract/shell-powers.ts';
import { AppError } from '../domain/app-error.ts';
import { pickNewPath, pickPaths } from './dialogs.ts';
import { buildMenuTemplate, isAccelerator, type MenuSurroundings } from './menu-template.ts';
import type { ShellHandlers } from './shell-calls.ts';
import { nextZoom } from './zoom-steps.ts';

type CallEngine = <N extends CallName>(name: N, input: CallInput<N>) => Promise<CallOutput<N>>;

/**
 * The powers of contract/shell-powers.ts, done with Electron.
 * @param window dialogs stand before it
 * @param callEngine with the rights of the shell: grants are made and folders are located there
 * @param onCommand told of each menu item that is chosen
 */
export function createShellHandlers(
  window: BrowserWindow,
  callEngine: CallEngine,
  surroundings: MenuSurroundings,
  onCommand: (commandId: string) => void,
  rememberTheme: (theme: Theme) => void,
  rememberZoom: (percent: number) => void,
): ShellHandlers {
  const grant = async (paths: string[]) => (paths.length === 0 ? [] : callEngine('grants.add', { paths }));
  const grantOne = async (path: string | null | undefined) =>
    path === null || path === undefined ? null : ((await grant([path]))[0] ?? null);
  const reveal = async (what: 'packet' | 'transfer' | 'matter', id: string) => {
    const { path } = await callEngine('paths.locate', { what, id });
    shell.showItemInFolder(path);
    return {};
  };

  return {
    'dialog.pickFiles': async () => grant(await pickPaths(window, ['openFile', 'multiSelections'])),
    'dialog.pickFolders': async () => grant(await pickPaths(window, ['openDirectory', 'multiSelections'])),
    'dialog.pickFolder': async ({ title }) =>
      grantOne((await pickPaths(window, ['openDirectory', 'createDirectory'], title))[0]),
    'dialog.newFolder': async ({ title, suggestedName }) => grantOne(await pickNewPath(window, title, suggestedName)),
    'dialog.saveFile': async ({ title, suggestedName }) => grantOne(await pickNewPath(window, title, suggestedName)),
    'reveal.packet': ({ packetId }) => reveal('packet', packetId),
    'reveal.transfer': ({ transferId }) => reveal('transfer', transferId),
    'reveal.matter': async () => {
      const current = await callEngine('matters.current', {});
      if (current === null) {
        throw new AppError('no-matter-open', 'Open or create a matter first.');
      }
      return reveal('matter', current.matter.id);
    },
    'clipboard.write': ({ text }) => {
      clipboard.writeText(text);
      return {};
    },
    'theme.remember': ({ theme }) => {
      rememberTheme(theme);
      return {};
    },
    'zoom.change': ({ to }) => {
      const percent = nextZoom(Math.round(window.webContents.getZoomFactor() * 100), to);
      window.webContents.setZoomFactor(percent / 100);
      rememberZoom(percent);
      return { percent };
    },
    'print.page': () => printPage(window),
    'menu.set': ({ items }) => {
      const unreadable = items.find(({ accelerator }) => accelerator !== null && !isAccelerator(accelerator));
      if (unreadable !== undefined) {
        throw new AppError(
          'bad-request',
          `The shortcut "${unreadable.accelerator}" of ${unreadable.commandId} is not one.`,
        );
      }
      Menu.setApplicationMenu(Menu.buildFromTemplate(buildMenuTemplate(items, surroundings, onCommand)));
      return {};
    },
  };
}

/** Opens the system's print dialog; resolves when the job was handed over or the person thought better of it. */
function printPage(window: BrowserWindow): Promise<Record<string, never>> {
  return new Promise((resolve, reject) => {
    window.webContents.print({ silent: false, printBackground: true }, (isPrinted, reason) => {
      if (isPrinted || /cancell?ed/i.test(reason)) {
        resolve({});
      } else {
        reject(
          new AppError('tool-failed', `The page could not be printed (${reason}); check that a printer is set up.`),
        );
      }
    });
  });
}
