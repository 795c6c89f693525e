import { mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../src-main/domain/app-error.ts';
import { openFileHandles } from '../../../src-main/shell/file-answer.ts';
import { createFootageAnswer } from '../../../src-main/shell/footage-protocol.ts';

const id = '11111111-1111-4111-8111-111111111111';
const address = `footage://original/${id}`;
const bytes = Uint8Array.from({ length: 700_001 }, (_, at) => (at * 31) % 251);

let folder: string;
let file: string;
let failures: AppError[];

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'footage-protocol-'));
  file = path.join(folder, 'object');
  await writeFile(file, bytes);
  failures = [];
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

function answering(located = { path: file, mediaType: 'video/mp4', byteCount: bytes.length }) {
  const asked: string[] = [];
  const answer = createFootageAnswer(
    async (what, asking) => {
      asked.push(`${what} ${asking}`);
      if (asking !== id) {
        throw new AppError('not-found', 'There is no such footage.');
      }
      return located;
    },
    (failure) => failures.push(failure),
  );
  return { answer, asked };
}

describe('the footage protocol', () => {
  it('sends a whole file', async () => {
    const { answer, asked } = answering();
    const response = await answer(new Request(address));
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'accept-ranges': 'bytes',
      'content-length': String(bytes.length),
      'content-type': 'video/mp4',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
    expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true);
    expect(asked).toEqual([`original ${id}`]);
    expect(openFileHandles()).toBe(0);
  });

  it.each([
    ['bytes=0-0', 0, 0],
    ['bytes=1-300000', 1, 300_000],
    ['bytes=262143-', 262_143, bytes.length - 1],
    ['bytes=-10', bytes.length - 10, bytes.length - 1],
  ])('sends the part %s exactly', async (range, start, end) => {
    const { answer } = answering();
    const response = await answer(new Request(address, { headers: { Range: range } }));
    expect(response.status).toBe(206);
    expect(response.headers.get('content-range')).toBe(`bytes ${start}-${end}/${bytes.length}`);
    expect(response.headers.get('content-length')).toBe(String(end - start + 1));
    expect(Buffer.from(await response.arrayBuffer()).equals(bytes.subarray(start, end + 1))).toBe(true);
    expect(openFileHandles()).toBe(0);
  });

  it('describes without sending when asked by HEAD', async () => {
    const { answer } = answering();
    const response = await answer(new Request(address, { method: 'HEAD', headers: { Range: 'bytes=5-9' } }));
    expect(response.status).toBe(206);
    expect(response.headers.get('content-length')).toBe('5');
    expect(response.body).toBeNull();
    expect(openFileHandles()).toBe(0);
  });

  it('says 416 with the size when asked beyond the end', async () => {
    const { answer } = answering();
    const response = await answer(new Request(address, { headers: { Range: `bytes=${bytes.length}-` } }));
    expect(response.status).toBe(416);
    expect(response.headers.get('content-range')).toBe(`bytes */${bytes.length}`);
    expect(openFileHandles()).toBe(0);
  });

  it('closes the file of every answer that is given up, 400 times over', async () => {
    const { answer } = answering();
    for (let turn = 0; turn < 400; turn += 1) {
      const response = await answer(new Request(address, { headers: { Range: `bytes=${turn * 100}-` } }));
      const reader = response.body?.getReader();
      if (turn % 2 === 0) {
        await reader?.read();
      }
      await reader?.cancel();
    }
    expect(openFileHandles()).toBe(0);
  });

  it('fails the answer when the file is cut short while it is read', async () => {
    const { answer } = answering();
    const response = await answer(new Request(address));
    await truncate(file, 10);
    await expect(response.arrayBuffer()).rejects.toThrow('shorter');
    expect(openFileHandles()).toBe(0);
  });

  it('does not show bytes that are not the size that was recorded', async () => {
    const { answer } = answering({ path: file, mediaType: 'video/mp4', byteCount: 5 });
    expect((await answer(new Request(address))).status).toBe(410);
    expect(openFileHandles()).toBe(0);
  });

  it('says 410 without a path when the file is gone, and reports it', async () => {
    const { answer } = answering({ path: path.join(folder, 'gone'), mediaType: 'video/mp4', byteCount: 5 });
    const response = await answer(new Request(address));
    expect(response.status).toBe(410);
    expect(JSON.stringify([...response.headers]) + (await response.text())).not.toContain(folder);
    expect(failures.map(({ code }) => code)).toEqual(['object-missing']);
    expect(failures[0]?.message).not.toContain(folder);
  });

  it('does not follow a symbolic link', async () => {
    const link = path.join(folder, 'link');
    await symlink(file, link);
    const { answer } = answering({ path: link, mediaType: 'video/mp4', byteCount: bytes.length });
    expect((await answer(new Request(address))).status).toBe(500);
    expect(openFileHandles()).toBe(0);
  });

  it.each([
    'footage://original/22222222-2222-4222-8222-222222222222',
    'footage://original/../../etc/passwd',
    'footage://original/%2e%2e/etc/passwd',
    'footage://original/',
    'footage://packet/11111111-1111-4111-8111-111111111111',
    `footage://original/${id}/more`,
    `footage://original/${id}?path=/etc/passwd`,
    `footage://original:80/${id}`,
  ])('knows nothing at %s', async (url) => {
    const { answer } = answering();
    expect((await answer(new Request(url))).status).toBe(404);
    expect(failures).toEqual([]);
  });

  it('lets nobody write, and only the page read', async () => {
    const { answer } = answering();
    const written = await answer(new Request(address, { method: 'POST', body: 'x' }));
    expect(written.status).toBe(405);
    expect(written.headers.get('access-control-allow-origin')).toBe('app://workstation');
    const asked = await answer(new Request(address, { method: 'OPTIONS' }));
    expect(asked.status).toBe(204);
    expect(asked.headers.get('access-control-allow-methods')).toBe('GET, HEAD');
  });

  it('says 503 while the engine is being started again', async () => {
    const answer = createFootageAnswer(
      async () => {
        throw new AppError('engine-gone', 'The engine is being started again.');
      },
      (failure) => failures.push(failure),
    );
    expect((await answer(new Request(address))).status).toBe(503);
  });
});
