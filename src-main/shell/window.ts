import path from 'node:path';
import { app, BrowserWindow, nativeTheme, type Session, screen } from 'electron';
import type { Theme } from '../contract/shell-powers.ts';
import { allowPictureWindow } from './picture-window.ts';
import { readRemembered, writeRemembered } from './remembered.ts';
import { pageAddressFor } from './schemes.ts';
import { chooseBounds, smallestSize, windowStateSchema } from './window-bounds.ts';

/** `--surface-app` of the two themes, so that the window is not white before the page has drawn. */
const background = { dark: '#131518', light: '#e9ebee' } as const;

/**
 * Makes the window of the page, where it last stood if that place still exists, and shows it when the page has drawn.
 * @param session holds nothing on disk; see main.ts
 * @param theme decides the colour of the empty window
 * @param zoomFactor 1 shows everything in its usual size
 * @param hasDevTools only while developing
 */
export function createWindow(session: Session, theme: Theme, zoomFactor: number, hasDevTools: boolean): BrowserWindow {
  const stateFile = path.join(app.getPath('userData'), 'window-state.json');
  const remembered = readRemembered(windowStateSchema, stateFile);
  const bounds = chooseBounds(
    remembered,
    screen.getAllDisplays().map(({ workArea }) => workArea),
  );
  const window = new BrowserWindow({
    ...bounds,
    minWidth: smallestSize.width,
    minHeight: smallestSize.height,
    show: false,
    title: app.getName(),
    backgroundColor: isDark(theme) ? background.dark : background.light,
    webPreferences: {
      session,
      preload: path.join(app.getAppPath(), 'out', 'preload', 'preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      zoomFactor,
      devTools: hasDevTools,
    },
  });
  allowPictureWindow(window);
  window.once('ready-to-show', () => {
    if (remembered?.isMaximised === true) {
      window.maximize();
    }
    window.show();
  });
  window.on('close', () => {
    writeRemembered(stateFile, { bounds: window.getNormalBounds(), isMaximised: window.isMaximized() });
  });
  return window;
}

/** Loads the page; rejects when the built page is missing or broken. */
export async function loadPage(window: BrowserWindow, theme: Theme): Promise<void> {
  await window.loadURL(pageAddressFor(theme));
}

function isDark(theme: Theme): boolean {
  return theme === 'system' ? nativeTheme.shouldUseDarkColors : theme === 'dark';
}
