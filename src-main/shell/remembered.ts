import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { z } from 'zod';

/**
 * Reads a small file of the shell's own: where the window stood, which theme. One that cannot be understood is worth a line
 * of output and nothing more; the app then starts as it does the first time.
 */
export function readRemembered<S extends z.ZodType>(schema: S, file: string): z.output<S> | null {
  if (!existsSync(file)) {
    return null;
  }
  try {
    return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    process.stderr.write(`${file} could not be used and will be written anew: ${String(error)}\n`);
    return null;
  }
}

/** Writes a small file whole or not at all, readable by this person only. */
export function writeRemembered(file: string, value: unknown): void {
  const unfinished = `${file}.new`;
  writeFileSync(unfinished, `${JSON.stringify(value)}\n`, { mode: 0o600 });
  renameSync(unfinished, file);
}
