import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { build } from 'vite';
import { stillRecordSchema } from '../../src-main/domain/still-record.ts';
import { noViewingAids, type ViewingAids } from '../../src-main/domain/viewing-aids.ts';
import { applyAids } from '../../src-renderer/player/aid-pixels.ts';
import { readNumber } from '../helpers/number-picture.ts';
import { numberedClip } from '../helpers/numbered-clip.ts';
import { readPng } from '../helpers/png-pixels.ts';
import { seededRandom } from '../helpers/seeded-random.ts';
import { expectAccessible } from './helpers/accessibility.ts';
import { goToFrame, importFootage, openOnBench, shownFrame, whenSettled } from './helpers/bench-steps.ts';
import { canvasPixels, numberInCanvas } from './helpers/canvas-pixels.ts';
import { launchApp, projectRoot, type RunningApp } from './helpers/launch-app.ts';
import { createMatter } from './helpers/matter-steps.ts';
import { answerSaveDialogs } from './helpers/native-dialogs.ts';

const still = '[data-testid="stage-picture"] canvas[role="img"]';
const live = '[data-testid="live-picture"]';
const inSecond = '[data-testid="window-picture"] canvas';

let running: RunningApp;
let folder: string;
let numbered: readonly number[];
const colours = 'colours-drop-frame.mp4';

/** Moving colours in pixels that are not square, with a drop-frame timecode and two creation times. */
function makeColours(file: string): void {
  execFileSync('ffmpeg', [
    ...['-v', 'error', '-f', 'lavfi', '-i', 'testsrc2=size=320x240:rate=30000/1001', '-frames:v', '150'],
    ...['-vf', 'setsar=4/3', '-c:v', 'libx264', '-g', '30', '-pix_fmt', 'yuv420p', '-timecode', '00:00:58;00'],
    ...['-metadata', 'creation_time=2024-03-14T10:00:00Z', '-y', file],
  ]);
}

test.beforeAll(async () => {
  test.setTimeout(240_000);
  folder = await mkdtemp(path.join(tmpdir(), 'frame-of-record-viewing-'));
  const clip = await numberedClip('cfr');
  numbered = clip.numbers;
  makeColours(path.join(folder, colours));
  running = await launchApp();
  await createMatter(running, folder);
  await importFootage(running, [clip.path, path.join(folder, colours)]);
});

test.afterAll(async () => {
  await running.close();
  await rm(folder, { recursive: true, force: true });
});

test.describe.configure({ mode: 'serial' });

async function open(name: string, frame: number): Promise<Page> {
  const { page } = running;
  await page.getByRole('button', { name: 'Library' }).first().click();
  await openOnBench(page, name);
  await goToFrame(page, frame);
  return page;
}

async function shot(page: Page, name: string): Promise<void> {
  for (const [width, height] of [
    [1920, 1080],
    [1280, 800],
  ] as const) {
    await running.app.evaluate(
      ({ BrowserWindow }, size) => {
        const first = BrowserWindow.getAllWindows().find(({ webContents }) => webContents.getURL().includes('index'));
        first?.setContentSize(size.width, size.height);
      },
      { width, height },
    );
    await expect.poll(() => page.evaluate(() => innerWidth)).toBe(width);
    await page.screenshot({ path: `test-results/screens/viewing-${name}-${width}.png` });
  }
}

function reckoned(raw: { width: number; height: number; data: Uint8ClampedArray }, aids: ViewingAids) {
  const copy = { ...raw, data: raw.data.slice() };
  applyAids(copy, aids, 0);
  return copy.data;
}

/** Channels that differ. */
function different(one: Uint8ClampedArray, other: Uint8ClampedArray): number {
  let count = Math.abs(one.length - other.length);
  for (let at = 0; at < one.length; at += 1) {
    count += one[at] === other[at] ? 0 : 1;
  }
  return count;
}

/** Waits until the still on the stage is these pixels, to the last channel. */
async function expectStill(page: Page, expected: Uint8ClampedArray): Promise<void> {
  await expect.poll(async () => different((await canvasPixels(page, still)).data, expected)).toBe(0);
}

