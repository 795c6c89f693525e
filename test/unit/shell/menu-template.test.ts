import { describe, expect, it } from 'vitest';
import { buildMenuTemplate, isAccelerator, type MenuItems } from '../../../src-main/shell/menu-template.ts';

const items: MenuItems = [
  { menu: 'file', commandId: 'matter.open', label: 'Open R&D matter', accelerator: 'CmdOrCtrl+O', isEnabled: true },
  { menu: 'edit', commandId: 'edit.undo', label: 'Undo', accelerator: null, isEnabled: false },
  { menu: 'playback', commandId: 'playback.play', label: 'Play', accelerator: 'Space', isEnabled: true },
];
const surroundings = { appName: 'Frame of Record', isMac: false, hasDevTools: false };
const submenuOf = (template: ReturnType<typeof buildMenuTemplate>, label: string) => {
  const submenu = template.find((menu) => menu.label === label)?.submenu;
  return Array.isArray(submenu) ? submenu : [];
};

describe('the application menu', () => {
  it('shows the commands in their menus and tells which was chosen', () => {
    const chosen: string[] = [];
    const template = buildMenuTemplate(items, surroundings, (id) => chosen.push(id));
    expect(template.map(({ label }) => label)).toEqual(['&File', '&Edit', '&View', '&Playback']);
    const open = submenuOf(template, '&File')[0];
    expect(open).toMatchObject({ label: 'Open R&&D matter', accelerator: 'CmdOrCtrl+O', registerAccelerator: false });
    open?.click?.({} as never, undefined, {} as never);
    expect(chosen).toEqual(['matter.open']);
    expect(submenuOf(template, '&Edit')[0]).toMatchObject({ label: 'Undo', enabled: false });
    expect(submenuOf(template, '&Edit')[0]).not.toHaveProperty('accelerator');
  });

  it('leaves to the system only what it alone can do', () => {
    const roles = (hasDevTools: boolean, isMac: boolean) =>
      buildMenuTemplate([], { ...surroundings, hasDevTools, isMac }, () => undefined)
        .flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []))
        .flatMap(({ role }) => (role === undefined ? [] : [role]));
    const expected = ['quit', 'cut', 'copy', 'paste', 'selectAll', 'togglefullscreen'];
    expect(roles(false, false)).toEqual(expected);
    expect(roles(true, false)).toEqual([...expected, 'toggleDevTools']);
    expect(roles(false, true)).not.toContain('toggleDevTools');
    expect(roles(false, true)).not.toContain('reload');
  });

  it.each(['CmdOrCtrl+Shift+Z', 'Space', 'F1', 'Shift+/', 'Ctrl+,', 'Alt+Left', 'K', 'Ctrl+Plus'])(
    'knows %s',
    (text) => {
      expect(isAccelerator(text)).toBe(true);
    },
  );

  it.each(['', 'Mod+Z', 'Ctrl+', 'Ctrl+ZZ', 'F25', 'Hyper+K', 'K+Ctrl'])('does not know "%s"', (text) => {
    expect(isAccelerator(text)).toBe(false);
  });
});
