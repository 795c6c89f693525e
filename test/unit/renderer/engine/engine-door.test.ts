import { describe, expect, test } from 'vitest';
import { createPortPair, type Port } from '../../../../src-main/contract/port.ts';
import type { ClientMessage } from '../../../../src-main/contract/wire.ts';
import { AppError } from '../../../../src-main/domain/app-error.ts';
import { createEngineDoor } from '../../../../src-renderer/engine/engine-door.ts';

/** The engine's end of a port: keeps what it was asked and answers on demand. */
function standInEngine(): { port: Port; asked: ClientMessage[]; end: Port } {
  const [near, far] = createPortPair();
  const asked: ClientMessage[] = [];
  far.onMessage((message) => asked.push(message as ClientMessage));
  return { port: near, asked, end: far };
}

async function settle(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 5));
}

describe('the door to the engine', () => {
  test('a call made before the first port is sent when the port is there', async () => {
    const door = createEngineDoor();
    const answer = door.call('matters.current', {});
    const engine = standInEngine();
    await settle();
    expect(engine.asked).toEqual([]);
    door.connect(engine.port);
    await settle();
    expect(engine.asked).toMatchObject([{ kind: 'call', name: 'matters.current' }]);
    engine.end.post({ kind: 'result', id: 1, value: null });
    expect(await answer).toBeNull();
    expect(door.status()).toBe('ready');
  });

  test('a call that the engine took along fails with engine-gone; the next waits for the new engine', async () => {
    const door = createEngineDoor();
    const first = standInEngine();
    door.connect(first.port);
    const lost = door.call('matters.current', {});
    await settle();
    first.end.close();
    await expect(lost).rejects.toMatchObject({ code: 'engine-gone' });
    expect(door.status()).toBe('restarting');

    const waiting = door.call('matters.current', {});
    const second = standInEngine();
    door.connect(second.port);
    await settle();
    second.end.post({ kind: 'result', id: 1, value: null });
    expect(await waiting).toBeNull();
    expect(door.status()).toBe('ready');
  });

  test('listeners hear the new engine and not the old one', async () => {
    const door = createEngineDoor();
    const heard: unknown[] = [];
    const stop = door.on('matter.changed', (value) => heard.push(value));
    const first = standInEngine();
    door.connect(first.port);
    first.end.post({ kind: 'event', topic: 'matter.changed', value: null });
    await settle();
    const second = standInEngine();
    door.connect(second.port);
    second.end.post({ kind: 'event', topic: 'matter.changed', value: null });
    await settle();
    expect(heard).toEqual([null, null]);
    stop();
    second.end.post({ kind: 'event', topic: 'matter.changed', value: null });
    await settle();
    expect(heard).toHaveLength(2);
  });

  test('a waiting call can be given up', async () => {
    const door = createEngineDoor();
    const controller = new AbortController();
    const call = door.call('matters.current', {}, { signal: controller.signal });
    controller.abort();
    await expect(call).rejects.toSatisfy((error) => error instanceof AppError && error.code === 'cancelled');
  });

  test('each change of the status is told once', async () => {
    const door = createEngineDoor();
    const told: string[] = [];
    door.onStatus((status) => told.push(status));
    const first = standInEngine();
    door.connect(first.port);
    door.lose();
    door.lose();
    door.connect(standInEngine().port);
    expect(told).toEqual(['ready', 'restarting', 'ready']);
  });
});
