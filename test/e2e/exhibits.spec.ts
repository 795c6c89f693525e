import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { numberedClip } from '../helpers/numbered-clip.ts';
import { expectAccessible } from './helpers/accessibility.ts';
import { frameIs, goToFrame, importFootage, openOnBench } from './helpers/bench-steps.ts';
import { numberInCanvas } from './helpers/canvas-pixels.ts';
import { setView } from './helpers/clipped-controls.ts';
import { launchApp, type RunningApp } from './helpers/launch-app.ts';
import { createMatter } from './helpers/matter-steps.ts';
import { openPageDoors, type PageDoors } from './helpers/page-doors.ts';

let running: RunningApp;
let doors: PageDoors;
let folder: string;

test.beforeAll(async () => {
  test.setTimeout(300_000);
  folder = await mkdtemp(path.join(tmpdir(), 'frame-of-record-exhibits-'));
  running = await launchApp();
  doors = await openPageDoors(running.page);
  await createMatter(running, folder);
  const clip = await numberedClip('vfr');
  await importFootage(running, [clip.path]);
  const [detail] = await doors.engine('footage.list', {});
  const footageId = detail?.footage.id ?? ('' as never);
  for (const [inFrame, outFrame, observation] of [
    [10, 30, 'A hand takes hold of a sleeve.'],
    [60, 70, 'The lower half of a face is covered.'],
    [100, 110, 'Both hands are raised, palms out.'],
  ] as const) {
    await doors.engine('annotations.add', { footageId, inFrame, outFrame, code: 'UOF.1', observation });
  }
});

test.afterAll(async () => {
  await running.close();
  await rm(folder, { recursive: true, force: true });
});

test.describe.configure({ mode: 'serial' });

const rows = (page: Page) => page.getByRole('grid', { name: 'Exhibits in their order' }).getByRole('row');
const stored = async () => (await doors.engine('exhibits.list', {})).map(({ number }) => number);
/** Waits until the engine holds these numbers in this order, and the screen shows it: keys and hands act on what is shown. */
async function expectOrder(...numbers: string[]): Promise<void> {
  await expect.poll(stored).toEqual(numbers);
  const { page } = running;
  if (await page.getByRole('heading', { name: 'Exhibits', level: 1 }).isVisible()) {
    await expect(rows(page).getByText(/^Ex[.] [-\w]+$/)).toHaveText(numbers.map((number) => `Ex. ${number}`));
  }
}

test('the empty screen says how exhibits come to be', async () => {
  const { page } = running;
  await page.keyboard.press('Control+7');
  await expect(page.getByRole('heading', { name: 'No exhibit has been made yet' })).toBeVisible();
  await expectAccessible(page, 'the empty list of exhibits');
});

test('exhibits are made on the bench, each as one step, and the notice leads there', async () => {
  const { page } = running;
  await page.keyboard.press('Control+1');
  await openOnBench(page, path.basename((await numberedClip('vfr')).path));
  await goToFrame(page, 5);
  await expect(
    page.getByRole('region', { name: 'Annotations of this recording' }).getByRole('article').first(),
  ).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await frameIs(page, 10);
  await page.keyboard.press('e');
  await expect(page.getByText('Ex. 1 made.')).toBeVisible();
  await page.keyboard.press('e');
  await expect(page.getByText('This annotation is Ex. 1 already.')).toBeVisible();
  await goToFrame(page, 40);
  await page.keyboard.press('i');
  await goToFrame(page, 49);
  await page.keyboard.press('o');
  await page.keyboard.press('Shift+E');
  await expect(page.getByText('Ex. 2 made.')).toBeVisible();
  await page.keyboard.press('Alt+e');
  await expect(page.getByText('Ex. 3 made.')).toBeVisible();
  const list = await doors.engine('exhibits.list', {});
  expect(list.map(({ content }) => content)).toMatchObject([
    { kind: 'clip', span: { inFrame: 10, outFrame: 30 } },
    { kind: 'clip', span: { inFrame: 40, outFrame: 50 } },
    { kind: 'still', frame: 49, aids: null },
  ]);
  expect(list[0]?.title).toBe('A hand takes hold of a sleeve');
  await page.getByRole('button', { name: 'Show it' }).last().click();
  await expect(page.getByRole('heading', { name: 'Exhibits', level: 1 })).toBeVisible();
  await expect(rows(page)).toHaveCount(3);
  await expect(page.getByRole('region', { name: 'Ex. 3' })).toBeVisible();
});

