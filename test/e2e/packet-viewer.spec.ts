import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, type Page, test } from '@playwright/test';
import type { PacketRecord } from '../../src-main/engine/packets/packet-record.ts';
import { numberFromMeans, numberSquares } from '../helpers/number-picture.ts';
import { readPng } from '../helpers/png-pixels.ts';
import { firstContext, firstSpan, makeViewerPacket } from '../helpers/viewer-packet.ts';
import { expectAccessible } from './helpers/accessibility.ts';
import { launchApp, type RunningApp } from './helpers/launch-app.ts';

/**
 * The viewer as a recipient opens it: a page from a folder, in a bare Chromium window that knows nothing of the product.
 */
let folder: string;
let record: PacketRecord;
let running: RunningApp | undefined;
let page: Page;
const messages: string[] = [];

const payloads = [
  '<script>window.hit=1</script>',
  '"><img src=x onerror="window.hit=1">',
  "'><svg/onload=window.hit=1>",
  '</script><script>window.hit=1</script>',
  '</title><script>window.hit=1</script>',
  'javascript:window.hit=1',
  '{{constructor.constructor("window.hit=1")()}}',
  `$${'{window.hit=1}'}`,
  `\`$${'{window.hit=1}'}\``,
  '\\"];window.hit=1;//',
  '<iframe srcdoc="<script>parent.hit=1</script>">',
  '<a href="javascript:window.hit=1">x</a>',
  '<base href="http://example.com/">',
  '<meta http-equiv="refresh" content="0;url=http://example.com/">',
  '<link rel=stylesheet href=http://example.com/x.css>',
  '<style>*{background:url(http://example.com/x)}</style>',
  '<img src=http://example.com/x.png>',
  '<video src=http://example.com/x.mp4 autoplay>',
  '<details open ontoggle=window.hit=1>',
  '<math><mi xlink:href="javascript:window.hit=1">x</mi></math>',
  '<!--><script>window.hit=1</script>-->',
  '<![CDATA[<script>window.hit=1</script>]]>',
  '&lt;script&gt;window.hit=1&lt;/script&gt;',
  '\u2028window.hit=1\u2029',
  '\u202e<script>window.hit=1</script>',
];
// Every payload alone and behind a quote: fifty.
const allPayloads = payloads.flatMap((payload) => [payload, `" ' \\ ${payload}`]);

async function open(hash: string, at = page): Promise<void> {
  await at.evaluate((to) => {
    window.location.hash = to;
  }, hash);
  await expect(at.locator('.exhibit h2')).toBeVisible();
}

/** The number that the picture in the window shows: pixels of the screen, not what the page says. */
async function shownNumber(): Promise<number | null> {
  const video = page.locator('video');
  const { width, height, pixels } = readPng(await video.screenshot());
  const scale = Math.min(width / 320, height / 180);
  const left = (width - 320 * scale) / 2;
  const top = (height - 180 * scale) / 2;
  return numberFromMeans(
    numberSquares.map((square) => {
      let sum = 0;
      for (let y = 0; y < square.size; y += 1) {
        for (let x = 0; x < square.size; x += 1) {
          const at = [left + (square.left + x + 0.5) * scale, top + (square.top + y + 0.5) * scale].map(Math.floor);
          sum += pixels[((at[1] ?? 0) * width + (at[0] ?? 0)) * 3] ?? 0;
        }
      }
      return sum / square.size ** 2;
    }),
  );
}

async function expectShown(sourceFrame: number): Promise<void> {
  const readout = page.locator('.readout');
  await expect(readout.locator('dd').first()).toHaveText(String(sourceFrame));
  await expect(readout).toHaveAttribute('data-certainty', 'confirmed');
  // The browser names a picture as it hands it on; on a busy machine the screen shows it a moment later.
  await expect.poll(shownNumber, `the picture of source frame ${sourceFrame}`).toBe(sourceFrame);
  await expect(readout.locator('dd').first()).toHaveText(String(sourceFrame));
}

test.beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'frame-of-record-viewer-'));
  const data = path.join(folder, 'packet', 'data');
  record = await makeViewerPacket(data, { clipCount: 60, profile: 'referral' });
  const started = await launchApp({
    appFolder: path.join(import.meta.dirname, 'helpers', 'plain-window'),
    env: { PLAIN_WINDOW_PAGE: pathToFileURL(path.join(data, 'viewer', 'index.html')).href },
  });
  running = started;
  page = started.page;
  page.on('console', (message) => messages.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => messages.push(`error: ${error.message}`));
  await page.reload();
});

test.afterAll(async () => {
  await running?.close();
  rmSync(folder, { recursive: true, force: true });
});

