// Node 24 runs this (the two packages need it): gives an unpacked Electron a default app, and sets the fuses tests need.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createPackage } from '@electron/asar';
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';

const dist = process.argv[2];
if (dist === undefined) throw new Error('Usage: finish-electron.mjs <folder of an unpacked Electron>');

await createPackage(
  fileURLToPath(new URL('default-app', import.meta.url)),
  join(dist, 'resources', 'default_app.asar'),
);
await flipFuses(join(dist, 'electron'), {
  version: FuseVersion.V1,
  // Playwright drives the main process through the inspector.
  [FuseV1Options.EnableNodeCliInspectArguments]: true,
  // The package's own snapshot is its app's, and is left out.
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
});