test('the overlay says the number that the picture carries, still and while it plays', async () => {
  const page = await open('cfr.mp4', 42);
  await page.keyboard.press('d');
  await expect(page.locator('[data-overlay="frame"]')).toBeVisible();
  expect(await numberInCanvas(page, still)).toEqual({ number: numbered[42], frame: 42, overlay: '42' });
  await page.keyboard.press('.');
  await expect.poll(() => shownFrame(page)).toBe(43);
  await whenSettled(page);
  expect(await numberInCanvas(page, still)).toEqual({ number: numbered[43], frame: 43, overlay: '43' });

  // With an aid on, the player's pictures pass through a canvas and can be read.
  await page.keyboard.press('Shift+V');
  await page.getByRole('slider', { name: 'Contrast' }).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Escape');
  await goToFrame(page, 10);
  await page.keyboard.press('Space');
  await expect.poll(() => shownFrame(page)).toBeGreaterThan(14);
  let read = 0;
  const wrong: unknown[] = [];
  while (read < 25 && (await shownFrame(page)) < 135) {
    const { number, frame, overlay } = await numberInCanvas(page, live);
    read += 1;
    if (number !== numbered[frame] || overlay !== String(frame)) {
      wrong.push({ number, frame, overlay });
    }
  }
  await page.keyboard.press('Space');
  await whenSettled(page);
  process.stdout.write(`  ${read} pictures read while playing, ${wrong.length} not as named\n`);
  expect(read).toBeGreaterThanOrEqual(5);
  expect(wrong).toEqual([]);
  await page.keyboard.press('v');
  await expect(page.getByTestId('aids-badge')).toBeHidden();
});

test('greyscale is grey on the still and while playing, and leaves no trace', async () => {
  const page = await open(colours, 20);
  const plain = await canvasPixels(page, still);
  const isGrey = (data: Uint8ClampedArray) => data.every((value, at) => at % 4 === 3 || value === data[at - (at % 4)]);
  expect(isGrey(plain.data)).toBe(false);
  await page.keyboard.press('Shift+V');
  await page.getByRole('checkbox', { name: 'Greyscale' }).focus();
  await page.keyboard.press('Space');
  const badge = page.getByTestId('aids-badge');
  await expect(badge).toContainText('Viewing aids on greyscale');
  const grey = reckoned(plain, { ...noViewingAids, isGreyscale: true });
  expect(isGrey(grey)).toBe(true);
  await expectStill(page, grey);

  await page.keyboard.press('Escape');
  await page.keyboard.press('Space');
  await expect.poll(() => shownFrame(page)).toBeGreaterThan(24);
  const shownGrey = colouredPixels(await lowerHalf(page));
  expect(isGrey((await canvasPixels(page, live)).data)).toBe(true);
  await page.keyboard.press('v');
  await expect(badge).toBeHidden();
  const coloured = colouredPixels(await lowerHalf(page));
  await page.keyboard.press('k');
  await whenSettled(page);
  expect(shownGrey).toBe(0);
  expect(coloured).toBeGreaterThan(1000);

  await goToFrame(page, 20);
  await expectStill(page, plain.data);
});

/** A screenshot of the lower half of the picture, where nothing stands over it. */
async function lowerHalf(page: Page): Promise<Buffer> {
  const box = await page.getByTestId('stage-picture').boundingBox();
  if (box === null) {
    throw new Error('The stage is not on the screen.');
  }
  return page.screenshot({ clip: { ...box, y: box.y + box.height / 2, height: box.height / 2 - 4 } });
}

/** Pixels of a screenshot that are not grey. */
function colouredPixels(png: Buffer): number {
  const rgb = execFileSync(
    'ffmpeg',
    ['-v', 'error', '-f', 'png_pipe', '-i', 'pipe:0', '-pix_fmt', 'rgb24', '-f', 'rawvideo', 'pipe:1'],
    { input: png, maxBuffer: 100_000_000 },
  );
  let count = 0;
  for (let at = 0; at < rgb.length; at += 3) {
    const [r = 0, g = 0, b = 0] = rgb.subarray(at, at + 3);
    count += Math.max(r, g, b) - Math.min(r, g, b) > 2 ? 1 : 0;
  }
  return count;
}

