// What the machine itself must have: ffmpeg, a virtual screen where there is none, and the libraries Electron links to.
import { existsSync } from 'node:fs';
import { hasDisplay } from './display.mjs';
import { hasCommand, runQuiet, runStreaming, SetupError, say } from './project.mjs';

/**
 * Each entry is one need. `names`: Debian's package, then the name that newer Debian and Ubuntu releases use.
 * `command`: a command that fulfils the need wherever it came from.
 * @type {ReadonlyArray<{ names: readonly string[], command?: string, only?: 'no-display' | 'linux-x64' }>}
 */
export const systemNeeds = [
  { names: ['ffmpeg'], command: 'ffmpeg' },
  { names: ['xvfb'], command: 'xvfb-run', only: 'no-display' },
  { names: ['xauth'], command: 'xauth', only: 'no-display' },
  { names: ['unzip'], command: 'unzip', only: 'linux-x64' },
  { names: ['libgtk-3-0', 'libgtk-3-0t64'] },
  { names: ['libnss3'] },
  { names: ['libasound2', 'libasound2t64'] },
  { names: ['libgbm1'] },
  { names: ['libxss1'] },
  { names: ['libatk-bridge2.0-0', 'libatk-bridge2.0-0t64'] },
  { names: ['libdrm2'] },
];

/**
 * What the tests alone need: programs by other people that read what the app makes, as a stranger would.
 * @type {typeof systemNeeds}
 */
export const testNeeds = [
  { names: ['qpdf'], command: 'qpdf' },
  { names: ['poppler-utils'], command: 'pdftotext' },
  { names: ['age'], command: 'age' },
  { names: ['openssl'], command: 'openssl' },
  { names: ['python3-minimal'], command: 'python3' },
  { names: ['libtiff-tools'], command: 'tiffinfo' },
  { names: ['libxml2-utils'], command: 'xmllint' },
  { names: ['zbar-tools'], command: 'zbarimg' },
];

/**
 * The needs that are not met, each as the list of package names that would meet it.
 * @param {{ isInstalled: (name: string) => boolean, hasCommand: (name: string) => boolean, hasDisplay: boolean, isLinuxX64: boolean }} machine
 * @param {typeof systemNeeds} needs
 * @returns {Array<readonly string[]>}
 */
export function missingNeeds(machine, needs = systemNeeds) {
  return needs
    .filter(
      (need) =>
        !(need.only === 'no-display' && machine.hasDisplay) && !(need.only === 'linux-x64' && !machine.isLinuxX64),
    )
    .filter((need) => !(need.command && machine.hasCommand(need.command)) && !need.names.some(machine.isInstalled))
    .map((need) => need.names);
}

/**
 * Installs what is missing when we may, and otherwise stops with the one command to run.
 * @param {typeof systemNeeds} needs
 */
export async function ensureSystemPackages(needs = systemNeeds) {
  if (process.platform !== 'linux' || !existsSync('/etc/debian_version')) {
    requireFfmpeg();
    return;
  }
  const installed = installedDebianPackages();
  const missing = missingNeeds(
    {
      isInstalled: (name) => installed.has(name),
      hasCommand,
      hasDisplay: hasDisplay(),
      isLinuxX64: process.arch === 'x64',
    },
    needs,
  );
  if (missing.length === 0) return;
  if (process.getuid?.() !== 0) {
    const names = missing.map((alternatives) => alternatives[0]).join(' ');
    throw new SetupError(
      `Debian packages are missing and only root can install them; run: sudo apt-get update && sudo apt-get install -y ${names}`,
    );
  }
  say('Refreshing the list of Debian packages, because some that the app needs are missing.');
  const lock = ['-o', 'DPkg::Lock::Timeout=300'];
  await runStreaming('apt-get', ['update', '-qq', ...lock]);
  const names = missing.map((alternatives) => alternatives.find(isKnownToApt) ?? String(alternatives[0]));
  say(`Installing Debian packages: ${names.join(' ')}.`);
  const code = await runStreaming('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...lock, ...names], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  if (code !== 0) {
    throw new SetupError(
      `The Debian packages could not be installed (apt-get ended with ${code}); run: apt-get update && apt-get install -y ${names.join(' ')}`,
    );
  }
}

function requireFfmpeg() {
  if (hasCommand('ffmpeg') && hasCommand('ffprobe')) return;
  const how =
    process.platform === 'darwin'
      ? 'brew install ffmpeg'
      : process.platform === 'win32'
        ? 'winget install Gyan.FFmpeg'
        : 'your package manager, for example: sudo dnf install ffmpeg';
  throw new SetupError(`ffmpeg and ffprobe were not found on PATH; install them with ${how}`);
}

/** @returns {Set<string>} */
function installedDebianPackages() {
  const names = runQuiet('dpkg', ['--get-selections'])
    .output.split('\n')
    .filter((line) => line.endsWith('\tinstall'))
    .map((line) => line.replace(/(:[a-z0-9-]+)?\t.*$/, ''));
  return new Set(names);
}

/** @param {string} name whether apt could install a package of exactly that name */
function isKnownToApt(name) {
  return /Candidate: (?!\(none\))\S/.test(
    runQuiet('apt-cache', ['policy', name], { env: { ...process.env, LC_ALL: 'C' } }).output,
  );
}