test('everything found becomes exhibits at once; what is one already is left alone', async () => {
  const { page } = running;
  await page.keyboard.press('Control+9');
  await page.getByRole('button', { name: 'Make exhibits…' }).click();
  await page.getByRole('menuitem', { name: 'Of all 3 annotations found' }).click();
  await expect(page.getByText('2 exhibits made. 1 annotation of these is an exhibit already.')).toBeVisible();
  await expectOrder('1', '2', '3', '4', '5');
  await page.keyboard.press('Control+z');
  await expectOrder('1', '2', '3');
});

test('the pictures of the preview are the frames they say', async () => {
  const { page } = running;
  const { numbers } = await numberedClip('vfr');
  await page.keyboard.press('Control+7');
  await rows(page).filter({ hasText: 'Ex. 1' }).click();
  const editor = page.getByRole('region', { name: 'Ex. 1' });
  for (const [title, frame] of [
    ['Just before', 9],
    ['First', 10],
    ['Last', 29],
    ['Just after', 30],
  ] as const) {
    await expect(editor.getByRole('button', { name: `${title}: frame ${frame}. Open it on the bench` })).toBeVisible();
    const selector = `figure canvas[data-frame="${frame}"]`;
    await expect(page.locator(selector)).toBeVisible({ timeout: 20_000 });
    const seen = await numberInCanvas(page, selector);
    expect(seen).toMatchObject({ number: numbers[frame], frame });
  }
  await expect(editor.getByRole('table').getByRole('row').nth(1)).toContainText('DERIVATIVE-CLIP');
  await expect(editor.getByRole('table')).toContainText('20 frames');
  await expectAccessible(page, 'an exhibit');
});

test('rows are moved by keys, one step of history each', async () => {
  const { page } = running;
  await rows(page).filter({ hasText: 'Ex. 1' }).click();
  await page.keyboard.press('Alt+ArrowDown');
  await expectOrder('2', '1', '3');
  await page.keyboard.press('Alt+ArrowDown');
  await expectOrder('2', '3', '1');
  await page.keyboard.press('Alt+ArrowUp');
  await expectOrder('2', '1', '3');
  await expect(page.getByRole('region', { name: 'Ex. 1' })).toBeVisible();
  await page.keyboard.press('Control+z');
  await expectOrder('2', '3', '1');
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await expectOrder('1', '2', '3');
});

test('rows are dragged by keys and by hand', async () => {
  const { page } = running;
  await page.getByRole('button', { name: 'Move Ex. 3' }).focus();
  await page.keyboard.press('Enter');
  // The list offers its places a moment after the row is taken up.
  const place = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');
  await expect.poll(place).toMatch(/Insert/);
  const first = await place();
  await page.keyboard.press('ArrowUp');
  await expect.poll(place).not.toBe(first);
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await stored()).join()).not.toBe('1,2,3');
  await page.keyboard.press('Control+z');
  await expectOrder('1', '2', '3');
  const [from, to] = [rows(page).filter({ hasText: 'Ex. 3' }), rows(page).filter({ hasText: 'Ex. 1' })];
  await from.dragTo(to, { targetPosition: { x: 200, y: 4 } });
  await expectOrder('3', '1', '2');
  await page.keyboard.press('Control+z');
  await expectOrder('1', '2', '3');
});

test('a number is changed in its box, refused when it is taken, and all are numbered in order', async () => {
  const { page } = running;
  await rows(page).filter({ hasText: 'Ex. 2' }).click();
  const box = page.getByRole('textbox', { name: 'Number' });
  await box.fill('3');
  await box.press('Enter');
  await expect(page.getByText(/There is an Ex\. 3 already/)).toBeVisible();
  await box.fill('12-a');
  await box.press('Enter');
  await expectOrder('1', '12-A', '3');
  await expect(page.getByRole('region', { name: 'Ex. 12-A' })).toBeVisible();
  await page.getByRole('button', { name: 'Number all in order…' }).click();
  await page.getByRole('textbox', { name: 'Begin with' }).fill('101');
  await page.keyboard.press('Enter');
  await expectOrder('101', '102', '103');
  await page.keyboard.press('Control+z');
  await expectOrder('1', '12-A', '3');
});