test('every aid gives the levels that the record of a still names', async () => {
  const page = await open(colours, 33);
  const plain = await canvasPixels(page, still);
  const set = async (name: string, value: string) => {
    await page.getByRole('textbox', { name: `${name}, number` }).fill(value);
    await page.keyboard.press('Tab');
  };
  await page.keyboard.press('Shift+V');
  await set('Brightness', '-7');
  await set('Contrast', '163');
  await set('Gamma', '1.37');
  await set('Sharpen', '85');
  await page.getByRole('button', { name: /^Off Deinterlace|Deinterlace/ }).click();
  await page.getByRole('option', { name: 'Keep the bottom field' }).click();
  const aids: ViewingAids = {
    ...noViewingAids,
    ...{ brightness: -7, contrast: 163, gamma: 137, sharpen: 85, deinterlace: 'bottom' },
  };
  await expect(page.getByTestId('aids-badge')).toContainText('gamma 1.37');
  await expectStill(page, reckoned(plain, aids));
  await expectAccessible(page, 'the viewing aids');
  await shot(page, 'aids');
  await page.evaluate(() => document.documentElement.setAttribute('data-theme', 'light'));
  await expectAccessible(page, 'the viewing aids, light');
  await shot(page, 'aids-light');
  await page.evaluate(() => document.documentElement.setAttribute('data-theme', 'dark'));
  await page.getByRole('button', { name: 'Reset all' }).click();
  await expectStill(page, plain.data);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog', { name: 'Viewing aids' })).toBeHidden();
});

test('the graphics processor reckons as the processor does', async () => {
  const bundle = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      lib: { entry: path.join(projectRoot, 'src-renderer/player/aid-shader.ts'), formats: ['iife'], name: 'aidShader' },
    },
  });
  const [first] = Array.isArray(bundle) ? bundle : [bundle];
  const chunk = first !== undefined && 'output' in first ? first.output[0] : null;
  const { page } = running;
  const [width, height] = [61, 47];
  const random = seededRandom(5);
  const data = Uint8ClampedArray.from({ length: width * height * 4 }, (_, at) =>
    at % 4 === 3 ? 255 : Math.floor(random() * 256),
  );
  const all: readonly (readonly [ViewingAids, number])[] = [
    [{ ...noViewingAids, isGreyscale: true }, 0],
    [{ ...noViewingAids, brightness: 12, contrast: 231, gamma: 57 }, 0],
    [{ ...noViewingAids, sharpen: 300 }, 0],
    ...[0, 90, 180, 270].flatMap((turn): [ViewingAids, number][] => [
      [{ ...noViewingAids, deinterlace: 'top', sharpen: 40 }, turn],
      [{ brightness: -30, contrast: 80, gamma: 220, isGreyscale: true, sharpen: 90, deinterlace: 'bottom' }, turn],
    ]),
  ];
  const drawn = await page.evaluate(
    ([code, pixels, columns, rows, cases]) => {
      type Shader = { draw(picture: OffscreenCanvas, aids: object, turn: number): OffscreenCanvas | null };
      // biome-ignore lint/security/noGlobalEval: the product's own module, brought by the test
      const { createAidShader } = globalThis.eval(`${code}; aidShader`) as {
        createAidShader(isPretenceAllowed: boolean): Shader | null;
      };
      const shader = createAidShader(true);
      const picture = new OffscreenCanvas(columns, rows);
      picture.getContext('2d')?.putImageData(new ImageData(Uint8ClampedArray.from(pixels), columns, rows), 0, 0);
      return cases.map(([aids, turn]) => {
        const out = shader?.draw(picture, aids, turn) ?? null;
        const copy = new OffscreenCanvas(columns, rows).getContext('2d');
        if (out === null || copy === null) {
          return null;
        }
        copy.drawImage(out, 0, 0);
        return [...copy.getImageData(0, 0, columns, rows).data];
      });
    },
    [chunk?.code ?? '', [...data], width, height, all] as const,
  );
  for (const [at, [aids, turn]] of all.entries()) {
    const expected = { width, height, data: data.slice() };
    applyAids(expected, aids, turn);
    expect(different(Uint8ClampedArray.from(drawn[at] ?? []), expected.data), JSON.stringify([aids, turn])).toBe(0);
  }
});

test('the overlays tell timecode and clock with what they rest on', async () => {
  const { page } = running;
  await goToFrame(page, 60);
  await page.keyboard.press('Shift+D');
  for (const name of ['Timecode', 'Source clock, with what it rests on']) {
    await page.getByRole('checkbox', { name }).focus();
    await page.keyboard.press('Space');
  }
  await page.keyboard.press('Escape');
  await expect(page.locator('[data-overlay="timecode"]')).toContainText('00:01:00;02');
  await expect(page.locator('[data-overlay="source-clock"]')).toContainText('2024-03-14 10:00:02.002 UTC');
  await expect(page.locator('[data-overlay="source-clock"]')).toContainText('as stated by the file: creation time');
  await expectAccessible(page, 'the overlays');
  await shot(page, 'overlays');
  await page.getByRole('tab', { name: 'Recording' }).click();
  await page.getByRole('button', { name: 'Correct the clock…' }).click();
  await page.getByRole('textbox', { name: 'Frame taken at (UTC)' }).fill('2024-03-14 10:00:14.5');
  await expectAccessible(page, 'the correction of a clock');
  await page.getByRole('textbox', { name: 'How that is known' }).fill('Dispatch log, call 4711');
  await page.keyboard.press('Enter');
  const clock = page.locator('[data-overlay="source-clock"]');
  await expect(clock).toContainText('2024-03-14 10:00:14.500 UTC');
  await expect(clock).toContainText('set by a reviewer at frame 60: Dispatch log, call 4711');
  await goToFrame(page, 90);
  await expect(clock).toContainText('2024-03-14 10:00:15.501 UTC');
  await page.keyboard.press('Control+z');
  await expect(clock).toContainText('as stated by the file: creation time');
  await page.getByRole('tab', { name: 'Annotations' }).click();
});

