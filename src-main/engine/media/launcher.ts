import { constants } from 'node:fs';
import { access } from 'node:fs/promises';

/** What is really started: the program itself or, on Linux, small helpers that set limits and then become it. */
export interface Launcher {
  readonly executable: string;
  readonly arguments: readonly string[];
}

const setprivPath = '/usr/bin/setpriv';
const prlimitPath = '/usr/bin/prlimit';

async function isThere(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

let helpers: Promise<{ readonly setpriv: boolean; readonly prlimit: boolean }> | null = null;

async function findHelpers(): Promise<{ readonly setpriv: boolean; readonly prlimit: boolean }> {
  if (process.platform !== 'linux') {
    return { setpriv: false, prlimit: false };
  }
  return { setpriv: await isThere(setprivPath), prlimit: await isThere(prlimitPath) };
}

/**
 * How to start `executable` so that it dies with us (`setpriv --pdeathsig`) and cannot take more than `mostMemoryBytes`
 * of address space (`prlimit --as`); each only where the system has the helper.
 */
export async function launcherFor(executable: string, mostMemoryBytes: number | null): Promise<Launcher> {
  helpers ??= findHelpers();
  const { setpriv, prlimit } = await helpers;
  const chain = [
    ...(setpriv ? [setprivPath, '--pdeathsig', 'KILL', '--'] : []),
    ...(prlimit && mostMemoryBytes !== null ? [prlimitPath, `--as=${mostMemoryBytes}`, '--'] : []),
    executable,
  ];
  const [first = executable, ...rest] = chain;
  return { executable: first, arguments: rest };
}
