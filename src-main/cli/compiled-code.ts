import { lstatSync, mkdirSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { homedir } from 'node:os';
import path from 'node:path';

/** Where this system keeps what a program can make again; null on Windows, where it cannot be seen who else may write there. */
function cacheFolder(): string | null {
  if (process.platform === 'win32') {
    return null;
  }
  const stated = process.env['XDG_CACHE_HOME'] ?? '';
  const usual = process.platform === 'darwin' ? path.join('Library', 'Caches') : '.cache';
  return path.join(path.isAbsolute(stated) ? stated : path.join(homedir(), usual), 'frame-of-record');
}

/** A folder of this user that nobody else can look or write into; made where it is not there. */
export function isPrivateFolder(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const found = lstatSync(folder);
    return found.isDirectory() && found.uid === process.geteuid?.() && (found.mode & 0o077) === 0;
  } catch {
    // A home that cannot be written: the command is only slower to start.
    return false;
  }
}

/**
 * Keeps the compiled form of this program's own code between one command and the next, which halves the time to start.
 * What lies there is run, so it is used only where nobody but this user can put anything. It never holds anything of a matter.
 */
export function keepCompiledCode(): void {
  const folder = cacheFolder();
  if (folder !== null && isPrivateFolder(folder)) {
    enableCompileCache(path.join(folder, 'compiled-code'));
  }
}
