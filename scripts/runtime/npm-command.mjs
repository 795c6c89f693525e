// How to call the npm that is running us, without going through the project's own Node (npm may be about to replace it).
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { hasCommand, npmEnvironment, projectRoot, SetupError } from './project.mjs';

/**
 * @param {string[]} args for npm
 * @returns {{ command: string, args: string[], options: import('node:child_process').SpawnOptions }} ready for spawn
 */
export function npmCommand(args) {
  const options = { env: npmEnvironment() };
  const cli = process.env['npm_execpath'];
  if (cli?.endsWith('.js') && existsSync(cli)) {
    const node = nodeOutsideProject();
    if (node !== undefined) return { command: node, args: [cli, ...args], options };
  }
  if (!hasCommand('npm'))
    throw new SetupError('npm was not found on PATH; install Node.js 20 or newer with npm and run the command again.');
  return process.platform === 'win32'
    ? { command: 'npm.cmd', args, options: { ...options, shell: true } }
    : { command: 'npm', args, options };
}

/** A Node executable that `npm ci` will not delete while it runs. */
function nodeOutsideProject() {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const inside = join(projectRoot, 'node_modules');
  const candidates = [process.env['npm_node_execpath'], process.execPath];
  for (const folder of (npmEnvironment().PATH ?? '').split(process.platform === 'win32' ? ';' : ':'))
    candidates.push(join(folder, name));
  return candidates.find((path) => path && !dirname(path).startsWith(inside) && existsSync(path));
}
