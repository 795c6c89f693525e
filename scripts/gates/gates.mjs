// The gates of `npm test`, in order. Each runs a tool of this project on Node 24 and returns what it counted.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildApp } from '../runtime/build-app.mjs';
import { withScreen } from '../runtime/display.mjs';
import { ensureElectron } from '../runtime/electron-runtime.mjs';
import { engineNode, projectRoot, runStreaming, toolEnvironment } from '../runtime/project.mjs';
import { tallyOfGate, tallyOfPlaywright, tallyOfVitest } from './tally.mjs';

/** @typedef {import('./tally.mjs').Tally} Tally */
/** @typedef {{ name: string, about: string, run: () => Promise<Tally> }} Gate */

/** No gate may hang for ever: one that takes this long is ended, and has failed. */
const gateLimitMs = 2_400_000;

/** @param {string[]} path a file below node_modules, or of the project when it starts with scripts */
const fileOf = (...path) =>
  path[0] === 'scripts' ? join(projectRoot, ...path) : join(projectRoot, 'node_modules', ...path);

/** @param {string} script @param {string[]} args */
const runTool = (script, args) =>
  runStreaming(engineNode(), [script, ...args], { env: toolEnvironment(), timeoutMs: gateLimitMs });

/** @type {ReadonlyArray<Gate>} */
export const gates = [
  {
    name: 'format',
    about: 'format and lint (biome)',
    run: async () =>
      tallyOfGate(await runTool(fileOf('@biomejs', 'biome', 'bin', 'biome'), ['check', '--error-on-warnings', '.'])),
  },
  {
    name: 'types',
    about: 'types (tsc)',
    run: async () => {
      // The viewer's scripts run in browsers as they are, so they are checked against an older language.
      const codes = [[], ['--project', 'tsconfig.viewer.json']].map((more) =>
        runTool(fileOf('typescript', 'bin', 'tsc'), ['--noEmit', ...more]),
      );
      return tallyOfGate(Math.max(...(await Promise.all(codes))));
    },
  },
  {
    name: 'walls',
    about: 'who may import whom (dependency-cruiser)',
    run: async () => tallyOfGate(await runTool(fileOf('scripts', 'check-walls.mjs'), [])),
  },
  { name: 'unit', about: 'unit tests (vitest)', run: () => runVitest('unit') },
  { name: 'integration', about: 'integration tests (vitest)', run: () => runVitest('integration') },
  {
    name: 'build',
    about: 'the app as Electron loads it (electron-vite)',
    run: async () => tallyOfGate(await buildApp({ force: true })),
  },
  { name: 'e2e', about: 'the real app (playwright)', run: runPlaywright },
];

/** @param {string} project */
async function runVitest(project) {
  const report = reportFile(project);
  const code = await runTool(fileOf('vitest', 'vitest.mjs'), [
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]);
  return tallyOfVitest(readReport(report), code);
}

async function runPlaywright() {
  const report = reportFile('e2e');
  const runtime = await ensureElectron();
  if ((await buildApp()) !== 0) {
    process.stdout.write('e2e was not run, because the app could not be built.\n');
    return tallyOfGate(1);
  }
  process.stdout.write(`Electron ${runtime.version} (${runtime.source}).\n`);
  const screened = withScreen(engineNode(), [fileOf('@playwright', 'test', 'cli.js'), 'test']);
  const code = await runStreaming(screened.command, screened.args, { env: toolEnvironment(), timeoutMs: gateLimitMs });
  return tallyOfPlaywright(readReport(report), code);
}

/** An empty place for a report: an old one must not be taken for this run's. @param {string} name */
function reportFile(name) {
  const file = join(projectRoot, 'test-results', `${name}.json`);
  rmSync(file, { force: true });
  return file;
}

/** @param {string} file @returns {unknown} nothing when the tool ended before it wrote one */
function readReport(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}