test('a zoom without interpolation shows each pixel as an even block', async () => {
  const page = await open('cfr.mp4', 42);
  await page.keyboard.press('d');
  await page.keyboard.press('Alt+4');
  await page.keyboard.press('Alt+p');
  await expect(page.getByTestId('zoom-readout')).toHaveText('4:1');
  const { data, width } = await canvasPixels(page, still);
  const room = await page.getByTestId('stage-room').boundingBox();
  const picture = await page.getByTestId('stage-picture').boundingBox();
  if (room === null || picture === null) {
    throw new Error('The stage is not on the screen.');
  }
  const clip = { x: room.x + 40, y: room.y + 40, width: 400, height: 240 };
  const pixelsOnScreen = async () => {
    const png = await page.screenshot({ clip, animations: 'disabled' });
    return execFileSync(
      'ffmpeg',
      ['-v', 'error', '-f', 'png_pipe', '-i', 'pipe:0', '-pix_fmt', 'gray', '-f', 'rawvideo', 'pipe:1'],
      { input: png, maxBuffer: 10_000_000 },
    );
  };
  const differing = async () => {
    const screen = await pixelsOnScreen();
    let count = 0;
    for (let y = 0; y < clip.height; y += 1) {
      for (let x = 0; x < clip.width; x += 1) {
        const column = Math.floor((clip.x + x - picture.x) / 4);
        const row = Math.floor((clip.y + y - picture.y) / 4);
        count += Math.abs((screen[y * clip.width + x] ?? 0) - (data[(row * width + column) * 4] ?? 0)) > 1 ? 1 : 0;
      }
    }
    return count;
  };
  await expect.poll(differing).toBe(0);
  await shot(page, 'zoomed');
  await page.keyboard.press('Alt+p');
  await expect.poll(differing).toBeGreaterThan(5000);
});

test('the player, its pictures and the still lie on one another, zoomed, moved and turned', async () => {
  const { page } = running;
  const boxes = () =>
    page.evaluate(() =>
      [...document.querySelectorAll('[data-testid="stage-picture"] :is(video, canvas)')].map((surface) => {
        const { x, y, width, height } = surface.getBoundingClientRect();
        return [x, y, width, height].map((edge) => Math.round(edge * 100) / 100).join();
      }),
    );
  for (const key of ['Alt+2', 'Alt+Shift+ArrowRight', 'r', 'Alt+=', 'Shift+R', 'Alt+0']) {
    await page.keyboard.press(key);
    const all = await boxes();
    expect(all).toHaveLength(3);
    expect(new Set(all).size, key).toBe(1);
  }
  // What was seen while playing is where it is after the pause: the number is read at the same place.
  await page.keyboard.press('Alt+2');
  const room = await page.getByTestId('stage-room').boundingBox();
  await page.mouse.move((room?.x ?? 0) + 200, (room?.y ?? 0) + 150);
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -240);
  await page.keyboard.up('Control');
  // A turn of the wheel is taken in after it was sent.
  await expect.poll(async () => (await page.getByTestId('stage-picture').boundingBox())?.width).toBeGreaterThan(650);
  const zoomed = await page.getByTestId('stage-picture').boundingBox();
  await page.keyboard.press('Space');
  await expect.poll(() => shownFrame(page)).toBeGreaterThan(46);
  expect(await page.getByTestId('stage-picture').boundingBox()).toEqual(zoomed);
  await page.keyboard.press('Space');
  await whenSettled(page);
  expect(await page.getByTestId('stage-picture').boundingBox()).toEqual(zoomed);

  await expect(page.getByTestId('picture-navigator')).toBeVisible();
  await page.mouse.move((room?.x ?? 0) + 300, (room?.y ?? 0) + 200);
  await page.mouse.down();
  await page.mouse.move((room?.x ?? 0) + 260, (room?.y ?? 0) + 200, { steps: 4 });
  await page.mouse.up();
  const movedBy = async () => ((await page.getByTestId('stage-picture').boundingBox())?.x ?? 0) - (zoomed?.x ?? 0);
  await expect.poll(movedBy).toBeCloseTo(-40, 0);
  await page.keyboard.press('Alt+0');
  await expect(page.getByTestId('picture-navigator')).toBeHidden();
});

