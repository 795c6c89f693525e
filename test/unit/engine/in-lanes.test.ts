import { expect, it } from 'vitest';
import { inLanes } from '../../../src-main/engine/in-lanes.ts';

const never = new AbortController().signal;

it('does everything, so many at a time, begun in order', async () => {
  const begun: number[] = [];
  let atOnce = 0;
  let most = 0;
  await inLanes([0, 1, 2, 3, 4], { lanes: 2, signal: never }, async (item) => {
    begun.push(item);
    atOnce += 1;
    most = Math.max(most, atOnce);
    await new Promise((resolve) => setTimeout(resolve, 5 - item));
    atOnce -= 1;
  });
  expect([begun, most, atOnce]).toEqual([[0, 1, 2, 3, 4], 2, 0]);
});

it('stops the others when one fails, waits for them, and says why the first did', async () => {
  const ended: string[] = [];
  const work = inLanes(['slow', 'bad', 'late'], { lanes: 2, signal: never }, async (item, signal) => {
    if (item === 'bad') {
      throw new Error('bad failed');
    }
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
    ended.push(item);
    throw new Error('stopped');
  });
  await expect(work).rejects.toThrow('bad failed');
  expect(ended).toEqual(['slow']);
});

it('hears that it shall stop', async () => {
  const stop = new AbortController();
  const work = inLanes([1, 2, 3], { lanes: 1, signal: stop.signal }, async (_item, signal) => {
    stop.abort();
    signal.throwIfAborted();
  });
  await expect(work).rejects.toThrow();
});
