import { spawn } from 'node:child_process';
import path from 'node:path';
import { z } from 'zod';
import type { Acknowledgement } from './crash-scenario.ts';

const lineSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('opening') }),
  z.object({ kind: z.literal('ready') }),
  z.object({ kind: z.literal('told'), fact: z.record(z.string(), z.union([z.string(), z.number()])) }),
  z.object({ kind: z.literal('idle') }),
  z.object({ kind: z.literal('closed') }),
]);

export type EngineRun = {
  readonly told: readonly Acknowledgement[];
  /** How long it worked from the line after which it was to be killed, in milliseconds. */
  readonly workMillis: number;
  readonly wasKilled: boolean;
  /** It had not said that all work was done: the kill met a busy engine. */
  readonly wasBusy: boolean;
};

export type EngineRunRequest = {
  readonly scenario: string;
  readonly folder: string;
  readonly dataFolder: string;
  readonly workFolder: string;
  readonly round: number;
  readonly mode: 'work' | 'resume' | `step-${number}`;
  /** SIGKILL so long after `killFrom` was said; null lets it finish. */
  readonly killAfterMillis: number | null;
  readonly killFrom: 'opening' | 'ready';
};

/** Runs an engine of its own process on the matter and kills it, or not. Rejects when it fails by itself. */
export function runEngine(request: EngineRunRequest): Promise<EngineRun> {
  const entry = path.join(import.meta.dirname, 'engine-child.ts');
  const { scenario, folder, dataFolder, workFolder, round, mode } = request;
  const child = spawn(process.execPath, [entry, scenario, folder, dataFolder, workFolder, String(round), mode], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return new Promise((resolve, reject) => {
    const told: Acknowledgement[] = [];
    let text = '';
    let errors = '';
    let startedAt = performance.now();
    let isIdle = false;
    let killer: NodeJS.Timeout | undefined;

    function hear(line: string): void {
      const message = lineSchema.parse(JSON.parse(line));
      if (message.kind === request.killFrom) {
        startedAt = performance.now();
        if (request.killAfterMillis !== null) {
          killer = setTimeout(() => child.kill('SIGKILL'), request.killAfterMillis);
        }
      }
      if (message.kind === 'told') {
        told.push(message.fact);
      }
      isIdle ||= message.kind === 'idle';
    }

    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      const lines = text.split('\n');
      text = lines.pop() ?? '';
      lines.forEach(hear);
    });
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      errors += chunk;
    });
    child.on('error', reject);
    child.on('close', (code, signal) => {
      clearTimeout(killer);
      if (code !== 0 && signal !== 'SIGKILL') {
        reject(new Error(`The engine ended by itself with ${code ?? signal}: ${errors.slice(-2000)}`));
        return;
      }
      const workMillis = performance.now() - startedAt;
      resolve({ told, workMillis, wasKilled: signal === 'SIGKILL', wasBusy: signal === 'SIGKILL' && !isIdle });
    });
  });
}
