// npm start: sets up what is missing, builds, and opens the app; without a display it does the app's main job headless.
import { join } from 'node:path';
import { buildApp } from './runtime/build-app.mjs';
import { hasDisplay } from './runtime/display.mjs';
import { ensureElectron, sandboxArguments } from './runtime/electron-runtime.mjs';
import { ensureNpmPackages } from './runtime/npm-packages.mjs';
import {
  engineNode,
  projectRoot,
  runMain,
  runStreaming,
  SetupError,
  say,
  toolEnvironment,
} from './runtime/project.mjs';
import { ensureSystemPackages } from './runtime/system-packages.mjs';

await runMain(async () => {
  const flags = process.argv.slice(2);
  const isHeadless = flags.includes('--headless') || !hasDisplay();
  await ensureSystemPackages();
  await ensureNpmPackages();
  if (isHeadless) return runHeadless();
  const runtime = await ensureElectron();
  if ((await buildApp()) !== 0) throw new SetupError('The app could not be built; the lines above say why.');
  return openApp(runtime, flags);
});

/** The same engine and the same job, without a window. */
async function runHeadless() {
  say('No display was found (or --headless was given), so the main job runs headless on a generated sample matter.');
  return runStreaming(engineNode(), [join(projectRoot, 'src-main', 'cli', 'main.ts'), 'demo'], {
    env: toolEnvironment(),
  });
}

/**
 * @param {import('./runtime/electron-runtime.mjs').ElectronRuntime} runtime
 * @param {string[]} flags handed on to the app
 */
async function openApp(runtime, flags) {
  say(`Opening the app in Electron ${runtime.version} (${runtime.executable}).`);
  const { why } = sandboxArguments();
  if (why !== null) say(`Starting with --no-sandbox, because ${why}; run as an ordinary user for real matters.`);
  const extra = runtime.engineNode === null ? {} : { FRAME_OF_RECORD_ENGINE_NODE: runtime.engineNode };
  return runStreaming(runtime.executable, [...runtime.launchArguments, projectRoot, ...flags], {
    env: toolEnvironment(extra),
  });
}
