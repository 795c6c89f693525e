import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { mediaTimeText } from '../../src-main/domain/burn-in.ts';
import type { FootageId } from '../../src-main/domain/identifier.ts';
import type { IllustrationShape } from '../../src-main/domain/illustration.ts';
import { type FrameNumber, ptsToMicros } from '../../src-main/domain/time.ts';
import { arrowHeadAt, colourAt, isYellow, readAidPictures } from '../helpers/aid-pictures.ts';
import { ingestOne } from '../helpers/many-annotations.ts';
import { readNumber } from '../helpers/number-picture.ts';
import { numberedClip, uprightSize } from '../helpers/numbered-clip.ts';
import { expectAccessible } from './helpers/accessibility.ts';
import { numberInCanvas } from './helpers/canvas-pixels.ts';
import { expectNoMouse, press, tabTo, watchForMouse } from './helpers/keyboard-only.ts';
import { launchApp, type RunningApp } from './helpers/launch-app.ts';
import { answerOpenDialogs } from './helpers/native-dialogs.ts';
import { openPageDoors, type PageDoors, whenJobsEnd } from './helpers/page-doors.ts';
import { openPrepared, prepareMatter } from './helpers/prepared-matter.ts';

/** The illustrative aid of an exhibit: drawn by keys alone, kept, taken back, and found again in the sealed packet. */
let running: RunningApp;
let doors: PageDoors;
let folder: string;
let numbers: readonly number[];

const span = [40, 70] as const;
const frozen = 60;
const awkward = `<b>"100 %" & 'left'</b> \\: [v];$(x) שלום`;

test.beforeAll(async () => {
  test.setTimeout(300_000);
  folder = await mkdtemp(path.join(tmpdir(), 'frame-of-record-aid-'));
  const clip = await numberedClip('vfr');
  numbers = clip.numbers;
  const prepared = await prepareMatter(folder, async (matter, engine) => {
    const footageId = await ingestOne({ ...engine, matter: () => matter }, clip.path);
    const [inFrame, outFrame] = span as unknown as [FrameNumber, FrameNumber];
    await engine.client.call('exhibits.add', {
      drafts: [
        {
          of: { kind: 'span', footageId, inFrame, outFrame },
          number: '12-A',
          title: 'At the rail',
          options: { context: 'none', withStill: false },
        },
      ],
    });
  });
  running = await launchApp();
  doors = await openPageDoors(running.page);
  await openPrepared(running, prepared);
  await watchForMouse(running.page);
});

test.afterAll(async () => {
  await running.close();
  await rm(folder, { recursive: true, force: true });
});

test.afterEach(() => expectNoMouse(running.page));

test.describe.configure({ mode: 'serial' });

const editor = () => running.page.getByTestId('illustration-editor');
const stage = () => running.page.getByTestId('illustration-stage');
const inEditor = (label: string | RegExp): Locator =>
  editor().getByRole('button', { name: label, exact: typeof label === 'string' });
const drawnShape = (name: RegExp): Locator => stage().getByRole('button', { name });
const files = () => running.page.getByRole('table', { name: 'Files that will be made' });
const kept = async () => (await doors.engine('exhibits.list', {}))[0]?.options.illustration ?? null;

/** Presses a key so often. */
async function times(page: Page, key: string, count: number): Promise<void> {
  for (let press = 0; press < count; press += 1) {
    await page.keyboard.press(key);
  }
}

/** Listens to the page's questions for pictures from the engine, and can keep them back for a while. */
async function watchPictures(page: Page) {
  type Question = { readonly name?: string; readonly input?: { readonly frame: number } } | null;
  const watch = await page.evaluateHandle(() => {
    const send = MessagePort.prototype.postMessage as (this: MessagePort, message: unknown) => void;
    const state = { send, asked: [] as number[], isHolding: false, held: [] as (() => void)[] };
    MessagePort.prototype.postMessage = function (this: MessagePort, message: Question) {
      const post = () => send.call(this, message);
      if (message?.name !== 'footage.frame') {
        post();
        return;
      }
      state.asked.push(message.input?.frame ?? -1);
      if (state.isHolding) {
        state.held.push(post);
      } else {
        post();
      }
    };
    return state;
  });
  return {
    asked: () => watch.evaluate(({ asked }) => asked),
    hold: () =>
      watch.evaluate((state) => {
        state.isHolding = true;
      }),
    release: () =>
      watch.evaluate(({ send, held }) => {
        MessagePort.prototype.postMessage = send;
        for (const post of held) {
          post();
        }
      }),
  };
}

