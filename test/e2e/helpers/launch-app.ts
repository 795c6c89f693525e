import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { z } from 'zod';

/** The folder that holds package.json. */
export const projectRoot = path.resolve(import.meta.dirname, '..', '..', '..');

const runtimeFile = path.join(projectRoot, '.cache', 'electron-runtime.json');
const runtimeSchema = z.object({
  executable: z.string(),
  version: z.string(),
  engineNode: z.string().nullable(),
  launchArguments: z.array(z.string()),
});
const closeMillis = 25_000;

/**
 * Holds the app back until Playwright listens. Playwright adds it by itself only when it chooses the executable; without it, one
 * start in twenty was over before Playwright had attached, and it then waited for ever.
 */
const playwrightLoader = path.join(
  path.dirname(createRequire(import.meta.url).resolve('playwright-core/package.json')),
  'lib/server/electron/loader.js',
);

export type LaunchOptions = {
  /** Where the app keeps its own data; given twice, the app finds what it left. A fresh folder, removed at the end, otherwise. */
  readonly dataFolder?: string;
  /** Further command line arguments of the app. */
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Started instead of Electron, with the same arguments; for tracing. */
  readonly executable?: string;
  /** The app to start, when it is not this project's own. */
  readonly appFolder?: string;
};

/** The real app, with its window open and its page loaded. */
export type RunningApp = {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly dataFolder: string;
  /** What the app and its engine printed so far. */
  output(): string;
  /** Quits as a person would; ends whatever is left by force. Safe to call twice. */
  close(): Promise<void>;
};

/** Reads what scripts/runtime wrote about the Electron that is there. */
export function readRuntime(): z.infer<typeof runtimeSchema> {
  if (!existsSync(runtimeFile)) {
    throw new Error('No Electron runtime is known; run `npm test -- e2e` once, which finds or makes one.');
  }
  return runtimeSchema.parse(JSON.parse(readFileSync(runtimeFile, 'utf8')));
}

/** Starts the built app (out/) in real Electron. Needs a display: the e2e gate runs under a virtual one. */
export async function launchApp(options: LaunchOptions = {}): Promise<RunningApp> {
  const runtime = readRuntime();
  const dataFolder = options.dataFolder ?? (await mkdtemp(path.join(tmpdir(), 'frame-of-record-e2e-')));
  const app = await _electron.launch({
    executablePath: options.executable ?? runtime.executable,
    args: [
      ...runtime.launchArguments,
      '-r',
      playwrightLoader,
      options.appFolder ?? projectRoot,
      `--user-data-dir=${dataFolder}`,
      ...(options.args ?? []),
    ],
    env: {
      ...inheritedEnvironment(),
      ...(runtime.engineNode === null ? {} : { FRAME_OF_RECORD_ENGINE_NODE: runtime.engineNode }),
      ...options.env,
    },
    timeout: 60_000,
  });
  askAgain(app);
  let printed = '';
  const child = app.process();
  const collect = (chunk: Buffer) => {
    printed += chunk.toString();
  };
  child.stdout?.on('data', collect);
  child.stderr?.on('data', collect);
  let closing: Promise<void> | null = null;
  const close = () => {
    closing ??= closeApp(app, options.dataFolder === undefined ? dataFolder : null);
    return closing;
  };
  try {
    const page = await app.firstWindow();
    await page.waitForLoadState('load');
    return { app, page, dataFolder, output: () => printed, close };
  } catch (error) {
    await close();
    throw new Error(`The app did not show its window. It printed:\n${printed}`, { cause: error });
  }
}

/**
 * An answer of Electron's main process that its debugger lost ("promise was garbage collected", seen once in some
 * thousands on a busy machine) is asked for once more. What the tests ask there may be done twice.
 */
function askAgain(app: ElectronApplication): void {
  const ask = app.evaluate.bind(app) as (...parts: unknown[]) => Promise<unknown>;
  const asking = async (...parts: unknown[]): Promise<unknown> => {
    try {
      return await ask(...parts);
    } catch (error) {
      if (!(error instanceof Error) || !error.message.includes('promise was garbage collected')) {
        throw error;
      }
      return await ask(...parts);
    }
  };
  app.evaluate = asking as typeof app.evaluate;
}

/**
 * Returns when the process has really ended: Playwright's own `close` comes back a little earlier, and a second start with the
 * same data folder would then still find the first one's lock.
 */
async function closeApp(app: ElectronApplication, folderToRemove: string | null): Promise<void> {
  const child = app.process();
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    if (child.exitCode !== null || child.signalCode !== null) {
      resolve();
    }
  });
  const impatience = setTimeout(() => child.kill('SIGKILL'), closeMillis);
  await Promise.race([app.close(), ended]);
  await ended;
  clearTimeout(impatience);
  if (folderToRemove !== null) {
    await rm(folderToRemove, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Playwright's own variables would change how the app behaves. */
function inheritedEnvironment(): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (value !== undefined && name !== 'NODE_OPTIONS' && name !== 'ELECTRON_RUN_AS_NODE') {
      kept[name] = value;
    }
  }
  return kept;
}
