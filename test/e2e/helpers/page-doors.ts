import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type { Page } from '@playwright/test';
import type { CallInput, CallName, CallOutput } from '../../../src-main/contract/api.ts';
import type { ShellCallInput, ShellCallName, ShellCallOutput } from '../../../src-main/contract/shell-powers.ts';
import type { RunningApp } from './launch-app.ts';
import { answerOpenDialogs, answerSaveDialogs } from './native-dialogs.ts';

/** The page's own two ports, used by a test with exactly the rights of the page. */
export type PageDoors = {
  /** Rejects with an Error whose message begins with the code. */
  engine<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>>;
  shell<N extends ShellCallName>(name: N, input: ShellCallInput<N>): Promise<ShellCallOutput<N>>;
  /** How many ports of that kind the page was given since it was loaded. */
  portCount(kind: 'engine-port' | 'shell-port'): Promise<number>;
  /** Events of both ports, oldest first. */
  events(): Promise<{ topic: string; value: unknown }[]>;
};

/** What the listener in the page keeps; lives on the page's window under this name. */
type Kept = {
  ports: { kind: string; port: MessagePort; isClosed: boolean }[];
  events: { topic: string; value: unknown }[];
};
type ListeningWindow = Window & { testDoors?: Kept };

/** Put into the page before its own script: it hears the same delivery as the page and leaves the ports to it. */
function listenForPorts(): void {
  const kept: Kept = { ports: [], events: [] };
  (window as ListeningWindow).testDoors = kept;
  window.addEventListener('message', (event) => {
    const port = event.ports[0];
    if (event.source !== window || port === undefined) {
      return;
    }
    const delivered = { kind: (event.data as { kind: string }).kind, port, isClosed: false };
    kept.ports.push(delivered);
    port.addEventListener('close', () => {
      delivered.isClosed = true;
    });
    port.addEventListener('message', ({ data }) => {
      const message = data as { kind: string; topic: string; value: unknown };
      if (message.kind === 'event') {
        kept.events.push({ topic: message.topic, value: message.value });
      }
    });
  });
}

/** Loads the page once more, listening, and waits for both ports. */
export async function openPageDoors(page: Page): Promise<PageDoors> {
  await page.addInitScript(listenForPorts);
  await page.reload();
  await page.waitForFunction(() => {
    const kinds = (window as ListeningWindow).testDoors?.ports.map(({ kind }) => kind) ?? [];
    return kinds.includes('engine-port') && kinds.includes('shell-port');
  });

  const call = async (kind: string, name: string, input: unknown): Promise<unknown> => {
    const answer = await page.evaluate(
      ([portKind, callName, callInput]) =>
        new Promise<{ value?: unknown; failure?: string }>((resolve, reject) => {
          const last = (window as ListeningWindow).testDoors?.ports.filter((kept) => kept.kind === portKind).at(-1);
          if (last === undefined) {
            reject(new Error(`The page has no ${portKind}.`));
            return;
          }
          if (last.isClosed) {
            resolve({ failure: 'engine-gone: the port is closed' });
            return;
          }
          const { port } = last;
          // Far from the page's own numbers, which count up from 1.
          const id = 1_000_000 + Math.floor(Math.random() * 1_000_000_000);
          port.addEventListener('message', ({ data }) => {
            const message = data as {
              id?: number;
              kind: string;
              value: unknown;
              error: { code: string; message: string };
            };
            if (message.id === id) {
              resolve(
                message.kind === 'result'
                  ? { value: message.value }
                  : { failure: `${message.error.code}: ${message.error.message}` },
              );
            }
          });
          port.addEventListener('close', () => resolve({ failure: 'engine-gone: the port was closed' }));
          port.start();
          port.postMessage({ kind: 'call', id, name: callName, input: callInput });
        }),
      [kind, name, input] as const,
    );
    if (answer.failure !== undefined) {
      throw new Error(answer.failure);
    }
    return answer.value;
  };

  return {
    engine: (name, input) => call('engine-port', name, input) as never,
    shell: (name, input) => call('shell-port', name, input) as never,
    portCount: (kind) =>
      page.evaluate(
        (wanted) => (window as ListeningWindow).testDoors?.ports.filter((kept) => kept.kind === wanted).length ?? 0,
        kind,
      ),
    events: () => page.evaluate(() => (window as ListeningWindow).testDoors?.events ?? []),
  };
}

export const testPassphrase = 'correct horse battery staple again';

/** Makes a matter through the page's own ports and the (answered) dialog. Resolves with its folder, below the app's own. */
export async function createMatter(running: RunningApp, doors: PageDoors): Promise<string> {
  const folder = path.join(running.dataFolder, `matter-${randomUUID()}`);
  await answerSaveDialogs(running.app, folder);
  const granted = await doors.shell('dialog.newFolder', { title: 'Where to', suggestedName: 'Matter' });
  if (granted === null) {
    throw new Error('The dialog gave no grant.');
  }
  await doors.engine('matters.create', {
    folder: { grant: granted.grant },
    name: 'Test matter',
    passphrase: testPassphrase,
    reviewer: { name: 'Robin Reviewer', role: 'paralegal' },
  });
  return folder;
}

/** Brings files into the open matter and waits until every job of it has ended. */
export async function ingest(running: RunningApp, doors: PageDoors, paths: readonly string[]): Promise<void> {
  await answerOpenDialogs(running.app, paths);
  const granted = await doors.shell('dialog.pickFiles', {});
  await doors.engine('footage.ingest', { paths: granted.map(({ grant }) => ({ grant })) });
  await whenJobsEnd(doors);
}

/** Waits until no job is queued or running. */
export async function whenJobsEnd(doors: PageDoors): Promise<void> {
  for (;;) {
    const jobs = await doors.engine('jobs.list', {});
    if (jobs.every(({ state }) => state !== 'queued' && state !== 'running')) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