test('title, span and what goes along are recorded as they are changed', async () => {
  const { page } = running;
  await rows(page).filter({ hasText: 'Ex. 1' }).first().click();
  const editor = page.getByRole('region', { name: 'Ex. 1' });
  await editor.getByRole('textbox', { name: 'Title' }).fill('An illegal hold at the door');
  await expect(editor.getByRole('list', { name: 'Wording' })).toBeVisible();
  await editor.getByRole('textbox', { name: 'Title' }).fill('A hold at the door');
  await editor.getByRole('textbox', { name: 'Description' }).focus();
  await editor.getByRole('button', { name: 'First frame one earlier' }).click({ clickCount: 2 });
  await expect(page.locator('figure canvas[data-frame="8"]')).toBeVisible({ timeout: 20_000 });
  await editor.getByText('A contact sheet').click();
  await expect(editor.getByRole('table')).toContainText('SUMMARY');
  await expect
    .poll(async () => (await doors.engine('exhibits.list', {}))[0])
    .toMatchObject({
      title: 'A hold at the door',
      content: { span: { inFrame: 8, outFrame: 30 } },
      options: { withContactSheet: true },
    });
  // Three steps: the title, the two presses together, the sheet.
  await page.keyboard.press('Escape');
  for (let step = 0; step < 3; step++) {
    await page.keyboard.press('Control+z');
  }
  await expect
    .poll(async () => (await doors.engine('exhibits.list', {}))[0])
    .toMatchObject({ title: 'A hand takes hold of a sleeve', content: { span: { inFrame: 10 } } });
});

test('in a narrow window the editor scrolls down only', async () => {
  const { app, page } = running;
  await rows(page).first().click();
  const desk = page.getByRole('region', { name: 'Ex. 1' }).locator('..');
  const sideways = () => desk.evaluate((element) => element.scrollWidth - element.clientWidth);
  try {
    for (const width of [1100, 1000, 960]) {
      await setView(app, page, { width, height: 800 }, 1);
      await expect.poll(sideways, { message: `${width} wide` }).toBe(0);
    }
  } finally {
    await setView(app, page, { width: 1280, height: 800 }, 1);
  }
});

test('the illustrative aid is drawn in its editor', async () => {
  const { page } = running;
  await page.getByRole('button', { name: 'Draw one…' }).click();
  await expect(page.getByTestId('illustration-editor')).toContainText('Ex. 1');
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('illustration-editor')).toHaveCount(0);
});

test('an annotation that moved is marked, and followed on demand', async () => {
  const { page } = running;
  const [annotation] = await doors.engine('annotations.list', {});
  const { id, revision } = annotation ?? { id: '' as never, revision: 0 };
  await doors.engine('annotations.revise', { id, revision, changes: { inFrame: 12 } });
  await expect(rows(page).filter({ hasText: 'Annotation moved since' })).toHaveCount(1);
  await expectAccessible(page, 'an exhibit whose annotation moved');
  await page.getByRole('button', { name: 'Follow it' }).click();
  await expect(rows(page).filter({ hasText: 'Annotation moved since' })).toHaveCount(0);
  expect((await doors.engine('exhibits.list', {}))[0]?.content).toMatchObject({ span: { inFrame: 12 } });
});

test('several are chosen, given one context, and withdrawn with a reason', async () => {
  const { page } = running;
  await rows(page).first().click();
  await page.keyboard.press('Shift+ArrowDown');
  const several = page.getByRole('region', { name: 'Selected exhibits' });
  await expect(several.getByRole('heading', { name: '2 exhibits selected' })).toBeVisible();
  await expectAccessible(page, 'several exhibits');
  await several.getByRole('button', { name: /Context$/ }).click();
  await page.getByRole('option', { name: 'No context' }).click();
  await several.getByRole('button', { name: 'Set for all' }).click();
  await expect
    .poll(async () => (await doors.engine('exhibits.list', {})).map(({ options }) => options.context))
    .toEqual(['none', 'none', 'separate']);
  await several.getByRole('button', { name: 'Withdraw…' }).click();
  await page.getByRole('textbox', { name: /Reason/ }).fill('Made twice.');
  await page.getByRole('button', { name: 'Withdraw', exact: true }).click();
  await expectOrder('3');
  await expect(page.getByRole('region', { name: 'Ex. 3' })).toBeVisible();
  await page.keyboard.press('Control+z');
  await expectOrder('1', '12-A', '3');
});

test('exhibits are searched with the keyboard alone, and only what is seen is chosen', async () => {
  const { page } = running;
  await page.keyboard.press('Control+f');
  const box = page.getByRole('searchbox', { name: 'Search exhibits' });
  await expect(box).toBeFocused();
  await page.keyboard.type('12-a');
  await expect(rows(page)).toHaveCount(1);
  await expect(page.getByText('1 of 3', { exact: true })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Ex. 12-A' })).toBeVisible();
  await expectAccessible(page, 'exhibits that were searched for');
  await page.keyboard.press('Enter');
  await expect(rows(page).first()).toBeFocused();
  await page.keyboard.press('Delete');
  await expect(page.getByRole('alertdialog', { name: 'Withdraw Ex. 12-A?' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+f');
  await box.fill('nothing of the kind');
  await expect(page.getByRole('heading', { name: 'No exhibit matches' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(rows(page)).toHaveCount(3);
});
