import type { MenuItemConstructorOptions } from 'electron';
import type { ShellCallInput } from '../contract/shell-powers.ts';

export type MenuItems = ShellCallInput<'menu.set'>['items'];

/** What of the surroundings decides how the menu looks. */
export type MenuSurroundings = {
  readonly appName: string;
  readonly isMac: boolean;
  /** The item for developer tools is shown; only while developing. */
  readonly hasDevTools: boolean;
};

const separator: MenuItemConstructorOptions = { type: 'separator' };

/**
 * The application menu: the page's commands in their menus, and the roles that only the system can play (copy and paste,
 * full screen, quit). The page handles the shortcuts itself, so here they are only shown.
 * @param items the page's commands in their order
 * @param onCommand called with the id of a chosen command
 */
export function buildMenuTemplate(
  items: MenuItems,
  surroundings: MenuSurroundings,
  onCommand: (commandId: string) => void,
): MenuItemConstructorOptions[] {
  const commandsOf = (menu: MenuItems[number]['menu']): MenuItemConstructorOptions[] =>
    items
      .filter((item) => item.menu === menu)
      .map(({ commandId, label, accelerator, isEnabled }) => ({
        id: commandId,
        label: escapeLabel(label),
        enabled: isEnabled,
        registerAccelerator: false,
        ...(accelerator === null ? {} : { accelerator }),
        click: () => onCommand(commandId),
      }));
  const menu = (label: string, ...groups: MenuItemConstructorOptions[][]): MenuItemConstructorOptions => ({
    label,
    submenu: joinGroups(groups),
  });
  const { appName, isMac, hasDevTools } = surroundings;
  const menus = [
    menu('&File', commandsOf('file'), isMac ? [{ role: 'close' }] : [{ role: 'quit', label: 'E&xit' }]),
    menu('&Edit', commandsOf('edit'), [{ role: 'cut' }, { role: 'copy' }, { role: 'paste' }, { role: 'selectAll' }]),
    menu('&View', commandsOf('view'), [{ role: 'togglefullscreen' }], hasDevTools ? [{ role: 'toggleDevTools' }] : []),
    menu('&Playback', commandsOf('playback')),
    menu('&Help', commandsOf('help')),
  ].filter(({ submenu }) => Array.isArray(submenu) && submenu.length > 0);
  if (!isMac) {
    return menus;
  }
  const appMenu = menu(appName, [{ role: 'hide' }, { role: 'hideOthers' }, { role: 'unhide' }], [{ role: 'quit' }]);
  return [appMenu, ...menus];
}

/** An ampersand in a menu label underlines the next letter; two of them are one ampersand. */
function escapeLabel(label: string): string {
  return label.replaceAll('&', '&&');
}

function joinGroups(groups: MenuItemConstructorOptions[][]): MenuItemConstructorOptions[] {
  return groups
    .filter((group) => group.length > 0)
    .flatMap((group, position) => (position === 0 ? group : [separator, ...group]));
}

const modifier = '(?:Command|Cmd|Control|Ctrl|CommandOrControl|CmdOrCtrl|Alt|Option|AltGr|Shift|Super|Meta)';
const key =
  '(?:[!-~]|F(?:[1-9]|1\\d|2[0-4])|Plus|Space|Tab|Capslock|Numlock|Scrolllock|Backspace|Delete|Insert|Return|Enter|Up|Down|Left|Right|Home|End|PageUp|PageDown|Escape|Esc)';
const acceleratorPattern = new RegExp(`^(?:${modifier}\\+)*${key}$`, 'i');

/** Whether Electron can show this shortcut; it throws at one that it cannot read. */
export function isAccelerator(text: string): boolean {
  return acceleratorPattern.test(text);
}
