import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, type Locator, test } from '@playwright/test';
import type { FootageId } from '../../src-main/domain/identifier.ts';
import { numberedClip } from '../helpers/numbered-clip.ts';
import { expectAccessible } from './helpers/accessibility.ts';
import { frameIs, goToFrame, openOnBench, whenSettled } from './helpers/bench-steps.ts';
import { launchApp, type RunningApp } from './helpers/launch-app.ts';
import { answerSaveDialogs } from './helpers/native-dialogs.ts';
import { createMatter, ingest, openPageDoors, type PageDoors } from './helpers/page-doors.ts';

let running: RunningApp;
let doors: PageDoors;
let folder: string;
let footageId: FootageId;
const frameCount = 150;

test.beforeAll(async () => {
  test.setTimeout(200_000);
  folder = await mkdtemp(path.join(tmpdir(), 'frame-of-record-timeline-'));
  const clip = await numberedClip('cfr');
  running = await launchApp();
  doors = await openPageDoors(running.page);
  await createMatter(running, doors);
  await ingest(running, doors, [clip.path]);
  const [detail] = await doors.engine('footage.list', {});
  if (detail === undefined) {
    throw new Error('The clip is not in the library.');
  }
  footageId = detail.footage.id;
  await add('UOF.1', 30, 60, 'A hand is laid on an arm.');
  await add('UOF.2', 70, 90, 'A person is led away.');
  await add('CTX.1', 20, 50, 'A voice says: step back.');
  await running.page.getByRole('button', { name: 'Library' }).first().click();
  await openOnBench(running.page, path.basename(clip.path));
});

test.afterAll(async () => {
  await running.close();
  await rm(folder, { recursive: true, force: true });
});

test.describe.configure({ mode: 'serial' });

async function add(code: string, inFrame: number, outFrame: number, observation: string): Promise<void> {
  await doors.engine('annotations.add', { footageId, code, inFrame, outFrame, observation });
}

/** Code and frames (both ends included) of the annotations in use, in order of time. */
async function annotated(): Promise<string[]> {
  const annotations = await doors.engine('annotations.list', { footageId });
  return annotations.map(({ code, span }) => `${code} ${span.inFrame} to ${span.outFrame - 1}`);
}

const slider = (): Locator => running.page.getByRole('slider', { name: 'Position in the recording' });

/** Where a frame begins on the screen, and the middle of a lane's row. */
async function placeOf(frame: number, lane: string, row = 0): Promise<{ x: number; y: number }> {
  const axis = await slider().boundingBox();
  const head = await running.page.getByRole('button', { name: new RegExp(`^${lane} \\d`) }).boundingBox();
  if (axis === null || head === null) {
    throw new Error(`The lane ${lane} is not on the screen.`);
  }
  return { x: axis.x + (axis.width * frame) / frameCount, y: head.y + 13 + row * 20 };
}

async function drag(
  from: { x: number; y: number },
  to: { x: number; y: number },
  held?: () => Promise<void>,
): Promise<void> {
  const { mouse } = running.page;
  await mouse.move(from.x, from.y);
  await mouse.down();
  await mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 4 });
  await mouse.move(to.x, to.y, { steps: 4 });
  await held?.();
  await mouse.up();
}

test('each code group has its lane with its count, context above conduct', async () => {
  const { page } = running;
  const heads = page.getByRole('region', { name: 'Timeline' }).getByRole('button', { name: / \d+$/ });
  await expect(heads).toHaveText([/Context/, /Use of force/]);
  await expect(page.getByRole('button', { name: 'Use of force 2' })).toBeVisible();
  await expectAccessible(page, 'the lanes', 'section[aria-label="Timeline"]');
});