test('the packet opens with what it is, what is left out and how to verify', async () => {
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(record.heading.name);
  await expect(page.locator('main')).toContainText('This packet excludes attorney notes.');
  await expect(page.locator('main')).toContainText('node verify/verify.mjs . --key FINGERPRINT');
  await expectAccessible(page, 'the overview');
  await expect(page.locator('.item:visible')).toHaveCount(60);
  await page.keyboard.press('/');
  await page.keyboard.type('context');
  await expect(page.locator('.list-count')).toHaveText(/of 60 exhibits/);
  await page.getByLabel('Search exhibits').fill('no such words');
  await expect(page.getByText('No exhibit has these words.')).toBeVisible();
  await page.getByRole('button', { name: 'Show all' }).click();
  await page.getByRole('radio', { name: 'Context 1' }).check();
  await expect(page.locator('.item:visible')).toHaveCount(1);
  await page.getByRole('radio', { name: 'All 60' }).check();
  // Made of a frame, it is not context because context shares time with it.
  const still = page.locator(`.item[href="#${record.exhibits[3]?.slug}"]`);
  await expect(still).toBeVisible();
  await expect(still.locator('.kind')).toHaveCount(0);
});

test('every step of a clip shows its frame, by the pixels on the screen', async () => {
  await open('ex-1');
  await expectShown(firstSpan[0]);
  for (let frame = firstSpan[0] + 1; frame < firstSpan[1]; frame += 1) {
    await page.keyboard.press('.');
    await expectShown(frame);
  }
  for (const [key, frame] of [
    ['.', firstSpan[1] - 1],
    [',', firstSpan[1] - 2],
    ['ArrowLeft', firstSpan[1] - 3],
    ['ArrowRight', firstSpan[1] - 2],
    ['Home', firstSpan[0]],
    ['End', firstSpan[1] - 1],
  ] as const) {
    await page.keyboard.press(key);
    await expectShown(frame);
  }
});

test('a clip of a varying rate is stepped by its own times', async () => {
  await open('ex-2');
  await expectShown(firstSpan[0]);
  for (const by of [1, 2, 3, 4, 5, 6, 7, 8]) {
    await page.keyboard.press('.');
    await expectShown(firstSpan[0] + by);
  }
});

test('J, K, L, the loop and the list of annotations', async () => {
  await open('ex-1');
  await expectShown(firstSpan[0]);
  await page.keyboard.press('2');
  await expectShown(firstSpan[0]);
  await expect(page.locator('.bar-span')).toBeVisible();
  await page.keyboard.press('Home');
  await expectShown(firstContext[0]);
  await expect(page.locator('.annotation.is-now')).toHaveCount(0);
  await page.locator('.annotation .jump').nth(1).click();
  await expectShown(30);
  await expect(page.locator('.annotation.is-now')).toHaveCount(1);
  await page.locator('.annotation .jump').nth(0).click();
  await expectShown(firstSpan[0]);
  await expect(page.locator('.annotation.is-now')).toHaveCount(2);
  await page.locator('.exhibit h2').focus();
  await page.keyboard.press('j');
  await expect(page.locator('.readout')).toHaveAttribute('data-frame', /^[0-9]$|^1[0-9]$/);
  await page.keyboard.press('k');
  const stopped = Number(await page.locator('.readout dd').first().textContent());
  await expect(page.locator('.readout')).toHaveAttribute('data-certainty', 'confirmed');
  await expectShown(Number(await page.locator('.readout dd').first().textContent()));
  expect(stopped).toBeLessThan(firstSpan[0]);
  await page.keyboard.press('r');
  await page.keyboard.press('l');
  await expect(page.locator('.readout')).toHaveAttribute('data-certainty', 'playing');
  await page.keyboard.press('l');
  await expect(page.getByLabel('Speed')).toHaveValue('1.5');
  // Every number beside the picture from the first time that play begins again to the second.
  const looping = await page
    .locator('.readout dd')
    .first()
    .evaluate(
      (readout) =>
        new Promise<number[]>((resolve) => {
          let last = Number(readout.textContent);
          let turn: number[] | null = null;
          const watcher = new MutationObserver(() => {
            const frame = Number(readout.textContent);
            if (frame < last && turn !== null) {
              watcher.disconnect();
              resolve(turn);
            }
            turn = frame < last ? [] : turn;
            turn?.push(frame);
            last = frame;
          });
          watcher.observe(readout, { childList: true });
        }),
    );
  expect(looping.length).toBeGreaterThan(3);
  expect(Math.min(...looping)).toBeGreaterThanOrEqual(firstSpan[0]);
  // A busy page sees the end some pictures late; the clip goes on to frame 99.
  expect(Math.max(...looping)).toBeLessThan(firstSpan[1] + 15);
  await page.keyboard.press('k');
  await expect(page.getByLabel('Speed')).toHaveValue('1');
  await expect(page.locator('.readout')).toHaveAttribute('data-certainty', 'confirmed');
  await expectShown(Number(await page.locator('.readout dd').first().textContent()));
});

