import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** The files that a process has open below a folder. Linux only; null where the system does not tell. */
export function openFilesBelow(processId: number, folder: string): string[] | null {
  const links = `/proc/${processId}/fd`;
  if (process.platform !== 'linux') {
    return null;
  }
  return readdirSync(links).flatMap((name) => {
    const target = readLinkOrNothing(`${links}/${name}`);
    return target?.startsWith(folder) === true ? [target] : [];
  });
}

/** The child processes of a process whose command line holds a word. Linux only. */
export function childrenNamed(processId: number, word: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((id) => {
      const status = readOrNothing(`/proc/${id}/stat`);
      // "pid (name) state parent ...": the name may hold spaces and brackets.
      const parent = status === null ? '' : status.slice(status.lastIndexOf(')') + 2).split(' ')[1];
      return Number(parent) === processId && readOrNothing(`/proc/${id}/cmdline`)?.includes(word) === true;
    });
}

/** A file can be closed and a process can end while it is looked at. */
function readLinkOrNothing(path: string): string | null {
  return withoutVanished(() => readlinkSync(path));
}

function readOrNothing(path: string): string | null {
  return withoutVanished(() => readFileSync(path, 'utf8'));
}

function withoutVanished(read: () => string): string | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH')) {
      return null;
    }
    throw error;
  }
}