test('an end is dragged with the picture of the frame under the hand, and undone', async () => {
  const { page } = running;
  await drag(await placeOf(60, 'Use of force'), await placeOf(100, 'Use of force'), async () => {
    await expect(page.getByTestId('timeline-tip')).toContainText('Last frame 99');
    await expect(page.getByTestId('timeline-tip')).toContainText('40 frames later');
    await expect(page.getByRole('status', { name: 'Frame shown' })).toHaveAttribute('data-frame', '99');
    expect(await annotated()).toContain('UOF.1 30 to 59');
  });
  await expect.poll(annotated).toContain('UOF.1 30 to 99');
  await expect(page.getByRole('button', { name: 'Use of force 2' })).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect.poll(annotated).toContain('UOF.1 30 to 59');
  await page.keyboard.press('Control+Shift+Z');
  await expect.poll(annotated).toContain('UOF.1 30 to 99');
  await page.keyboard.press('Control+z');
  await expect.poll(annotated).toContain('UOF.1 30 to 59');
});

test('Escape lets go of a drag without a change and brings the picture back', async () => {
  const { page } = running;
  await goToFrame(page, 10);
  await drag(await placeOf(30, 'Use of force'), await placeOf(45, 'Use of force'), async () => {
    await expect(page.getByTestId('timeline-tip')).toContainText('First frame 45');
    await page.keyboard.press('Escape');
  });
  await expect(page.getByTestId('timeline-tip')).toBeHidden();
  await expect(page.getByRole('status', { name: 'Frame shown' })).toHaveAttribute('data-frame', '10');
  expect(await annotated()).toContain('UOF.1 30 to 59');
});

test('an end stops at the end of another annotation nearby, and between frames never', async () => {
  const { page } = running;
  const near = await placeOf(71, 'Use of force');
  await drag(await placeOf(60, 'Use of force'), { ...near, x: near.x - 1 }, async () => {
    await expect(page.getByTestId('timeline-tip')).toContainText('at the end of an annotation');
  });
  await expect.poll(annotated).toContain('UOF.1 30 to 69');
  await page.keyboard.press('Control+z');
  await expect.poll(annotated).toContain('UOF.1 30 to 59');
});

test('a rectangle selects several; they are recoded together as one edit', async () => {
  const { page } = running;
  await page.keyboard.press('Escape');
  const from = await placeOf(25, 'Use of force');
  const to = await placeOf(95, 'Use of force');
  await drag({ x: from.x, y: from.y }, { x: to.x, y: to.y + 4 });
  await expect(page.getByText(/^2 annotations selected/)).toBeAttached();
  await page.keyboard.press('Alt+r');
  const dialog = page.getByRole('dialog', { name: 'Another code for 2 annotations' });
  // The keys begin where the code is asked for.
  await expect(dialog.getByRole('combobox', { name: 'Code' })).toBeFocused();
  await page.keyboard.type('UOF.1');
  await page.keyboard.press('Enter');
  await expect(dialog.getByText(/1 of them has this code already/)).toBeVisible();
  await expectAccessible(page, 'the dialog for several annotations');
  await dialog.getByRole('button', { name: 'Recode 1' }).click();
  await expect(dialog).toBeHidden();
  await expect.poll(annotated).toEqual(['CTX.1 20 to 49', 'UOF.1 30 to 59', 'UOF.1 70 to 89']);
});

test('the selected ones are merged, split at the playhead and nudged, all by keys', async () => {
  const { page } = running;
  await expect(page.getByText(/^2 annotations selected/)).toBeAttached();
  await page.keyboard.press('Alt+j');
  await expect.poll(annotated).toEqual(['CTX.1 20 to 49', 'UOF.1 30 to 89']);
  // Both observations, in lines of their own.
  const merged = page.getByRole('article').filter({ hasText: 'A person is led away.' });
  await expect(merged).toContainText('A hand is laid on an arm. A person is led away.');
  await goToFrame(page, 75);
  await page.keyboard.press('b');
  await expect.poll(annotated).toEqual(['CTX.1 20 to 49', 'UOF.1 30 to 74', 'UOF.1 75 to 89']);
  await page.keyboard.press('Escape');
  await goToFrame(page, 70);
  await page.keyboard.press('ArrowDown');
  await frameIs(page, 75);
  await page.keyboard.press(']');
  await page.keyboard.press(']');
  await expect.poll(annotated).toContain('UOF.1 77 to 89');
  await page.keyboard.press('Shift+BracketLeft');
  await expect.poll(annotated).toContain('UOF.1 77 to 88');
  await expect(page.getByRole('status', { name: 'Frame shown' })).toHaveAttribute('data-frame', '88');
  await page.keyboard.press('Alt+BracketRight');
  await expect.poll(annotated).toContain('UOF.1 78 to 89');
  await expect(slider()).toHaveAttribute('aria-valuetext', /Selected: UOF\.1.*Frames 78 to 89/);
});