/** Waits until the editor's picture is that frame, by the pixels. */
async function showsFrame(page: Page, frame: number): Promise<void> {
  await expect(stage()).toHaveAccessibleName(new RegExp(`^Picture of frame ${frame}\\.`));
  await expect
    .poll(async () => (await numberInCanvas(page, '[data-testid="illustration-stage"] canvas')).number)
    .toBe(numbers[frame]);
}

test('it is opened from its exhibit, on the exact first frame', async () => {
  const { page } = running;
  await page.keyboard.press('Control+7');
  await press(page, page.getByRole('button', { name: 'Draw one…' }));
  await expect(editor()).toContainText('Illustrative aid of Ex. 12-A');
  await expect(stage()).toBeFocused();
  await showsFrame(page, span[0]);
  await expect(inEditor('Keep the aid')).toBeDisabled();
  await expectAccessible(page, 'an empty illustrative aid');
});

test('an arrow is placed and led from frame to frame by keys', async () => {
  const { page } = running;
  await page.keyboard.press('a');
  await page.keyboard.press('Enter');
  await expect(drawnShape(/^Arrow 1/)).toBeVisible();
  await times(page, '.', 10);
  await showsFrame(page, 50);
  await tabTo(page, drawnShape(/^Arrow 1/));
  await times(page, 'Shift+ArrowRight', 10);
  await times(page, '.', 10);
  await showsFrame(page, frozen);
  await tabTo(page, drawnShape(/^Arrow 1/));
  await times(page, 'Shift+ArrowDown', 8);
  await times(page, 'ArrowLeft', 5);
  for (const frame of [40, 50, 60, 69]) {
    await expect(inEditor(`Go to keyframe ${frame}`)).toBeVisible();
  }
});

test('a call-out says whatever it is given; a frame stands still; the rest is told and slowed', async () => {
  const { page } = running;
  await page.keyboard.press('c');
  await page.keyboard.press('Enter');
  await tabTo(page, editor().getByRole('textbox', { name: 'Text' }));
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(awkward);
  // The drawing breaks it into lines; what is told to a screen reader is the whole text.
  await expect(drawnShape(/^Call-out 2/)).toHaveAccessibleName(`Call-out 2, ${awkward}. Arrow keys move it.`);
  for (const name of ['Exhibit number (Ex. 12-A)', 'Frame number', 'Media time']) {
    await press(page, editor().getByRole('checkbox', { name }), 'Space');
  }
  await press(page, editor().getByRole('button', { name: /Speed$/ }));
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(editor().getByRole('button', { name: /Speed$/ })).toContainText('Half speed');
  await press(page, inEditor('Freeze this frame'));
  await expect(editor()).toContainText(`Frame ${frozen}stands still for`);
  await expectAccessible(page, 'an illustrative aid');
  await page.screenshot({ path: 'test-results/screens/illustration-editor.png' });
});

