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

function start(): void {
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
  app.quit();
}