test('a span dragged to another lane asks for a code of that group', async () => {
  const { page } = running;
  await drag(await placeOf(60, 'Use of force'), await placeOf(60, 'Context'), async () => {
    await expect(page.getByTestId('timeline-tip')).toContainText('Code 1 annotation as Context');
  });
  const dialog = page.getByRole('dialog', { name: '1 annotation to Context' });
  await dialog.getByRole('combobox', { name: 'Code' }).fill('c');
  await expect(page.getByRole('option').first()).toBeVisible();
  expect(await page.getByRole('option').filter({ hasText: 'UOF.' }).count()).toBe(0);
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: 'Recode 1' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('button', { name: 'Context 2' })).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('button', { name: 'Context 1' })).toBeVisible();
});

test('the menu opens by key, and withdrawing several asks once and is undone at once', async () => {
  const { page } = running;
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Shift+F10');
  const menu = page.getByRole('menu', { name: 'Selected annotations' });
  await expect(menu).toBeVisible();
  await expectAccessible(page, 'the menu of the timeline');
  await menu.getByRole('menuitem', { name: /Withdraw/ }).click();
  const dialog = page.getByRole('alertdialog', { name: 'Withdraw 3 annotations?' });
  await dialog.getByRole('textbox', { name: /Reason/ }).fill('Recorded against the wrong camera.');
  await dialog.getByRole('button', { name: 'Withdraw 3' }).click();
  await expect(dialog).toBeHidden();
  await expect.poll(annotated).toEqual([]);
  await page.keyboard.press('Control+z');
  await expect.poll(annotated).toHaveLength(3);
});

/** The number once it has stayed the same for a fifth of a second: the zoom glides. */
async function whenResting(read: () => Promise<number>): Promise<number> {
  let last = Number.NaN;
  await expect
    .poll(
      async () => {
        const before = last;
        last = await read();
        return last - before;
      },
      { intervals: [200] },
    )
    .toBe(0);
  return last;
}

test('zooming goes down to single frames about the playhead, and back to the whole', async () => {
  const { page } = running;
  await goToFrame(page, 75);
  for (let press = 0; press < 8; press += 1) {
    await page.keyboard.press('=');
  }
  await expect(page.getByTestId('timeline-window')).toBeVisible();
  const left = async () => Math.round((await page.getByTestId('timeline-playhead').boundingBox())?.x ?? 0);
  const before = await whenResting(left);
  await page.keyboard.press('.');
  await whenSettled(page);
  await expect.poll(async () => (await left()) - before).toBeGreaterThan(40);
  await page.screenshot({ path: 'test-results/screens/timeline-frames.png' });
  await page.keyboard.press('z');
  await expect(page.getByTestId('timeline-window')).toBeHidden();
});

test('a lane folds to a strip and stays folded', async () => {
  const { page } = running;
  const head = page.getByRole('button', { name: /^Context \d/ });
  await head.click();
  await expect(head).toHaveAttribute('aria-expanded', 'false');
  await page.getByRole('button', { name: 'Library' }).first().click();
  await page.getByRole('button', { name: 'Review', exact: true }).click();
  await whenSettled(page);
  await expect(head).toHaveAttribute('aria-expanded', 'false');
  await head.click();
  await expect(head).toHaveAttribute('aria-expanded', 'true');
});