test('a frame is not shown, named or timed by the picture of another while it is decoded', async () => {
  const { page } = running;
  await tabTo(page, stage(), 'Shift+Tab');
  await showsFrame(page, frozen);
  const pictures = await watchPictures(page);
  await pictures.hold();
  // A leap: the frames beside this one are fetched ahead.
  await page.keyboard.press('End');
  const next = span[1] - 1;
  await expect(stage()).toHaveAccessibleName(new RegExp(`^Frame ${next} is being decoded\\.`));
  await expect(stage()).toHaveAttribute('aria-busy', 'true');
  await expect(stage().getByText(`Frame ${next} is being decoded`)).toBeVisible();
  await expect(stage().locator('canvas')).toHaveCSS('opacity', '0.25');
  const time = /\d:\d\d:\d\d\.\d{3}/;
  await expect(stage()).toContainText(`Frame ${next}`);
  await expect(stage()).not.toContainText(time);
  await expect(editor()).not.toContainText(time);
  await page.screenshot({ path: 'test-results/screens/illustration-decoding.png' });

  await pictures.release();
  await showsFrame(page, next);
  await expect(stage()).toHaveAttribute('aria-busy', 'false');
  await expect(stage()).not.toContainText('is being decoded');
  await expect(stage().locator('canvas')).toHaveCSS('opacity', '1');
  const footageId = (await doors.engine('footage.list', {}))[0]?.footage.id as FootageId;
  const { pts } = await doors.engine('footage.frame', {
    footageId,
    frame: next as FrameNumber,
    format: 'jpeg',
  });
  const { facts } = await doors.engine('footage.show', { footageId });
  const [video] = facts?.streams.filter(({ kind }) => kind === 'video') ?? [];
  const mediaTime = mediaTimeText(ptsToMicros(pts, video?.timebase ?? { num: 1, den: 1 }));
  await expect(stage()).toContainText(mediaTime);
  await expect(editor()).toContainText(`${mediaTime} ·`);
  await page.keyboard.press('Home');
  await showsFrame(page, span[0]);
});

test('the frame that a step leads to is fetched ahead, so that a step asks for nothing', async () => {
  const { page } = running;
  const pictures = await watchPictures(page);
  // Twelve frames on from the first, each seen, those next to the end are no longer kept from before.
  for (let frame = span[0] + 1; frame <= span[0] + 12; frame += 1) {
    await page.keyboard.press('.');
    await showsFrame(page, frame);
  }
  await page.keyboard.press('End');
  const last = span[1] - 1;
  await showsFrame(page, last);
  await expect.poll(pictures.asked).toContain(last - 1);
  await pictures.hold();
  await page.keyboard.press(',');
  await showsFrame(page, last - 1);
  await expect(stage()).toHaveAttribute('aria-busy', 'false');
  await pictures.release();
  await page.keyboard.press('Home');
  await times(page, '.', frozen - span[0]);
  await showsFrame(page, frozen);
});

test('a step is taken back in the editor; leaving asks before a drawing is lost', async () => {
  const { page } = running;
  await tabTo(page, stage(), 'Shift+Tab');
  await page.keyboard.press('Control+z');
  await expect(inEditor(`Remove the freeze of frame ${frozen}`)).toHaveCount(0);
  await page.keyboard.press('Control+Shift+Z');
  await expect(inEditor(`Remove the freeze of frame ${frozen}`)).toBeVisible();
  await page.keyboard.press('Escape');
  const question = page.getByRole('alertdialog', { name: 'Leave without keeping the aid?' });
  await expect(question).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(question).toHaveCount(0);
  await expect(editor()).toBeVisible();
});

test('kept, it is among the files of the exhibit, and undo and redo take it away and back', async () => {
  const { page } = running;
  await press(page, inEditor('Keep the aid'));
  await expect(editor()).toHaveCount(0);
  const aid = files().getByRole('row').filter({ hasText: 'ILLUSTRATIVE-AID' });
  await expect(aid).toHaveCount(1);
  await expect(page.getByRole('button', { name: 'Edit…' })).toBeFocused();
  await expectAccessible(page, 'an exhibit with an illustrative aid');
  await page.screenshot({ path: 'test-results/screens/exhibit-with-aid.png' });
  const drawn = await kept();
  expect(drawn).toMatchObject({
    slowdown: 2,
    burnIn: { exhibitLabel: true, frameNumber: true, mediaTime: true, sourceClock: false },
    freezes: [{ frame: frozen, millis: 2000 }],
    shapes: [{ kind: 'arrow' }, { kind: 'call-out', text: awkward }],
  });
  await page.keyboard.press('Control+z');
  await expect(aid).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Draw one…' })).toBeVisible();
  expect(await kept()).toBeNull();
  await page.keyboard.press('Control+Shift+Z');
  await expect(aid).toHaveCount(1);
  expect(await kept()).toEqual(drawn);
});

test('opened again it is as it was left, and closing without a change asks nothing', async () => {
  const { page } = running;
  await press(page, page.getByRole('button', { name: 'Edit…' }));
  await expect(stage()).toBeFocused();
  await expect(editor().getByRole('list', { name: 'Shapes' })).toContainText(awkward);
  await expect(inEditor('Keep the aid')).toBeDisabled();
  await page.keyboard.press('Escape');
  await expect(editor()).toHaveCount(0);
});

