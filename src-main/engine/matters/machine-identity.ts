import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { systemErrorCode } from '../store/whole-file.ts';

/** What tells one running process from every other, also after its number was given to a new one. */
export type ProcessIdentity = {
  readonly host: string;
  readonly pid: number;
  /** Changes with every start of the machine; null where the system does not say. */
  readonly bootId: string | null;
  /** Start of the process in ticks since the machine's start; null where the system does not say. */
  readonly startTicks: string | null;
};

function readSystemFile(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (thrown) {
    if (['ENOENT', 'ESRCH', 'EACCES', 'EPERM'].includes(systemErrorCode(thrown))) {
      return null;
    }
    throw thrown;
  }
}

/** Field 22 of /proc/PID/stat; the name in field 2 may hold anything, so counting begins after its last bracket. */
function startTicksOf(pid: number): string | null {
  const text = readSystemFile(`/proc/${pid}/stat`);
  return text?.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? null;
}

/** Identity of a process of this machine as it is now. */
export function identityOf(pid: number): ProcessIdentity {
  return {
    host: hostname(),
    pid,
    bootId: readSystemFile('/proc/sys/kernel/random/boot_id')?.trim() ?? null,
    startTicks: startTicksOf(pid),
  };
}

/** Whether any process of this machine has this number now. */
export function isProcessAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    // EPERM: it runs, as somebody else.
    return systemErrorCode(thrown) === 'EPERM';
  }
}

/** Whether the process that `was` names, of this host, still runs. */
export function isStillRunning(was: ProcessIdentity): boolean {
  const now = identityOf(was.pid);
  if (was.bootId !== null && now.bootId !== null && was.bootId !== now.bootId) {
    return false;
  }
  if (!isProcessAlive(was.pid)) {
    return false;
  }
  return was.startTicks === null || now.startTicks === null || was.startTicks === now.startTicks;
}
