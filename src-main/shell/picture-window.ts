import path from 'node:path';
import { app, type BrowserWindow, type BrowserWindowConstructorOptions, screen } from 'electron';
import { readRemembered, writeRemembered } from './remembered.ts';
import { isPictureAddress, pictureFrameName } from './schemes.ts';
import { choosePictureBounds, smallestPictureSize, windowStateSchema } from './window-bounds.ts';

/**
 * Lets the page open one further window, for the picture alone: exactly one address, from the page itself, one at a
 * time. Everything else that asks for a window is refused, as in lockdown.ts. The window is drawn by the page that opened
 * it, in the same sandboxed process; it is handed no port.
 * @param opener the window of the page
 */
export function allowPictureWindow(opener: BrowserWindow): void {
  const stateFile = path.join(app.getPath('userData'), 'picture-window-state.json');
  let open: BrowserWindow | null = null;

  opener.webContents.setWindowOpenHandler(({ url, frameName }) => {
    if (!isPictureAddress(url) || frameName !== pictureFrameName) {
      return { action: 'deny' };
    }
    if (open !== null) {
      open.focus();
      return { action: 'deny' };
    }
    return { action: 'allow', outlivesOpener: false, overrideBrowserWindowOptions: optionsFor(opener, stateFile) };
  });

  opener.webContents.on('did-create-window', (window) => {
    open = window;
    window.removeMenu();
    if (readRemembered(windowStateSchema, stateFile)?.isMaximised === true) {
      window.maximize();
    }
    // Closed by the page, a window is gone before it could be asked where it stood.
    let state = { bounds: window.getNormalBounds(), isMaximised: window.isMaximized() };
    const note = () => {
      if (!window.isFullScreen()) {
        state = { bounds: window.getNormalBounds(), isMaximised: window.isMaximized() };
      }
    };
    window.on('move', note);
    window.on('resize', note);
    window.on('closed', () => {
      open = null;
      writeRemembered(stateFile, state);
    });
  });

  // A page that is loaded anew, or is gone, draws into nothing any more.
  const close = () => open?.close();
  opener.webContents.on('did-navigate', close);
  opener.webContents.on('render-process-gone', close);
  opener.on('closed', close);
}

/** The preferences of the page's own window hold (Electron hands them on); here only what is seen of it is said. */
function optionsFor(opener: BrowserWindow, stateFile: string): BrowserWindowConstructorOptions {
  const bounds = choosePictureBounds(
    readRemembered(windowStateSchema, stateFile),
    screen.getAllDisplays().map(({ workArea }) => workArea),
    screen.getDisplayMatching(opener.getBounds()).workArea,
  );
  return {
    ...bounds,
    minWidth: smallestPictureSize.width,
    minHeight: smallestPictureSize.height,
    title: app.getName(),
    backgroundColor: '#000000',
    fullscreenable: true,
  };
}
