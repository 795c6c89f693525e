// npm run build: the app as Electron loads it (out/), whether or not something changed.
import { buildApp } from './runtime/build-app.mjs';
import { ensureNpmPackages } from './runtime/npm-packages.mjs';
import { runMain } from './runtime/project.mjs';

await runMain(async () => {
  await ensureNpmPackages();
  return buildApp({ force: true });
});