test('aids are labelled for good, captions are cues, and what cannot be played is replaced', async () => {
  await open('ex-1');
  await page.keyboard.press('4');
  await expect(page.locator('.stage .aid-label')).toHaveText('Illustrative aid: not evidence');
  await expect(page.locator('.readout')).not.toContainText('Source frame');
  await expect(page.locator('.readout')).toContainText('no frame table');
  await page.keyboard.press('1');
  await expectShown(firstSpan[0]);
  const cues = () =>
    page.evaluate(() =>
      Array.from(document.querySelector('video')?.textTracks[0]?.cues ?? [], (cue) => (cue as VTTCue).text),
    );
  await expect.poll(cues).toEqual(['Step back & wait.', 'Hands where I can see them.']);
  await page.keyboard.press('c');
  await expect.poll(() => page.evaluate(() => document.querySelector('video')?.textTracks[0]?.mode)).toBe('showing');
  await page.keyboard.press('5');
  await page.locator('.cues button').nth(1).click();
  await expectShown(55);
  await open('ex-3');
  await page.keyboard.press('2');
  await expect(page.locator('.cannot')).toContainText('hevc');
  await expect(page.locator('.instead')).toContainText('DERIVATIVE-CLIP');
  await expectShown(firstSpan[0]);
});

test('a chosen file is told to be the exhibit that it is, or none', async () => {
  await page.getByRole('button', { name: 'Check a file' }).click();
  const [exhibit] = record.exhibits;
  const clip = path.join(folder, 'packet', 'data', exhibit?.files[0]?.path ?? '');
  await page.locator('#check-input').setInputFiles([clip, path.join(folder, 'packet/data/viewer/app.js')]);
  await expect(page.locator('.results .good')).toContainText(exhibit?.files[0]?.digest ?? '');
  await expect(page.locator('.results .good')).toContainText('Ex. 1');
  await expect(page.locator('.results .bad')).toContainText('None of the');
  await page.keyboard.press('Escape');
});

test('axe finds nothing, in dark and light, wide and narrow, and nothing is wider than the page', async () => {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    await open('ex-1');
    await expectShown(firstSpan[0]);
    await expectAccessible(page, `an exhibit, ${colorScheme}`);
    await page.keyboard.press('?');
    await expectAccessible(page, `the keys, ${colorScheme}`);
    await page.keyboard.press('Escape');
  }
  for (const width of [360, 640]) {
    await page.setViewportSize({ width, height: 740 });
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(over, `wider than ${width} pixels`).toBe(0);
    await expectAccessible(page, `an exhibit at ${width} pixels`);
  }
  await page.setViewportSize({ width: 1280, height: 800 });
});

test('fifty hostile texts in every field are shown as text and run nothing', async () => {
  const everything = allPayloads.join('\n');
  const data = path.join(folder, 'hostile', 'data');
  const made = await makeViewerPacket(data, { clipCount: 3, profile: 'referral', text: everything });
  const poison = <T>(value: T): T => {
    if (typeof value === 'string') {
      const isName = /^[A-Za-z0-9./_ -]{0,60}$/.test(value);
      return (isName ? value : `${value} ${everything}`) as T;
    }
    return value;
  };
  const { dataScript, viewerBundle } = await import('../../src-main/engine/packets/viewer/viewer-writer.ts');
  const { writeFileSync } = await import('node:fs');
  const bundle = JSON.parse(JSON.stringify(viewerBundle(made)), (key, value: unknown) =>
    [
      'title',
      'description',
      'observation',
      'text',
      'allegedBy',
      'matterName',
      'requester',
      'originalName',
      'label',
      'value',
      'pseudonym',
      'role',
      'container',
      'codec',
      'toolVersion',
      'fallbackReason',
      'captions',
      'confidentiality',
      'sealedBy',
      'notice',
      'codeLabel',
      'group',
      'what',
      'fingerprint',
      'checkpointRoot',
      'digest',
      'reviewer',
      'bates',
      'basis',
    ].includes(key) &&
    typeof value === 'string' &&
    !['clip', 'context-clip', 'native', 'still', 'illustrative-aid', 'captions'].includes(value)
      ? `${value} ${everything}`
      : poison(value),
  );
  writeFileSync(path.join(data, 'viewer', 'data.js'), dataScript(bundle));
  await page.goto(pathToFileURL(path.join(data, 'viewer', 'index.html')).href);
  for (const hash of ['about', 'ex-1', 'ex-2', 'ex-3']) {
    await page.evaluate((to) => {
      window.location.hash = to;
    }, hash);
    for (const tab of ['1', '2', '3', '4', '5', '6']) {
      await page.keyboard.press(tab);
      await page.waitForTimeout(60);
    }
  }
  await expect(page.locator('.annotation').first()).toContainText('<script>window.hit=1</script>');
  expect(await page.evaluate(() => (window as unknown as { hit?: number }).hit)).toBeUndefined();
  expect(await page.locator('main script, main iframe, main base, main svg, main style').count()).toBe(0);
});

test('nothing was said on the console and nothing asked of the network', async () => {
  const requests = await running?.app.evaluate(
    () => (globalThis as unknown as { plainWindowRequests: string[] }).plainWindowRequests,
  );
  expect(requests?.length).toBeGreaterThan(20);
  expect(requests?.filter((url) => !/^(file|data|devtools|blob):/.test(url))).toEqual([]);
  expect(messages).toEqual([]);
});
