import { afterEach, describe, expect, it } from 'vitest';
import type { FootageDetail } from '../../../../src-main/domain/footage.ts';
import type { FrameIndex } from '../../../../src-main/domain/frame-index.ts';
import { forgetKeptIndexes, keptIndex } from '../../../../src-renderer/playback/kept-indexes.ts';

const detail = (id: string, frameCount: number) =>
  ({ footage: { id }, index: { frameCount } }) as unknown as FootageDetail;
const index = (count: number) => ({ count }) as FrameIndex;

describe('indexes that were read lately', () => {
  afterEach(forgetKeptIndexes);

  it('are not read again, unless the recording was indexed anew or the matter closed', async () => {
    const read: string[] = [];
    const open = (id: string, count: number) =>
      keptIndex(detail(id, count), async () => {
        read.push(`${id} ${count}`);
        return index(count);
      });
    expect(await open('a', 10)).toBe(await open('a', 10));
    await open('a', 11);
    forgetKeptIndexes();
    await open('a', 11);
    expect(read).toEqual(['a 10', 'a 11', 'a 11']);
  });

  it('are read once when two ask at the same time', async () => {
    let reads = 0;
    const read = async () => {
      reads += 1;
      return index(10);
    };
    const [first, second] = await Promise.all([keptIndex(detail('a', 10), read), keptIndex(detail('a', 10), read)]);
    expect(first).toBe(second);
    expect(reads).toBe(1);
  });

  it('are read again when the reading failed', async () => {
    await expect(keptIndex(detail('a', 10), () => Promise.reject(new Error('The drive went.')))).rejects.toThrow();
    expect(await keptIndex(detail('a', 10), async () => index(10))).toEqual(index(10));
  });

  it('are given up, the oldest first, when they hold too many frames', async () => {
    const read: string[] = [];
    const open = (id: string, count: number) =>
      keptIndex(detail(id, count), async () => {
        read.push(id);
        return index(count);
      });
    for (const id of ['a', 'b', 'c', 'c', 'b', 'a']) {
      await open(id, 2_592_000);
    }
    expect(read).toEqual(['a', 'b', 'c', 'a']);
  });
});
