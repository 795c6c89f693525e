import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { footageFolder } from '../helpers/footage-folder.ts';
import { launchApp, type RunningApp } from './helpers/launch-app.ts';
import { openFilesBelow } from './helpers/open-files.ts';
import { createMatter, ingest, openPageDoors, type PageDoors } from './helpers/page-doors.ts';

const names = [
  '01-lobby-fixed-camera.mp4',
  '03-parking-overhead.mp4',
  '04-hikers-faces.mp4',
  '02-lobby-dvr-export-4m39s.derived.mp4',
];
const folder = footageFolder();

test.skip(folder === null, 'The real recordings are not on this machine.');

let running: RunningApp;
let doors: PageDoors;
let matterFolder: string;
let footage: { id: string; name: string; path: string; byteCount: number }[];

test.beforeAll(async () => {
  if (folder === null) {
    return;
  }
  running = await launchApp();
  doors = await openPageDoors(running.page);
  matterFolder = await createMatter(running, doors);
  await ingest(
    running,
    doors,
    names.map((name) => path.join(folder, name)),
  );
  const details = await doors.engine('footage.list', {});
  footage = names.map((name) => {
    const detail = details.find(({ footage: { originalName } }) => originalName === name);
    if (detail === undefined) {
      throw new Error(`${name} was not ingested.`);
    }
    return { id: detail.footage.id, name, path: path.join(folder, name), byteCount: detail.footage.byteCount };
  });
});

test.afterAll(async () => {
  await running?.close();
});

/** Object files of the matter that the shell holds open at this moment. */
function openObjects(): string[] | null {
  return openFilesBelow(running.app.process().pid ?? 0, matterFolder);
}

test('the page reads exactly the bytes of the original, whole and in parts', async () => {
  // The largest: an answer cut to a few megabytes would be seen.
  const first = footage.at(-1);
  const original = readFileSync(first?.path ?? '');
  const sizes = { last: original.length - 1, total: original.length };
  const answers = await running.page.evaluate(
    async ([id, last, total]) => {
      const read = async (range: string | null, method = 'GET') => {
        const response = await fetch(`footage://original/${id}`, {
          method,
          headers: range === null ? {} : { Range: range },
        });
        const bytes = await response.arrayBuffer();
        const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
        return {
          status: response.status,
          contentRange: response.headers.get('content-range'),
          contentLength: response.headers.get('content-length'),
          mediaType: response.headers.get('content-type'),
          digest: Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join(''),
        };
      };
      return {
        whole: await read(null),
        part: await read('bytes=1000-70000'),
        open: await read('bytes=500000-'),
        ending: await read('bytes=-1'),
        clipped: await read(`bytes=${last}-${total + 65_536}`),
        beyond: await read(`bytes=${total}-`),
        head: await read('bytes=0-9', 'HEAD'),
      };
    },
    [first?.id ?? '', sizes.last, sizes.total] as const,
  );
  const digest = (start: number, end: number) =>
    createHash('sha256').update(original.subarray(start, end)).digest('hex');
  const { last, total } = sizes;
  expect(answers.whole).toMatchObject({ status: 200, contentLength: String(total), mediaType: 'video/mp4' });
  expect(answers.whole.digest).toBe(digest(0, total));
  expect(answers.part).toMatchObject({ status: 206, contentRange: `bytes 1000-70000/${total}` });
  expect(answers.part.digest).toBe(digest(1000, 70_001));
  expect(answers.open).toMatchObject({ status: 206, contentRange: `bytes 500000-${last}/${total}` });
  expect(answers.open.digest).toBe(digest(500_000, total));
  expect(answers.ending).toMatchObject({ status: 206, contentRange: `bytes ${last}-${last}/${total}` });
  expect(answers.clipped).toMatchObject({ status: 206, contentRange: `bytes ${last}-${last}/${total}` });
  expect(answers.beyond).toMatchObject({ status: 416, contentRange: `bytes */${total}` });
  expect(answers.head).toMatchObject({ status: 206, contentLength: '10', digest: digest(0, 0) });
});

test('footage that is not in this matter is not there, and nothing tells a path', async () => {
  const answers = await running.page.evaluate(async () => {
    const ask = async (url: string, init?: RequestInit) => {
      try {
        const response = await fetch(url, init);
        return { status: response.status, text: JSON.stringify([...response.headers]) + (await response.text()) };
      } catch (error) {
        return { status: 0, text: String(error) };
      }
    };
    return Promise.all([
      ask('footage://original/22222222-2222-4222-8222-222222222222'),
      ask('footage://original/..%2f..%2fmatter.json'),
      ask('footage://packet/22222222-2222-4222-8222-222222222222'),
      ask('footage://original/22222222-2222-4222-8222-222222222222', { method: 'POST', body: 'x' }),
    ]);
  });
  expect(answers.map(({ status }) => status).filter((status) => status < 400 && status !== 0)).toEqual([]);
  expect(answers[0]?.status).toBe(404);
  expect(JSON.stringify(answers)).not.toContain(path.dirname(matterFolder));
});