/** Where the arrow was put: ten-thousandths of the picture, as the keys above moved it from the middle. */
const arrow: Pick<IllustrationShape, 'keyframes' | 'movement'> = {
  movement: 'linear',
  keyframes: (
    [
      [40, 3500, 3500, 5000, 5000],
      [50, 5500, 3500, 7000, 5000],
      [60, 5400, 5100, 6900, 6600],
      [69, 5400, 5100, 6900, 6600],
    ] as const
  ).map(([frame, x, y, toX, toY]) => ({ frame: frame as FrameNumber, x, y, toX, toY })),
};

test('the packet holds it under its class, with the arrow where it was put in every frame', async () => {
  test.setTimeout(240_000);
  const { app } = running;
  expect((await kept())?.shapes[0]).toMatchObject(arrow);
  const out = path.join(folder, 'out');
  await mkdir(out);
  await answerOpenDialogs(app, [out]);
  const into = await doors.shell('dialog.pickFolder', { title: 'Where to' });
  await doors.engine('packets.seal', {
    into: { grant: into?.grant ?? '' },
    name: 'AID-1',
    profile: 'court',
    exhibitIds: 'all',
    options: { batesPrefix: 'BOS' },
  });
  await whenJobsEnd(doors);
  const failed = (await doors.engine('jobs.list', {})).filter(({ state }) => state !== 'done');
  expect(failed.map(({ title, errorMessage }) => `${title}: ${errorMessage}`)).toEqual([]);

  const data = path.join(out, 'AID-1', 'data');
  const told = JSON.parse(await readFile(path.join(data, 'logs', 'exhibits.json'), 'utf8')) as {
    exhibits: { files: { role: string; class: string; path: string }[] }[];
  };
  const aids = told.exhibits.flatMap(({ files: made }) => made).filter((file) => file.class === 'ILLUSTRATIVE-AID');
  expect(aids).toMatchObject([{ path: expect.stringMatching(/^aids\/BOS\d{7}\.mp4$/) }]);

  const file = path.join(data, aids[0]?.path ?? '');
  const back = readAidPictures(file);
  const picture = uprightSize('vfr');
  expect(back.width).toBe(picture.width);
  expect(back.height).toBeGreaterThan(picture.height);
  const frameOf = new Map(numbers.map((number, frame) => [number, frame]));
  const starts = new Map<number, number>();
  for (const shown of back.pictures) {
    const frame = frameOf.get(readNumber(shown.pixels, back.width, 3) ?? -1) ?? -1;
    starts.set(frame, starts.get(frame) ?? shown.pts);
    const isYellowAt = (other: number) => {
      const head = arrowHeadAt(arrow, other, picture);
      return isYellow(colourAt(back, shown, head.x, head.y));
    };
    expect(isYellowAt(frame), `the arrow's head in frame ${frame}`).toBe(true);
    // Where it is five frames on it is not yet: nothing is drawn over everything.
    if (frame + 5 <= frozen) {
      expect(isYellowAt(frame + 5), `the arrow's head of frame ${frame + 5} in frame ${frame}`).toBe(false);
    }
  }
  expect([...starts.keys()]).toEqual(Array.from({ length: span[1] - span[0] }, (_, at) => span[0] + at));

  // Twice as long as recorded, and two seconds more at the frame that stands still.
  const recorded = execFileSync('ffprobe', [
    ...['-v', 'error', '-select_streams', 'v:0', '-show_entries', 'frame=pts_time', '-of', 'csv=p=0'],
    (await numberedClip('vfr')).path,
  ])
    .toString()
    .split('\n')
    // Side data of a frame leaves an empty line.
    .filter((line) => line !== '')
    .map((line) => Number(line.split(',')[0]));
  const since = (frame: number) => ((recorded[frame] ?? 0) - (recorded[span[0]] ?? 0)) * 2;
  for (const [frame, start] of starts) {
    expect(start, `when frame ${frame} is shown`).toBeCloseTo(since(frame) + (frame > frozen ? 2 : 0), 3);
  }
});
