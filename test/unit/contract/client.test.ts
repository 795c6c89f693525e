import { expect, it } from 'vitest';
import { createEngineClient } from '../../../src-main/contract/client.ts';
import { createPortPair } from '../../../src-main/contract/port.ts';
import { toWireError } from '../../../src-main/contract/wire.ts';
import { AppError } from '../../../src-main/domain/app-error.ts';

function fakeEngine() {
  const [own, other] = createPortPair();
  const heard: unknown[] = [];
  other.onMessage((message) => heard.push(message));
  return { client: createEngineClient(own), other, heard };
}

async function settled(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

it('matches answers to calls, in whatever order they come', async () => {
  const { client, other } = fakeEngine();
  const first = client.call('matters.recent', {});
  const second = client.call('matters.current', {});
  other.post({ kind: 'result', id: 2, value: null });
  other.post({ kind: 'result', id: 1, value: [] });
  expect(await second).toBeNull();
  expect(await first).toEqual([]);
});

it('carries an error as its code and sentence, without a stack', async () => {
  const { client, other } = fakeEngine();
  const call = client.call('matters.current', {});
  const error = toWireError(new AppError('matter-locked', 'Open elsewhere.', { pid: 7 }, new Error('inner')));
  expect(JSON.stringify(error)).not.toContain('inner');
  other.post({ kind: 'error', id: 1, error });
  await expect(call).rejects.toMatchObject({ code: 'matter-locked', message: 'Open elsewhere.', details: { pid: 7 } });
});

it('refuses an answer that has not the agreed form', async () => {
  const { client, other } = fakeEngine();
  const call = client.call('matters.recent', {});
  other.post({ kind: 'result', id: 1, value: [{ name: 'half a matter' }] });
  await expect(call).rejects.toMatchObject({ code: 'internal' });
});

it('fails every waiting and later call with engine-gone when the port closes', async () => {
  const { client, other } = fakeEngine();
  const waiting = client.call('matters.recent', {});
  let wasTold = false;
  client.onGone(() => {
    wasTold = true;
  });
  other.close();
  await expect(waiting).rejects.toMatchObject({ code: 'engine-gone' });
  await expect(client.call('matters.recent', {})).rejects.toMatchObject({ code: 'engine-gone' });
  expect(wasTold).toBe(true);
});

it('sends cancel when the signal fires, and nothing at all when it had fired before', async () => {
  const { client, heard } = fakeEngine();
  const controller = new AbortController();
  const cancelledLater = client.call('matters.recent', {}, { signal: controller.signal });
  cancelledLater.catch(() => undefined);
  controller.abort();
  await expect(client.call('matters.recent', {}, { signal: controller.signal })).rejects.toMatchObject({
    code: 'cancelled',
  });
  await settled();
  expect(heard.map((message) => (message as { kind: string }).kind)).toEqual(['call', 'cancel']);
});

it('gives topics to their listeners until they stop listening', async () => {
  const { client, other } = fakeEngine();
  const seen: unknown[] = [];
  const stop = client.on('matter.changed', (value) => seen.push(value));
  other.post({ kind: 'event', topic: 'matter.changed', value: null });
  other.post({ kind: 'event', topic: 'no.such.topic', value: 1 });
  await settled();
  stop();
  other.post({ kind: 'event', topic: 'matter.changed', value: null });
  await settled();
  expect(seen).toEqual([null]);
});