test('a still is taken with its record, and again without asking', async () => {
  const { page, app } = running;
  const into = path.join(folder, 'stills');
  mkdirSync(into);
  await goToFrame(page, 70);
  await answerSaveDialogs(app, path.join(into, 'first.png'));
  await page.keyboard.press('c');
  await expect(page.getByText('Frame 70 is in stills as first.png, with its record.')).toBeVisible();
  await answerSaveDialogs(app, null);
  await page.keyboard.press('.');
  await whenSettled(page);
  await page.keyboard.press('Shift+V');
  await page.getByRole('checkbox', { name: 'Greyscale' }).focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Escape');
  await page.keyboard.press('c');
  await expect(page.getByText(/Frame 71 is in stills as .*_ENHANCED\.png, with its record/)).toBeVisible();
  await page.keyboard.press('v');
  const files = readdirSync(into).sort();
  expect(files).toHaveLength(5);
  const name = files.find((file) => /^cfr_f000071_\d+\.json$/.test(file)) ?? '';
  const record = stillRecordSchema.parse(JSON.parse(readFileSync(path.join(into, name), 'utf8')));
  expect(record).toMatchObject({ frame: { number: 71 }, viewingAids: { settings: { isGreyscale: true } } });
  const { pixels, width } = readPng(readFileSync(path.join(into, record.files[0]?.name ?? '')));
  expect(readNumber(pixels, width, 3)).toBe(numbered[71]);
});

/** The window is gone before the key is let go, which Playwright calls an error. */
async function closeByKey(second: Page): Promise<void> {
  const closed = second.waitForEvent('close');
  await Promise.all([closed, second.keyboard.press('Escape').catch(() => closed)]);
}

test('the second window shows the picture of the first under the same number', async () => {
  const { page, app } = running;
  const openSecond = async () => {
    const arriving = app.waitForEvent('window');
    await page.keyboard.press('Control+Shift+D');
    const second = await arriving;
    await expect(second.locator(inSecond)).toBeVisible();
    return second;
  };
  await goToFrame(page, 30);
  await page.keyboard.press('d');
  const second = await openSecond();
  const shownInSecond = () => numberInCanvas(second, inSecond);
  await expect.poll(shownInSecond).toEqual({ number: numbered[30], frame: 30, overlay: '30' });
  // A key in the second window is a key of the bench.
  await second.keyboard.press('.');
  await expect.poll(() => shownFrame(page)).toBe(31);
  await whenSettled(page);
  await expect.poll(shownInSecond).toEqual({ number: numbered[31], frame: 31, overlay: '31' });
  // K pauses and is let go there; held, it would make a single frame of L.
  await second.keyboard.press('k');
  await second.keyboard.press('l');
  await expect.poll(() => shownFrame(page)).toBeGreaterThan(35);
  let read = 0;
  while (read < 15 && (await shownFrame(page)) < 135) {
    const { number, frame, overlay } = await shownInSecond();
    expect({ number, overlay }).toEqual({ number: numbered[frame], overlay: String(frame) });
    read += 1;
  }
  await second.keyboard.press('Space');
  await whenSettled(page);
  expect(read).toBeGreaterThanOrEqual(3);
  await second.screenshot({ path: 'test-results/screens/viewing-second-window.png' });
  await expectAccessible(second, 'the second window');

  const bounds = { x: 60, y: 50, width: 700, height: 420 };
  await app.evaluate(({ BrowserWindow }, to) => {
    BrowserWindow.getAllWindows()
      .find(({ webContents }) => webContents.getURL().includes('picture'))
      ?.setBounds(to);
  }, bounds);
  await closeByKey(second);
  await expect.poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  const again = await openSecond();
  expect(
    await app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()
        .find(({ webContents }) => webContents.getURL().includes('picture'))
        ?.getBounds(),
    ),
  ).toEqual(bounds);
  await page.getByRole('button', { name: 'Library' }).first().click();
  await expect(again.getByText('No recording is on the bench.')).toBeVisible();
  await closeByKey(again);
});
