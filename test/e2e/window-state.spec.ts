import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { filesHolding } from './helpers/files-holding.ts';
import { launchApp, projectRoot, type RunningApp, readRuntime } from './helpers/launch-app.ts';
import { openPageDoors } from './helpers/page-doors.ts';

let dataFolder: string;
const stateFile = () => path.join(dataFolder, 'window-state.json');

test.beforeEach(() => {
  dataFolder = mkdtempSync(path.join(tmpdir(), 'frame-of-record-window-'));
});
test.afterEach(() => {
  rmSync(dataFolder, { recursive: true, force: true });
});

function boundsOf({ app }: RunningApp) {
  return app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getNormalBounds());
}

async function during<T>(use: (running: RunningApp) => Promise<T>): Promise<T> {
  const running = await launchApp({ dataFolder });
  try {
    return await use(running);
  } finally {
    await running.close();
  }
}

test('the window opens where it last stood', async () => {
  const moved = { x: 120, y: 90, width: 1100, height: 720 };
  const first = await during(async (running) => {
    const bounds = await boundsOf(running);
    await running.app.evaluate(({ BrowserWindow }, to) => BrowserWindow.getAllWindows()[0]?.setBounds(to), moved);
    await expect.poll(() => boundsOf(running)).toEqual(moved);
    return bounds;
  });
  expect(first).toMatchObject({ width: 1280, height: 800 });
  expect(JSON.parse(readFileSync(stateFile(), 'utf8'))).toEqual({ bounds: moved, isMaximised: false });
  expect(await during(boundsOf)).toEqual(moved);
});

test('a window remembered on a display that is gone opens in the default size', async () => {
  writeFileSync(
    stateFile(),
    JSON.stringify({ bounds: { x: 9000, y: 50, width: 900, height: 700 }, isMaximised: false }),
  );
  const bounds = await during(boundsOf);
  expect(bounds).toMatchObject({ width: 1280, height: 800 });
  expect(bounds?.x).toBeLessThan(1600);
});

test('a damaged file is replaced, and the app opens all the same', async () => {
  writeFileSync(stateFile(), '{"bounds":');
  expect(await during(boundsOf)).toMatchObject({ width: 1280, height: 800 });
  expect(JSON.parse(readFileSync(stateFile(), 'utf8'))).toHaveProperty('bounds');
});

test('the theme is remembered and known before the page draws', async () => {
  await during(async ({ page }) => {
    expect(new URL(page.url()).searchParams.get('theme')).toBe('dark');
    const doors = await openPageDoors(page);
    await doors.shell('theme.remember', { theme: 'light' });
  });
  await during(async ({ app, page }) => {
    expect(new URL(page.url()).searchParams.get('theme')).toBe('light');
    const background = await app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.getBackgroundColor(),
    );
    expect(background?.toLowerCase()).toBe('#e9ebee');
  });
});

test('nothing the page keeps is written to disk', async () => {
  const secret = 'planted-in-the-page-0451';
  await during(async ({ page }) => {
    await page.evaluate(async (text) => {
      localStorage.setItem('planted', text);
      sessionStorage.setItem('planted', text);
      const cache = await caches.open('planted');
      await cache.put('https://planted.invalid/', new Response(text));
      const opening = indexedDB.open('planted', 1);
      await new Promise((resolve) => {
        opening.onupgradeneeded = () => opening.result.createObjectStore('planted').put(text, 1);
        opening.onsuccess = resolve;
        opening.onerror = resolve;
      });
    }, secret);
  });
  expect(filesHolding(dataFolder, secret)).toEqual({ holding: [], searched: expect.any(Number) });
  expect(filesHolding(dataFolder, 'bounds').holding).toEqual([stateFile()]);
});

test('a second start brings the first window forward and ends', async () => {
  await during(async (running) => {
    const runtime = readRuntime();
    const code = await new Promise<number | null>((resolve) => {
      const second = spawn(
        runtime.executable,
        [...runtime.launchArguments, projectRoot, `--user-data-dir=${dataFolder}`],
        {
          stdio: 'ignore',
          env: { ...process.env, FRAME_OF_RECORD_ENGINE_NODE: runtime.engineNode ?? '' },
        },
      );
      second.on('exit', resolve);
    });
    expect(code).toBe(0);
    expect(running.app.windows()).toHaveLength(1);
    expect(await running.page.title()).not.toBe('');
  });
});
