import { execFileSync, spawnSync } from 'node:child_process';

/**
 * Whether a program by other people is on this machine. Tests then say they were skipped; where CI=true its absence is a
 * failure, so that a green run means it was asked.
 */
export function hasTool(name: string): boolean {
  const isHere = spawnSync('sh', ['-c', `command -v ${name}`]).status === 0;
  if (!isHere && process.env['CI'] === 'true') {
    throw new Error(`${name} is not installed; the tests need it where CI=true.`);
  }
  return isHere;
}

/** Runs a program and answers what it said; its error output goes into the error it throws. */
export function runTool(name: string, args: readonly string[], cwd?: string): string {
  return execFileSync(name, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], cwd, maxBuffer: 1 << 26 });
}
