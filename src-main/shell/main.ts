import { existsSync } from 'node:fs';
import { app, dialog, Menu, protocol } from 'electron';
import { toAppError } from '../domain/app-error.ts';
import { refuseNetwork } from '../guard/refuse-network.ts';
import { lockDown } from './lockdown.ts';
import { ownSchemes } from './schemes.ts';
import { openWorkstation, type Workstation } from './workstation.ts';

/** A defect in the shell ends the app, with a sentence: limping on could show what is not so. The engine ends by itself. */
function endAfterDefect(thrown: unknown): void {
  const { message } = toAppError(thrown);
  process.stderr.write(`${thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)}\n`);
  dialog.showErrorBox('Frame of Record has to close', message);
  app.exit(1);
}

process.on('uncaughtException', endAfterDefect);
process.on('unhandledRejection', endAfterDefect);

refuseNetwork();

const hasDevTools = !app.isPackaged;
let workstation: Workstation | null = null;
let isEngineClosed = false;

/**
 * Where Linux has no graphics device, Chromium starts a GPU process that fails, and now and then the page then waits for it for
 * ever (seen in one start of ten). It is spared the attempt; pictures are drawn by the processor there either way.
 */
function hasNoGraphicsDevice(): boolean {
  return process.platform === 'linux' && !existsSync('/dev/dri');
}

function start(): void {
  if (hasNoGraphicsDevice()) {
    app.disableHardwareAcceleration();
  }
  lockDown(hasDevTools);
  protocol.registerSchemesAsPrivileged(ownSchemes);
  Menu.setApplicationMenu(null);
  app.on('second-instance', () => workstation?.focus());
  app.on('window-all-closed', () => app.quit());
  app.on('will-quit', (event) => {
    if (isEngineClosed || workstation === null) {
      return;
    }
    event.preventDefault();
    workstation
      .close()
      .then(() => {
        isEngineClosed = true;
        app.quit();
      })
      .catch(endAfterDefect);
  });
  app.whenReady().then(() => {
    workstation = openWorkstation(hasDevTools);
  }, endAfterDefect);
}

if (app.requestSingleInstanceLock()) {
  start();
} else {
  // Another window of this person is open already; it was told to come to the front.
  app.exit(0);
}