test('four videos play and seek at once, and every file is closed again', async () => {
  test.setTimeout(240_000);
  const seeksEach = 60;
  const before = openObjects();
  const outcome = await running.page.evaluate(
    async ([ids, seeks]) => {
      const once = (target: EventTarget, name: string) =>
        new Promise<void>((resolve, reject) => {
          const timer = setTimeout(() => reject(new Error(`no ${name} within 20 s`)), 20_000);
          const settle = (end: () => void) => () => {
            clearTimeout(timer);
            end();
          };
          target.addEventListener(name, settle(resolve), { once: true });
          const fail = settle(() => reject(new Error('video error')));
          target.addEventListener('error', fail, { once: true });
        });
      const host = document.createElement('div');
      document.body.append(host);
      const videos = await Promise.all(
        ids.map(async (id) => {
          const video = document.createElement('video');
          video.muted = true;
          video.preload = 'auto';
          video.src = `footage://original/${id}`;
          host.append(video);
          await once(video, 'loadeddata');
          return video;
        }),
      );
      let worst = 0;
      const durations = videos.map(({ duration }) => duration);
      const seekable = videos.map(({ seekable }) => seekable.end(0));
      await Promise.all(
        videos.map(async (video, number) => {
          let seed = number + 1;
          for (let turn = 0; turn < seeks; turn += 1) {
            seed = (seed * 48_271) % 2_147_483_647;
            const wanted = (seed / 2_147_483_647) * (video.duration - 0.5);
            const done = once(video, 'seeked');
            video.currentTime = wanted;
            await done;
            worst = Math.max(worst, Math.abs(video.currentTime - wanted));
          }
          await video.play();
          await once(video, 'timeupdate');
          video.pause();
        }),
      );
      for (const video of videos) {
        video.removeAttribute('src');
        video.load();
      }
      host.remove();
      return { durations, seekable, worst };
    },
    [footage.map(({ id }) => id), seeksEach] as const,
  );
  expect(outcome.seekable).toEqual(outcome.durations);
  expect(outcome.worst).toBeLessThan(0.001);
  await expect.poll(openObjects, { timeout: 15_000 }).toEqual(before);
  test
    .info()
    .annotations.push({ type: 'count', description: `${seeksEach * names.length} seeks in ${names.length} videos` });
});

test('reading that is given up leaves no file open', async () => {
  const before = openObjects();
  await running.page.evaluate(async (id) => {
    const response = await fetch(`footage://original/${id}`);
    const reader = response.body?.getReader();
    await reader?.read();
    Object.assign(window, { heldReader: reader });
  }, footage[0]?.id ?? '');
  if (before !== null) {
    // The one that is held shows that an open file would be seen.
    expect(openObjects()).toHaveLength(before.length + 1);
  }
  await running.page.evaluate(() =>
    (window as unknown as { heldReader: ReadableStreamDefaultReader }).heldReader.cancel(),
  );
  const given = await running.page.evaluate(
    async (ids) => {
      let count = 0;
      for (let turn = 0; turn < 200; turn += 1) {
        const giveUp = new AbortController();
        const response = await fetch(`footage://original/${ids[turn % ids.length]}`, {
          headers: { Range: `bytes=${turn * 1000}-` },
          signal: giveUp.signal,
        });
        if (turn % 2 === 0) {
          await response.body?.getReader().read();
        }
        giveUp.abort();
        count += response.status === 206 ? 1 : 0;
      }
      return count;
    },
    footage.map(({ id }) => id),
  );
  expect(given).toBe(200);
  await expect.poll(openObjects, { timeout: 15_000 }).toEqual(before);
});

test('a picture of the video may be read back by the page, as later tools need', async () => {
  const isReadable = await running.page.evaluate(async (id) => {
    const video = document.createElement('video');
    video.crossOrigin = 'anonymous';
    video.muted = true;
    video.src = `footage://original/${id}`;
    await new Promise((resolve, reject) => {
      video.onloadeddata = resolve;
      video.onerror = reject;
    });
    const canvas = new OffscreenCanvas(16, 16);
    const context = canvas.getContext('2d');
    context?.drawImage(video, 0, 0, 16, 16);
    return context?.getImageData(0, 0, 1, 1).data.length === 4;
  }, footage[0]?.id ?? '');
  expect(isReadable).toBe(true);
  expect(statSync(footage[0]?.path ?? '').size).toBe(footage[0]?.byteCount);
});
