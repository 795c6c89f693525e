import { type ChildProcess, fork } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createEngineClient, type EngineClient } from '../../../../src-main/contract/client.ts';
import { fromChildMessageSchema, type ToChildMessage } from '../../../../src-main/contract/engine-host.ts';
import type { Port } from '../../../../src-main/contract/port.ts';
import { makeTestPlace, testPassphrase, testReviewer } from '../../../helpers/open-test-matter.ts';

const entry = path.join(import.meta.dirname, '../../../../src-main/engine/entry/node.ts');
const resourcesFolder = path.join(import.meta.dirname, '../../../../resources');
let place = '';
let child: ChildProcess;
let ended: Promise<number | null>;

beforeEach(async () => {
  place = makeTestPlace('entry');
  const options = {
    dataFolder: path.join(place, 'data'),
    resourcesFolder,
    appVersion: '0.0.0-test',
    host: 'node-child',
  };
  child = fork(entry, [JSON.stringify(options)], {
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
  });
  ended = new Promise((resolve) => child.once('exit', resolve));
  await new Promise<void>((resolve) =>
    child.on('message', (raw) => {
      if (fromChildMessageSchema.parse(raw).kind === 'ready') {
        resolve();
      }
    }),
  );
});
afterEach(() => {
  child.kill('SIGKILL');
  rmSync(place, { recursive: true, force: true });
});

function connect(portId: number, trust: 'page' | 'shell'): EngineClient {
  const send = (message: ToChildMessage) => child.send(message);
  const closers: (() => void)[] = [];
  send({ kind: 'attach', portId, trust });
  const port: Port = {
    post: (message) => send({ kind: 'post', portId, message }),
    onMessage: (listener) => {
      child.on('message', (raw) => {
        const message = fromChildMessageSchema.parse(raw);
        if (message.kind === 'post' && message.portId === portId) {
          listener(message.message);
        } else if (message.kind === 'close' && message.portId === portId) {
          for (const closer of closers) {
            closer();
          }
        }
      });
    },
    onClose: (listener) => closers.push(listener),
    close: () => send({ kind: 'close', portId }),
  };
  return createEngineClient(port);
}

const request = () => ({
  folder: { path: path.join(place, 'matter') },
  name: 'A matter',
  passphrase: testPassphrase,
  reviewer: testReviewer,
});

describe('the engine as a Node child', () => {
  it('serves several ports with their own rights, and closes the matter when asked to quit', async () => {
    const shell = connect(0, 'shell');
    const page = connect(1, 'page');
    expect(await page.call('app.about', {})).toMatchObject({ engineHost: 'node-child', version: '0.0.0-test' });
    const { summary } = await shell.call('matters.create', request());
    expect(await page.call('matters.current', {})).toEqual(summary);
    await expect(page.call('grants.add', { paths: ['/'] })).rejects.toMatchObject({ code: 'not-permitted' });
    page.close();
    child.send({ kind: 'quit' } satisfies ToChildMessage);
    expect(await ended).toBe(0);
    expect(existsSync(path.join(place, 'matter', 'matter.lock'))).toBe(false);
    expect(existsSync(path.join(place, 'matter', 'matter.db-wal'))).toBe(false);
  });

  it('ends by itself, in order, when the shell is gone', async () => {
    await connect(0, 'shell').call('matters.create', request());
    child.disconnect();
    expect(await ended).toBe(0);
    expect(existsSync(path.join(place, 'matter', 'matter.lock'))).toBe(false);
  });

  it('cuts off a port that breaks the protocol, and stops with a word when its host does', async () => {
    const client = connect(0, 'page');
    const gone = new Promise<void>((resolve) => client.onGone(resolve));
    child.send({ kind: 'post', portId: 0, message: { kind: 'nonsense' } } satisfies ToChildMessage);
    await gone;
    let said = '';
    child.stderr?.on('data', (chunk) => {
      said += String(chunk);
    });
    child.send({ kind: 'nonsense' });
    expect(await ended).toBe(1);
    expect(said).toMatch(/stops because of a defect/);
  });
});
