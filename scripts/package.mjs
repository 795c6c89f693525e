// npm run package: builds the app and hands it to electron-builder. `npm run package -- --dir` makes an unpacked app from
// the Electron at hand; installers use the Electron that package.json names, which electron-builder fetches itself.
import { dirname, join } from 'node:path';
import { buildApp } from './runtime/build-app.mjs';
import { ensureElectron } from './runtime/electron-runtime.mjs';
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
  await ensureSystemPackages();
  await ensureNpmPackages();
  if ((await buildApp()) !== 0) throw new SetupError('The app could not be built; the lines above say why.');
  const local = flags.includes('--dir') ? await localElectron() : [];
  const cli = join(projectRoot, 'node_modules', 'electron-builder', 'cli.js');
  return runStreaming(engineNode(), [cli, '--publish', 'never', ...flags, ...local], { env: toolEnvironment() });
});

/** Settings that make electron-builder take the runtime that is already here. */
async function localElectron() {
  const runtime = await ensureElectron();
  if (process.platform === 'darwin') return [];
  say(`Packaging with Electron ${runtime.version} (${runtime.source}).`);
  if (runtime.source === 'registry')
    say(
      'This runtime is for development and tests: the result shows that packaging works, and is not to be handed out.',
    );
  // There the engine is a plain Node child, which cannot read inside an archive; the product's own engine can.
  const unpacked = runtime.engineNode === null ? [] : ['**/*.node', 'out/main/**', 'node_modules/**'];
  return [
    ...unpacked.map((pattern) => `--config.asarUnpack=${pattern}`),
    `--config.electronDist=${dirname(runtime.executable)}`,
    `--config.electronVersion=${runtime.version}`,
  ];
}
