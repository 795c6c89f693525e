// Where things stand, and the few process helpers every script shares. Runs on any Node from 18.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder that holds package.json. */
export const projectRoot = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** A set-up step that cannot go on; the message is one sentence for the person at the keyboard. */
export class SetupError extends Error {}

/** @param {string} sentence what is being done and why, one line on standard output */
export function say(sentence) {
  process.stdout.write(`[set-up] ${sentence}\n`);
}

/** The Node 24 that `npm ci` brings as a package. */
export function engineNode() {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  return join(projectRoot, 'node_modules', 'node', 'bin', name);
}

/**
 * The user's cache folder for things that must stay outside the repository: XDG_CACHE_HOME, else the system's habit.
 * @param {NodeJS.ProcessEnv} [environment]
 */
export function cacheFolder(environment = process.env) {
  const xdg = environment['XDG_CACHE_HOME'];
  if (xdg) return join(xdg, 'frame-of-record');
  if (process.platform === 'win32' && environment['LOCALAPPDATA']) {
    return join(environment['LOCALAPPDATA'], 'frame-of-record', 'cache');
  }
  return join(environment['HOME'] || homedir(), '.cache', 'frame-of-record');
}

/** The environment for tools of this project: Node 24 and the project's commands come first on PATH. */
export function toolEnvironment(extra = {}) {
  const bin = join(projectRoot, 'node_modules', '.bin');
  return { ...process.env, PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}`, ...extra };
}

/** The environment for npm itself: without the project's own Node, which npm may be about to replace. */
export function npmEnvironment() {
  const inside = join(projectRoot, 'node_modules') + sep;
  const path = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => !`${folder}${sep}`.startsWith(inside));
  return { ...process.env, PATH: path.join(delimiter) };
}

/**
 * Runs a command with its output on the screen.
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions & { timeoutMs?: number }} [options]
 * @returns {Promise<number>} the exit code; 1 when it was ended by a signal, 127 when it could not be started
 */
export function runStreaming(command, args, options = {}) {
  const { timeoutMs, ...spawnOptions } = options;
  return new Promise((settle) => {
    const child = spawn(command, args, { cwd: projectRoot, stdio: 'inherit', ...spawnOptions });
    const onLate = () => {
      process.stderr.write(`${command} was ended, because it took longer than ${Number(timeoutMs) / 1000} s.\n`);
      child.kill('SIGTERM');
    };
    const timer = timeoutMs === undefined ? undefined : setTimeout(onLate, timeoutMs);
    /** @param {NodeJS.Signals} signal */
    const forward = (signal) => child.kill(signal);
    process.on('SIGINT', forward);
    process.on('SIGTERM', forward);
    /** @param {number} code */
    const finish = (code) => {
      clearTimeout(timer);
      process.off('SIGINT', forward);
      process.off('SIGTERM', forward);
      settle(code);
    };
    child.on('error', (error) => {
      process.stderr.write(`${command} could not be started: ${error.message}\n`);
      finish(127);
    });
    child.on('close', (code) => finish(code ?? 1));
  });
}

/**
 * Runs a short command quietly.
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnSyncOptions} [options]
 * @returns {{ code: number, output: string, errors: string }} code 127 when it could not be started
 */
export function runQuiet(command, args, options = {}) {
  const done = spawnSync(command, args, {
    cwd: projectRoot,
    ...options,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  const errors = done.error ? done.error.message : String(done.stderr ?? '');
  return { code: done.error ? 127 : (done.status ?? 1), output: String(done.stdout ?? ''), errors };
}

/** @param {string} name whether a command of that name is on PATH */
export function hasCommand(name) {
  const endings = process.platform === 'win32' ? ['.exe', '.cmd', ''] : [''];
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '')
    .some((folder) => endings.some((ending) => existsSync(join(folder, name + ending))));
}

/**
 * Runs a script's main function and turns its failure into one sentence and exit code 1.
 * @param {() => Promise<number>} main returns the exit code
 */
export async function runMain(main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    process.stderr.write(`\n[set-up] ${error.message}\n`);
    process.exitCode = 1;
  }
}
