import path from 'node:path';
import { app, type BrowserWindow, type MessagePortMain, type Session, session as sessions } from 'electron';
import { z } from 'zod';
import { type Theme, themes } from '../contract/shell-powers.ts';
import { AppError, toAppError } from '../domain/app-error.ts';
import { createPageAnswer, listPageFiles } from './app-protocol.ts';
import { askAfterGivingUp, tell } from './dialogs.ts';
import { startEngineProcess } from './engine-process.ts';
import { createEngineSupervisor, type EngineSupervisor } from './engine-supervisor.ts';
import { createFootageAnswer } from './footage-protocol.ts';
import type { MenuSurroundings } from './menu-template.ts';
import { linkPage, type PageLink } from './page-link.ts';
import { readRemembered, writeRemembered } from './remembered.ts';
import { createRestartPolicy } from './restart-policy.ts';
import { type ShellService, serveShell } from './shell-calls.ts';
import { createShellHandlers } from './shell-powers-handlers.ts';
import { createWindow, loadPage } from './window.ts';
import { zoomSchema } from './zoom-steps.ts';

/** The first Electron whose own Node can load the engine's native modules. */
const firstElectronWithEngine = 36;
const patienceMillis = 15_000;
const mostPageFailures = 3;
const themeSchema = z.strictObject({ theme: z.enum(themes) });

/** The running app: one window, one page, one engine. */
export type Workstation = {
  focus(): void;
  /** Ends the engine properly. */
  close(): Promise<void>;
};

/** Puts the house together. Call when Electron is ready. */
export function openWorkstation(hasDevTools: boolean): Workstation {
  // Without `persist:` nothing the page holds, pictures included, is ever written to disk.
  const session = sessions.fromPartition('workstation');
  let link: PageLink | null = null;
  let service: ShellService | null = null;
  let window: BrowserWindow | null = null;

  const sendEnginePort = () => {
    const port = link?.isLoaded() === true ? engine.attachPage() : null;
    if (port !== null) {
      link?.sendEnginePort(port);
    }
  };
  const engine = createEngineSupervisor<MessagePortMain>({
    start: () => startEngineProcess(engineOptions()),
    policy: createRestartPolicy(),
    now: () => performance.now(),
    patienceMillis,
    onReady: sendEnginePort,
    onRestarting: (reason) => {
      process.stderr.write(`${reason} It is started again.\n`);
      service?.emit('engine.restarting', { reason });
    },
    onGivenUp: (reason) => {
      service?.emit('engine.restarting', { reason });
      void askAfterGivingUp(window, reason).then((isRetry) => (isRetry ? engine.retry() : app.quit()));
    },
    onReopenFailed: (failure) => {
      void tell(
        window,
        'The matter was closed',
        'The engine stopped and was started again, but the matter could not be opened again.',
        `${failure.message} Everything that was acknowledged is safe on disk; open the matter with its passphrase.`,
      );
    },
  });

  serveProtocols(session, engine);
  engine.start();
  const themeFile = path.join(app.getPath('userData'), 'theme.json');
  let theme = readRemembered(themeSchema, themeFile)?.theme ?? 'dark';
  const zoomFile = path.join(app.getPath('userData'), 'zoom.json');
  const zoomFactor = (readRemembered(zoomSchema, zoomFile)?.percent ?? 100) / 100;
  const opened = createWindow(session, theme, zoomFactor, hasDevTools);
  window = opened;
  const surroundings: MenuSurroundings = {
    appName: app.getName(),
    isMac: process.platform === 'darwin',
    hasDevTools,
  };
  const handlers = createShellHandlers(
    opened,
    (name, input) => engine.call(name, input),
    surroundings,
    (commandId) => service?.emit('menu.command', { commandId }),
    (chosen) => {
      theme = chosen;
      writeRemembered(themeFile, { theme });
    },
    (percent) => writeRemembered(zoomFile, { percent }),
  );
  link = linkPage(opened, {
    onLoaded(shellPort) {
      service = serveShell(shellPort, handlers);
      sendEnginePort();
    },
    onDropped(paths) {
      engine.call('grants.add', { paths }).then(
        (granted) => service?.emit('files.dropped', { paths: granted }),
        (error: unknown) => reportFailure(toAppError(error)),
      );
    },
  });
  const showPage = () => showPageOf(opened, theme);
  reloadAfterPageFailure(opened, showPage);
  showPage();

  return {
    focus() {
      if (opened.isDestroyed()) {
        return;
      }
      if (opened.isMinimized()) {
        opened.restore();
      }
      opened.focus();
    },
    close: () => engine.close(),
  };
}

function engineOptions() {
  const isOwnNodeNewEnough = Number(process.versions.electron.split('.')[0]) >= firstElectronWithEngine;
  const nodeExecutable = process.env['FRAME_OF_RECORD_ENGINE_NODE'];
  if (!isOwnNodeNewEnough && nodeExecutable === undefined) {
    throw new AppError(
      'tool-missing',
      `Electron ${process.versions.electron} is too old to run the engine itself; start the app with npm start, which names a newer Node in FRAME_OF_RECORD_ENGINE_NODE.`,
    );
  }
  return {
    mainFolder: path.join(app.getAppPath(), 'out', 'main'),
    nodeExecutable: isOwnNodeNewEnough ? null : (nodeExecutable ?? null),
    hostOptions: {
      dataFolder: app.getPath('userData'),
      resourcesFolder: path.join(app.isPackaged ? process.resourcesPath : app.getAppPath(), 'resources'),
      appVersion: app.getVersion(),
    },
  };
}

function serveProtocols(session: Session, engine: EngineSupervisor<MessagePortMain>): void {
  const pageFiles = listPageFiles(path.join(app.getAppPath(), 'out', 'renderer'));
  session.protocol.handle('app', createPageAnswer(pageFiles));
  session.protocol.handle(
    'footage',
    createFootageAnswer((what, id) => engine.call('paths.locate', { what, id }), reportFailure),
  );
}

function reportFailure(failure: AppError): void {
  process.stderr.write(`${failure.code}: ${failure.message}\n`);
}

function showPageOf(window: BrowserWindow, theme: Theme): void {
  loadPage(window, theme).catch((error: unknown) => {
    if (!window.isDestroyed()) {
      void tell(
        window,
        'The page could not be shown',
        'The app is not complete; please install it again.',
        String(error),
      );
    }
  });
}

/** The page holds nothing that is not in the engine, so a page that died is simply loaded again, a few times. */
function reloadAfterPageFailure(window: BrowserWindow, showPage: () => void): void {
  let failures = 0;
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) {
      return;
    }
    failures += 1;
    process.stderr.write(`The page stopped (${reason}).\n`);
    if (failures <= mostPageFailures) {
      showPage();
    } else {
      void tell(window, 'The page keeps stopping', 'Please quit and start the app again.', `Last reason: ${reason}.`);
    }
  });
}