test('noted frames have a lane above the pictures, and it goes with the last note', async () => {
  const { page } = running;
  const head = page.getByRole('button', { name: 'Content notes', exact: true }).and(page.locator('[aria-expanded]'));
  await expect(head).toHaveCount(0);
  const note = await doors.engine('contentNotes.add', { footageId, kind: 'injury', inFrame: 100, outFrame: 140 });
  await expect(head).toBeVisible();
  const pictures = await page.getByRole('button', { name: 'Pictures', exact: true }).boundingBox();
  const box = await head.boundingBox();
  expect(box?.y).toBeLessThan(pictures?.y ?? 0);
  const axis = await slider().boundingBox();
  if (axis === null || box === null || pictures === null) {
    throw new Error('A lane is not on the screen.');
  }
  for (const y of [box.y + box.height / 2, pictures.y + pictures.height / 2]) {
    await page.mouse.move(axis.x + (axis.width * 120) / frameCount, y);
    await expect(page.getByTestId('timeline-tip')).toContainText('May disturb: Injury');
  }
  await page.mouse.move(axis.x + (axis.width * 20) / frameCount, box.y + box.height / 2);
  await expect(page.getByTestId('timeline-tip')).not.toContainText('May disturb');
  await doors.engine('contentNotes.withdraw', { id: note.id, revision: note.revision });
  await expect(head).toHaveCount(0);
});

/** What a message must not lie over: the picture, the lanes, the buttons of the rows. */
const keptClear = () => {
  const { page } = running;
  const rows = page.getByRole('region', { name: 'Annotations of this recording' }).getByRole('article');
  return [
    page.getByTestId('stage-picture'),
    slider(),
    page.getByRole('button', { name: /^Use of force \d/ }),
    ...[rows.first(), rows.last()].map((row) => row.getByRole('button').last()),
  ];
};

async function expectClear(what: string): Promise<void> {
  const message = await running.page.getByRole('region', { name: 'Messages' }).boundingBox();
  for (const other of keptClear()) {
    const box = await other.boundingBox();
    if (message === null || box === null) {
      throw new Error(`${what}: not everything is on the screen.`);
    }
    const isApart =
      message.x + message.width <= box.x ||
      box.x + box.width <= message.x ||
      message.y + message.height <= box.y ||
      box.y + box.height <= message.y;
    expect(isApart, `${what}: ${JSON.stringify(message)} over ${String(other)} ${JSON.stringify(box)}`).toBe(true);
  }
}

test('messages stay clear of the picture, the lanes and the buttons of the rows, however many and long they are', async () => {
  const { app, page } = running;
  const messages = page.getByRole('region', { name: 'Messages' });
  const dismiss = messages.getByRole('button', { name: 'Dismiss' });
  const longNamed = path.join(folder, `Stills for the motion ${'of the defence '.repeat(10)}`.trim());
  await mkdir(longNamed);
  await answerSaveDialogs(app, path.join(longNamed, 'first.png'));
  for (const [width, height] of [
    [1280, 800],
    [1920, 1080],
  ] as const) {
    await app.evaluate(
      ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height),
      { width, height },
    );
    await expect.poll(() => page.evaluate(() => [innerWidth, innerHeight])).toEqual([width, height]);
    await expect(async () => {
      if ((await dismiss.count()) > 0) {
        await dismiss.last().click({ timeout: 1000 });
      }
      await expect(dismiss).toHaveCount(0, { timeout: 100 });
    }).toPass();
    await page.mouse.move(0, height - 1);
    await page.keyboard.press('Shift+E');
    await expect(messages.getByRole('status')).toHaveText(/Mark the first frame with I/);
    await expect(messages.getByText(/more$/)).toHaveCount(0);
    await expectClear(`one message at ${width}`);
    await page.screenshot({ path: `test-results/screens/messages-1-${width}.png` });
    await page.keyboard.press('Shift+E');
    await page.keyboard.press('c');
    await expect(messages.getByText(/^Frame \d+ is in Stills for the motion/)).toBeVisible();
    await expect(messages.getByText('2 more')).toBeVisible();
    await expectClear(`three messages at ${width}, the last a long one`);
    await page.screenshot({ path: `test-results/screens/messages-3-${width}.png` });
    // Whoever goes to it reads the whole.
    const text = messages.getByText(/^Frame \d+ is in Stills for the motion/);
    const isWhole = () => text.evaluate((element) => element.scrollHeight <= element.clientHeight);
    expect(await isWhole()).toBe(false);
    await text.hover();
    await expect.poll(isWhole).toBe(true);
    await dismiss.last().click();
    await expect(messages.getByText('1 more')).toBeVisible();
  }
});
