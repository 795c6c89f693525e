import { spawn } from 'node:child_process';
import path from 'node:path';
import { expect } from 'vitest';
import type { z } from 'zod';

/** The command line, as a script runs it. */
export const commandLineMain = path.resolve(import.meta.dirname, '../../src-main/cli/main.ts');

export type CommandRun = { readonly code: number; readonly stdout: string; readonly stderr: string };

export type CommandLine = {
  /** Runs one command in a process of its own. With `input`, the passphrase is not in its environment. */
  cli(words: readonly string[], options?: { passphrase?: string; input?: string }): Promise<CommandRun>;
  /** Standard output of a command that must succeed. */
  said(...words: readonly string[]): Promise<string>;
  /** The one JSON value that a command puts out, and nothing else; `code`: what it must end with. */
  value<S extends z.ZodType>(words: readonly string[], schema: S, code?: number): Promise<z.output<S>>;
};

/** The command line with `home` as its home and its data below it, for matters with one passphrase. */
export function commandLine(home: string, passphrase: string): CommandLine {
  const cli: CommandLine['cli'] = (words, options = {}) =>
    new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [commandLineMain, ...words], {
        env: {
          PATH: process.env['PATH'] ?? '',
          HOME: home,
          NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] ?? '',
          FRAME_OF_RECORD_DATA: path.join(home, 'cli-data'),
          FRAME_OF_RECORD_REVIEWER: 'Casey Reviewer',
          ...(options.input === undefined ? { FRAME_OF_RECORD_PASSPHRASE: options.passphrase ?? passphrase } : {}),
        },
      });
      let [stdout, stderr] = ['', ''];
      child.stdout.on('data', (chunk: Buffer) => {
        stdout += chunk.toString();
      });
      child.stderr.on('data', (chunk: Buffer) => {
        stderr += chunk.toString();
      });
      child.on('error', reject);
      child.on('close', (code) => resolve({ code: code ?? -1, stdout, stderr }));
      child.stdin.end(options.input ?? '');
    });

  async function succeeding(words: readonly string[], code = 0): Promise<string> {
    const run = await cli(words);
    expect(run.code, run.stderr).toBe(code);
    return run.stdout;
  }

  return {
    cli,
    said: (...words) => succeeding(words),
    value: async (words, schema, code) => schema.parse(JSON.parse(await succeeding([...words, '--json'], code))),
  };
}
